/** Query matches of all files, with captures by name. */
import type { Evaluation } from '../model/evaluation.ts'
import type { CandidateFact } from '../model/project.ts'
import type { FileSummary } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'

/** Names behind the numbers in the summaries' candidate columns. */
export interface QueryNames {
  /** Paths below `queries/` without `.scm`. */
  readonly queries: readonly string[]
  readonly captures: readonly string[]
}

export interface CandidateIndex {
  /** In the order of the files, then of the patterns. */
  of(query: string): readonly CandidateFact[]
}

export function createCandidates(evaluation: Evaluation, names: QueryNames): CandidateIndex {
  const known = new Map<string, readonly CandidateFact[]>()

  function of(query: string): readonly CandidateFact[] {
    const answer = known.get(query)
    if (answer !== undefined) return answer
    const number = names.queries.indexOf(query)
    const found: CandidateFact[] = []
    if (number >= 0) {
      for (const { id, summary, origin } of evaluation.files) if (origin === 'project') readFile(found, query, number, id, summary)
    }
    known.set(query, found)
    return found
  }

  function readFile(found: CandidateFact[], query: string, number: number, file: FileId, summary: FileSummary): void {
    const { candidates } = summary
    for (let row = firstRow(candidates.query, number); row < candidates.count && candidates.query[row] === number; row++) {
      const captures: Record<string, { value: number; start: number; end: number }> = {}
      for (let at = candidates.captureStart[row]; at < candidates.captureStart[row + 1]; at++) {
        const [name, value, start, end] = candidates.captures.subarray(at * 4, at * 4 + 4)
        captures[names.captures[name]] = { value, start, end }
      }
      found.push({ is: 'candidate', query, pattern: candidates.pattern[row], file, captures })
    }
  }

  return { of }
}

function firstRow(queries: Uint16Array, number: number): number {
  let low = 0
  let high = queries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (queries[middle] < number) low = middle + 1
    else high = middle
  }
  return low
}
