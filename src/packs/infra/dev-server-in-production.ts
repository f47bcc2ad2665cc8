import { nodeSubject, withoutWord } from '../../check/manifest.ts'
import type { Rule, Violation } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ServerProcess, Variable } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'
import type { Span } from '../../model/span.ts'

type Id = 'infra/dev-server-in-production'

const rule: Rule<Id> = defineRule('infra/dev-server-in-production', {
  *serverProcess(process, project) {
    const { command, use } = process
    const { at } = command
    if (use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    const found = faultOf(process, project)
    yield found ?? { is: 'fine', at, because: 'serves' }
  },
  *builtImage({ use, stage, instructions, services }, project) {
    if (use !== 'production') return
    const isOnlyForDevelopment = services.length > 0 && services.every((service) => service.use !== 'production')
    if (isOnlyForDevelopment) return
    for (const { keyword, words } of instructions) {
      if (keyword !== 'ENV') continue
      for (const { text, start, end } of words) {
        const cut = text.indexOf('=')
        const variable = { name: text.slice(0, cut), value: text.slice(cut + 1).replaceAll(/["']/g, '') }
        if (cut > 0) yield* debugging(variable, { file: stage.file, start, end }, 'the image', project)
      }
    }
  },
  *composeService({ use, settings, name, build }, project) {
    if (use !== 'production' || build === null) return
    for (const variable of settings.environment) yield* debugging(variable, variable.at, `service ${name}`, project)
  },
})
export default rule

function faultOf({ command, by }: ServerProcess, project: Project): Violation<Id> | null {
  const { server, at, reload, logLevel, words } = command
  const source = sourceOf(by)
  const violation = {
    is: 'violation',
    at,
    subject: nodeSubject(at.file, placeIn(project, at)),
    expression: server,
    evidence: [{ at, label: `${source} starts \`${server}\`` }],
  } as const
  const token = server === 'fastapi' && words.includes('dev') ? 'dev' : words.includes('--reload') ? '--reload' : '--debug'
  if (server === 'flask') return { ...violation, message: 'flask', data: { source, token: 'flask run' } }
  if (reload)
    return {
      ...violation,
      edits: token === '--reload' ? withoutWord(project, at, token) : [],
      message: 'reload',
      data: { source, server, token },
    }
  if (logLevel !== null && /^(?:debug|trace)$/i.test(logLevel)) {
    return { ...violation, severity: 'minor', message: 'verbose', data: { source, level: logLevel, token: `--log-level ${logLevel}` } }
  }
  return null
}

function sourceOf(by: ServerProcess['by']): string {
  if (by.is === 'compose') return `service ${by.service.name}`
  return by.is === 'image'
    ? 'the command of the image'
    : by.is === 'procfile'
      ? 'the Procfile'
      : by.is === 'systemd'
        ? 'the unit'
        : 'the platform file'
}

/** The instruction or node that a span covers. */
function placeIn(project: Project, { file, start }: Span): number {
  const { instructions, nodes } = project.manifest(file)
  return instructions.length > 0 ? instructions.findIndex((each) => each.start === start) : nodes.findIndex((each) => each.start === start)
}

/** What turns a framework's debugging on, by its documentation; DEBUG by custom. */
const DEBUG = new Set(['PYTHONASYNCIODEBUG', 'FLASK_DEBUG', 'FASTAPI_DEBUG', 'DEBUG'])

function* debugging(
  { name, value }: Pick<Variable, 'name' | 'value'>,
  at: Span,
  source: string,
  project: Project,
): Generator<Violation<Id>> {
  if (value === null) return
  const isOn = (DEBUG.has(name) && /^(?:1|true|yes|on)$/i.test(value)) || (name === 'LOG_LEVEL' && /^(?:debug|trace)$/i.test(value))
  if (!isOn) return
  yield {
    is: 'violation',
    at,
    severity: 'minor',
    subject: nodeSubject(at.file, placeIn(project, at)),
    expression: name,
    evidence: [{ at, label: `${source} sets \`${name}\`` }],
    message: 'variable',
    data: { name, value, source, token: `${name}=${value}` },
  }
}
