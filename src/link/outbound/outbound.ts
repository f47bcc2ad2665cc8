/** Convicts outbound calls and the construction of clients by what they call, and folds their timeouts. */
import type { Bound, OutboundCall, OutboundClient } from '../../model/outbound.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { calleesOf } from '../handlers/callees.ts'
import { isMain } from '../main-guard.ts'
import { argumentAt, hasSpread, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import type { Waits } from './libraries.ts'
import { CALLS, CLIENTS, DEADLINES } from './libraries.ts'
import type { Given } from './timeouts.ts'
import { givenBy } from './timeouts.ts'

export interface Outbound {
  readonly calls: readonly OutboundCall[]
  readonly clients: readonly OutboundClient[]
}

export interface OutboundInput {
  readonly parts: Parts
  /** Whether code in a file can serve. */
  readonly isInside: (file: FileId) => boolean
  /** Major version of redis-py that the project installs; null if nothing pins it. */
  readonly redisMajor: number | null
}

/** From this major version on redis-py has a socket timeout of 5 s by default. */
const TIMED_REDIS = 8

/** Packages of which a file has to name one, by any import, to be looked at. */
const PACKAGES =
  /^(requests|urllib|http|smtplib|imaplib|httpx|aiohttp|openai|anthropic|ollama|langchain_openai|langchain_anthropic|groq|redis)(\.|$)/
/** Methods that send, whatever file their client comes from. */
const SENDS = /^(get|post|put|patch|delete|head|options|request|send|stream)$/
/** Seconds above which a default is no bound anyone meant. */
const LONG = 60

/** In the order of the files, then of their places. */
export function outboundOf({ parts, isInside, redisMajor }: OutboundInput): Outbound {
  const { evaluation } = parts
  const calls: OutboundCall[] = []
  const clients: OutboundClient[] = []
  for (const { id: file, origin, summary } of evaluation.files) {
    if (origin !== 'project') continue
    const isNamed = summary.strings.some((text) => PACKAGES.test(text))
    // A client of another file comes into serving code only; what serves nobody is worth a look where it names the library.
    if (!isNamed && !isInside(file)) continue
    const { op, a, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || !(isNamed || (op[a[value]] === Op.Attr && SENDS.test(nameOf(summary, a[value]))))) continue
      for (const known of parts.effects.callsOf(file, value)) {
        const name = known.name.replaceAll('()', '').replace(/\.__(init|new)__$/, '')
        if (!PACKAGES.test(name) || (isInside(file) && isMain(evaluation, { file, value }))) continue
        const call = CALLS.find(({ names }) => names.test(name))
        const client = CLIENTS.find(({ names }) => names.test(name))
        const isTimed = client?.kind === 'redis' && redisMajor !== null && redisMajor >= TIMED_REDIS
        if (call !== undefined) calls.push(callAt(parts, known, name, call))
        else if (client !== undefined) clients.push(clientAt(parts, known, name, isTimed ? { ...client, byDefault: 5 } : client))
        if (call !== undefined || client !== undefined) break
      }
    }
  }
  return { calls, clients }
}

function callAt(parts: Parts, known: LibraryCall, callee: string, waits: Waits): OutboundCall {
  const { file, call } = known
  const client = clientOf(parts, file, call)
  return {
    is: 'outboundCall',
    kind: waits.kind,
    at: { file, value: call },
    within: functionAround(parts.evaluation, file, call),
    callee,
    client: client < 0 ? null : { file, value: client },
    bound: isUnderDeadline(parts, file, call) ? { is: 'bounded', by: 'deadline' } : boundOfCall(parts, known, callee, waits, client),
    host: hostOf(parts, known, callee),
  }
}

function boundOfCall(parts: Parts, known: LibraryCall, callee: string, waits: Waits, client: Value): Bound {
  const own = timeoutOf(parts, known, waits)
  if (own === 'some') return { is: 'bounded', by: 'call' }
  if (own === 'none') return { is: 'unbounded', by: 'argument' }
  if (own === 'unknown') return { is: 'unknown' }
  if (callee.startsWith('requests.Session.')) return isAdapted(parts, known) ? { is: 'unknown' } : { is: 'unbounded', by: 'default' }
  if (!/^(httpx|aiohttp)\.[A-Z]/.test(callee)) return byDefault(waits)
  const made = client < 0 ? [] : parts.effects.callsOf(known.file, client)
  for (const maker of made) {
    const name = maker.name.replaceAll('()', '').replace(/\.__(init|new)__$/, '')
    const rules = CLIENTS.find(({ names }) => names.test(name))
    const bound = rules === undefined ? null : boundOfClient(parts, maker, rules)
    if (bound !== null) return bound.is === 'unbounded' ? { is: 'unbounded', by: 'client' } : bound
  }
  return { is: 'unknown' }
}

function clientAt(parts: Parts, known: LibraryCall, callee: string, waits: Waits): OutboundClient {
  const { file, call } = known
  return {
    is: 'client',
    kind: waits.kind,
    at: { file, value: call },
    within: functionAround(parts.evaluation, file, call),
    callee,
    bound: boundOfClient(parts, known, waits),
    timedCalls: waits.kind === 'llm' && hasTimedCalls(parts, file, callee.split('.')[0]),
  }
}

/** Calls by which a model is asked, or a client is given other options. */
const ASKS = /^(create|parse|stream|generate|with_options|copy|chat|retrieve|bind|embed)$/

/** A call of the file, or of any file that names the package, gives a timeout of its own; in the client's file also one that may. */
function hasTimedCalls({ evaluation }: Parts, file: FileId, packageName: string): boolean {
  const names = new RegExp(`^${packageName}(\\.|$)`)
  return evaluation.files.some(({ id, origin, summary }) => {
    const { op, a, count } = summary.values
    if (origin !== 'project' || (id !== file && !summary.strings.some((text) => names.test(text)))) return false
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      const name = nameOf(summary, a[value])
      if (id === file && (name === 'wait_for' || (ASKS.test(name) && hasSpread(summary, value)))) return true
      if (ASKS.test(name) && argumentAt(summary, value, 'timeout') >= 0) return true
    }
    return false
  })
}

function boundOfClient(parts: Parts, known: LibraryCall, waits: Waits): Bound {
  const { summary } = parts.evaluation.file(known.file)
  const instead = (waits.instead ?? []).filter((name) => argumentAt(summary, known.call, name) >= 0)
  if (instead.includes('transport') && isInProcess(parts, known)) return { is: 'bounded', by: 'in-process' }
  const given = timeoutOf(parts, known, waits)
  if (given === 'some') return { is: 'bounded', by: 'client' }
  if (given === 'unknown') return { is: 'unknown' }
  if (instead.some((name) => name !== 'transport')) return { is: 'unknown' }
  if (given === 'none') return { is: 'unbounded', by: 'argument' }
  return isSubclassed(parts, known) ? { is: 'unknown' } : byDefault(waits)
}

const byDefault = ({ byDefault: seconds }: Waits): Bound => {
  if (seconds === null) return { is: 'unbounded', by: 'default' }
  return seconds > LONG ? { is: 'long', seconds } : { is: 'bounded', by: 'default' }
}

/** null: no timeout is written. */
function timeoutOf(parts: Parts, known: LibraryCall, waits: Waits): Given | null {
  const { summary } = parts.evaluation.file(known.file)
  const answers = waits.timeout.flatMap((key): Given[] => {
    const value = parts.effects.argument(known, key)
    return value < 0 ? [] : [givenBy(parts, known.file, value)]
  })
  if (answers.includes('some')) return 'some'
  if (hasSpread(summary, known.call) || isInUrl(parts, known, waits)) return 'unknown'
  if (answers.length === 0) return null
  return answers.includes('unknown') ? 'unknown' : 'none'
}

/** `redis://host?socket_timeout=2`. A URL that is not known is taken to hold none: it rarely does. */
function isInUrl(parts: Parts, known: LibraryCall, { kind }: Waits): boolean {
  if (kind !== 'redis') return false
  const url = parts.effects.argument(known, 'url')
  const constant = url < 0 ? undefined : parts.evaluation.constantOf(known.file, url)
  return constant?.is === 'text' && constant.value.includes('timeout=')
}

function isInProcess(parts: Parts, { file, call }: LibraryCall): boolean {
  const { summary } = parts.evaluation.file(file)
  const { op } = summary.values
  return parts.origins
    .of(file, argumentAt(summary, call, 'transport'))
    .some(
      (origin) => op[origin] === Op.Call && calleesOf(parts, file, origin).some((name) => /\.(ASGI|WSGI|Mock)Transport$/.test(name ?? '')),
    )
}

/** A project class over the client may set the timeout itself. */
function isSubclassed({ evaluation }: Parts, { target }: LibraryCall): boolean {
  return target.is === 'construct' && evaluation.file(evaluation.class(target.class).file).origin === 'project'
}

/** Something in the file may give the session's requests a timeout: an own session or adapter class, or `session.request` replaced. */
function isAdapted({ evaluation }: Parts, { file, target }: LibraryCall): boolean {
  const self = target.is === 'function' && target.self?.is === 'instance' ? target.self.of : null
  if (self !== null && evaluation.file(evaluation.class(self).file).origin === 'project') return true
  const { summary } = evaluation.file(file)
  const { op, a, b, lists } = summary.values
  for (let value = 0; value < summary.values.count; value++) {
    if (op[value] === Op.SetAttr && /^(request|send)$/.test(summary.strings[lists[b[value] + 2]] ?? '')) return true
    if (op[value] !== Op.Call || nameOf(summary, a[value]) !== 'mount') continue
    const adapter = argumentAt(summary, value, 1)
    const type = adapter < 0 ? null : evaluation.typeOf(file, adapter)
    if (type?.is !== 'instance' || evaluation.file(evaluation.class(type.of).file).origin === 'project') return true
  }
  return false
}

/** The construction that a method's receiver comes from, in the same file; -1 if there are several, or none is seen. */
function clientOf(parts: Parts, file: FileId, call: Value): Value {
  const { op, a } = parts.evaluation.file(file).summary.values
  if (op[a[call]] !== Op.Attr) return -1
  const made = parts.origins.of(file, a[a[call]])
  return made.length === 1 && op[made[0]] === Op.Call ? made[0] : -1
}

/** A deadline is set around a call. */
export function isUnderDeadline(parts: Parts, file: FileId, call: Value): boolean {
  const { evaluation } = parts
  const { op, a } = evaluation.file(file).summary.values
  const isDeadline = (value: Value): boolean =>
    value >= 0 && op[value] === Op.Call && calleesOf(parts, file, value).some((name) => name !== null && DEADLINES.test(name))
  if (evaluation.held(file, call).some((enter) => isDeadline(a[enter]))) return true
  return usesOf(evaluation, file, call).some((use) => use.is === 'argument' && isDeadline(use.at))
}

function hostOf(parts: Parts, known: LibraryCall, callee: string): string | null {
  const url = parts.effects.argument(known, callee.endsWith('request') && !callee.startsWith('urllib') ? 1 : 0)
  const constant = url < 0 ? undefined : parts.evaluation.constantOf(known.file, url)
  const text = constant?.is === 'text' ? constant.value : constant?.is === 'template' ? (constant.parts[0] ?? '') : ''
  return /^[a-z]+:\/\/[^/?#{}]+(?=[/?#])/i.exec(text)?.[0] ?? null
}
