/** Whether somebody has said how many elements there are at most: a slice, a piece of something cut, a list that is filled up to a limit. */
import type { CallTarget } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import type { Callers } from './callers.ts'
import type { Loops } from './loops.ts'
import { SAME_ELEMENTS, VIEWS } from './loops.ts'

export interface Pieces {
  isPiece(file: FileId, iterable: Value): boolean
  /** An attribute that the object was made with: its parts, not the data it works on. */
  isPartOfObject(file: FileId, iterable: Value): boolean
}

const DEEPEST = 4
const ORDERS: ReadonlySet<number> = new Set([CompareOp.Lt, CompareOp.LtE, CompareOp.Gt, CompareOp.GtE])

export function createPieces(parts: Parts, loops: Loops, callers: Callers): Pieces {
  const { evaluation, origins } = parts
  const isPiece = (file: FileId, iterable: Value): boolean => isCut(file, iterable, 0)

  function isCut(file: FileId, value: Value, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (value < 0 || depth > DEEPEST) return false
    return origins.of(file, value).some((origin) => {
      switch (op[origin]) {
        case Op.Index:
          return op[b[origin]] === Op.Slice && listOf(summary, b[b[origin]])[1] >= 0
        case Op.Iterate:
          return loops.tripOf(file, origin) === 'batch'
        case Op.Unpack:
          return op[a[origin]] === Op.Iterate && loops.tripOf(file, a[origin]) === 'batch'
        case Op.Param:
          return isGivenPieces(file, origin, depth)
        case Op.Call:
          return isCutByCall(file, origin, depth)
        case Op.List:
        case Op.Dict:
          return isFilledToLimit(file, origin)
        default:
          return false
      }
    })
  }

  function isGivenPieces(file: FileId, parameter: Value, depth: number): boolean {
    const id = functionAround(evaluation, file, parameter)
    const sites = id < 0 ? null : callers.of(id)
    if (sites === null || sites.length === 0) return false
    const position = parametersOf(evaluation, id).indexOf(parameter)
    return sites.every((site) => {
      const given = callers.given(site, id, position)
      return given !== null && isCut(given.file, given.value, depth + 1)
    })
  }

  /** A view or a copy of a piece, or a function that gives back nothing but pieces. */
  function isCutByCall(file: FileId, call: Value, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[call]] === Op.Attr && VIEWS.has(nameOf(summary, a[call]))) return isCut(file, a[a[call]], depth + 1)
    const { targets } = evaluation.calleeOf(file, call)
    if (targets.some((target) => isCopying(target))) return isCut(file, argumentAt(summary, call, 0), depth + 1)
    return targets.length === 1 && returnsPieces(functionOf(targets[0]), depth)
  }

  function isCopying(target: CallTarget): boolean {
    const name = target.is === 'external' ? target.path : target.is === 'function' ? evaluation.function(target.function).qualifiedName : ''
    const made = target.is === 'construct' ? evaluation.class(target.class).qualifiedName : name
    return made.startsWith('builtins.') && SAME_ELEMENTS.has(made.slice('builtins.'.length))
  }

  function returnsPieces(id: FunctionId | null, depth: number): boolean {
    if (id === null || !parts.isProject(id)) return false
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const returned = Array.from(listOf(summary, summary.scopes.exits[scope]), (exit) => summary.values.a[exit])
    return returned.length > 0 && returned.every((value) => isCut(file, value, depth + 1))
  }

  /** Empty at first, and everything is put in under a test of an order: `while depth < MOST`, `if i < most`. */
  function isFilledToLimit(file: FileId, display: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    if (listOf(summary, b[display]).length > 0) return false
    const fills = usesOf(evaluation, file, display).flatMap((use) => {
      if (use.is === 'stored') return op[use.at] === Op.SetItem ? [use.at] : []
      const isAppend = use.is === 'attribute' && /^(append|add)$/.test(nameOf(summary, use.at))
      return isAppend ? evaluation.users(file, use.at).filter((user) => op[user] === Op.Call) : []
    })
    return fills.length > 0 && fills.every((fill) => evaluation.guards(file, fill).some(({ test }) => isOrder(file, test)))
  }

  function isOrder(file: FileId, test: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[test] === Op.Bool) return isOrder(file, a[test]) || isOrder(file, b[test])
    return op[test] === Op.Compare && listOf(summary, a[test]).some((operator) => ORDERS.has(operator))
  }

  function isPartOfObject(file: FileId, iterable: Value): boolean {
    return isPart(file, iterable, functionAround(evaluation, file, iterable), 0)
  }

  /** A parameter of `__init__`, an attribute that it fills, or a copy, a pairing or a selection of one. */
  function isPart(file: FileId, value: Value, here: FunctionId, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (value < 0 || depth > DEEPEST) return false
    const found = origins.of(file, value)
    return (
      found.length > 0 &&
      found.every((origin) => {
        if (isMadeBefore(file, origin, here)) return true
        if (op[origin] === Op.Comprehension) {
          const [loop] = a[origin] < 0 ? [] : evaluation.repeats(file, a[origin])
          const turn = loop === undefined ? -1 : summary.regions.subject[loop]
          return turn >= 0 && op[turn] === Op.Iterate && isPart(file, a[turn], here, depth + 1)
        }
        const copies = op[origin] === Op.Call && evaluation.calleeOf(file, origin).targets.some((target) => isCopying(target))
        return copies && isPart(file, argumentAt(summary, origin, 0), here, depth + 1)
      })
    )
  }

  /** Made or given when the object was made; what begins empty is filled later. */
  function isMadeBefore(file: FileId, origin: Value, here: FunctionId): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const id = functionAround(evaluation, file, origin)
    if (id < 0 || id === here || evaluation.function(id).name !== '__init__') return false
    const isEmpty = op[origin] !== Op.Param && op[origin] !== Op.Comprehension && b[origin] >= 0 && listOf(summary, b[origin]).length === 0
    return !isEmpty && op[origin] !== Op.Attr
  }

  return { isPiece, isPartOfObject }
}
