/** Why a client, pool or connection that code builds is none for every request. */
import type { Project } from '../model/project.ts'
import type { ResourceFact } from '../model/resource.ts'
import { sparedByRole } from './role.ts'

/** Null where a request builds it; rules about resources declare the ids. */
export const sparedAsBuilt = (
  project: Project,
  { at, building, context }: ResourceFact,
): 'test' | 'script' | 'once' | 'elsewhere' | 'undetermined' | null => {
  const role = sparedByRole(project, at.file)
  if (role !== null || (building === 'per-request' && context !== null)) return role
  return building === 'unknown' ? 'undetermined' : building === 'elsewhere' ? 'elsewhere' : 'once'
}
