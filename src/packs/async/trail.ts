/** How the way from an entry point to a blocking call reads. */
import { positionOf, spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { BlockingFact, Edge, EdgeKind, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'

const VERBS: Readonly<Record<EdgeKind, string>> = {
  call: 'calls',
  await: 'awaits',
  construct: 'makes an object with',
  enter: 'enters',
  iterate: 'walks over',
  property: 'reads',
  operator: 'applies',
  decorator: 'is wrapped by',
  schedule: 'starts',
  offload: 'hands over',
  reference: 'passes on',
}

/** A function as a reader names it: `Client.fetch`, `fetch`. */
export const nameOf = (id: FunctionId, project: Project): string => {
  if (id < 0) return 'module'
  const { lambda, name, owner } = project.evaluation.function(id)
  if (lambda) return 'lambda'
  return owner === null ? name : `${project.evaluation.class(owner).name}.${name}`
}

export const stepOf = (edge: Edge, project: Project): Step => ({
  at: spanOf(project, edge.at),
  label: `\`${nameOf(edge.from, project)}\` ${VERBS[edge.kind]} \`${nameOf(edge.to, project)}\``,
})

/** Longer trails leave their middle out; the evidence has every hop. */
const MOST = 9

/** Entry point and the functions down to the one that holds the finding: `GET /rates → read_rates`. */
export const entryOf = (fact: BlockingFact, project: Project): string => {
  const { context, within } = fact
  if (context === null || context.kind === 'unknown') return `\`${nameOf(within, project)}\`, which nothing in the project calls`
  const trail = short(hopsBefore(fact, project)).join(' → ')
  switch (context.kind) {
    case 'loop-startup':
      return `${trail}, at ${isAfterYield(fact, project) ? 'shutdown' : 'startup'}`
    case 'loop-shutdown':
      return `${trail}, at shutdown`
    case 'loop-background':
      return `${trail}, in the background`
    case 'loop-script':
      return `${trail}, in a script`
    default:
      return trail
  }
}

/** A lifespan is one function: what stands after its `yield` runs at shutdown. */
const isAfterYield = ({ at, context }: BlockingFact, { evaluation }: Project): boolean => {
  if (context === null || context.entry.function < 0) return false
  const { file, scope } = evaluation.function(context.entry.function)
  const { scopes, values } = evaluation.file(file).summary
  const yields = scopes.yields[scope]
  const { value } = context.path[0]?.at ?? at
  return yields >= 0 && values.lists[yields] > 0 && value > values.lists[yields + 1]
}

/** The way, and that it is gone only once, for messages that do not say so themselves. */
export const throughOf = (fact: BlockingFact, project: Project): string => `${wayOf(fact, project)}${fact.once ? ', once per process' : ''}`

/** The whole way, down to the blocking call and where it stands. */
export const wayOf = (fact: BlockingFact, project: Project): string => {
  const { file, line } = positionOf(project, spanOf(project, fact.root.at))
  const before = fact.context === null ? [nameOf(fact.within, project)] : hopsBefore(fact, project)
  const hops = [...before, ...fact.path.map((edge) => nameOf(edge.to, project)), `${fact.root.callee} (${file}:${line})`]
  return short(hops).join(' → ')
}

const hopsBefore = ({ context }: BlockingFact, project: Project): readonly string[] => {
  if (context === null) return []
  const { entry, path } = context
  const name = nameOf(entry.function, project)
  if (context.kind === 'unknown') return [`${name} (no known caller)`, ...path.map((edge) => nameOf(edge.to, project))]
  const head = entry.label === name || entry.label.endsWith(` ${name}`) ? [entry.label] : [entry.label, name]
  return [...head, ...path.map((edge) => nameOf(edge.to, project))]
}

const short = (hops: readonly string[]): readonly string[] => (hops.length <= MOST ? hops : [...hops.slice(0, 4), '…', ...hops.slice(-4)])
