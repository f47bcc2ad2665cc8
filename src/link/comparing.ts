/** What a comparison with a constant comes to, once what is compared is known. */
import type { Constant, Evaluation } from '../model/evaluation.ts'
import type { Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { CompareOp, Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { listOf, textOf } from './read.ts'

export interface Comparison {
  readonly left: Value
  readonly right: Value
  /** True for `==` and `is`, false for `!=` and `is not`. */
  readonly holdsIfSame: boolean
}

/** The two sides of `x == y`, `x is not y` and their kin; null for other comparisons, chained ones and what is none. */
export function comparisonOf(evaluation: Evaluation, file: FileId, test: Value): Comparison | null {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  if (op[test] !== Op.Compare) return null
  const [operator, ...more] = listOf(summary, a[test])
  const [left, right] = listOf(summary, b[test])
  if (more.length > 0) return null
  if (operator === CompareOp.Is || operator === CompareOp.Eq) return { left, right, holdsIfSame: true }
  return operator === CompareOp.IsNot || operator === CompareOp.NotEq ? { left, right, holdsIfSame: false } : null
}

/** Whether two constants are the same; undefined for kinds that are not told apart. */
export function isSame(x: Constant, y: Constant): boolean | undefined {
  if (x.is === 'none' || y.is === 'none') return x.is === y.is
  const simple = (constant: Constant): boolean => constant.is === 'bool' || constant.is === 'number' || constant.is === 'text'
  if (!simple(x) || !simple(y)) return undefined
  return x.is === y.is && 'value' in x && 'value' in y && x.value === y.value
}

/** Whether two expressions are the same constant or the same member of an enumeration; undefined where that is not known. */
export function isSameAt(evaluation: Evaluation, x: Place, y: Place): boolean | undefined {
  const [first, second] = [evaluation.constantOf(x.file, x.value), evaluation.constantOf(y.file, y.value)]
  if (first !== undefined && second !== undefined) return isSame(first, second)
  const [one, other] = [memberOf(evaluation, x), memberOf(evaluation, y)]
  // Two names of one member would be an alias, which needs a value written twice.
  return one === null || other === null || one.of !== other.of ? undefined : one.name === other.name
}

/** `Mode.COMMIT`: the enumeration and the name of its member. */
function memberOf(evaluation: Evaluation, { file, value }: Place): { readonly of: number; readonly name: string } | null {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  if (op[value] !== Op.Attr) return null
  const type = evaluation.typeOf(file, a[value])
  return type.is === 'class' && evaluation.isSubclass(type.of, 'enum.Enum') ? { of: type.of, name: textOf(summary, b[value]) } : null
}
