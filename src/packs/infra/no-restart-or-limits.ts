import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService, Workload } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'infra/no-restart-or-limits'> = defineRule('infra/no-restart-or-limits', {
  *composeService(service, project) {
    const { use, at, file, node, settings } = service
    if (!staysUp(service, project)) return
    if (use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    if (settings.extends) {
      yield { is: 'fine', at, because: 'extended' }
      return
    }
    const beside = project.deployment.composeServices.filter(
      (each) => each.file === file && !each.settings.extends && staysUp(each, project),
    )
    const dead = beside.filter(isNotRestarted)
    const unlimited = beside.filter((each) => !each.settings.limitsMemory)
    if (!dead.includes(service) && !unlimited.includes(service)) yield { is: 'fine', at, because: 'set' }
    const violation = { is: 'violation', at, subject: nodeSubject(file, node) } as const
    if (dead[0] === service) {
      yield { ...violation, expression: 'restart', evidence: stepsOf(dead), message: 'restart', data: { services: namesOf(dead) } }
    }
    // The first of both would be one place: there what is not restarted is said.
    const first = unlimited.find((each) => each !== dead[0])
    if (first === service) {
      yield {
        ...violation,
        severity: 'suggestion',
        expression: 'limits',
        evidence: stepsOf(unlimited),
        message: 'limits',
        data: { services: namesOf(unlimited) },
      }
    }
  },
  *workload(workload) {
    const { kind, use, containers, at, file, node } = workload
    if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') return
    const unlimited = containers.filter(({ limitsMemory }) => !limitsMemory)
    if (use !== 'production') yield { is: 'fine', at, because: 'development' }
    else if (unlimited.length === 0) yield { is: 'fine', at, because: 'set' }
    else {
      yield {
        is: 'violation',
        at,
        subject: nodeSubject(file, node),
        expression: workload.name,
        evidence: unlimited.map((container) => ({ at: container.at, label: `container ${container.name}` })),
        message: 'pods',
        data: { services: namesOf(unlimited) },
      }
    }
  },
})
export default rule

/** A server, a worker or a datastore; in a file that starts something of the project's own. */
function staysUp(service: ComposeService, { deployment }: Project): boolean {
  if (service.datastore !== null) return deployment.composeServices.some(({ file, build }) => file === service.file && build !== null)
  return service.build !== null && deployment.processes.some(({ by }) => by.is === 'compose' && by.service === service)
}

const isNotRestarted = ({ settings: { restart } }: ComposeService): boolean =>
  restart === null || restart === 'no' || restart === 'false' || restart === 'none'

const namesOf = (services: readonly (ComposeService | Workload['containers'][number])[]): string =>
  services.map(({ name }) => `\`${name}\``).join(', ')

const stepsOf = (services: readonly ComposeService[]) => services.map(({ at, name }) => ({ at, label: `service ${name}` }))
