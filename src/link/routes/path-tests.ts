/** Tests of a request's path against constants: `path in EXEMPT`, `path.startswith(prefix)`, a function that asks them. */
import type { Constant } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, ConstKind, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf, parameterFor, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'

export interface PathTests {
  /** True if no request for the path gets to any of the places: each stands under a test that the path fails. */
  escapes(path: string, file: FileId, places: readonly Value[]): boolean
}

const URL = 'starlette.datastructures.URL'
const DEEPEST = 3

export function createPathTests(parts: Parts): PathTests {
  const { evaluation, guards, origins } = parts

  /** What a test says of a path; null where that is not known. `parameter`: what stands for the path in a function that is given it. */
  function decide(file: FileId, test: Value, path: string, parameter: Value, depth: number): boolean | null {
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    const go = (value: Value): boolean | null => decide(file, value, path, parameter, depth)
    switch (op[test]) {
      case Op.Load:
        return go(a[test])
      case Op.Bind:
        return b[test] < 0 ? null : go(b[test])
      case Op.Const:
        return a[test] === ConstKind.True ? true : a[test] === ConstKind.False ? false : null
      case Op.Bool: {
        const [left, right] = [go(a[test]), go(b[test])]
        const settles = aux[test] === 1
        if (left === settles || right === settles) return settles
        return left === null || right === null ? null : !settles
      }
      case Op.Compare:
        return compared(file, test, path, parameter)
      case Op.Call:
        return called(file, test, path, parameter, depth)
      default:
        return null
    }
  }

  function compared(file: FileId, test: Value, path: string, parameter: Value): boolean | null {
    const { summary } = evaluation.file(file)
    const { a, b } = summary.values
    const [operator, ...more] = listOf(summary, a[test])
    const [left, right] = listOf(summary, b[test])
    if (more.length > 0 || !isPath(file, left, parameter)) return null
    const texts = textsOf(file, right)
    if (texts === null) return null
    if (operator === CompareOp.Eq || operator === CompareOp.In) return texts.includes(path)
    return operator === CompareOp.NotEq || operator === CompareOp.NotIn ? !texts.includes(path) : null
  }

  function called(file: FileId, call: Value, path: string, parameter: Value, depth: number): boolean | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const callee = a[call]
    if (op[callee] === Op.Attr && isPath(file, a[callee], parameter)) {
      const method = nameOf(summary, callee)
      const texts = method === 'startswith' || method === 'endswith' ? textsOf(file, argumentAt(summary, call, 0)) : null
      if (texts === null) return null
      return texts.some((text) => (method === 'startswith' ? path.startsWith(text) : path.endsWith(text)))
    }
    if (op[callee] === Op.Free && nameOf(summary, callee) === 'any') {
      const [items] = listOf(summary, b[call])
      return items !== undefined && op[items] === Op.Comprehension ? decide(file, a[items], path, parameter, depth) : null
    }
    const { targets } = evaluation.calleeOf(file, call)
    const id = targets.length === 1 ? functionOf(targets[0]) : null
    if (id === null || !parts.isProject(id) || depth >= DEEPEST) return null
    const given = listOf(summary, b[call]).find((argument) => isPath(file, argument, parameter))
    const index = given === undefined ? -1 : parameterFor(evaluation, file, call, targets[0], given)
    return index < 0 ? null : answered(id, parametersOf(evaluation, id)[index], path, depth + 1)
  }

  /** What a function that is given the path answers: each of its returns is a test, or a constant under tests. */
  function answered(id: FunctionId, parameter: Value, path: string, depth: number): boolean | null {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const exits = listOf(summary, summary.scopes.exits[scope])
    let isUnsure = false
    for (const exit of exits) {
      const operand = summary.values.a[exit]
      const value = operand < 0 ? false : decide(file, operand, path, parameter, depth)
      if (value === false) continue
      const { isMet, isKnown } = reached(file, exit, path, parameter, depth)
      if (!isMet) continue
      if (value === true && isKnown) return true
      isUnsure = true
    }
    return isUnsure ? null : false
  }

  /** Whether the tests around a place let a path through, as far as they are known. */
  function reached(
    file: FileId,
    place: Value,
    path: string,
    parameter: Value,
    depth: number,
  ): { readonly isMet: boolean; readonly isKnown: boolean } {
    const said = guards.tests(file, place).map(({ test, holds }) => ({ holds, answer: decide(file, test, path, parameter, depth) }))
    return {
      isMet: said.every(({ holds, answer }) => answer === null || answer === holds),
      isKnown: said.every(({ answer }) => answer !== null),
    }
  }

  /** `request.url.path`, `scope["path"]`, the parameter that is given it, or a name for one of them. */
  function isPath(file: FileId, value: Value, parameter: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const at = namedBy(file, value)
    if (at === parameter) return true
    if (op[at] === Op.Attr && nameOf(summary, at) === 'path') {
      const type = evaluation.typeOf(file, a[at])
      return type.is === 'instance' && evaluation.isSubclass(type.of, URL)
    }
    if (op[at] !== Op.Index) return false
    const key = evaluation.constantOf(file, b[at])
    return key?.is === 'text' && key.value === 'path' && nameOf(summary, a[at]) === 'scope'
  }

  /** Constant texts that a value is, holds, or is one of in a loop over them. */
  function textsOf(file: FileId, value: Value): readonly string[] | null {
    if (value < 0) return null
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const at = namedBy(file, value)
    if (op[at] === Op.Iterate) return textsOf(file, a[at])
    const items =
      op[at] === Op.Set
        ? Array.from(listOf(summary, b[at]), (item) => evaluation.constantOf(file, item))
        : partsOf(evaluation.constantOf(file, value))
    const texts = items.map((item) => (item?.is === 'text' ? item.value : null))
    return texts.length > 0 && texts.every((text) => text !== null) ? texts : null
  }

  /** Behind names of this file, each bound once. */
  function namedBy(file: FileId, value: Value): Value {
    const { op, a, b } = evaluation.file(file).summary.values
    let at = value
    for (let hops = 0; hops < 8; hops++) {
      const bindings = op[at] === Op.Free ? origins.bindings(file, at) : []
      if (op[at] === Op.Load && a[at] >= 0) at = a[at]
      else if (op[at] === Op.Bind && b[at] >= 0) at = b[at]
      else if (bindings.length === 1) [at] = bindings
      else break
    }
    return at
  }

  return {
    escapes: (path, file, places) =>
      !path.includes('…') &&
      places.every((place) => guards.tests(file, place).some(({ test, holds }) => decide(file, test, path, -1, 0) === !holds)),
  }
}

const partsOf = (constant: Constant | undefined): readonly (Constant | undefined)[] =>
  constant?.is === 'text' ? [constant] : constant?.is === 'sequence' ? constant.items : []
