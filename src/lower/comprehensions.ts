/** Comprehensions and generator expressions: loops within an expression, in the scope around them. */
import { BindKind, Leaves, Op, RegionKind } from '../model/summary.ts'
import type { Region, Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { expression, operandOr } from './expression.ts'
import {
  childByField,
  closeRegion,
  emit,
  emitOver,
  firstPart,
  hasToken,
  leave,
  listFrom,
  nextPart,
  nodeAt,
  openRegion,
  stands,
} from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import { endHidden } from './names.ts'
import { append, closePhis, markNames, openPhis, snapshot, undo } from './states.ts'
import type { LoopPhis } from './states.ts'
import { Node, Token } from './nodes.ts'
import { assignTo } from './targets.ts'

export const comprehension =
  (aux: number): Lowerer =>
  (l, i) => {
    const hidden = l.names.hidden.count
    // Only an assignment expression outlives the comprehension; without any there is nothing to join.
    const phis: LoopPhis = l.sites.walrus ? openPhis(l, i, l.next[i]) : []
    const mark = markNames(l)
    const opened: Region[] = []
    for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
      const n = nodeAt(l, c)
      if (n === Node.ForInClause) {
        opened.push(forClause(l, c))
      } else if (n === Node.IfClause) {
        const test = operandOr(l, firstPart(l, c))
        opened.push(openRegion(l, RegionKind.Then, test))
      }
    }
    const element = operandOr(l, childByField(l, i, l.syntax.field.body))
    while (opened.length > 0) closeRegion(l, opened.pop() as Region)
    endHidden(l, hidden)
    if (phis.length > 0) {
      const back = createJoin()
      append(l, back, snapshot(l, mark))
      undo(l, mark)
      closePhis(l, phis, back)
    }
    return emit(l, Op.Comprehension, aux, element, -1, i)
  }

function forClause(l: Lowering, i: number): Region {
  const iterable = iterableOf(l, i)
  const isAsync = hasToken(l, i, Token.Async)
  const r = openRegion(l, RegionKind.Loop, -1)
  if (isAsync) leave(l, Leaves.Awaits)
  const target = childByField(l, i, l.syntax.field.left)
  const element = stands(l, i, emit(l, Op.Iterate, 0, iterable, isAsync ? 1 : 0, target < 0 ? i : target))
  l.regions.subject[r] = element
  const former = l.names.hiding
  l.names.hiding = true
  if (target >= 0) assignTo(l, target, element, BindKind.For)
  l.names.hiding = former
  return r
}

/** One iterable; several without parentheses are a tuple. */
function iterableOf(l: Lowering, i: number): Value {
  const { field } = l.syntax
  const first = childByField(l, i, field.right)
  if (first < 0) return -1
  const base = l.operands.count
  let last = first
  for (let c = first; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== field.right || nodeAt(l, c) === Node.Skip) continue
    push(l.operands, expression(l, c))
    last = c
  }
  if (last === first) return l.operands.at[--l.operands.count]
  return emitOver(l, Op.Tuple, 0, 0, listFrom(l, base), first, last)
}
