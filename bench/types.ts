/**
 * Agreement of our types with pyright's: sampled receivers of method calls, in a copy of a backend in which each sampled
 * receiver `x` reads `reveal_type(x)`. pyright sees the backend's installed packages, we see none of them.
 *
 *   npm run types:agree -- REPO --python PATH/TO/ENVIRONMENT/bin/python [--count 500] [--seed 1] [--show]
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Place, Project } from '../src/model/project.ts'
import { Op } from '../src/model/summary.ts'
import type { Evaluation } from '../src/model/evaluation.ts'
import type { Type } from '../src/model/type.ts'
import { backends } from './backends.ts'
import { linked } from './linked.ts'
import { draw } from './random.ts'

interface Receiver extends Place {
  readonly path: string
  readonly start: number
  readonly end: number
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string' },
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
  },
})

/** Receivers of attribute calls in application code, except `self`, `cls` and `super()`, which say nothing. */
const receivers = (project: Project): readonly Receiver[] => {
  const found: Receiver[] = []
  for (const { id, summary, origin } of project.evaluation.files) {
    if (origin !== 'project' || !['app', 'unreached'].includes(project.role(id))) continue
    const { op, a, b, start, length, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || a[value] < 0 || op[a[value]] !== Op.Attr) continue
      const receiver = a[a[value]]
      const isPlainName = op[receiver] === Op.Load || op[receiver] === Op.Free
      const name = op[receiver] === Op.Load ? summary.strings[b[receiver]] : isPlainName ? summary.strings[a[receiver]] : ''
      if (name === 'self' || name === 'cls' || op[receiver] === Op.Text || length[receiver] === 65535 || length[receiver] === 0) continue
      found.push({ file: id, value: receiver, path: summary.path, start: start[receiver], end: start[receiver] + length[receiver] })
    }
  }
  return found
}

const byText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

/** Our type in the words pyright prints, arguments left out; null where we do not answer. */
const named = (evaluation: Evaluation, type: Type): string | null => {
  switch (type.is) {
    case 'instance':
      return evaluation.class(type.of).name
    case 'class':
      return `type[${evaluation.class(type.of).name}]`
    case 'module':
      return 'Module'
    case 'function':
    case 'partial':
      return 'function'
    case 'tuple':
      return 'tuple'
    case 'none':
      return 'None'
    case 'coroutine':
      return 'Coroutine'
    case 'task':
    case 'future':
    case 'iterator':
    case 'asyncIterator':
    case 'context':
    case 'asyncContext':
      return type.is
    case 'oneOf':
      return type.of
        .map((member) => named(evaluation, member) ?? '?')
        .toSorted(byText)
        .join(' | ')
    default:
      return null
  }
}

/** pyright's text without type arguments and None; null where it does not know either. */
const plain = (text: string): string | null => {
  let bare = text
  for (let before = ''; before !== bare;) {
    before = bare
    bare = bare.replace(/(?<!^type)\[[^[\]]*\]/g, '')
  }
  if (/Module\(/.test(text)) return 'Module'
  if (/^(Overload|\()/.test(text)) return 'function'
  bare = bare.replace(/^type\[([^\]]*)\]$/, 'type[$1]').replaceAll('*', '')
  const parts = [...new Set(bare.split(' | ').filter((part) => part !== 'None'))]
  if (parts.length === 0) return 'None'
  // A type variable stands for whatever the caller has: nothing to compare.
  if (parts.some((part) => /Unknown|Any$|^object$|Never|NoReturn|@/.test(part))) return null
  return parts.toSorted(byText).join(' | ')
}

/** Names two tools give one thing. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  iterator: ['Generator', 'Iterator', 'Iterable', 'map', 'filter', 'zip', 'enumerate'],
  asyncIterator: ['AsyncGenerator', 'AsyncIterator'],
  str: ['LiteralString'],
  Coroutine: ['CoroutineType', 'Coroutine'],
  task: ['Task'],
  future: ['Future'],
  context: ['_GeneratorContextManager', 'AbstractContextManager'],
  asyncContext: ['_AsyncGeneratorContextManager', 'AbstractAsyncContextManager'],
}
const agrees = (ours: string, theirs: string): boolean => ours === theirs || (SAME[ours]?.includes(theirs) ?? false)

/** Text with every sampled span wrapped; inner spans first, so that offsets stay true. */
const revealed = (text: string, spans: readonly Receiver[]): string => {
  const marks = spans.flatMap(({ start, end }) => [
    { at: start, text: 'reveal_type(' },
    { at: end, text: ')' },
  ])
  return marks
    .toSorted((x, y) => y.at - x.at)
    .reduce((changed, mark) => changed.slice(0, mark.at) + mark.text + changed.slice(mark.at), text)
}

/** Where an end of a span stands once all spans are wrapped: marks of enclosing and earlier spans push it, its own `reveal_type(` too. */
const shifted = (offset: number, span: Receiver, spans: readonly Receiver[]): number => {
  const opened = spans.filter(({ start, end }) => start < offset || (start === offset && end >= span.end)).length
  const closed = spans.filter(({ start, end }) => end < offset || (end === offset && offset === span.end && start > span.start)).length
  return offset + opened * 'reveal_type('.length + closed
}

const pyright = (
  folder: string,
  files: readonly string[],
  python: string,
): readonly { file: string; start: number; end: number; type: string }[] => {
  const command = path.join(import.meta.dirname, '..', 'node_modules', 'pyright', 'index.js')
  const run = spawnSync(process.execPath, [command, '--outputjson', '--pythonpath', python, ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (!run.stdout) throw new Error(`pyright: exit ${run.status}\n${run.stderr}`)
  const { generalDiagnostics } = JSON.parse(run.stdout) as {
    generalDiagnostics: readonly { file: string; message: string; range: Record<'start' | 'end', { line: number; character: number }> }[]
  }
  return generalDiagnostics.flatMap(({ file, message, range }) => {
    const type = /^Type of ".*" is "(.*)"$/s.exec(message)?.[1]
    if (!type) return []
    const lines = readFileSync(file, 'utf8').split('\n')
    const offset = ({ line, character }: { line: number; character: number }): number =>
      lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character
    return [{ file: path.relative(folder, file), start: offset(range.start), end: offset(range.end), type }]
  })
}

const [backend] = backends(positionals)
if (!options.python || !backend) throw new Error('types REPO --python PATH')
const project = await linked(backend.root)
const all = receivers(project)
const answered = all.filter(({ file, value }) => named(project.evaluation, project.evaluation.typeOf(file, value)) !== null)
const sample = draw(answered, Number(options.count), Number(options.seed))
const folder = mkdtempSync(path.join(tmpdir(), 'faultline-types-'))
try {
  cpSync(backend.root, folder, { recursive: true, filter: (source) => !source.includes('/.git/') && !source.includes('/node_modules') })
  const byFile = new Map<string, Receiver[]>()
  for (const receiver of sample) byFile.set(receiver.path, [...(byFile.get(receiver.path) ?? []), receiver])
  for (const [file, spans] of byFile) writeFileSync(path.join(folder, file), revealed(readFileSync(path.join(folder, file), 'utf8'), spans))
  const types = new Map(
    pyright(folder, [...byFile.keys()], options.python).map(({ file, start, end, type }) => [`${file}:${start}:${end}`, type]),
  )
  const counts = { agree: 0, differ: 0, silent: 0, missing: 0 }
  for (const [file, spans] of byFile) {
    for (const span of spans) {
      const theirText = types.get(`${file}:${shifted(span.start, span, spans)}:${shifted(span.end, span, spans)}`)
      const ours = named(project.evaluation, project.evaluation.typeOf(span.file, span.value)) ?? ''
      const theirs = theirText === undefined ? undefined : plain(theirText)
      const outcome = theirs === undefined ? 'missing' : theirs === null ? 'silent' : agrees(ours, theirs) ? 'agree' : 'differ'
      counts[outcome] += 1
      if (outcome === 'differ' || (options.show && outcome !== 'agree'))
        console.log(`${outcome} ${file} @${span.start}: ours ${ours}, theirs ${theirText ?? '-'}`)
    }
  }
  const compared = counts.agree + counts.differ
  console.log(`${backend.name}: ${all.length} receivers, answered ${((100 * answered.length) / all.length).toFixed(1)} %`)
  console.log(
    `sample ${sample.length}: agree ${counts.agree}, differ ${counts.differ} (${((100 * counts.agree) / compared).toFixed(1)} %), pyright has no type ${counts.silent}, not revealed ${counts.missing}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
