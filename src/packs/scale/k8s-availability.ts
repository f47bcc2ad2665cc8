import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Workload } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'scale/k8s-availability'

const rule: Rule<Id> = defineRule('scale/k8s-availability', {
  *workload(fact, project) {
    if (fact.kind !== 'Deployment' || fact.use === 'test' || fact.use === 'alternative') return
    const because = silenceOf(fact, project)
    if (because !== null) {
      yield { is: 'fine', at: fact.at, because }
      return
    }
    const violation = {
      is: 'violation',
      at: fact.at,
      subject: nodeSubject(fact.file, fact.node),
      expression: fact.name,
      evidence: [],
    } as const
    const { name, replicas } = fact
    if (replicas !== null && replicas > 1)
      yield { ...violation, severity: 'minor', message: 'no-budget', data: { name, replicas: String(replicas) } }
    else
      yield { ...violation, message: 'single', data: { name, said: replicas === null ? 'no `replicas`, which means 1' : '`replicas: 1`' } }
  },
})
export default rule

const silenceOf = (fact: Workload, project: Project): SilentId<Id> | null => {
  if (fact.use !== 'production') return 'development'
  if (!servesApplication(fact, project)) return 'other-work'
  if (fact.scaling !== null) return 'autoscaled'
  if (fact.replicas === null || fact.replicas === 1) return fact.claims.length > 0 ? 'own-volume' : null
  return fact.budgeted || fact.replicas === 0 ? 'budgeted' : null
}

/** Runs an application of the project that answers requests. */
const servesApplication = (fact: Workload, { services }: Project): boolean =>
  fact.containers.some(({ ports, datastore }) => ports.length > 0 && datastore === null) &&
  services.some(({ applications, workloads }) => applications.length > 0 && workloads.includes(fact))
