/** Tests around a call that decide whether it can run on a running loop, at all, or more than once per process. */
import type { Evaluation, Guard } from '../model/evaluation.ts'
import type { FileSummary, Scope, Value } from '../model/summary.ts'
import { BindFlag, CompareOp, ConstKind, Op, RegionKind, ScopeKind, UnaryOp } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { absenceOf } from './absence.ts'
import { createAnswers, truthOf } from './answers.ts'
import type { Effects } from './effects.ts'
import type { Origins } from './origins.ts'
import { functionOf, parametersOf } from './parameters.ts'
import { perValue } from './per-value.ts'
import { listOf, nameOf, scopeKind, textOf } from './read.ts'
import { createSettled } from './settled.ts'
import { tryBefore } from './tries.ts'
import { regionsAround } from './uses.ts'

export interface Guards {
  /** Tests known to hold (or not) at a value, `not` taken off. */
  tests(file: FileId, value: Value): readonly Guard[]
  /** Only reached when no event loop runs in this thread. */
  noRunningLoop(file: FileId, value: Value): boolean
  /** Behind a `return`, under `if TYPE_CHECKING`, `if False`, a function that always answers no, a test that every call of the function around fails, or a test for an operating system that no server has. */
  neverRuns(file: FileId, value: Value): boolean
  /** Inside the body of `if _x is None`, where `_x` is what the function then fills: a global, or an attribute. */
  filledOnce(file: FileId, value: Value): 'global' | 'attribute' | null
}

const FOREIGN = /^(darwin|win32|windows|nt|cygwin)$/i
const PLATFORM = new Set(['sys.platform', 'platform.system', 'os.name'])

const ASYNCIO = /^_?asyncio\./
const IS_RUNNING = new Set(['is_running'])
const RUNNING_LOOP = new Set(['get_running_loop', 'current_task', '_get_running_loop'])
/** Raise only where no loop runs; `get_event_loop` is no proof by what it returns. */
const NEEDS_LOOP = new Set([...RUNNING_LOOP, 'get_event_loop'])
const CATCHES_RUNTIME_ERROR = new Set(['RuntimeError', 'Exception', 'BaseException'])

export function createGuards(evaluation: Evaluation, effects: Effects, origins: Origins): Guards {
  const answers = createAnswers(evaluation)
  const settled = createSettled(evaluation, origins)
  const helpers = new Map<FunctionId, boolean>()

  /** Guards with `not` taken off. */
  function guardsOf(file: FileId, value: Value): readonly Guard[] {
    const { values } = evaluation.file(file).summary
    return evaluation.guards(file, value).map((guard) => {
      let { test, holds } = guard
      const { by } = guard
      while (values.op[test] === Op.Unary && values.aux[test] === UnaryOp.Not) {
        test = values.a[test]
        holds = !holds
      }
      return { test, holds, by }
    })
  }

  /** True if the value is, or can only come from, a call that asks for the running loop. */
  function asksForLoop(file: FileId, value: Value, names: ReadonlySet<string>): boolean {
    const { op } = evaluation.file(file).summary.values
    return origins
      .of(file, value)
      .some((origin) => op[origin] === Op.Call && (isAsyncioCall(file, origin, names) || asksThroughHelper(file, origin)))
  }

  /** A call of a project function without parameters that asks for the running loop: what it gives is false where there is none. */
  function asksThroughHelper(file: FileId, call: Value): boolean {
    return evaluation.calleeOf(file, call).targets.some((target) => {
      if (target.is !== 'function') return false
      let asks = helpers.get(target.function)
      if (asks === undefined) helpers.set(target.function, (asks = isLoopHelper(target.function)))
      return asks
    })
  }

  function isLoopHelper(id: FunctionId): boolean {
    const info = evaluation.function(id)
    const { summary, origin } = evaluation.file(info.file)
    if (origin === 'library' || info.async || parametersOf(evaluation, id).length > 0) return false
    if (!summary.strings.some((text) => RUNNING_LOOP.has(text))) return false
    const region = summary.scopes.region[info.scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (summary.values.op[at] === Op.Call && isAsyncioCall(info.file, at, RUNNING_LOOP)) return true
    }
    return false
  }

  function isAsyncioCall(file: FileId, call: Value, names: ReadonlySet<string>): boolean {
    const { summary } = evaluation.file(file)
    // The name is looked at first because it is cheap; the callee decides.
    if (!names.has(nameOf(summary, summary.values.a[call]))) return false
    return effects.callsOf(file, call).some((known) => ASYNCIO.test(known.name))
  }

  function noRunningLoop(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    for (const { test, holds } of guardsOf(file, value)) {
      if (!holds && op[test] === Op.Call && (isAsyncioCall(file, test, IS_RUNNING) || asksThroughHelper(file, test))) return true
      const absent = absenceOf(summary, test, holds)
      if (absent >= 0 && asksForLoop(file, absent, RUNNING_LOOP)) return true
    }
    for (const region of regionsAround(evaluation, file, value)) {
      if (summary.regions.kind[region] !== RegionKind.Handler) continue
      if (!catchesRuntimeError(summary, summary.regions.subject[region])) continue
      const body = tryBefore(summary, region)
      if (body < 0) continue
      for (let at = summary.regions.first[body]; at < summary.regions.end[body]; at++) {
        if (op[at] === Op.Call && isAsyncioCall(file, at, NEEDS_LOOP)) return true
      }
    }
    return false
  }

  function catchesRuntimeError(summary: FileSummary, caught: Value): boolean {
    const { op, a, b } = summary.values
    const types = caught < 0 ? -1 : a[caught]
    if (types < 0) return true
    const members = op[types] === Op.Tuple ? listOf(summary, b[types]) : [types]
    return members.some((member) => CATCHES_RUNTIME_ERROR.has(nameOf(summary, member)))
  }

  function neverRuns(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    if (evaluation.isBehindExit(file, value)) return true
    for (const { test, holds } of guardsOf(file, value)) {
      if (holds && nameOf(summary, test) === 'TYPE_CHECKING') return true
      if (holds && isForeignPlatform(file, test)) return true
      const constant = summary.values.op[test] === Op.Const ? evaluation.constantOf(file, test) : answers.of(file, test)
      const outcome = constant === undefined ? settled.outcome(file, test) : truthOf(constant)
      if (outcome !== undefined && outcome !== holds) return true
    }
    return false
  }

  /** A test for Windows or macOS; services run on Linux. */
  function isForeignPlatform(file: FileId, test: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[test] !== Op.Compare && op[test] !== Op.Call) return false
    const operands = Array.from(listOf(summary, b[test]))
    if (op[test] === Op.Call) {
      if (nameOf(summary, a[test]) !== 'startswith') return false
      operands.push(summary.values.a[a[test]])
    } else if (listOf(summary, a[test])[0] !== CompareOp.Eq) return false
    return (
      operands.some((operand) => op[operand] === Op.Text && FOREIGN.test(textOf(summary, a[operand]))) &&
      operands.some((operand) => asksPlatform(file, operand))
    )
  }

  function asksPlatform(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return origins.of(file, value).some((origin) => {
      let at = origin
      // `platform.system().lower()`, `sys.platform.lower()`
      for (let depth = 0; depth < 4; depth++) {
        if (op[at] === Op.Call) at = a[at]
        if (op[at] !== Op.Attr) return false
        const object = nameOf(summary, a[at])
        if (PLATFORM.has(`${object}.${nameOf(summary, at)}`)) return true
        at = a[at]
      }
      return false
    })
  }

  function filledOnce(file: FileId, value: Value): 'global' | 'attribute' | null {
    const { summary } = evaluation.file(file)
    let found: 'attribute' | null = null
    for (const { test, holds } of guardsOf(file, value)) {
      const absent = absenceOf(summary, holds ? unlessAsked(file, test) : test, holds)
      if (absent >= 0 && isFilledHere(file, value, absent)) {
        if (summary.values.op[absent] !== Op.Attr) return 'global'
        found = 'attribute'
      } else if (!holds && isHasAttribute(summary, test)) found = 'attribute'
    }
    return found
  }

  /** `x is None` of `x is None or reload`, where `reload` is a parameter that is false unless a caller asks; else the test itself. */
  function unlessAsked(file: FileId, test: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    if (op[test] !== Op.Bool || aux[test] !== 1) return test
    const parameter = op[b[test]] === Op.Load ? a[b[test]] : -1
    if (parameter < 0 || op[parameter] !== Op.Param) return test
    const byDefault = listOf(summary, b[parameter])[1]
    return byDefault >= 0 && op[byDefault] === Op.Const && a[byDefault] === ConstKind.False ? a[test] : test
  }

  function isHasAttribute(summary: FileSummary, test: Value): boolean {
    const { op, a } = summary.values
    return op[test] === Op.Call && op[a[test]] === Op.Free && nameOf(summary, a[test]) === 'hasattr'
  }

  /** True if the function around a call, or the one it calls, stores the tested global or attribute. */
  function isFilledHere(file: FileId, value: Value, tested: Value): boolean {
    const { summary } = evaluation.file(file)
    const name = nameOf(summary, tested)
    const scope = evaluation.scopeOf(file, value)
    if (name === '' || scopeKind(summary, scope) === ScopeKind.Module) return false
    const isAttribute = summary.values.op[tested] === Op.Attr
    if (stores(file, scope, name, isAttribute)) return true
    if (summary.values.op[value] !== Op.Call) return false
    return evaluation.calleeOf(file, value).targets.some((target) => {
      const id = functionOf(target)
      if (id === null || target.is !== 'function') return false
      const called = evaluation.function(id)
      // A global is filled by a function of its own module, an attribute by a method of the object that is tested.
      return (isAttribute ? called.owner !== null : called.file === file) && stores(called.file, called.scope, name, isAttribute)
    })
  }

  function stores(file: FileId, scope: Scope, name: string, isAttribute: boolean): boolean {
    const { summary } = evaluation.file(file)
    const { op, b, a, aux } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (isAttribute) {
        if (op[at] === Op.SetAttr && textOf(summary, listOf(summary, b[at])[1]) === name) return true
      } else if (op[at] === Op.Bind && (aux[at] & BindFlag.Outer) !== 0 && textOf(summary, a[at]) === name) return true
    }
    return false
  }

  return { tests: guardsOf, noRunningLoop: perValue(evaluation, noRunningLoop), neverRuns: perValue(evaluation, neverRuns), filledOnce }
}
