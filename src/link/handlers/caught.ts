/** What an `except` clause or a `suppress(...)` catches. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Breadth } from '../../model/handler.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, Type } from '../../model/type.ts'
import { carried, listOf, nameOf } from '../read.ts'

export interface Caught {
  readonly breadth: Breadth
  readonly types: readonly string[]
}

const DEEPEST = 4
const WIDE: ReadonlySet<string> = new Set(['BaseException', 'Exception'])

/** Of the values that name the caught types; none at all is a bare clause. */
export function caughtBy(evaluation: Evaluation, file: FileId, values: readonly Value[]): Caught {
  if (values.length === 0) return { breadth: 'bare', types: [] }
  const names = values.flatMap((value) => namesAt(evaluation, file, value, 0))
  const types = names.filter((name) => name !== null)
  const breadth = types.includes('BaseException')
    ? 'base'
    : types.includes('Exception')
      ? 'broad'
      : names.length > 0 && types.length === names.length
        ? 'narrow'
        : 'unknown'
  return { breadth, types }
}

function namesAt(evaluation: Evaluation, file: FileId, value: Value, depth: number): readonly (string | null)[] {
  const { summary } = evaluation.file(file)
  const { op, b } = summary.values
  if (depth > DEEPEST || value < 0) return [null]
  if (op[value] === Op.Tuple) return Array.from(listOf(summary, b[value])).flatMap((item) => namesAt(evaluation, file, item, depth + 1))
  // What a call gives back is only known as some class: `except get_cancelled_exc_class()`.
  if (op[value] === Op.Call) return [null]
  const names = namesOfType(evaluation, evaluation.typeOf(file, carried(summary, value)))
  // A variable of type `type[BaseException]` holds some class below it.
  return names.map((name) => (name !== null && WIDE.has(name) && nameOf(summary, value) !== name ? null : name))
}

function namesOfType(evaluation: Evaluation, type: Type): readonly (string | null)[] {
  switch (type.is) {
    case 'class':
      return [evaluation.class(type.of).qualifiedName.replace(/^builtins\./, '')]
    case 'external':
      return [type.path]
    case 'tuple':
      return type.items.flatMap((item) => namesOfType(evaluation, item))
    default:
      return [null]
  }
}
