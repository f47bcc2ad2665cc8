/** Revisions of each folder in the order in which Alembic runs them. */
import type { Constant, Evaluation } from '../../model/evaluation.ts'
import type { Place, Role } from '../../model/project.ts'
import type { Revision } from '../../model/schema.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, textOf } from '../read.ts'

export interface Folder {
  readonly folder: string
  readonly revisions: readonly Revision[]
}

export function revisionFolders(evaluation: Evaluation, role: (file: FileId) => Role): readonly Folder[] {
  const folders = new Map<string, Revision[]>()
  for (const { id, summary, origin } of evaluation.files) {
    if (origin !== 'project' || role(id) !== 'migration') continue
    const revision = textsOf(moduleConstant(evaluation, id, 'revision'))[0]
    if (revision === undefined) continue
    const folder = summary.path.split('/').slice(0, -1).join('/')
    const made = { file: id, id: revision, after: textsOf(moduleConstant(evaluation, id, 'down_revision')) }
    const list = folders.get(folder)
    if (list === undefined) folders.set(folder, [made])
    else list.push(made)
  }
  return [...folders.keys()].toSorted().map((folder) => ({ folder, revisions: ordered(evaluation, folders.get(folder)!) }))
}

/** What a module-level name is bound to last. */
export function moduleConstant(evaluation: Evaluation, file: FileId, name: string): Constant | undefined {
  const bind = moduleValue(evaluation, file, name)
  return bind === null ? undefined : evaluation.constantOf(file, bind.value)
}

/** The binding of a module-level name that holds last; null if there is none. */
export function moduleValue(evaluation: Evaluation, file: FileId, name: string): Place | null {
  const { summary } = evaluation.file(file)
  const { bindingStart, bindingName, bindingValues } = summary.scopes
  for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
    const bind = textOf(summary, bindingName[row]) === name ? listOf(summary, bindingValues[row]).at(-1) : undefined
    if (bind !== undefined) return { file, value: bind }
  }
  return null
}

/** Texts of a constant that is one, or a list of them; others are left out. */
export function textsOf(constant: Constant | undefined): readonly string[] {
  if (constant?.is === 'text') return [constant.value]
  if (constant?.is !== 'sequence') return []
  return constant.items.flatMap((item) => (item?.is === 'text' ? [item.value] : []))
}

/** Parents first; what has no parent in the folder (a squash, a first revision) is a root; among equals by path. */
function ordered(evaluation: Evaluation, revisions: readonly Revision[]): readonly Revision[] {
  const path = ({ file }: Revision): string => evaluation.file(file).summary.path
  const waiting = revisions.toSorted((x, y) => (path(x) < path(y) ? -1 : 1))
  const ids = new Set(waiting.map(({ id }) => id))
  const children = new Map<string, Revision[]>()
  const open = new Map<Revision, number>()
  for (const revision of waiting) {
    const parents = revision.after.filter((parent) => ids.has(parent) && parent !== revision.id)
    open.set(revision, parents.length)
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), revision])
  }
  const ready = waiting.filter((revision) => open.get(revision) === 0)
  const done: Revision[] = []
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    done.push(next)
    for (const child of children.get(next.id) ?? []) {
      const left = open.get(child)! - 1
      open.set(child, left)
      if (left === 0) ready.push(child)
    }
  }
  return done
}
