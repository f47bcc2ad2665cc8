import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ServerName, ServerProcess } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'
import type { Type } from '../../model/type.ts'

const rule: Rule<'infra/server-process-model'> = defineRule('infra/server-process-model', {
  *serverProcess(process, project) {
    const { command, by, use } = process
    const { at, server, app, workers, workerClass } = command
    if (!SERVING.has(server)) return
    if (use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    if (isStale(process, project)) {
      yield { is: 'fine', at, because: 'stale' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: nodeSubject(at.file, placeIn(process, project)),
      expression: `${server} ${app ?? ''}`,
      evidence: [{ at, label: `\`${server}\` is started here` }],
    } as const
    const source = by.is === 'compose' ? `service ${by.service.name}` : by.is === 'image' ? 'the image' : `the ${by.is} file`
    if (server === 'gunicorn') {
      if (isConfigured(process) || app === null || !isAsgi(app, project)) return
      if (workerClass === null || WSGI_CLASSES.has(workerClass))
        yield { ...violation, message: 'worker', data: { source, class: workerClass ?? 'its default', app } }
      else yield { is: 'fine', at, because: 'asgi-worker' }
      return
    }
    if (workers === null) return
    if (workers > 1 || by.is !== 'compose') yield { is: 'fine', at, because: 'scaled' }
    else yield { ...violation, severity: 'minor', message: 'single', data: { source } }
  },
})
export default rule

/** It starts a module of the project that is part of none of its services: what it speaks of has moved away. */
function isStale(process: ServerProcess, { evaluation, services }: Project): boolean {
  const module = process.command.app?.split(':', 1)[0]
  return (
    services.length > 1 &&
    !services.some(({ processes }) => processes.includes(process)) &&
    evaluation.files.some(
      (file) => file.origin === 'project' && file.module === module && !services.some(({ files }) => files.has(file.id)),
    )
  )
}

const SERVING: ReadonlySet<ServerName> = new Set<ServerName>(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'fastapi'])
const WSGI_CLASSES = new Set(['sync', 'gthread', 'gevent', 'eventlet', 'tornado'])

/** A configuration file, or words behind variables, may name the class. */
const isConfigured = ({ command: { words } }: ServerProcess): boolean =>
  words.some((word) => word === null || word === '-c' || word.startsWith('--config'))

const ASGI = ['fastapi.applications.FastAPI', 'fastapi.FastAPI', 'starlette.applications.Starlette']

/** Whether the module of `module:name` makes an application of FastAPI or Starlette. */
function isAsgi(app: string, project: Project): boolean {
  const { evaluation } = project
  const [module] = app.split(':')
  const classes = new Set(ASGI.map((path) => evaluation.resolve(path)).flatMap((type) => (type.is === 'class' ? [type.of] : [])))
  return project.candidates('facts/apps').some(({ file, captures }) => {
    if (evaluation.file(file).module !== module) return false
    return Object.values(captures).some((capture) => {
      const type: Type = capture === undefined || capture.value < 0 ? NOTHING : evaluation.typeOf(file, capture.value)
      return (type.is === 'instance' || type.is === 'class') && evaluation.mro(type.of).some((each) => classes.has(each))
    })
  })
}

const NOTHING: Type = { is: 'never' }

/** The instruction or node that the command is written in. */
function placeIn({ command: { at } }: ServerProcess, project: Project): number {
  const { instructions, nodes } = project.manifest(at.file)
  return instructions.length > 0
    ? instructions.findIndex(({ start }) => start === at.start)
    : nodes.findIndex(({ start }) => start === at.start)
}
