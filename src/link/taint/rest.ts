/** What a `**kwargs` parameter holds under one name: what the calls of its function give for that keyword. */
import type { Place } from '../../model/project.ts'
import { Op, ParamKind } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf, textOf } from '../read.ts'
import type { Callers } from './callers.ts'
import { entryOf, puttersOf } from './containers.ts'
import { contentOf, type Operand } from './flow.ts'

/** Functions that hand their `**kwargs` on to each other. */
const DEEPEST = 6

/** Null where the value is no such parameter, or somebody unknown fills it. */
export function restEntry(
  parts: Parts,
  callersOf: (id: FunctionId) => Callers,
  place: Place,
  key: string,
  depth = 0,
): readonly Operand[] | null {
  const { evaluation, origins } = parts
  const { summary } = evaluation.file(place.file)
  const found: Operand[] = []
  const made = origins.of(place.file, place.value)
  for (const value of made) {
    const isRest =
      summary.values.op[value] === Op.Param && (listOf(summary, summary.values.b[value])[3] as ParamKind) === ParamKind.KeywordRest
    if (!isRest || depth > DEEPEST) return null
    const owner = evaluation.functionOfScope(place.file, evaluation.scopeOf(place.file, value))
    const { sites } = callersOf(owner)
    if (sites.length === 0) return null
    for (const { call } of sites) {
      const given = givenAt(call)
      if (given === null) return null
      found.push(...given)
    }
    found.push(...puttersOf(parts, { file: place.file, value }, false))
  }
  return made.length === 0 ? null : found

  function givenAt({ file, value: call }: Place): readonly Operand[] | null {
    const { values } = evaluation.file(file).summary
    const given: Operand[] = []
    for (const item of listOf(evaluation.file(file).summary, values.b[call])) {
      if (values.op[item] === Op.Keyword) {
        if (textOf(evaluation.file(file).summary, values.a[item]) === key) given.push(contentOf(file, values.b[item]))
      } else if (values.op[item] === Op.DoubleStar) {
        const spread: Place = { file, value: values.a[item] }
        const entry = entryOf(parts, spread, key) ?? restEntry(parts, callersOf, spread, key, depth + 1)
        if (entry === null) return null
        given.push(...entry)
      }
    }
    return given
  }
}
