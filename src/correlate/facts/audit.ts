/** Whether anybody can tell afterwards who did what. */
import { spanOf } from '../../check/place.ts'
import type { Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Proof } from './about.ts'
import { isKnown } from './known.ts'

/** Names of what writes such a record: they only ever spare. */
const AUDIT = /audit|event|history|trail|track|record|activity|log/i
/** Functions looked at from one route; of a larger one nothing is said. */
const WIDEST = 200

/** Everything that the route's handler calls is known, and nothing of it writes down who did what. */
export const noAuditOnPath: Proof = ({ project, joined, joins }) => {
  const [entry] = joins.entriesTo(joined)
  if (entry === undefined || project.entries.some(({ label }) => label.startsWith('middleware ') && AUDIT.test(label))) return null
  const reached = reachedFrom(project, entry.function)
  if (reached === null || !reached.every((id) => isKnown(project, id, AUDIT))) return null
  return [{ at: spanOf(project, entry.at), label: `nothing that ${entry.label} does writes down who asked` }]
}

/** Functions of the project that run with it; null if they are too many. */
const reachedFrom = (project: Project, from: FunctionId): readonly FunctionId[] | null => {
  const seen = new Set<FunctionId>([from])
  for (const id of seen) {
    for (const { to, kind } of project.edgesFrom(id)) {
      if (kind !== 'reference' && project.evaluation.file(project.evaluation.function(to).file).origin === 'project') seen.add(to)
    }
    if (seen.size > WIDEST) return null
  }
  return [...seen]
}
