/**
 * Whether an ordinary request gets to a place of a function, as far as the code shows.
 *
 * A branch on what the request brings is taken by some requests. A branch on what the process keeps (a flag, a setting, a
 * cache, an attribute that is filled in later) may be taken never, or once; a handler only when something has failed.
 */
import type { Evaluation, Guard } from '../model/evaluation.ts'
import type { Doubt, Edge, Place } from '../model/project.ts'
import type { FileSummary, Value } from '../model/summary.ts'
import { BindKind, BindFlag, CompareOp, Op, RegionKind, ScopeKind } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { absenceOf } from './absence.ts'
import { truthOf } from './answers.ts'
import { createFailing } from './failing.ts'
import type { Flags } from './flags.ts'
import type { Guards } from './guards.ts'
import type { Origins } from './origins.ts'
import { listOf, nameOf, scopeKind, textOf } from './read.ts'
import { regionsAround } from './uses.ts'

export interface Ordinary {
  /** `calls`: the way into the function, as far as it is known; empty for an entry point, which is given what a request brings. */
  isOrdinary(calls: readonly Edge[], at: Place): boolean
  /** The same for a call, which must also lead somewhere: to a module that the caller's interpreter can be thought to find. */
  leadsOn(calls: readonly Edge[], edge: Edge): boolean
  /** The first doubt on a way from an entry point down to a place; null if there is none. */
  doubtOn(way: readonly Edge[], last: Place): Doubt | null
}

/** What a test depends on. */
interface Grounds {
  /** What outlives the request: a module's variable, an attribute of the object, the environment. */
  readonly kept: boolean
  /** An attribute of a parameter, or a parameter with a default. */
  readonly optional: boolean
  readonly parameter: boolean
}

const MOST = 40

/** Folders that packaging puts on the path wherever they lie. */
const ANYWHERE = ''
const SOURCE_FOLDERS: ReadonlySet<string> = new Set(['src', 'lib', 'python', 'packages'])

export function createOrdinary(evaluation: Evaluation, guards: Guards, flags: Flags, origins: Origins): Ordinary {
  const failing = createFailing(evaluation, guards, flags)
  const roots = new Map<FileId, string>()
  const handled = new Map<FileId, Map<Value, readonly Guard[] | null>>()

  function isOrdinary(calls: readonly Edge[], at: Place): boolean {
    return reasonAt(calls, at) === null
  }

  function leadsOn(calls: readonly Edge[], edge: Edge): boolean {
    return isOrdinary(calls, edge.at) && isImportable(edge)
  }

  /** Why an ordinary request may not get to a place; the test that it may fail, if that is why. */
  function reasonAt(calls: readonly Edge[], at: Place): 'handler' | 'failing' | Guard | null {
    const tests = testsAt(at)
    if (tests === null) return 'handler'
    return tests.find((guard) => !isUsual(calls, at.file, guard)) ?? (failing.isBehind(at.file, at.value) ? 'failing' : null)
  }

  function doubtOn(way: readonly Edge[], last: Place): Doubt | null {
    for (let step = 0; step <= way.length; step++) {
      const edge: Edge | undefined = way[step]
      const at = edge?.at ?? last
      // What is known further up may take a doubt away that the search for ways had.
      const reason = reasonAt(way.slice(0, step), at) ?? reasonAt(way.slice(0, step).slice(-1), at)
      if (reason === 'handler' || reason === 'failing') return { is: reason, step, at }
      if (reason !== null) return { is: reason.holds ? 'if' : 'unless', step, at: { file: at.file, value: reason.test } }
      if (edge !== undefined && !isImportable(edge)) return { is: 'elsewhere', step, at }
    }
    return null
  }

  /** A module found only by the end of its path, under a folder that the caller does not lie in, may be no module of its program. */
  function isImportable(edge: Edge): boolean {
    const target = evaluation.function(edge.to).file
    if (target === edge.at.file) return true
    let root = roots.get(target)
    if (root === undefined) roots.set(target, (root = rootOf(target)))
    return root === ANYWHERE || evaluation.file(edge.at.file).summary.path.startsWith(root)
  }

  /** The folder that a file's module is named from. */
  function rootOf(file: FileId): string {
    const { summary, module } = evaluation.file(file)
    const path = summary.path.replace(/(\/__init__)?\.pyi?$/, '').split('/')
    const root = path.slice(0, path.length - module.split('.').length)
    return SOURCE_FOLDERS.has(root.at(-1) ?? 'src') ? ANYWHERE : `${root.join('/')}/`
  }

  /** Tests that matter at a place; null in the handler of an exception. */
  function testsAt({ file, value }: Place): readonly Guard[] | null {
    let ofFile = handled.get(file)
    if (ofFile === undefined) handled.set(file, (ofFile = new Map<Value, readonly Guard[] | null>()))
    const known = ofFile.get(value)
    if (known !== undefined) return known
    const tests = isInHandler(file, value) ? null : guards.tests(file, value).filter((guard) => guard.by !== 'raise')
    ofFile.set(value, tests)
    return tests
  }

  function isInHandler(file: FileId, value: Value): boolean {
    const { kind } = evaluation.file(file).summary.regions
    for (const region of regionsAround(evaluation, file, value)) {
      if (kind[region] === RegionKind.Handler) return true
      if (kind[region] === RegionKind.Function || kind[region] === RegionKind.Lambda) return false
    }
    return false
  }

  function isUsual(calls: readonly Edge[], file: FileId, guard: Guard): boolean {
    const { test, holds, by } = guard
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    if (op[test] === Op.Const) return true
    if (op[test] === Op.Bool) {
      // Taken apart already, unless either side is enough.
      if ((aux[test] === 0) === holds) return true
      const sides = [a[test], b[test]].map((side) => isUsual(calls, file, { test: side, holds, by }))
      return holds ? sides.some(Boolean) : sides.every(Boolean)
    }
    // A loop that runs as long as the service does is what background work looks like.
    if (by === 'loop' && evaluation.function(evaluation.functionOfScope(file, evaluation.scopeOf(file, test)))?.async) return true
    const said = flags.outcome(calls, file, test)
    if (said !== undefined) return said === holds
    const constant = evaluation.constantOf(file, test)
    if (constant !== undefined && truthOf(constant) === holds) return true
    const grounds = groundsOf(file, test)
    const isMissing = absenceOf(summary, test, holds) >= 0 || isLookupMiss(summary, test, holds)
    if (grounds.kept) return !isMissing && by !== 'return' && isFilled(file, test, holds)
    if (isMissing) return by !== 'return' && calls.length === 0 && grounds.parameter && !grounds.optional
    if (!grounds.parameter || calls.length === 0) return true
    return !grounds.optional && op[test] === Op.Load
  }

  /** `key not in cache`, `not hasattr(x, "client")`, `not exists(path)`: what follows makes good for it. */
  function isLookupMiss(summary: FileSummary, test: Value, holds: boolean): boolean {
    const { op, a } = summary.values
    if (op[test] === Op.Call) return !holds
    if (op[test] !== Op.Compare) return false
    const [operator] = listOf(summary, a[test])
    return (operator === CompareOp.NotIn && holds) || (operator === CompareOp.In && !holds)
  }

  /** A test for an attribute of the object that it is given when it is made. */
  function isFilled(file: FileId, test: Value, holds: boolean): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const read = holds ? test : -1
    const present = op[test] === Op.Compare ? presentOf(summary, test, holds) : read
    if (present < 0 || op[present] !== Op.Attr) return false
    const stores = origins.stores(file, present, textOf(summary, b[present]))
    return stores.length > 0 && stores.every((store) => isMade(store))
  }

  function isMade({ file, value }: Place): boolean {
    const { op } = evaluation.file(file).summary.values
    if (op[value] === Op.Call) return evaluation.calleeOf(file, value).targets.some((target) => target.is === 'construct')
    const constant = evaluation.constantOf(file, value)
    return constant !== undefined && truthOf(constant) === true
  }

  function presentOf(summary: FileSummary, test: Value, holds: boolean): Value {
    return absenceOf(summary, test, !holds)
  }

  function groundsOf(file: FileId, test: Value): Grounds {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let [kept, optional, parameter] = [false, false, false]
    const work: Value[] = [test]
    const seen = new Set<Value>()
    for (let at = work.pop(); at !== undefined && seen.size < MOST; at = work.pop()) {
      if (at < 0 || seen.has(at)) continue
      seen.add(at)
      switch (op[at] as Op) {
        case Op.Load:
        case Op.Unary:
        case Op.Keyword:
        case Op.Star:
        case Op.Unpack:
        case Op.Iterate:
        case Op.Enter:
          work.push(a[at])
          break
        case Op.Bind:
          work.push(b[at])
          break
        case Op.Param:
          parameter = true
          optional ||= listOf(summary, b[at])[1] >= 0
          break
        case Op.Attr:
          if (isOnReceiver(file, at)) kept = true
          else {
            optional ||= isParameter(summary, a[at])
            work.push(a[at])
          }
          break
        case Op.Free:
          kept ||= isVariable(file, at)
          break
        case Op.Call:
          // What is asked without saying about what is the same for every request.
          kept ||= listOf(summary, b[at]).length === 0 && op[a[at]] !== Op.Attr
          work.push(...listOf(summary, b[at]))
          if (op[a[at]] === Op.Attr) work.push(a[a[at]])
          if (isLookupOfEnvironment(summary, at)) kept = true
          break
        case Op.Compare:
        case Op.Phi:
        case Op.Conditional:
        case Op.Tuple:
          work.push(...listOf(summary, b[at]))
          break
        case Op.Binary:
        case Op.Bool:
        case Op.Index:
          work.push(a[at], b[at])
          break
        default:
      }
    }
    return { kept, optional, parameter }
  }

  function isLookupOfEnvironment(summary: FileSummary, call: Value): boolean {
    const { op, a } = summary.values
    const callee = a[call]
    if (op[callee] !== Op.Attr) return false
    const object = nameOf(summary, a[callee])
    return object === 'environ' || (object === 'os' && nameOf(summary, callee) === 'getenv')
  }

  /** An attribute of the first parameter of a method. */
  function isOnReceiver(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const object = a[value]
    const parameter = op[object] === Op.Load ? a[object] : -1
    if (parameter < 0 || op[parameter] !== Op.Param || a[parameter] !== 0) return false
    const { scopes } = summary
    const scope = evaluation.scopeOf(file, parameter)
    return scope > 0 && scopes.parent[scope] >= 0 && scopeKind(summary, scopes.parent[scope]) === ScopeKind.Class
  }

  function isParameter(summary: FileSummary, value: Value): boolean {
    const { op, a } = summary.values
    return op[value] === Op.Load && a[value] >= 0 && op[a[value]] === Op.Param
  }

  /** A name of a module that holds a value, here or imported: no function, class or module. */
  function isVariable(file: FileId, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    if (type.is === 'function' || type.is === 'class' || type.is === 'module' || type.is === 'external') return false
    const { summary } = evaluation.file(file)
    const { op, aux } = summary.values
    return origins.bindings(file, value).some((bind) => {
      if (op[bind] === Op.ImportFrom) return true
      const kind = op[bind] === Op.Bind ? aux[bind] & BindFlag.Kind : -1
      return kind === BindKind.Assign || kind === BindKind.Augment || kind === BindKind.Import
    })
  }

  return { isOrdinary, leadsOn, doubtOn }
}
