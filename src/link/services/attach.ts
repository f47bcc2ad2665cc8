/** Which images, compose services, workloads and commands are a service's: by the application that is started, the code that is copied, the folder, the name. */
import type { ComposeService, Deployment, DockerStage, ServerProcess, Workload } from '../../model/deployment.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { stageOf } from '../deployment/processes.ts'
import { createOwnership, lastOf } from './application.ts'
import { deepest, folderOf, isWithin } from './folders.ts'
import type { Part } from './split.ts'

export interface Attached {
  readonly stages: readonly DockerStage[]
  readonly composeServices: readonly ComposeService[]
  readonly workloads: readonly Workload[]
  readonly processes: readonly ServerProcess[]
}

/** What runs each service; what is not known to be one's, and what is stale, is nobody's. */
export function createAttachment(
  parts: readonly Part[],
  evaluation: Evaluation,
  manifests: readonly ManifestSummary[],
  deployment: Deployment,
): (part: Part) => Attached {
  const pathOf = (file: FileId): string => manifests[-1 - file].path
  const only = (found: readonly Part[]): Part | null => (found.length === 1 ? found[0] : null)
  const lone = only(parts)
  const ownerOf = createOwnership(parts, evaluation)
  const byFolder = (path: string): Part | null => {
    const root = deepest(
      parts.map((part) => part.root),
      folderOf(path),
    )
    return root === null ? null : only(parts.filter((part) => part.root === root))
  }
  const byCopies = (stage: DockerStage): Part | null =>
    only(
      parts.filter(
        ({ root }) =>
          root !== '' &&
          stage.instructions.some(
            ({ keyword, words }) => keyword === 'COPY' && words.slice(0, -1).some(({ text }) => isWithin(text.replace(/^\.\//, ''), root)),
          ),
      ),
    )
  const byName = (name: string): Part | null => only(parts.filter((part) => part.name === name))

  const images = deployment.images.map(({ stage, processes }) => {
    const path = pathOf(stage.file)
    const owners = processes.map(({ command }) => ownerOf(command.app, folderOf(path)))
    const started = owners.find((owner) => owner !== null) ?? null
    return { stage, owner: started ?? byCopies(stage) ?? byFolder(path) ?? lone }
  })
  const ofStage = (stage: DockerStage | null) => images.find((image) => image.stage === stage)?.owner ?? null
  const ofProcess = ({ command, by }: ServerProcess) => {
    const path = pathOf(by.is === 'image' ? by.stage.file : by.is === 'compose' ? by.service.file : by.file)
    const stage = by.is === 'image' || by.is === 'compose' ? by.stage : null
    return ownerOf(command.app, folderOf(path)) ?? ofStage(stage) ?? (stage === null ? byFolder(path) : null)
  }
  const processes = deployment.processes.map((process) => ({ process, owner: ofProcess(process) }))
  const ofCompose = (service: ComposeService) => {
    if (service.datastore !== null) return null
    const started = processes.find(({ process: { by } }) => by.is === 'compose' && by.service === service)
    return started?.owner ?? ofStage(stageOf({ manifests, stages: deployment.stages }, service)) ?? byName(service.name)
  }
  const ofWorkload = (workload: Workload): Part | null => {
    const own = workload.containers.filter(({ datastore }) => datastore === null)
    const names = [workload.name, ...own.flatMap(({ name, image }) => [name, image === null ? '' : lastOf(image.name)])]
    return (
      only(parts.filter(({ name }) => names.includes(name))) ?? only(parts.filter(({ name }) => names.some((each) => isPartOf(each, name))))
    )
  }
  return (part) => ({
    stages: images.filter(({ owner }) => owner === part).map(({ stage }) => stage),
    composeServices: deployment.composeServices.filter((service) => ofCompose(service) === part),
    workloads: deployment.workloads.filter((workload) => ofWorkload(workload) === part),
    processes: processes.filter(({ owner }) => owner === part).map(({ process }) => process),
  })
}

/** `phoenix` of `arize-phoenix`, `shop-api` of `shop`. */
const isPartOf = (name: string, other: string): boolean =>
  name !== '' && (other.endsWith(`-${name}`) || other.startsWith(`${name}-`) || name.startsWith(`${other}-`) || name.endsWith(`-${other}`))
