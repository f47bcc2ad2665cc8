/** What kustomizations put together: files that are parts of objects, and files that none of them deploys. */
import type { ManifestSummary } from '../../model/manifest.ts'
import { childrenAt, rootsOf, textAt } from '../manifests/tree.ts'
import { joined } from './paths.ts'

const FILE = /(?:^|\/)kustomization\.ya?ml$/

export interface Kustomized {
  /** Put over objects of other files (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/). */
  readonly patches: ReadonlySet<string>
  /** Lies among files that a kustomization names, and is not named: written once, deployed no longer. */
  readonly leftOut: (path: string) => boolean
}

export function kustomized(manifests: readonly ManifestSummary[]): Kustomized {
  const kustomizations = manifests.filter(({ path }) => FILE.test(path))
  const resources = namedIn(kustomizations, ['resources', 'bases', 'components'])
  const folders = new Set([...resources].filter((path) => /\.ya?ml$/.test(path)).map(folderOf))
  return {
    patches: namedIn(kustomizations, ['patches', 'patchesStrategicMerge', 'patchesJson6902']),
    leftOut: (path) => folders.has(folderOf(path)) && !resources.has(path),
  }
}

/** Paths of the files and folders that lists of kustomizations name, seen from the project's folder. */
function namedIn(kustomizations: readonly ManifestSummary[], keys: readonly string[]): ReadonlySet<string> {
  return new Set(
    kustomizations.flatMap((summary) =>
      rootsOf(summary)
        .flatMap((root) => keys.flatMap((key) => childrenAt(summary, root, key)))
        .flatMap((child) => [summary.nodes[child].value, textAt(summary, child, 'path')])
        .flatMap((value) => (typeof value === 'string' ? [joined(folderOf(summary.path), value)] : [])),
    ),
  )
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
