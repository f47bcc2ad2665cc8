/** `try`: a handler is entered from anywhere in the body, `finally` from anywhere at all. */
import { BindKind, ImportFlag, Op, RegionKind } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { push } from './columns.ts'
import { expression } from './expression.ts'
import {
  childByField,
  closeRegion,
  emit,
  emitOver,
  firstPart,
  hasToken,
  internNode,
  listFrom,
  nextPart,
  nodeAt,
  openRegion,
  stands,
  textOf,
} from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { createJoin } from './name-state.ts'
import { bindNode, unbind } from './names.ts'
import { append, apply, arrive, markNames, meet, meetHandler, snapshot, undo } from './states.ts'
import { Node, Token } from './nodes.ts'
import { block } from './statements.ts'
import { assignTo } from './targets.ts'

/** What an import that fails is caught by. */
const importErrors: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException'])

interface Clauses {
  readonly handlers: readonly number[]
  readonly otherwise: number
  readonly last: number
}

function clausesOf(l: Lowering, i: number): Clauses {
  const handlers: number[] = []
  let otherwise = -1
  let last = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
    const n = nodeAt(l, c)
    if (n === Node.Except) handlers.push(c)
    else if (n === Node.Else) otherwise = c
    else if (n === Node.Finally) last = c
  }
  return { handlers, otherwise, last }
}

export const tryStatement: Lowerer = (l, i) => {
  const { names } = l
  const { handlers, otherwise, last } = clausesOf(l, i)
  const offset = l.end[i] + l.shift
  const mark = markNames(l)
  const join = createJoin()
  const { reachable } = l
  const logged = names.log.count
  names.tries++

  const flags = l.importFlags
  if (handlers.some((c) => catchesImportError(l, c))) l.importFlags |= ImportFlag.Guarded
  const body = openRegion(l, RegionKind.Try, -1)
  block(l, childByField(l, i, l.syntax.field.body))
  closeRegion(l, body)
  l.importFlags = flags
  const bodyLogged = names.log.count
  const bodyFalls = l.reachable
  const bodyState = bodyFalls ? snapshot(l, mark) : -1
  if (bodyFalls && otherwise < 0) append(l, join, bodyState)
  undo(l, mark)

  if (handlers.length > 0) meetHandler(l, logged, bodyLogged, offset)
  for (const handler of handlers) {
    const before = markNames(l)
    l.reachable = reachable
    exceptClause(l, handler)
    arrive(l, join, mark)
    undo(l, before)
  }
  undo(l, mark)

  if (otherwise >= 0) {
    if (bodyFalls) apply(l, bodyState)
    l.reachable = bodyFalls
    const r = openRegion(l, RegionKind.TryElse, -1)
    block(l, childByField(l, otherwise, l.syntax.field.body))
    closeRegion(l, r)
    arrive(l, join, mark)
    undo(l, mark)
  }

  names.tries--
  const falls = join.count > 0
  if (last >= 0) {
    l.reachable = reachable
    const state = finallyClause(l, last, logged)
    l.reachable &&= falls
    meet(l, join, offset)
    apply(l, state)
  } else {
    l.reachable = falls
    meet(l, join, offset)
  }
  if (names.tries === 0) names.log.count = logged
  return -1
}

/** Lowers the block that runs whatever happened, and returns what it changes. */
function finallyClause(l: Lowering, i: number, logged: number): number {
  const before = markNames(l)
  meetHandler(l, logged, l.names.log.count, l.start[i] + l.shift)
  const mark = markNames(l)
  const r = openRegion(l, RegionKind.Finally, -1)
  block(l, blockOf(l, i))
  closeRegion(l, r)
  const state = snapshot(l, mark)
  undo(l, before)
  return state
}

function blockOf(l: Lowering, i: number): number {
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) if (nodeAt(l, c) === Node.Block) return c
  return -1
}

/** The nodes of the caught types and of the alias of an `except` clause. */
function caughtBy(l: Lowering, i: number): { readonly types: readonly number[]; readonly alias: number } {
  const { field } = l.syntax
  const types: number[] = []
  let alias = childByField(l, i, field.alias)
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== field.value || nodeAt(l, c) === Node.Skip) continue
    if (nodeAt(l, c) === Node.AsPattern) {
      types.push(firstPart(l, c))
      alias = childByField(l, c, field.alias)
    } else {
      types.push(c)
    }
  }
  return { types, alias }
}

function exceptClause(l: Lowering, i: number): void {
  const { types, alias } = caughtBy(l, i)
  const base = l.operands.count
  for (const type of types) if (type >= 0) push(l.operands, expression(l, type))
  let caught: Value = -1
  if (types.length === 1) caught = l.operands.at[base]
  else if (types.length > 1) caught = emitOver(l, Op.Tuple, 0, 0, listFrom(l, base), types[0], types[types.length - 1])
  l.operands.count = base
  const v = stands(l, i, emit(l, Op.Caught, hasToken(l, i, Token.Star) ? 1 : 0, caught, -1, types[0] ?? i))
  const r = openRegion(l, RegionKind.Handler, v)
  const name = aliasName(l, alias)
  if (name >= 0) stands(l, alias, bindNode(l, name, v, BindKind.Except))
  else if (alias >= 0) assignTo(l, alias, v, BindKind.Except)
  block(l, blockOf(l, i))
  if (name >= 0) unbind(l, internNode(l, name))
  closeRegion(l, r)
}

/** The identifier an exception is bound to; -1 for anything else. */
function aliasName(l: Lowering, alias: number): number {
  let name = alias
  while (name >= 0 && nodeAt(l, name) === Node.AsPatternTarget) name = firstPart(l, name)
  return name >= 0 && nodeAt(l, name) === Node.Identifier ? name : -1
}

function catchesImportError(l: Lowering, i: number): boolean {
  const { types } = caughtBy(l, i)
  if (types.length === 0) return true
  return types.some((type) => {
    if (type < 0) return false
    for (let c = type; c < l.next[type]; c++) if (nodeAt(l, c) === Node.Identifier && importErrors.has(textOf(l, c))) return true
    return false
  })
}
