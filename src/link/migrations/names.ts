/** Names in the arguments of migration operations. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import { argumentAt } from '../read.ts'

/** A constant text, also behind `op.f("name")`: a name that is final. */
export function nameAt(evaluation: Evaluation, place: Place | null): string | null {
  if (place === null) return null
  const { summary } = evaluation.file(place.file)
  const constant = evaluation.constantOf(place.file, place.value)
  if (constant?.is === 'text') return constant.value
  if (summary.values.op[place.value] !== Op.Call) return null
  const [target] = evaluation.calleeOf(place.file, place.value).targets
  const isFinal = target?.is === 'function' && evaluation.function(target.function).qualifiedName === 'alembic.op.f'
  return isFinal ? nameAt(evaluation, { file: place.file, value: argumentAt(summary, place.value, 0) }) : null
}
