/** Convicts what `queries/facts/uploads.scm` nominates by the type of what is read, and looks for what bounds it. */
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { UploadBound, UploadReadFact } from '../../model/upload.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf, textOf } from '../read.ts'
import { functionAround } from '../within.ts'

const UPLOAD = 'starlette.datastructures.UploadFile'
const LENGTH = /^content-length$/i

/** In the order of the files, then of their places. */
export function uploadReads(parts: Parts, candidates: CandidateIndex): readonly UploadReadFact[] {
  const { evaluation, origins } = parts
  return candidates.of('facts/uploads').flatMap(({ file, captures }): readonly UploadReadFact[] => {
    const at = { file, value: captures['read']?.value ?? -1 }
    const upload = at.value < 0 ? -1 : uploadOf(at)
    if (upload < 0) return []
    const { summary } = evaluation.file(file)
    const within = functionAround(evaluation, file, at.value)
    return within < 0 ? [] : [{ is: 'upload-read', at, name: nameOf(summary, upload) || 'upload', within, bound: boundOf(at, within) }]
  })

  /** The upload that a call reads: its receiver, or the owner of the file that is. */
  function uploadOf({ file, value }: Place): Value {
    const { op, a } = evaluation.file(file).summary.values
    const receiver = op[value] === Op.Call && op[a[value]] === Op.Attr ? a[a[value]] : -1
    if (receiver < 0) return -1
    if (isUpload(file, receiver)) return receiver
    return op[receiver] === Op.Attr && isUpload(file, a[receiver]) ? a[receiver] : -1
  }

  function isUpload(file: number, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'instance' && evaluation.isSubclass(type.of, UPLOAD)
  }

  function boundOf({ file, value }: Place, within: number): UploadBound | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (listOf(summary, b[value]).length > 0) return 'part'
    const { scope } = evaluation.function(within)
    const region = summary.scopes.region[scope]
    const [first, end] = [summary.regions.first[region], summary.regions.end[region]]
    for (let each = first; each < value; each++) {
      if (op[each] === Op.Attr && textOf(summary, b[each]) === 'size' && isUpload(file, a[each])) return 'size'
      if (op[each] === Op.Text && LENGTH.test(textOf(summary, a[each]))) return 'header'
    }
    for (let each = value; each < end; each++)
      if (op[each] === Op.Compare && listOf(summary, b[each]).some((side) => isLengthOf(file, side, value))) return 'late'
    return null
  }

  /** `len(content)` of what the call gave. */
  function isLengthOf(file: number, side: Value, read: Value): boolean {
    return origins.of(file, side).some((value) => {
      const { summary } = evaluation.file(file)
      const { op, a, b } = summary.values
      if (op[value] !== Op.Call || nameOf(summary, a[value]) !== 'len') return false
      return [...listOf(summary, b[value])].some((argument) => origins.of(file, argument).includes(read))
    })
  }
}
