/** Whether an upload that is read can fill the memory. */
import type { Context, ContextKind, Project } from '../model/project.ts'
import { Op } from '../model/summary.ts'
import type { FunctionId } from '../model/type.ts'
import type { UploadReadFact } from '../model/upload.ts'
import { sparedByRole } from './role.ts'

const REQUEST: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'thread'])

/** The way by which a request comes to read it. */
export const readFor = (project: Project, { within }: UploadReadFact): Context | null =>
  project.contextsOf(within).find(({ kind }) => REQUEST.has(kind)) ?? null

/** Why it cannot; null where it can. Rules about uploads declare the ids. */
export const sparedAsUpload = (
  project: Project,
  fact: UploadReadFact,
): 'test' | 'script' | 'not-reached' | 'in-parts' | 'size-checked' | 'limited' | null => {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  if (readFor(project, fact) === null) return 'not-reached'
  if (fact.bound === 'part') return 'in-parts'
  if (fact.bound === 'size' || fact.bound === 'header') return 'size-checked'
  return isLimited(project) ? 'limited' : null
}

const limited = new WeakMap<Project, boolean>()

/** A middleware of the project looks at the length that requests announce. */
function isLimited(project: Project): boolean {
  let answer = limited.get(project)
  if (answer === undefined) {
    answer = project.entries.some((entry) => entry.label.startsWith('middleware ') && mentionsLength(project, entry.function))
    limited.set(project, answer)
  }
  return answer
}

function mentionsLength({ evaluation }: Project, id: FunctionId): boolean {
  const { file, scope } = evaluation.function(id)
  const { regions, scopes, strings, values } = evaluation.file(file).summary
  const region = scopes.region[scope]
  for (let value = regions.first[region]; value < regions.end[region]; value++)
    if ((values.op[value] as Op) === Op.Text && values.a[value] >= 0 && /^content-length$/i.test(strings[values.a[value]])) return true
  return false
}
