/** The parts of a deployment as the facts that rules ask for. */
import type { Deployment } from '../../model/deployment.ts'
import type { FactOf } from '../../model/project.ts'

type Kind =
  | 'dockerStage'
  | 'composeService'
  | 'serverProcess'
  | 'builtImage'
  | 'workload'
  | 'configuredValue'
  | 'dependency'
  | 'support'
  | 'installation'

export const deploymentFacts = (deployment: () => Deployment): { readonly [K in Kind]: () => readonly FactOf<K>[] } => ({
  dockerStage: () => deployment().stages,
  composeService: () => deployment().composeServices,
  serverProcess: () => deployment().processes,
  builtImage: () => deployment().images,
  workload: () => deployment().workloads,
  configuredValue: () => deployment().values,
  dependency: () => deployment().dependencies,
  support: () => deployment().support,
  installation: () => deployment().installations,
})
