/** How the project is deployed, from the files that are no Python. */
import type { ComposeService, Deployment } from '../../model/deployment.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { builtImages } from './built.ts'
import { composeServices } from './compose.ts'
import { dependencies } from './dependencies.ts'
import { installations } from './installations.ts'
import { serverProcesses, stageOf } from './processes.ts'
import { dockerStages } from './stages.ts'
import { supportFacts } from './support.ts'
import { configuredValues } from './values.ts'
import { workloads } from './workloads.ts'

export function deploymentOf(manifests: readonly ManifestSummary[]): Deployment {
  const services = composeServices(manifests)
  const everyStage = dockerStages(manifests, () => new Set())
  const targets = targetsOf(manifests, services, everyStage)
  const stages = dockerStages(manifests, (file) => targets.get(file) ?? new Set())
  const processes = serverProcesses({ manifests, stages, services })
  const images = builtImages({ manifests, stages, services, processes })
  const found = {
    stages,
    images,
    composeServices: services,
    workloads: workloads(manifests),
    processes,
    values: configuredValues(manifests, services),
    dependencies: dependencies(manifests),
    installations: installations(manifests, images),
  }
  return { ...found, support: supportFacts(manifests, found) }
}

/** Stages that a compose file or a command (`docker build --target x`) builds by name, by Dockerfile. */
function targetsOf(
  manifests: readonly ManifestSummary[],
  services: readonly ComposeService[],
  stages: Deployment['stages'],
): ReadonlyMap<FileId, ReadonlySet<string>> {
  const targets = new Map<FileId, Set<string>>()
  const add = (file: FileId, name: string): void => {
    const names = targets.get(file) ?? new Set()
    targets.set(file, names.add(name))
  }
  for (const service of services) {
    const stage = service.build === null || service.build.target === null ? null : stageOf({ manifests, stages }, service)
    if (stage !== null && stage.name !== null) add(stage.file, stage.name)
  }
  const named = new Set(manifests.flatMap(targetsInCommands))
  for (const { name, file } of stages) if (name !== null && named.has(name)) add(file, name)
  return targets
}

function targetsInCommands({ nodeCommands, nodes }: ManifestSummary): readonly string[] {
  const byFlag = [...nodeCommands.values()].flat().flatMap(({ words }) => {
    const at = words.indexOf('--target')
    const value = at >= 0 && words.includes('build') ? words[at + 1] : null
    return value === null || value === undefined ? [] : [value]
  })
  // docker/build-push-action takes it as an input.
  const byInput = nodes.flatMap(({ key, value, parent }) =>
    key === 'target' && parent >= 0 && nodes[parent].key === 'with' ? [String(value)] : [],
  )
  return [...byFlag, ...byInput]
}
