/** Which images, compose services, workloads and commands are a service's: by the application that is started, the code that is copied, the folder, the name. */
import type { ComposeService, Deployment, DockerStage, ServerProcess, Workload } from '../../model/deployment.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { stageOf } from '../deployment/processes.ts'
import { deepest, folderOf, isWithin } from './folders.ts'
import type { Part } from './split.ts'

export interface Attached {
  readonly stages: readonly DockerStage[]
  readonly composeServices: readonly ComposeService[]
  readonly workloads: readonly Workload[]
  readonly processes: readonly ServerProcess[]
}

/** What runs each service; what is not known to be one's is nobody's. */
export function createAttachment(
  parts: readonly Part[],
  evaluation: Evaluation,
  manifests: readonly ManifestSummary[],
  deployment: Deployment,
): (part: Part) => Attached {
  const pathOf = (file: FileId): string => manifests[-1 - file].path
  const only = (found: readonly Part[]): Part | null => (found.length === 1 ? found[0] : null)

  /** The service whose code has the module of `app.main:app`, seen from a folder. */
  const byApplication = (app: string | null, folder: string): Part | null => {
    if (app === null) return null
    const module = app.replace(/:.*$/, '').replaceAll('.', '/')
    const ends = [`${module}.py`, `${module}/__init__.py`]
    const has = ({ files }: Part): boolean => [...files].some((id) => ends.some((end) => isEnd(evaluation.file(id).summary.path, end)))
    const having = parts.filter(has)
    return only(having) ?? only(having.filter(({ root }) => root !== '' && isWithin(folder, root)))
  }
  const byFolder = (path: string): Part | null => {
    const root = deepest(
      parts.map((part) => part.root),
      folderOf(path),
    )
    return root === null ? null : (only(parts.filter((part) => part.root === root)) ?? null)
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
    const started = processes.map(({ command }) => byApplication(command.app, folderOf(path))).find((part) => part !== null)
    return { stage, part: started ?? byCopies(stage) ?? byFolder(path) ?? (parts.length === 1 ? parts[0] : null) }
  })
  const ofStage = (stage: DockerStage | null): Part | null => images.find((image) => image.stage === stage)?.part ?? null
  const ofProcess = ({ command, by }: ServerProcess): Part | null => {
    const path = pathOf(by.is === 'image' ? by.stage.file : by.is === 'compose' ? by.service.file : by.file)
    const stage = by.is === 'image' || by.is === 'compose' ? by.stage : null
    return byApplication(command.app, folderOf(path)) ?? ofStage(stage) ?? (stage === null ? byFolder(path) : null)
  }
  const processes = deployment.processes.map((process) => ({ process, part: ofProcess(process) }))
  const ofCompose = (service: ComposeService): Part | null => {
    if (service.datastore !== null) return null
    const started = processes.find(({ process: { by } }) => by.is === 'compose' && by.service === service)
    return started?.part ?? ofStage(stageOf({ manifests, stages: deployment.stages }, service)) ?? byName(service.name)
  }
  const ofWorkload = (workload: Workload): Part | null => {
    const own = workload.containers.filter(({ datastore }) => datastore === null)
    const names = [workload.name, ...own.flatMap(({ name, image }) => [name, image === null ? '' : lastOf(image.name)])]
    return only(parts.filter(({ name }) => names.some((each) => each === name)))
  }
  return (part) => ({
    stages: images.filter((image) => image.part === part).map(({ stage }) => stage),
    composeServices: deployment.composeServices.filter((service) => ofCompose(service) === part),
    workloads: deployment.workloads.filter((workload) => ofWorkload(workload) === part),
    processes: processes.filter((each) => each.part === part).map(({ process }) => process),
  })
}

const isEnd = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`)
const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
