/**
 * Services of compose files. In each folder the base file, its override and its production overlay are put together as compose does
 * (https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/); other names are alternatives of their own.
 */
import type { ComposeService, ManifestUse, ServiceSettings } from '../../model/deployment.ts'
import type { ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { manifestRole } from '../manifests/role.ts'
import { childrenAt, nodeAt, rootsOf, textAt } from '../manifests/tree.ts'
import { datastoreOf } from './datastores.ts'
import { imageRef } from './images.ts'
import type { Layer } from './settings.ts'
import { settingsOf } from './settings.ts'
import { substituted } from './variables.ts'

const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:[.-]([\w.-]+))?\.ya?ml$/
const PRODUCTION = /prod|production|deploy|release/
const DEVELOPMENT = /override|dev|local|debug|test|ci|e2e/

interface ComposeFile {
  readonly file: FileId
  readonly summary: ManifestSummary
  /** `override`, `prod` …; empty for the base file. */
  readonly suffix: string
}

export function composeServices(manifests: readonly ManifestSummary[]): readonly ComposeService[] {
  const folders = new Map<string, ComposeFile[]>()
  for (const [index, summary] of manifests.entries()) {
    const match = summary.format === 'yaml' ? COMPOSE.exec(summary.path) : null
    if (match === null) continue
    const folder = summary.path.slice(0, Math.max(summary.path.lastIndexOf('/'), 0))
    const list = folders.get(folder) ?? []
    list.push({ file: -1 - index, summary, suffix: match[1] ?? '' })
    folders.set(folder, list)
  }
  const originals = originalsOf([...folders.values()].flat())
  return [...folders.values()].flatMap((files) => servicesOfFolder(files, originals))
}

/** Of files that are the same to the byte, the one nearest to the project's folder; those of tests and examples come last. */
function originalsOf(files: readonly ComposeFile[]): ReadonlySet<ComposeFile> {
  const depth = ({ summary: { path } }: ComposeFile): number => path.split('/').length + (manifestRole(path) === 'app' ? 0 : path.length)
  const byContent = new Map<string, ComposeFile>()
  for (const each of files) {
    const known = byContent.get(each.summary.hash)
    if (known === undefined || depth(each) < depth(known)) byContent.set(each.summary.hash, each)
  }
  return new Set(byContent.values())
}

/** Services of the files of one folder. What is copied whole from another folder is said there, once. */
function servicesOfFolder(files: readonly ComposeFile[], originals: ReadonlySet<ComposeFile>): readonly ComposeService[] {
  const base = files.find(({ suffix }) => suffix === '')
  const overlays = base === undefined ? [] : files.filter(({ suffix }) => suffix !== '' && PRODUCTION.test(suffix))
  const alone = files.filter((each) => !overlays.includes(each))
  return alone.flatMap((each) => {
    const over = each === base ? overlays : []
    return [each, ...over].some((layer) => originals.has(layer)) ? servicesOf(each, over) : []
  })
}

function servicesOf(base: ComposeFile, overlays: readonly ComposeFile[]): readonly ComposeService[] {
  const use = useOf(base)
  const services = rootsOf(base.summary).flatMap((root) =>
    childrenAt(base.summary, root, 'services').flatMap((node) => {
      const { key, is } = base.summary.nodes[node]
      return is === 'map' ? [serviceOf(base, String(key), node, overlays, use)] : []
    }),
  )
  const built = services.filter(({ build }) => build !== null)
  // What only stands beside services for development serves them.
  const isAllDevelopment = built.length > 0 && built.every((service) => service.use === 'development')
  return isAllDevelopment ? services.map((service) => ({ ...service, use: 'development' })) : services
}

function useOf({ suffix, summary }: ComposeFile): ManifestUse {
  const role = manifestRole(summary.path)
  if (role === 'test') return 'test'
  if (role !== 'app') return 'alternative'
  if (PRODUCTION.test(suffix)) return 'production'
  if (DEVELOPMENT.test(suffix) || DEVELOPMENT.test(folderName(summary.path))) return 'development'
  if (suffix !== '') return 'alternative'
  const says = (word: RegExp): boolean => summary.comments.slice(0, 10).some(({ text }) => word.test(text))
  if (says(/\bnot (?:intended |meant |suitable |ready )?for production\b/i)) return 'development'
  const header = says(/\bproduction\b/i)
  if (!header && says(/\bdevelopment (?:environment|setup|stack|only)\b|\b(?:local|for) development\b/i)) return 'development'
  const builds = rootsOf(summary).some((root) => childrenAt(summary, root, 'services').some((node) => nodeAt(summary, node, 'build') >= 0))
  // A base file that builds nothing of the project's own only starts what development needs.
  return header || builds ? 'production' : 'development'
}

/**
 * Built for development: by the name of its Dockerfile, target or tag, or of the whole project (`name: shop-dev`), by profiles that all
 * are, or by an environment it is told to be (`APP_ENV: local`).
 */
function isForDevelopment(layers: readonly Layer[], { profiles, environment }: ServiceSettings): boolean {
  if (profiles.length > 0 && profiles.every((profile) => DEVELOPMENT_WORD.test(profile))) return true
  if (environment.some(({ name, value }) => /(?:^|_)ENV(?:IRONMENT)?$/.test(name) && /^(?:local|dev|development)$/i.test(value ?? '')))
    return true
  return layers.some(({ summary, node }) => {
    const named = ['dockerfile', 'target'].map((key) => textAt(summary, node, 'build', key))
    const tag = textAt(summary, node, 'image')?.split(':').at(-1) ?? null
    const projects = rootsOf(summary).map((root) => textAt(summary, root, 'name'))
    return [...named, tag, ...projects].some((name) => name !== null && DEVELOPMENT_WORD.test(name))
  })
}

const DEVELOPMENT_WORD = /(?:^|[-_./])(?:dev|development|debug|test|ci)(?:[-_./]|$)/i

const folderName = (path: string): string => path.split('/').at(-2) ?? ''

function serviceOf(base: ComposeFile, name: string, node: NodeId, overlays: readonly ComposeFile[], use: ManifestUse): ComposeService {
  const { file, summary } = base
  const over = overlays.flatMap((each) =>
    rootsOf(each.summary).flatMap((root) => {
      const same = nodeAt(each.summary, root, 'services', name)
      return same < 0 ? [] : [{ file: each.file, node: same, summary: each.summary }]
    }),
  )
  const layers = [...over.toReversed(), { file, node, summary }]
  const written = layers.find((layer) => nodeAt(layer.summary, layer.node, 'image') >= 0)
  const built = layers.find((layer) => nodeAt(layer.summary, layer.node, 'build') >= 0)
  const { keyAt } = summary.nodes[node]
  const image = written === undefined ? null : imageOf(written)
  const settings = settingsOf(layers)
  return {
    is: 'composeService',
    name,
    file,
    node,
    overlays: over.map((layer) => ({ file: layer.file, node: layer.node })),
    use: use === 'production' && isForDevelopment(layers, settings) ? 'development' : use,
    image,
    build: built === undefined ? null : buildOf(built),
    at: { file, start: keyAt.start, end: keyAt.end },
    datastore: built === undefined ? datastoreOf(image) : null,
    settings,
  }
}

function imageOf({ file, node, summary }: Layer): ComposeService['image'] {
  const at = nodeAt(summary, node, 'image')
  const { value, start, end } = summary.nodes[at]
  return typeof value === 'string'
    ? imageRef(
        substituted(value, () => null),
        { file, start, end },
      )
    : null
}

function buildOf({ file, node, summary }: Layer): ComposeService['build'] {
  const at = nodeAt(summary, node, 'build')
  const { value, is, start, end } = summary.nodes[at]
  const span = { file, start, end }
  if (is === 'scalar') return { context: value === null ? null : String(value), dockerfile: null, target: null, at: span }
  return {
    context: textAt(summary, at, 'context'),
    dockerfile: textAt(summary, at, 'dockerfile'),
    target: textAt(summary, at, 'target'),
    at: span,
  }
}
