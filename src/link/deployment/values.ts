/** Names that files give a value: where passwords end up when nobody watches. */
import type { ComposeService, ConfiguredValue, ManifestUse, Variable } from '../../model/deployment.ts'
import type { ManifestSummary, NodeId } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { manifestRole } from '../manifests/role.ts'
import { childrenAt, nodeAt, rootsOf, textAt } from '../manifests/tree.ts'

type Use = ConfiguredValue['use']

export function configuredValues(manifests: readonly ManifestSummary[], services: readonly ComposeService[]): readonly ConfiguredValue[] {
  const compose = services.flatMap(({ settings, use }) => settings.environment.flatMap((variable) => valueOf(variable, 'compose', use)))
  return [...compose, ...manifests.flatMap((summary, index) => valuesIn(summary, -1 - index))]
}

const valueOf = ({ name, value, at, node }: Variable, where: ConfiguredValue['where'], use: Use): readonly ConfiguredValue[] =>
  value === null ? [] : [{ is: 'configuredValue', name, value, where, use, at, node }]

function valuesIn(summary: ManifestSummary, file: FileId): readonly ConfiguredValue[] {
  const { path, format, nodes } = summary
  const use = useOf(path)
  const under = (parent: NodeId, where: ConfiguredValue['where']): readonly ConfiguredValue[] =>
    childrenAt(summary, parent).flatMap((node) => scalar(summary, file, node, where, use))
  if (format === 'dotenv') return rootsOf(summary).flatMap((root) => under(root, 'environment-file'))
  if (format === 'ini' && path.endsWith('alembic.ini')) {
    return nodes.flatMap(({ key }, node) => (key === 'sqlalchemy.url' ? scalar(summary, file, node, 'alembic', use) : []))
  }
  if (format !== 'yaml') return []
  if (/(?:^|\/)values[^/]*\.ya?ml$/.test(path)) return nodes.flatMap((_, node) => scalar(summary, file, node, 'helm', use))
  return rootsOf(summary).flatMap((root) => {
    const kind = textAt(summary, root, 'kind')
    if (kind === null || nodeAt(summary, root, 'apiVersion') < 0) return []
    if (kind === 'Secret') return under(nodeAt(summary, root, 'stringData'), 'kubernetes')
    if (kind === 'ConfigMap') return under(nodeAt(summary, root, 'data'), 'kubernetes')
    return nodes.flatMap(({ key, parent }, node) =>
      key === 'value' && parent >= 0 && isBelow(summary, node, root) ? environment(summary, file, node, use) : [],
    )
  })
}

function isBelow({ nodes }: ManifestSummary, node: NodeId, root: NodeId): boolean {
  let at = node
  while (at >= 0 && at !== root) at = nodes[at].parent
  return at === root
}

/** `- name: X` with `value: y`. */
function environment(summary: ManifestSummary, file: FileId, node: NodeId, use: Use): readonly ConfiguredValue[] {
  const name = textAt(summary, summary.nodes[node].parent, 'name')
  return name === null ? [] : scalar(summary, file, node, 'kubernetes', use).map((value) => ({ ...value, name }))
}

function scalar(
  { nodes }: ManifestSummary,
  file: FileId,
  node: NodeId,
  where: ConfiguredValue['where'],
  use: Use,
): readonly ConfiguredValue[] {
  const { is, key, value, start, end } = nodes[node]
  if (is !== 'scalar' || typeof key !== 'string' || typeof value !== 'string') return []
  return [{ is: 'configuredValue', name: key, value, where, use, at: { file, start, end }, node }]
}

const TEMPLATE = /(?:^|[-_./])(?:example|examples|sample|samples|template|templates|dist|tpl|default|defaults)(?:[-_./]|$)/i
const DEVELOPMENT =
  /(?:^|[-_./])(?:dev|devel|development|local|localdev|test|tests|testing|ci|e2e|debug|docker-dev|kind|minikube)(?:[-_./]|$)/i

/** What the file is for, by its path. */
function useOf(path: string): Use {
  const role = manifestRole(path)
  const other: ManifestUse | null = role === 'app' ? null : role === 'test' ? 'test' : 'alternative'
  return TEMPLATE.test(path) ? 'template' : (other ?? (DEVELOPMENT.test(path) ? 'development' : 'production'))
}
