/** Which libraries the code of a service imports, and where first. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Span } from '../../model/span.ts'
import { ImportFlag, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { textOf } from '../read.ts'

/** Of some top-level names, those that files import, each with its first import; in the order of the names. */
export function importedLibraries(evaluation: Evaluation, files: Iterable<FileId>, names: readonly string[]): ReadonlyMap<string, Span> {
  const wanted = new Set(names)
  const found = new Map<string, Span>()
  for (const file of files) {
    const { summary } = evaluation.file(file)
    // Most files know none of the names.
    if (!summary.strings.some((text) => wanted.has(text.split('.', 1)[0]))) continue
    const { op, aux, a, start, length, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Import && op[value] !== Op.ImportFrom) continue
      if ((aux[value] & ImportFlag.TypeChecking) !== 0) continue
      const name = textOf(summary, a[value]).split('.', 1)[0]
      if (!wanted.has(name) || found.has(name)) continue
      if (evaluation.moduleOf(file, textOf(summary, a[value])) === null)
        found.set(name, { file, start: start[value], end: start[value] + length[value] })
    }
  }
  return new Map(names.flatMap((name) => (found.has(name) ? [[name, found.get(name)!] as const] : [])))
}
