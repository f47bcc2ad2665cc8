import { spanOf } from '../../check/place.ts'
import type { Edit, Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { GraphNode, MigrationGraph } from '../../model/migration.ts'
import type { Place, Project } from '../../model/project.ts'
import { mentionsHeads } from './upgrades.ts'

type Id = 'prod/migration-graph-broken'

const rule: Rule<Id> = defineRule('prod/migration-graph-broken', {
  *'migration-graph'(graph, project) {
    const { folder, nodes, elsewhere } = graph
    const [first] = nodes
    const ids = new Set(nodes.map(({ id }) => id))
    const lost = nodes.flatMap((node) =>
      node.parents.filter((parent) => !ids.has(parent) && !elsewhere.has(parent)).map((parent) => ({ node, parent })),
    )
    for (const { node, parent } of lost) {
      const like = lookalikeOf(project, graph, parent)
      const violation = { ...broken(project, node.parentAt, node), edits: renaming(project, node, like) }
      if (like === null) yield { ...violation, message: 'missing', data: { parent } }
      else yield { ...violation, message: 'renamed', data: { parent, id: like.id, file: fileOf(project, like) } }
    }
    const twins = nodes.flatMap((node, index) => {
      const twin = nodes.slice(0, index).find(({ id }) => id === node.id)
      return twin === undefined ? [] : [{ node, twin }]
    })
    for (const { node, twin } of twins)
      yield { ...broken(project, node.at, node), message: 'duplicate', data: { id: node.id, file: fileOf(project, twin) } }
    const circle = circleOf(nodes)
    if (circle.length > 0)
      yield { ...broken(project, circle[0].parentAt, circle[0]), message: 'cycle', data: { ids: listed(circle), folder } }
    if (lost.length + twins.length + circle.length > 0) return
    const heads = headsOf(nodes)
    const because = silenceOf(project, graph, heads)
    if (because !== null) yield { is: 'fine', at: spanOf(project, first.at), because }
    else {
      const last = heads[heads.length - 1]
      yield {
        ...broken(project, last.at, last),
        evidence: heads.map(({ at, id }) => ({ at: spanOf(project, at), label: `\`${id}\`, which nothing follows` })),
        severity: 'major',
        message: 'heads',
        data: { folder, count: String(heads.length), heads: listed(heads) },
      }
    }
  },
})
export default rule

const broken = (project: Project, at: Place, { at: place, id }: GraphNode) =>
  ({ is: 'violation', at: spanOf(project, at), subject: { is: 'function', place }, expression: `revision ${id}`, evidence: [] }) as const

function silenceOf(project: Project, { nodes }: MigrationGraph, heads: readonly GraphNode[]): SilentId<Id> | null {
  if (nodes.some(({ known }) => !known)) return 'computed'
  if (heads.length <= 1) return 'whole'
  if (nodes.some(({ labelled }) => labelled)) return 'labelled'
  return mentionsHeads(project) ? 'all-heads' : null
}

const headsOf = (nodes: readonly GraphNode[]): readonly GraphNode[] => {
  const followed = new Set(nodes.flatMap(({ parents }) => parents))
  return nodes.filter(({ id }) => !followed.has(id))
}

/** Revisions that no order can run: what is left when those whose parents have run are taken away, as long as there are any. */
function circleOf(nodes: readonly GraphNode[]): readonly GraphNode[] {
  let left = nodes
  for (;;) {
    const open = new Set(left.map(({ id }) => id))
    const next = left.filter(({ parents }) => parents.some((parent) => open.has(parent)))
    if (next.length === left.length) break
    left = next
  }
  // What merely follows the circle is followed by nothing in it.
  for (;;) {
    const followed = new Set(left.flatMap(({ parents }) => parents))
    const next = left.filter(({ id }) => followed.has(id))
    if (next.length === left.length) return left
    left = next
  }
}

/** The one revision whose file is named after the id, or whose id is the rest of it. */
function lookalikeOf({ evaluation }: Project, { nodes }: MigrationGraph, parent: string): GraphNode | null {
  const alike = nodes.filter(({ file, id }) => {
    const stem = evaluation.file(file).summary.path.split('/').at(-1) ?? ''
    return stem.startsWith(parent) || (id.length >= 3 && (parent.startsWith(`${id}_`) || parent.endsWith(`_${id}`)))
  })
  return alike.length === 1 ? alike[0] : null
}

const renaming = (project: Project, { parentAt, parents }: GraphNode, like: GraphNode | null): readonly Edit[] =>
  like === null || parents.length !== 1 ? [] : [{ span: spanOf(project, parentAt), text: [JSON.stringify(like.id)] }]

const fileOf = ({ evaluation }: Project, { file }: GraphNode): string => evaluation.file(file).summary.path

const listed = (nodes: readonly GraphNode[]): string => {
  const shown = nodes.slice(0, 4).map(({ id }) => `\`${id}\``)
  return `${shown.join(', ')}${nodes.length > 4 ? ` and ${nodes.length - 4} more` : ''}`
}
