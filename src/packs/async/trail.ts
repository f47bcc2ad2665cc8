/** How the way from an entry point to a blocking call reads. */
import { nameOf, namesAlong, placeOf, written } from '../../check/trail.ts'
import type { BlockingFact, Project } from '../../model/project.ts'

/** Entry point and the functions down to the one that holds the finding: `GET /rates → read_rates`. */
export const entryOf = (fact: BlockingFact, project: Project): string => {
  const { context, within } = fact
  if (context === null || context.kind === 'unknown') return `\`${nameOf(project, within)}\`, which nothing in the project calls`
  const trail = written(hopsBefore(fact, project))
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
  const before = fact.context === null ? [nameOf(project, fact.within)] : hopsBefore(fact, project)
  const hops = [...before, ...namesAlong(project, fact.path), `${fact.root.callee} (${placeOf(project, fact.root.at)})`]
  return written(hops)
}

const hopsBefore = ({ context }: BlockingFact, project: Project): readonly string[] => {
  if (context === null) return []
  const { entry, path } = context
  const name = nameOf(project, entry.function)
  if (context.kind === 'unknown') return [`${name} (no known caller)`, ...namesAlong(project, path)]
  const head = entry.label === name || entry.label.endsWith(` ${name}`) ? [entry.label] : [entry.label, name]
  return [...head, ...namesAlong(project, path)]
}
