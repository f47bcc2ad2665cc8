/** Places where a function always raises: what it reads, imports or passes does not exist. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Edge } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId, FunctionId, Type } from '../model/type.ts'
import type { Flags } from './flags.ts'
import type { Guards } from './guards.ts'
import { functionOf, parametersOf } from './parameters.ts'
import { argumentAt, listOf, nameOf, textOf } from './read.ts'
import { createRefusals } from './refusals.ts'

export interface Failing {
  /** Whether a place is never got to, since something that comes first always raises, or raises itself before it does anything. */
  isBehind(file: FileId, value: Value): boolean
}

/** Calls of functions that fail are followed this far. */
const DEEPEST = 3

export function createFailing(evaluation: Evaluation, guards: Guards, flags: Flags): Failing {
  const known = new Map<FunctionId, readonly Value[]>()
  const refusals = createRefusals(evaluation)

  function isBehind(file: FileId, value: Value): boolean {
    if (evaluation.file(file).summary.values.op[value] === Op.Call && refusals.isRefused(file, value)) return true
    const id = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
    if (id < 0) return false
    return failuresOf(id, 0).some((failure) => failure < value && evaluation.dominates(file, failure, value))
  }

  /** Values of a function's own body that always raise. */
  function failuresOf(id: FunctionId, depth: number): readonly Value[] {
    const answer = known.get(id)
    if (answer !== undefined) return answer
    if (depth > DEEPEST) return []
    known.set(id, [])
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    const found: Value[] = []
    if (origin === 'project') {
      const region = summary.scopes.region[scope]
      for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
        if (fails(file, value, depth) && evaluation.scopeOf(file, value) === scope) found.push(value)
      }
    }
    if (depth === 0) known.set(id, found)
    else known.delete(id)
    return found
  }

  function fails(file: FileId, value: Value, depth: number): boolean {
    const { op, a } = evaluation.file(file).summary.values
    switch (op[value] as Op) {
      case Op.Attr:
        return op[a[value]] === Op.Free && isMissing(file, value)
      case Op.ImportFrom:
        return isUndefined(file, value)
      case Op.Call:
        return refusals.isRefused(file, value) || refusals.isDecodedTwice(file, value) || failsBelow(file, value, depth)
      default:
        return false
    }
  }

  /** Nothing catches it in the function that is called, and it stands on no branch but one that fills in what is kept or that this call takes. */
  function isUncaught(call: Edge, file: FileId, value: Value): boolean {
    if (evaluation.protectedBy(file, value).length > 0) return false
    const taken = evaluation.guards(file, value).every(({ test, holds }) => flags.outcome([call], file, test) === holds)
    return taken || guards.filledOnce(file, value) !== null
  }

  /** `from module import name` of a project module that has no such name. */
  function isUndefined(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { a, b } = summary.values
    const [dotted, name] = [textOf(summary, a[value]), textOf(summary, b[value])]
    const home = evaluation.moduleOf(file, dotted)
    if (home === null || evaluation.moduleOf(file, `${dotted}.${name}`) !== null) return false
    const { scopes, values } = evaluation.file(home).summary
    if (values.op.includes(Op.ImportStar)) return false
    for (let row = scopes.bindingStart[0]; row < scopes.bindingStart[1]; row++) {
      const bound = textOf(evaluation.file(home).summary, scopes.bindingName[row])
      if (bound === name || bound === '__getattr__') return false
    }
    return !evaluation.file(home).summary.strings.some((text) => NAMES.has(text))
  }

  function failsBelow(file: FileId, call: Value, depth: number): boolean {
    const { targets } = evaluation.calleeOf(file, call)
    const id = targets.length === 1 ? functionOf(targets[0]) : null
    if (id === null) return false
    const info = evaluation.function(id)
    if (info.async || info.generator) return false
    if (evaluation.file(info.file).origin === 'library') return false
    const from = evaluation.functionOfScope(file, evaluation.scopeOf(file, call))
    const edge: Edge = { kind: 'call', from, at: { file, value: call }, to: id, confidence: 'exact' }
    return failuresOf(id, depth + 1).some((failure) => isUncaught(edge, info.file, failure))
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
    if (dynamic === null) return !isOpen && isPlain(type)
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

  /** True unless a class says itself how its attributes are read. */
  function isPlain(type: Type): boolean {
    const reader = evaluation.methodOf(type, '__getattribute__')
    return reader === null || evaluation.function(reader).qualifiedName === 'builtins.object.__getattribute__'
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

  return { isBehind }
}

/** Ways in which objects come to have attributes that no class names. */
const OPENS: ReadonlySet<string> = new Set(['setattr', '__dict__', '__setattr__'])
/** Ways in which modules come to have names that no statement binds. */
const NAMES: ReadonlySet<string> = new Set(['globals', 'setattr'])
