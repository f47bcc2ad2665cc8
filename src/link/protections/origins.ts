/** Facts: where code asks which site a request comes from. Nominated by `facts/origins.scm`. */
import type { Place } from '../../model/project.ts'
import type { OriginReadFact } from '../../model/protection.ts'
import { Op } from '../../model/summary.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { functionAround } from '../within.ts'

/** In the order of the files, then of their places. */
export const originReads = (
  { evaluation }: Parts,
  candidates: CandidateIndex,
  isFromRequest: (at: Place) => boolean,
): readonly OriginReadFact[] =>
  candidates.of('facts/origins').flatMap(({ file, captures }): readonly OriginReadFact[] => {
    const value = captures['read']?.value ?? -1
    if (value < 0) return []
    const { op, a } = evaluation.file(file).summary.values
    const isMethod = op[value] === Op.Call && op[a[value]] === Op.Attr
    const headers = isMethod ? a[a[value]] : op[value] === Op.Index ? a[value] : -1
    if (headers < 0 || !isFromRequest({ file, value: headers })) return []
    return [{ is: 'origin-read', at: { file, value }, within: functionAround(evaluation, file, value) }]
  })
