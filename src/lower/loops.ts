/** `for` and `while`. */
import { BindKind, ConstKind, Leaves, Op, RegionKind } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { operandOr } from './expression.ts'
import { childByField, closeRegion, emit, hasToken, leave, openRegion, stands } from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import type { Join } from './name-state.ts'
import { append, arrive, closePhis, markNames, meet, openPhis, snapshot, undo } from './states.ts'
import { Token } from './nodes.ts'
import { block } from './statements.ts'
import { assignTo } from './targets.ts'

export const forStatement: Lowerer = (l, i) => {
  const { field } = l.syntax
  const iterable = operandOr(l, childByField(l, i, field.right))
  const isAsync = hasToken(l, i, Token.Async)
  const target = childByField(l, i, field.left)
  let element = -1
  loop(l, i, (exits, mark) => {
    // The iterable may be exhausted before any turn.
    append(l, exits, snapshot(l, mark))
    if (isAsync) leave(l, Leaves.Awaits)
    element = stands(l, i, emit(l, Op.Iterate, 0, iterable, isAsync ? 1 : 0, target < 0 ? i : target))
    if (target >= 0) assignTo(l, target, element, BindKind.For)
    return element
  })
  return element
}

export const whileStatement: Lowerer = (l, i) => {
  loop(l, i, (exits, mark) => {
    const test = operandOr(l, childByField(l, i, l.syntax.field.condition))
    if (!isAlwaysTrue(l, test)) append(l, exits, snapshot(l, mark))
    return test
  })
  return -1
}

function isAlwaysTrue(l: Lowering, test: Value): boolean {
  const { op, a, b } = l.values
  if (test < 0 || op[test] !== Op.Const) return false
  return a[test] === ConstKind.True || (a[test] === ConstKind.Int && /[1-9]/.test(l.strings[b[test]]))
}

/**
 * The shape of both loops: Phis at the head, what `head` lowers (it adds the state in which the loop ends of itself and
 * returns the region's subject), the body, the way back; then `else`, then where the breaks meet.
 */
function loop(l: Lowering, i: number, head: (exits: Join, mark: number) => Value): void {
  const { field } = l.syntax
  const outer = l.loop
  const { reachable } = l
  const r = openRegion(l, RegionKind.Loop, -1)
  const turned = childByField(l, i, field.body)
  const phis = openPhis(l, i, turned < 0 ? l.next[i] : l.next[turned])
  const mark = markNames(l)
  const breaks = createJoin()
  const continues = createJoin()
  const exits = createJoin()
  l.loop = { mark, breaks, continues }
  l.regions.subject[r] = head(exits, mark)
  block(l, turned)
  arrive(l, continues, mark)
  closePhis(l, phis, continues)
  undo(l, mark)
  const ends = reachable && exits.count > 0
  l.reachable = ends || breaks.count > 0
  closeRegion(l, r)
  l.loop = outer
  if (ends) meet(l, exits, l.end[i] + l.shift)
  l.reachable = ends
  const otherwise = childByField(l, i, field.alternative)
  const body = otherwise < 0 ? -1 : childByField(l, otherwise, field.body)
  if (body >= 0) {
    const e = openRegion(l, RegionKind.LoopElse, -1)
    block(l, body)
    closeRegion(l, e)
  }
  arrive(l, breaks, mark)
  undo(l, mark)
  l.reachable = breaks.count > 0
  meet(l, breaks, l.end[i] + l.shift)
}
