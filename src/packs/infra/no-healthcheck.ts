import { lastOf, nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService, ServerName } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/no-healthcheck'

const rule: Rule<Id> = defineRule('infra/no-healthcheck', {
  *composeService(service, project) {
    const { build, name, at, file, node } = service
    const server = serverOf(service, project)
    if (build === null || server === null) return
    const because = silenceOf(service, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: nodeSubject(file, node),
      expression: name,
      evidence: [{ at, label: `service ${name} starts \`${server}\`` }],
    } as const
    const data = { service: name, server }
    if (WORKERS.has(server)) yield { ...violation, severity: 'minor', message: 'worker', data }
    else yield { ...violation, message: 'service', data }
  },
  *workload({ kind, containers, use, file }) {
    if (kind !== 'Deployment' && kind !== 'StatefulSet') return
    for (const { name, at, node, ports, probes, datastore } of containers) {
      if (ports.length === 0) continue
      const violation = {
        is: 'violation',
        at,
        subject: nodeSubject(file, node),
        expression: name,
        evidence: [{ at, label: `container ${name}` }],
      } as const
      if (use !== 'production') yield { is: 'fine', at, because: 'development' }
      else if (!probes.readiness) yield { ...violation, message: 'readiness', data: { service: name } }
      else if (!probes.liveness && datastore !== null) yield { is: 'fine', at, because: 'datastore' }
      else if (!probes.liveness) yield { ...violation, severity: 'minor', message: 'liveness', data: { service: name } }
      else yield { is: 'fine', at, because: 'checked' }
    }
  },
})
export default rule

const WORKERS: ReadonlySet<ServerName> = new Set<ServerName>(['celery', 'arq', 'dramatiq', 'taskiq', 'rq'])

const serverOf = (service: ComposeService, { deployment }: Project): ServerName | null =>
  deployment.processes.find(({ by }) => by.is === 'compose' && by.service === service)?.command.server ?? null

function silenceOf(service: ComposeService, { deployment }: Project): SilentId<Id> | null {
  const { use, settings } = service
  if (use !== 'production') return 'development'
  if (settings.healthcheck !== 'none') return settings.healthcheck === 'present' ? 'checked' : 'switched-off'
  if (settings.extends) return 'extended'
  const image = deployment.images.find(({ services }) => services.includes(service))
  const check = image === undefined ? null : lastOf(image.instructions, 'HEALTHCHECK')
  if (check === null) return null
  return /^NONE\b/i.test(check.rest.text.trim()) ? 'switched-off' : 'checked'
}
