/** Why something that is loaded or compiled is not made again for every request. */
import { sparedByRole } from '../../check/role.ts'
import type { Project } from '../../model/project.ts'
import type { PreparedFact } from '../../model/prepared.ts'
import { isOwnWork } from './waited.ts'

/** Null where a request makes it; rules about prepared things declare the ids. */
export const sparedAsPrepared = (
  project: Project,
  { at, building, context }: PreparedFact,
): 'test' | 'script' | 'once' | 'elsewhere' | 'undetermined' | null => {
  const role = sparedByRole(project, at.file)
  if (role !== null) return role
  if (building === 'per-request' && context !== null) return isOwnWork(context) ? 'once' : null
  return building === 'unknown' ? 'undetermined' : building === 'elsewhere' ? 'elsewhere' : 'once'
}
