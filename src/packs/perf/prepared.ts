/** Why something that is loaded or compiled is not made again for every request. */
import { sparedByRole } from '../../check/role.ts'
import type { Project } from '../../model/project.ts'
import type { PreparedFact } from '../../model/prepared.ts'

/** Null where a request makes it; rules about prepared things declare the ids. */
export const sparedAsPrepared = (
  project: Project,
  { at, building, context }: PreparedFact,
): 'test' | 'script' | 'once' | 'elsewhere' | 'undetermined' | null => {
  const role = sparedByRole(project, at.file)
  if (role !== null || (building === 'per-request' && context !== null)) return role
  return building === 'unknown' ? 'undetermined' : building === 'elsewhere' ? 'elsewhere' : 'once'
}
