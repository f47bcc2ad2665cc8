/** The services of a project, and which of them a place belongs to. */
import type { ManifestSummary } from '../../model/manifest.ts'
import type { Service } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import { createAttachment } from './attach.ts'
import { deepest, isWithin } from './folders.ts'
import { createObservability } from './observability.ts'
import type { SnapshotSources } from './snapshot.ts'
import { snapshotOf } from './snapshot.ts'
import type { SplitSources } from './split.ts'
import { splitServices } from './split.ts'

export function servicesOf(sources: SplitSources & SnapshotSources): readonly Service[] {
  const parts = splitServices(sources)
  const observabilityOf = createObservability(sources)
  const attachedTo = createAttachment(parts, sources.evaluation, sources.manifests, sources.deployment)
  return parts.map((part) => {
    const attached = attachedTo(part)
    return { ...part, ...attached, snapshot: snapshotOf(part, attached, sources), observability: observabilityOf(part) }
  })
}

/** Names of the services a file is part of; of a file that none imports or is built by, those of its folder. A lone service has all. */
export function createBelonging(services: readonly Service[], pathOf: (file: FileId) => string): (file: FileId) => readonly string[] {
  const known = new Map<FileId, readonly string[]>()
  const named = (found: readonly Service[]): readonly string[] => found.map(({ name }) => name)
  const compute = (file: FileId): readonly string[] => {
    if (services.length < 2) return named(services)
    const using = services.filter((service) => service.files.has(file) || builtBy(service).has(file))
    if (using.length > 0) return named(using)
    const path = pathOf(file)
    const root = deepest(
      services.map((service) => service.root).filter((each) => each !== ''),
      path,
    )
    if (root !== null) return named(services.filter((service) => service.root === root))
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
    return named(services.filter((service) => service.root === '' || (folder !== '' && isWithin(service.root, folder))))
  }
  return (file) => {
    const answer = known.get(file) ?? compute(file)
    known.set(file, answer)
    return answer
  }
}

const builtBy = ({ stages, composeServices, workloads }: Service): ReadonlySet<FileId> =>
  new Set([...stages, ...composeServices, ...workloads].map(({ file }) => file))

export const pathIn =
  (manifests: readonly ManifestSummary[], pythonPath: (file: FileId) => string) =>
  (file: FileId): string =>
    file < 0 ? manifests[-1 - file].path : pythonPath(file)
