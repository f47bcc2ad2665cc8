/** What the body of a handler does with the failure. */
import type { HandlerEnd, HandlerLog, HandlerRaise } from '../../model/handler.ts'
import type { Place } from '../../model/project.ts'
import type { FileSummary, Region, Value } from '../../model/summary.ts'
import { BindFlag, BindKind, ConstKind, Leaves, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, hasSpread, listOf, nameOf, textOf } from '../read.ts'
import { calleesOf, isTerminal } from './callees.ts'

export interface Body {
  readonly usesException: boolean
  readonly raises: 'always' | 'sometimes' | 'never'
  readonly raised: readonly HandlerRaise[]
  readonly logs: readonly HandlerLog[]
  readonly acts: readonly Place[]
  readonly ends: HandlerEnd
}

/** Methods that leave a record, whatever object they are called on: a call is only ever spared by its name. */
const RECORDS =
  /^a?(exception|error|warn|warning|info|debug|critical|fatal|log|trace|print|print_exc|print_exception|format_exc|capture_exception|capture_message|record_exception|set_status|echo|secho)$/
const LOGGERS = /^(logging\.(Logger|LoggerAdapter|root)?|structlog\.|loguru\.)/
const TRACES = /^(format_exc|print_exc|format_exception|print_exception|format_tb|exc_info)$/
/** Builtins that only make or look at values. */
const PLAIN =
  /^(dict|list|set|tuple|str|int|float|bool|len|repr|frozenset|bytes|max|min|sorted|range|isinstance|type|getattr|hasattr|format)$/

const LEAVES_NORMALLY = Leaves.FallsThrough | Leaves.Returns | Leaves.Breaks | Leaves.Continues

/** The body of the handler in a region; `caught` is its Caught value. */
export function bodyOf(parts: Parts, file: FileId, region: Region, caught: Value): Body {
  const { evaluation } = parts
  const { summary } = evaluation.file(file)
  const { op, a, b, aux } = summary.values
  const { first, end, leaves } = summary.regions
  const scope = evaluation.scopeOf(file, caught)
  const raised: HandlerRaise[] = []
  const calls: Value[] = []
  let bound = -1
  let name = -1
  const reads: Value[] = []
  let ends: HandlerEnd = 'passes'
  let exits = false
  let exitsAlways = false
  for (let at = first[region]; at < end[region]; at++) {
    if (op[at] === Op.Bind && b[at] === caught && (aux[at] & BindFlag.Kind) === BindKind.Except) {
      bound = at
      name = a[at]
      continue
    }
    if (bound >= 0 && ((op[at] === Op.Load && a[at] === bound) || (op[at] === Op.Free && a[at] === name))) reads.push(at)
    if (evaluation.scopeOf(file, at) !== scope) continue
    switch (op[at]) {
      case Op.Raise:
        raised.push(raiseAt(parts, file, at, bound))
        break
      case Op.Call:
        calls.push(at)
        if (isTerminal(parts, file, at)) {
          exits = true
          if (evaluation.regionOf(file, at) === region) exitsAlways = true
        }
        break
      case Op.SetAttr:
      case Op.SetItem:
      case Op.Augment:
        ends = 'records'
        break
      case Op.Bind:
        if ((aux[at] & BindFlag.Outer) !== 0) ends = 'records'
        else if (b[at] >= 0 && ends === 'passes') ends = 'defaults'
        break
      case Op.Return:
        if (a[at] >= 0 && ends === 'passes') ends = 'defaults'
        break
      case Op.Yield:
      case Op.YieldFrom:
        if (ends === 'passes') ends = 'defaults'
        break
      default:
    }
  }
  const names = calls.map((call) => nameOf(summary, a[call]))
  const traced = names.some((called) => TRACES.test(called))
  const logs = calls.flatMap((call, index) => (RECORDS.test(names[index]) ? [logAt(parts, file, call, names[index], traced)] : []))
  const acts = calls
    .filter((call, index) => !RECORDS.test(names[index]) && !TRACES.test(names[index]) && !isPlain(parts, file, call, names[index]))
    .map((value) => ({ file, value }))
  const records = logs.map((log) => log.at.value)
  const usesException = reads.some((read) => !records.some((record) => isInside(summary, read, record)))
  const always = (leaves[region] & LEAVES_NORMALLY) === 0 || exitsAlways
  const sometimes = (leaves[region] & Leaves.Raises) !== 0 || exits
  return { usesException, raises: always ? 'always' : sometimes ? 'sometimes' : 'never', raised, logs, acts, ends }
}

/** Whether a value is part of the expression of another. */
function isInside({ values }: FileSummary, inner: Value, outer: Value): boolean {
  return inner < outer && values.start[outer] <= values.start[inner]
}

function raiseAt({ evaluation }: Parts, file: FileId, at: Value, bound: Value): HandlerRaise {
  const { op, a, b } = evaluation.file(file).summary.values
  const what = a[at]
  const again = what < 0 || (op[what] === Op.Load && a[what] === bound)
  const type = what < 0 ? null : evaluation.typeOf(file, what)
  const of = type?.is === 'instance' || type?.is === 'class' ? type.of : null
  return { at: { file, value: at }, type: again ? null : of, again, chained: b[at] >= 0 }
}

function logAt(parts: Parts, file: FileId, call: Value, method: string, traced: boolean): HandlerLog {
  const { summary } = parts.evaluation.file(file)
  const known = calleesOf(parts, file, call).some((name) => name !== null && LOGGERS.test(name))
  return { at: { file, value: call }, method, known, traceback: traced || tracebackOf(summary, call, method) }
}

function tracebackOf(summary: FileSummary, call: Value, method: string): boolean | null {
  const { op, a, b } = summary.values
  if (/exception|print_exc|format_exc/.test(method)) return true
  const given = argumentAt(summary, call, 'exc_info')
  if (given >= 0) {
    const isOff = op[given] === Op.Const && (a[given] === ConstKind.None || a[given] === ConstKind.False)
    return !isOff
  }
  if (argumentAt(summary, call, 'stack_info') >= 0 || hasSpread(summary, call)) return null
  // `logger.opt(exception=True).error(...)`, `logger.bind(exc_info=...)`
  for (let receiver = a[a[call]], depth = 0; op[a[call]] === Op.Attr && receiver >= 0 && depth < 4; depth++) {
    if (op[receiver] !== Op.Call) break
    const chained = listOf(summary, b[receiver]).some(
      (item) => op[item] === Op.Keyword && /^(exception|exc_info)$/.test(textOf(summary, a[item])),
    )
    if (chained) return true
    receiver = op[a[receiver]] === Op.Attr ? a[a[receiver]] : -1
  }
  return false
}

function isPlain(parts: Parts, file: FileId, call: Value, name: string): boolean {
  return PLAIN.test(name) && calleesOf(parts, file, call).some((callee) => callee?.startsWith('builtins.') === true)
}
