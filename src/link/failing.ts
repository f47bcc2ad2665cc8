/** Places where a function always raises: what it reads, imports or passes does not exist. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Edge } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId, FunctionId, Type } from '../model/type.ts'
import type { Flags } from './flags.ts'
import type { Guards } from './guards.ts'
import { functionOf, parametersOf } from './parameters.ts'
import { perValue } from './per-value.ts'
import { argumentAt, listOf, nameOf, textOf } from './read.ts'
import { createRefusals } from './refusals.ts'

export interface Failing {
  /** Whether a place is never got to, since something that comes first always raises, or raises itself before it does anything. */
  isBehind(file: FileId, value: Value): boolean
}

/** What in a function may always raise: by itself, or through the project function that it calls. */
interface Body {
  readonly own: readonly Value[]
  readonly calls: readonly Value[]
  /** By the same index as `calls`. */
  readonly targets: readonly FunctionId[]
}

/** Calls of functions that fail are followed this far. */
const DEEPEST = 3
const NONE: readonly Value[] = []

export function createFailing(evaluation: Evaluation, guards: Guards, flags: Flags): Failing {
  const bodies = new Map<FunctionId, Body>()
  /** By depth: what a call is seen to lead to depends on how far it may be followed. */
  const known: Map<FunctionId, readonly Value[]>[] = []
  const refusals = createRefusals(evaluation)
  const opened = new Map<FileId, boolean>()

  const isBehind = perValue(evaluation, (file, value) => {
    if (evaluation.file(file).summary.values.op[value] === Op.Call && refusals.isRefused(file, value)) return true
    const id = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
    if (id < 0) return false
    return failuresOf(id, 0).some((failure) => failure < value && evaluation.dominates(file, failure, value))
  })

  /** Values of a function's own body that always raise. */
  function failuresOf(id: FunctionId, depth: number): readonly Value[] {
    if (depth > DEEPEST) return NONE
    const ofDepth = (known[depth] ??= new Map<FunctionId, readonly Value[]>())
    let found = ofDepth.get(id)
    if (found === undefined) {
      const { own, calls, targets } = bodyOf(id)
      const below = calls.filter((call, index) => alwaysFails(edgeTo(id, call, targets[index]), depth + 1))
      found = below.length === 0 ? own : [...own, ...below]
      ofDepth.set(id, found)
    }
    return found
  }

  function alwaysFails(call: Edge, depth: number): boolean {
    const { file } = evaluation.function(call.to)
    return failuresOf(call.to, depth).some((failure) => isUncaught(call, file, failure))
  }

  function edgeTo(from: FunctionId, call: Value, to: FunctionId): Edge {
    return { kind: 'call', from, at: { file: evaluation.function(from).file, value: call }, to, confidence: 'exact' }
  }

  function bodyOf(id: FunctionId): Body {
    let body = bodies.get(id)
    if (body === undefined) bodies.set(id, (body = readBody(id)))
    return body
  }

  function readBody(id: FunctionId): Body {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    const [own, calls, targets]: [Value[], Value[], FunctionId[]] = [[], [], []]
    if (origin !== 'project') return { own, calls, targets }
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const end = summary.regions.end[region]
    for (let value = summary.regions.first[region]; value < end; value++) {
      const kind: Op = op[value]
      const isRead = kind === Op.Attr && op[a[value]] === Op.Free
      if ((!isRead && kind !== Op.Call && kind !== Op.ImportFrom) || evaluation.scopeOf(file, value) !== scope) continue
      if (fails(file, value)) own.push(value)
      else if (kind === Op.Call) {
        const target = followed(file, value)
        if (target === null) continue
        calls.push(value)
        targets.push(target)
      }
    }
    return { own, calls, targets }
  }

  function fails(file: FileId, value: Value): boolean {
    switch (evaluation.file(file).summary.values.op[value] as Op) {
      case Op.Attr:
        return isMissing(file, value)
      case Op.ImportFrom:
        return isUndefined(file, value)
      default:
        return refusals.isRefused(file, value) || refusals.isDecodedTwice(file, value)
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

  /** The function of the project that a call runs to its end, if it can be only one. */
  function followed(file: FileId, call: Value): FunctionId | null {
    const { targets } = evaluation.calleeOf(file, call)
    const id = targets.length === 1 ? functionOf(targets[0]) : null
    if (id === null) return null
    const info = evaluation.function(id)
    return info.async || info.generator || evaluation.file(info.file).origin === 'library' ? null : id
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
    let answer = opened.get(file)
    if (answer === undefined) opened.set(file, (answer = opens(file)))
    return answer
  }

  function opens(file: FileId): boolean {
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
