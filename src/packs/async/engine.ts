/** The engine behind a blocking call, as findings about engines name it. */
import type { Subject } from '../../check/rule.ts'
import type { BlockingFact, Project } from '../../model/project.ts'

const POOLED = /^(sqlalchemy|sqlmodel)\./

/**
 * The pool that a synchronous session or connection waits for. Sessions are handed over by dependencies, arguments and attributes, and
 * bound to an engine elsewhere; where the application makes only one synchronous engine, it can be no other. A driver's own connection has none.
 */
export const engineBehind = ({ root }: BlockingFact, project: Project): readonly Subject[] => {
  if (!POOLED.test(root.callee)) return []
  const engines = project.facts('engine').filter((engine) => !engine.async && project.role(engine.at.file) === 'app')
  return engines.length === 1 ? [{ is: 'resource', place: engines[0].created }] : []
}
