/** How much an annotation says, and how a reader would write it. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { RouteInput } from '../../model/route-input.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { BinaryOp, ConstKind, Op } from '../../model/summary.ts'
import type { Type } from '../../model/type.ts'
import { listOf, nameOf } from '../read.ts'

/** Containers by where their content stands among the type arguments. */
const CONTENT = new Map([
  ['builtins.dict', 1],
  ['typing.Mapping', 1],
  ['typing.MutableMapping', 1],
  ['builtins.list', 0],
  ['builtins.set', 0],
  ['builtins.tuple', 0],
  ['typing.Sequence', 0],
  ['typing.Iterable', 0],
  ['typing.Collection', 0],
])
const DEEPEST = 6

/** `none` for `Any`, `object`, and containers of these. */
export function shapeOf(evaluation: Evaluation, type: Type, depth = 0): RouteInput['shape'] {
  if (depth > DEEPEST) return 'unknown'
  if (type.is === 'unknown') return type.why === 'dynamic-attribute' ? 'none' : 'unknown'
  if (type.is === 'oneOf') {
    const members = type.of.map((member) => shapeOf(evaluation, member, depth + 1))
    return members.find((shape) => shape !== 'none') ?? 'none'
  }
  if (type.is !== 'instance') return type.is === 'external' ? 'unknown' : 'typed'
  const { qualifiedName } = evaluation.class(type.of)
  if (qualifiedName === 'builtins.object') return 'none'
  const content = CONTENT.get(qualifiedName)
  if (content === undefined) return 'typed'
  const inner = type.args.at(content)
  return inner === undefined ? 'none' : shapeOf(evaluation, inner, depth + 1)
}

/** The text of an annotation; `…` for what is neither a name nor a subscript. */
export function writtenAs(summary: FileSummary, value: Value, depth = 0): string {
  if (value < 0) return ''
  if (depth > DEEPEST) return '…'
  const { op, a, b, aux } = summary.values
  const go = (one: Value): string => writtenAs(summary, one, depth + 1)
  switch (op[value]) {
    case Op.Load:
    case Op.Free:
    case Op.Attr:
      return nameOf(summary, value)
    case Op.Index:
      return `${go(a[value])}[${go(b[value])}]`
    case Op.Tuple:
      return [...listOf(summary, b[value])].map(go).join(', ')
    case Op.Const:
      return a[value] === ConstKind.None ? 'None' : '…'
    case Op.Binary:
      return aux[value] === BinaryOp.Or ? `${go(a[value])} | ${go(b[value])}` : '…'
    default:
      return '…'
  }
}
