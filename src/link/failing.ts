/** Functions that raise before they get anywhere: they read an attribute that nothing defines. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId, FunctionId, Type } from '../model/type.ts'
import type { Guards } from './guards.ts'
import { functionOf, parametersOf } from './parameters.ts'
import { argumentAt, listOf, nameOf, textOf } from './read.ts'

export interface Failing {
  /** The first value in a function's own body that always raises; -1 if none is known. */
  at(id: FunctionId): Value
}

/** Calls of functions that fail are followed this far. */
const DEEPEST = 3

export function createFailing(evaluation: Evaluation, guards: Guards): Failing {
  const known = new Map<FunctionId, Value>()

  function at(id: FunctionId): Value {
    return failureOf(id, 0)
  }

  function failureOf(id: FunctionId, depth: number): Value {
    const answer = known.get(id)
    if (answer !== undefined) return answer
    if (depth > DEEPEST) return -1
    known.set(id, -1)
    const found = firstFailure(id, depth)
    if (found >= 0 || depth === 0) known.set(id, found)
    else known.delete(id)
    return found
  }

  function firstFailure(id: FunctionId, depth: number): Value {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    if (origin === 'library') return -1
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
      const fails =
        op[value] === Op.Attr ? op[a[value]] === Op.Free && isMissing(file, value) : op[value] === Op.Call && failsBelow(file, value, depth)
      if (fails && evaluation.scopeOf(file, value) === scope && isAlways(file, value)) return value
    }
    return -1
  }

  /** Not caught here, and on no branch but one that fills in what is kept. */
  function isAlways(file: FileId, value: Value): boolean {
    if (evaluation.protectedBy(file, value).length > 0) return false
    return evaluation.guards(file, value).length === 0 || guards.filledOnce(file, value) !== null
  }

  function failsBelow(file: FileId, call: Value, depth: number): boolean {
    const { targets } = evaluation.calleeOf(file, call)
    const id = targets.length === 1 ? functionOf(targets[0]) : null
    if (id === null) return false
    const info = evaluation.function(id)
    return !info.async && !info.generator && failureOf(id, depth + 1) >= 0
  }

  function isMissing(file: FileId, read: Value): boolean {
    const { summary } = evaluation.file(file)
    return lacks(evaluation.typeOf(file, summary.values.a[read]), nameOf(summary, read), 0)
  }

  /** True if objects of a project class have no such attribute, in no base and by no `__getattr__`. */
  function lacks(type: Type, name: string, depth: number): boolean {
    if (type.is !== 'instance' || type.maybeNone === true || depth > DEEPEST || name.startsWith('_')) return false
    const own = evaluation.file(evaluation.class(type.of).file)
    if (own.origin !== 'project' || evaluation.hasUnknownBase(type.of)) return false
    const member = evaluation.memberOf(type, name)
    if (member.is !== 'unknown' || (member.why !== 'unknown-member' && member.why !== 'dynamic-attribute')) return false
    const project = evaluation.mro(type.of).map((base) => evaluation.file(evaluation.class(base).file))
    const isOpen = project.some(({ id, origin }) => origin === 'project' && isOpened(id))
    const dynamic = evaluation.methodOf(type, '__getattr__')
    if (dynamic === null) return !isOpen && evaluation.methodOf(type, '__getattribute__') === objectsOwn()
    const behind = delegateOf(dynamic)
    return behind !== null && lacks(behind, name, depth + 1)
  }

  /** Whether a file sets attributes that no class in it names, by `setattr` or by models with `extra="allow"`. */
  function isOpened(file: FileId): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const said = (value: Value): boolean => (op[value] === Op.Text ? textOf(summary, a[value]) : nameOf(summary, value)) === 'allow'
    for (let at = 0; at < summary.values.count; at++) {
      if ((op[at] === Op.Keyword || op[at] === Op.Bind) && textOf(summary, a[at]) === 'extra' && b[at] >= 0 && said(b[at])) return true
    }
    return summary.strings.some((text) => OPENS.has(text))
  }

  function objectsOwn(): FunctionId | null {
    const object = evaluation.resolve('builtins.object')
    return object.is === 'class' ? evaluation.methodOf({ is: 'instance', of: object.of, args: [] }, '__getattribute__') : null
  }

  /** What `__getattr__` takes the attribute from, if all it does is `return getattr(other, name)`. */
  function delegateOf(id: FunctionId): Type | null {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    const exits = listOf(summary, summary.scopes.exits[scope])
    const call = origin === 'project' && exits.length === 1 ? summary.values.a[exits[0]] : -1
    const { op, a } = summary.values
    if (call < 0 || op[call] !== Op.Call || op[a[call]] !== Op.Free || nameOf(summary, a[call]) !== 'getattr') return null
    const [object, name] = [argumentAt(summary, call, 0), argumentAt(summary, call, 1)]
    const isOwnName = name >= 0 && op[name] === Op.Load && a[name] === parametersOf(evaluation, id)[1]
    return object >= 0 && isOwnName && argumentAt(summary, call, 2) < 0 ? evaluation.typeOf(file, object) : null
  }

  return { at }
}

/** Ways in which objects come to have attributes that no class names. */
const OPENS: ReadonlySet<string> = new Set(['setattr', '__dict__', '__setattr__'])
