/** Functions around a driver that send the text they are given: what it does is written where they are called. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { QuerySite } from '../../model/loader.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { functionOf, parametersOf } from '../parameters.ts'
import { argumentAt } from '../read.ts'
import type { Callers } from './callers.ts'
import type { QuerySites } from './query-sites.ts'

export interface HandedText {
  /** A call of the function that sends `query` hands it the text of a statement that does not read. */
  writes(file: FileId, call: Value, to: FunctionId, query: QuerySite): boolean
}

export function createHandedText(evaluation: Evaluation, callers: Callers, sites: QuerySites): HandedText {
  function writes(file: FileId, call: Value, to: FunctionId, { at }: QuerySite): boolean {
    const { summary } = evaluation.file(at.file)
    const { op, a } = summary.values
    const statement = argumentAt(summary, at.value, 0)
    const sent = statement >= 0 && op[statement] === Op.Load ? a[statement] : statement
    const index = sent < 0 ? -1 : parametersOf(evaluation, to).indexOf(sent)
    const target = evaluation.calleeOf(file, call).targets.find((each) => functionOf(each) === to)
    if (index < 0 || target === undefined) return false
    const handed = callers.given({ file, call, target }, to, index)
    return handed !== null && sites.readsByText(handed.file, handed.value) === false
  }

  return { writes }
}
