/** What a compose service is set to: the settings of its layers put over each other as compose does. */
import type { DependsOn, PublishedPort, ServiceSettings, Variable } from '../../model/deployment.ts'
import type { ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { Span } from '../../model/span.ts'
import type { FileId } from '../../model/type.ts'
import { childrenAt, nodeAt, scalarAt, textAt } from '../manifests/tree.ts'
import { substituted } from './variables.ts'

/** One file's share of a service. */
export interface Layer {
  readonly file: FileId
  readonly node: NodeId
  readonly summary: ManifestSummary
}

/** `layers`: the one that wins first. Lists are put together; of single values the first counts. */
export function settingsOf(layers: readonly Layer[]): ServiceSettings {
  return {
    ports: layers.flatMap(portsOf),
    environment: layers.flatMap((layer) => variablesAt(layer, nodeAt(layer.summary, layer.node, 'environment'))),
    dependsOn: layers.flatMap(dependsOf),
    healthcheck: healthcheckOf(layers),
    restart: first(layers, ({ summary, node }) => textAt(summary, node, 'restart') ?? restartPolicy({ summary, node })),
    limitsMemory: layers.some(
      ({ summary, node }) =>
        nodeAt(summary, node, 'mem_limit') >= 0 || nodeAt(summary, node, 'deploy', 'resources', 'limits', 'memory') >= 0,
    ),
    mounts: layers.flatMap(mountsOf),
    user: first(layers, ({ summary, node }) => textAt(summary, node, 'user')),
    init: layers.some(({ summary, node }) => scalarAt(summary, node, 'init') === true),
    profiles: layers.flatMap(({ summary, node }) => textsOf(summary, nodeAt(summary, node, 'profiles'))),
    words: layers.flatMap(({ summary, node }) => ['entrypoint', 'command'].flatMap((key) => textsOf(summary, nodeAt(summary, node, key)))),
    extends: layers.some(({ summary, node }) => nodeAt(summary, node, 'extends') >= 0),
  }
}

const first = (layers: readonly Layer[], read: (layer: Layer) => string | null): string | null => {
  for (const layer of layers) {
    const found = read(layer)
    if (found !== null) return found
  }
  return null
}

const restartPolicy = ({ summary, node }: Pick<Layer, 'summary' | 'node'>): string | null => {
  const policy = nodeAt(summary, node, 'deploy', 'restart_policy')
  return policy < 0 ? null : (textAt(summary, policy, 'condition') ?? 'any')
}

function healthcheckOf(layers: readonly Layer[]): ServiceSettings['healthcheck'] {
  const layer = layers.find(({ summary, node }) => nodeAt(summary, node, 'healthcheck') >= 0)
  if (layer === undefined) return 'none'
  const { summary, node } = layer
  const test = textsOf(summary, nodeAt(summary, node, 'healthcheck', 'test'))
  return scalarAt(summary, node, 'healthcheck', 'disable') === true || test[0] === 'NONE' ? 'disabled' : 'present'
}

/** Texts of a list, or the words of a text. */
function textsOf(summary: ManifestSummary, node: NodeId): readonly string[] {
  if (node < 0) return []
  const { is, value, children } = summary.nodes[node]
  if (is === 'scalar') return value === null ? [] : String(value).split(/\s+/)
  return children.flatMap((child) => (summary.nodes[child].value === null ? [] : [String(summary.nodes[child].value)]))
}

/** `NAME: value` and `- NAME=value`, with defaults of variables put in. */
export function variablesAt({ summary, file }: Pick<Layer, 'summary' | 'file'>, node: NodeId): readonly Variable[] {
  if (node < 0) return []
  const { is, children } = summary.nodes[node]
  return children.flatMap((child): readonly Variable[] => {
    const { key, keyAt, value, start, end, is: shape } = summary.nodes[child]
    if (shape !== 'scalar') return []
    if (is === 'map') {
      const at = value === null ? keyAt : { start, end }
      return [{ name: String(key), value: value === null ? null : String(value), at: { file, start: at.start, end: at.end }, node: child }]
    }
    const text = String(value)
    const cut = text.indexOf('=')
    return [
      { name: cut < 0 ? text : text.slice(0, cut), value: cut < 0 ? null : text.slice(cut + 1), at: { file, start, end }, node: child },
    ]
  })
}

const PORT = /^(?:(\[[^\]]+\]|[^:]*):)?(?:([\d-]*):)?([\d-]+)(?:\/\w+)?$/

/** `[HOST:]PUBLISHED:TARGET` and its long form. */
function portsOf({ summary, node, file }: Layer): readonly PublishedPort[] {
  return childrenAt(summary, node, 'ports').flatMap((child): readonly PublishedPort[] => {
    const { is, value, start, end } = summary.nodes[child]
    const at: Span = { file, start, end }
    if (is === 'map') {
      const target = textAt(summary, child, 'target')
      return target === null
        ? []
        : [{ host: textAt(summary, child, 'host_ip'), published: textAt(summary, child, 'published'), target, at }]
    }
    const text = value === null ? '' : substituted(String(value), () => null)
    // What a variable without default holds is a port, unless it stands first of three.
    const known = text.replace(/\$\{[^}]*\}(?=:)/g, '0')
    const match = PORT.exec(known)
    if (match === null) return []
    const [, head, middle, target] = match
    if (head === undefined) return [{ host: null, published: null, target, at }]
    return middle === undefined ? [{ host: null, published: head, target, at }] : [{ host: head, published: middle, target, at }]
  })
}

function dependsOf({ summary, node, file }: Layer): readonly DependsOn[] {
  return childrenAt(summary, node, 'depends_on').map((child) => {
    const { key, value, keyAt, start, end } = summary.nodes[child]
    const isListed = typeof key === 'number'
    const at = isListed ? { start, end } : keyAt
    return {
      service: isListed ? String(value) : key,
      condition: isListed ? null : textAt(summary, child, 'condition'),
      at: { file, start: at.start, end: at.end },
    }
  })
}

/** `source:target[:mode]` and its long form; a tmpfs keeps nothing. */
function mountsOf({ summary, node, file }: Layer): ServiceSettings['mounts'] {
  return childrenAt(summary, node, 'volumes').flatMap((child) => {
    const { is, value, start, end } = summary.nodes[child]
    const at: Span = { file, start, end }
    if (is === 'map') {
      const target = textAt(summary, child, 'target')
      return target === null || textAt(summary, child, 'type') === 'tmpfs' ? [] : [{ source: textAt(summary, child, 'source'), target, at }]
    }
    // The colon of `${VAR:-default}` parts nothing.
    const parts = substituted(String(value), () => null)
      .replace(/\$\{[^}]*\}/g, 'variable')
      .split(':')
    return [parts.length === 1 ? { source: null, target: parts[0], at } : { source: parts[0], target: parts[1], at }]
  })
}
