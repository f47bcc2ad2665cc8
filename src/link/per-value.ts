/** Remembers a yes or no per value: one byte each, in a table that a file gets when something is first asked about it. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'

const [NO, YES] = [1, 2]

export function perValue(
  evaluation: Evaluation,
  compute: (file: FileId, value: Value) => boolean,
): (file: FileId, value: Value) => boolean {
  const tables: (Uint8Array | undefined)[] = []
  return (file, value) => {
    while (tables.length <= file) tables.push(undefined)
    const table = (tables[file] ??= new Uint8Array(evaluation.file(file).summary.values.count))
    if (table[value] === 0) table[value] = compute(file, value) ? YES : NO
    return table[value] === YES
  }
}
