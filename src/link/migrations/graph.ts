/** The graphs of revisions that `alembic upgrade` would read, with what may be broken in them left in. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { GraphNode, MigrationGraph } from '../../model/migration.ts'
import type { Role } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'
import { moduleConstant, moduleValue, textsOf } from './revisions.ts'

/** By folder. Folders that no environment of Alembic stands above are not read by it, and left out. */
export function migrationGraphs(evaluation: Evaluation, role: (file: FileId) => Role): readonly MigrationGraph[] {
  const folders = new Map<string, GraphNode[]>()
  for (const { id: file, summary, origin } of evaluation.files) {
    if (origin !== 'project' || role(file) !== 'migration') continue
    const [id] = textsOf(moduleConstant(evaluation, file, 'revision'))
    const [at, parentAt] = [moduleValue(evaluation, file, 'revision'), moduleValue(evaluation, file, 'down_revision')]
    if (id === undefined || at === null || parentAt === null) continue
    const folder = folderOf(summary.path)
    const node = { file, id, at, parentAt, ...parentsAt(evaluation, file), labelled: isLabelled(evaluation, file) }
    const list = folders.get(folder)
    if (list === undefined) folders.set(folder, [node])
    else list.push(node)
  }
  const environments = new Set(
    evaluation.files.flatMap(({ origin, summary: { path, strings } }) =>
      origin === 'project' && /(^|\/)env\.py$/.test(path) && strings.includes('run_migrations') ? [folderOf(path)] : [],
    ),
  )
  return [...folders]
    .filter(([folder]) => above(folder).some((each) => environments.has(each)))
    .toSorted(([x], [y]) => (x < y ? -1 : 1))
    .map(([folder, nodes]) => ({
      is: 'migration-graph',
      folder,
      nodes: nodes.toSorted((x, y) => (evaluation.file(x.file).summary.path < evaluation.file(y.file).summary.path ? -1 : 1)),
      elsewhere: new Set([...folders].flatMap(([other, list]) => (other === folder ? [] : list.map(({ id }) => id)))),
    }))
}

function parentsAt(evaluation: Evaluation, file: FileId): Pick<GraphNode, 'parents' | 'known'> {
  const constant = moduleConstant(evaluation, file, 'down_revision')
  const parents = textsOf(constant)
  const isWhole = constant?.is === 'sequence' ? constant.items.length === parents.length : constant?.is === 'none' || parents.length === 1
  return { parents, known: isWhole }
}

function isLabelled(evaluation: Evaluation, file: FileId): boolean {
  if (moduleValue(evaluation, file, 'branch_labels') === null) return false
  return moduleConstant(evaluation, file, 'branch_labels')?.is !== 'none'
}

const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/')

/** A folder and those around it. */
function above(folder: string): readonly string[] {
  const parts = folder.split('/')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'))
}
