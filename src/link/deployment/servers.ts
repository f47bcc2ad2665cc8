/** What a command starts: the server, its application, its processes. Unknown words (`$PORT`) make what they fill in unknown. */
import type { ServerCommand, ServerName } from '../../model/deployment.ts'
import type { Command } from '../../model/manifest.ts'
import type { Span } from '../../model/span.ts'

type Words = Command['words']

/** Words that only start another command: `poetry run`, `uv run --frozen`, `tini --`, `opentelemetry-instrument`. */
const WRAPPERS = new Set([
  'poetry', 'uv', 'pdm', 'pipenv', 'hatch', 'run', 'tini', 'dumb-init', '--', 'exec', 'gosu', 'su-exec', 'nohup', 'env', 'opentelemetry-instrument', 'ddtrace-run',
  'newrelic-admin', 'run-program', 'doppler', 'infisical', 'sudo', '-E',
]) // prettier-ignore

/** The command that serves, behind whatever wraps it; null if it starts no server that is known. */
export function serverOf({ words, exec }: Pick<Command, 'words' | 'exec'>, at: Span): ServerCommand | null {
  const start = words.findIndex((word) => word !== null && serverName(word) !== null)
  if (start < 0 || !words.slice(0, start).every(isWrapping)) return null
  const name = serverName(words[start] ?? '')
  if (name === null) return null
  const rest = words.slice(start + 1)
  const found = READERS[name](rest)
  return found === null ? null : { ...NOTHING, ...found, server: name, words, exec, at }
}

const isWrapping = (word: string | null, index: number, before: Words): boolean =>
  word === null ||
  word.startsWith('-') ||
  WRAPPERS.has(baseName(word)) ||
  /^[\w.]+=/.test(word) ||
  isPython(word) ||
  isValueOfFlag(before, index)

/** `gosu app`, `uv run --with x`. */
const isValueOfFlag = (words: Words, index: number): boolean => {
  const before = words[index - 1]
  return before !== null && before !== undefined && (before.startsWith('--') || ['gosu', 'su-exec'].includes(baseName(before)))
}

const isPython = (word: string): boolean => /^python(?:3(?:\.\d+)?)?$/.test(baseName(word))
const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1)

const SERVERS: Readonly<Record<string, ServerName>> = {
  uvicorn: 'uvicorn',
  gunicorn: 'gunicorn',
  hypercorn: 'hypercorn',
  granian: 'granian',
  daphne: 'daphne',
  fastapi: 'fastapi',
  flask: 'flask',
  celery: 'celery',
  arq: 'arq',
  dramatiq: 'dramatiq',
  taskiq: 'taskiq',
  rq: 'rq',
}

const serverName = (word: string): ServerName | null => SERVERS[baseName(word)] ?? null

type Found = Pick<ServerCommand, 'app'> & Partial<ServerCommand>
const NOTHING = { workers: 1, workerClass: null, reload: false, gracefulSeconds: null, logLevel: null } as const

const READERS: Readonly<Record<ServerName, (words: Words) => Found | null>> = {
  uvicorn: (words) => ({
    app: positional(words),
    workers: count(words, ['--workers']),
    reload: words.includes('--reload'),
    gracefulSeconds: number(words, ['--timeout-graceful-shutdown']),
    logLevel: option(words, ['--log-level']),
  }),
  gunicorn: (words) => ({
    app: positional(words),
    // A configuration file may set what the command does not.
    workers: option(words, ['-c', '--config']) !== null && !has(words, ['-w', '--workers']) ? null : count(words, ['-w', '--workers']),
    workerClass: option(words, ['-k', '--worker-class']),
    reload: words.includes('--reload'),
    gracefulSeconds: number(words, ['--graceful-timeout']),
    logLevel: option(words, ['--log-level']),
  }),
  hypercorn: (words) => ({ app: positional(words), workers: count(words, ['-w', '--workers']), reload: words.includes('--reload') }),
  granian: (words) => ({ app: positional(words), workers: count(words, ['--workers']), reload: words.includes('--reload') }),
  daphne: (words) => ({ app: positional(words) }),
  fastapi: (words) =>
    words[0] === 'run' || words[0] === 'dev'
      ? { app: positional(words.slice(1)), workers: count(words, ['--workers']), reload: words[0] === 'dev' || words.includes('--reload') }
      : null,
  flask: (words) =>
    words.includes('run') ? { app: option(words, ['--app', '-A']), reload: words.includes('--debug') || words.includes('--reload') } : null,
  celery: (words) =>
    words.includes('worker') || words.includes('beat')
      ? {
          app: option(words, ['-A', '--app']),
          workers: has(words, ['-c', '--concurrency']) ? count(words, ['-c', '--concurrency']) : null,
          logLevel: option(words, ['-l', '--loglevel']),
        }
      : null,
  arq: (words) => ({ app: positional(words) }),
  dramatiq: (words) => ({
    app: positional(words),
    workers: has(words, ['-p', '--processes']) ? count(words, ['-p', '--processes']) : null,
  }),
  taskiq: (words) =>
    words[0] === 'worker'
      ? { app: positional(words.slice(1)), workers: has(words, ['-w', '--workers']) ? count(words, ['-w', '--workers']) : null }
      : null,
  rq: (words) => (words[0] === 'worker' ? { app: positional(words.slice(1)) } : null),
}

const has = (words: Words, names: readonly string[]): boolean => words.some((word) => word !== null && names.includes(word.split('=')[0]))

/** The value of an option, written `--name value` or `--name=value`; null if absent or not constant. */
function option(words: Words, names: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    if (word === null) continue
    if (names.includes(word)) return words[index + 1] ?? null
    const cut = word.indexOf('=')
    if (cut > 0 && names.includes(word.slice(0, cut))) return word.slice(cut + 1)
  }
  return null
}

function number(words: Words, names: readonly string[]): number | null {
  const text = option(words, names)
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}

/** Processes: the default 1 when the option is absent, unknown when its value is. */
const count = (words: Words, names: readonly string[]): number | null => (has(words, names) ? number(words, names) : 1)

/** Options without a value, so that the word behind one is not taken for it. */
const SWITCHES = new Set([
  '--reload', '--proxy-headers', '--no-proxy-headers', '--no-access-log', '--access-log', '--factory', '--use-colors', '--no-use-colors', '--preload',
  '--no-server-header', '--no-date-header', '--daemon', '--capture-output',
]) // prettier-ignore

/** The first word that is no option and no option's value. */
function positional(words: Words): string | null {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    if (word === null) continue
    if (!word.startsWith('-')) return word
    if (!word.includes('=') && !SWITCHES.has(word)) index++
  }
  return null
}
