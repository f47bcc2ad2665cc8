/** Which application code a file brings in, by its imports. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Role } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'
import { importsOf, packagesOf } from '../reach.ts'

/** Answers for one project; the imports of each file are read once. */
export function createImportReach(evaluation: Evaluation, role: (file: FileId) => Role): (from: FileId) => ReadonlySet<FileId> {
  const paths = new Map(evaluation.files.flatMap(({ id, summary, origin }) => (origin === 'project' ? [[summary.path, id] as const] : [])))
  const targets = new Map<FileId, readonly FileId[]>()
  const isCode = (file: FileId | null | undefined): file is FileId => file !== null && file !== undefined && role(file) === 'app'

  const targetsOf = (file: FileId): readonly FileId[] => {
    const known = targets.get(file)
    if (known !== undefined) return known
    const { summary } = evaluation.file(file)
    const found = [
      ...importsOf(summary).map((dotted) => evaluation.moduleOf(file, dotted)),
      ...packagesOf(summary.path).map((path) => paths.get(path)),
    ].filter(isCode)
    targets.set(file, found)
    return found
  }

  return (from) => {
    const seen = new Set<FileId>([from])
    const work = [from]
    for (let file = work.pop(); file !== undefined; file = work.pop()) {
      for (const target of targetsOf(file)) {
        if (seen.has(target)) continue
        seen.add(target)
        work.push(target)
      }
    }
    return seen
  }
}
