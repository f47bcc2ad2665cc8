import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService, DatastoreKind, DependsOn, ServerName } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/depends-on-without-condition'

const rule: Rule<Id> = defineRule('infra/depends-on-without-condition', {
  *composeService(service, project) {
    const { settings, build, file, node, name } = service
    if (build === null) return
    const bare: { readonly target: ComposeService; readonly at: DependsOn['at'] }[] = []
    for (const depends of settings.dependsOn) {
      const target = project.deployment.composeServices.find((each) => each.file === file && each.name === depends.service)
      if (target === undefined || target.datastore === null) continue
      const because = silenceOf(service, target, depends.condition, project)
      if (because === null) bare.push({ target, at: depends.at })
      else yield { is: 'fine', at: depends.at, because }
    }
    if (bare.length === 0) return
    yield {
      is: 'violation',
      at: bare[0].at,
      // What crashes and is started again comes up in the end, behind a few failures in the log.
      severity: isStartedAgain(service) ? 'suggestion' : 'minor',
      subject: nodeSubject(file, node),
      expression: name,
      evidence: bare.map(({ target }) => ({ at: target.at, label: `${target.name} is ${target.datastore?.label ?? ''}` })),
      message: 'started',
      data: { service: name, targets: bare.map(({ target }) => described(target)).join(', ') },
    }
  },
})
export default rule

const described = ({ name, datastore, settings }: ComposeService): string =>
  settings.healthcheck === 'present' ? `${datastore?.label} (${name})` : `${datastore?.label} (${name}, without a health check to wait for)`

function silenceOf(service: ComposeService, target: ComposeService, condition: string | null, project: Project): SilentId<Id> | null {
  if (service.use !== 'production') return 'development'
  if (condition === 'service_healthy' || condition === 'service_completed_successfully') return 'waits'
  if (waitsItself(service, project)) return 'waits-itself'
  return target.datastore !== null && BROKERS.has(target.datastore.kind) && isWorker(service, project) ? 'reconnects' : null
}

/** Programs and scripts that wait for a server or start what failed again, by their names. */
const WAITING = /wait|pg_isready|^nc$|^netcat$|dockerize|pre[-_]?start|until|redis-cli|mysqladmin|supervisor/i

function waitsItself(service: ComposeService, { deployment }: Project): boolean {
  const image = deployment.images.find(({ services }) => services.includes(service))
  const words = (image?.started ?? []).flatMap((command) => command.words)
  return [...words, ...service.settings.words].some((word) => word !== null && WAITING.test(word))
}

const BROKERS: ReadonlySet<DatastoreKind> = new Set<DatastoreKind>(['redis', 'rabbitmq', 'kafka'])
/** Workers that try their broker again until it answers. */
const WORKERS: ReadonlySet<ServerName> = new Set<ServerName>(['celery', 'arq', 'dramatiq', 'taskiq'])

const isWorker = (service: ComposeService, { deployment }: Project): boolean =>
  deployment.processes.some(({ by, command }) => by.is === 'compose' && by.service === service && WORKERS.has(command.server))

const isStartedAgain = ({ settings: { restart } }: ComposeService): boolean =>
  restart !== null && restart !== 'no' && restart !== 'false' && restart !== 'none'
