/** Facts: every call whose argument is run, with what is put into that argument. */
import type { Origin, Sink, SinkKind } from '../../model/knowledge.ts'
import type { Entry, Place, Role } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Hole, Hop, SinkFact } from '../../model/taint.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { isOutside } from '../entries/entries.ts'
import { createCallIndex } from './callers.ts'
import { ORIGINS, rankOf, UNKNOWN, UNRESOLVED } from './content.ts'
import { createTaint, type Taint } from './domain.ts'
import { contentOf } from './flow.ts'
import { hasOwnTransport } from './clients.ts'
import { buildsObjects, scriptOf } from './shells.ts'
import { type Part, partsOf, writtenIn } from './texts.ts'
import { traceBack } from './trace.ts'
import { writtenAs } from './written.ts'

export interface SinkInput {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly entries: readonly Entry[]
  readonly role: (file: FileId) => Role
}

export function sinkFacts({ parts, candidates, entries, role }: SinkInput): readonly SinkFact[] {
  const callers = createCallIndex(parts, role)
  const taints = new Map<SinkKind, Taint>()
  const facts: SinkFact[] = []
  for (const candidate of candidates.of('facts/sinks')) {
    const at: Place = { file: candidate.file, value: candidate.captures['sink']?.value ?? -1 }
    if (at.value < 0 || isOutside(role(at.file))) continue
    for (const call of parts.effects.callsOf(at.file, at.value)) {
      for (const { sink } of call.effects) for (const each of sink ?? []) addFacts(each, call, at)
    }
  }
  return facts

  function taintFor(kind: SinkKind): Taint {
    let taint = taints.get(kind)
    if (taint === undefined) taints.set(kind, (taint = createTaint(parts, kind, entries, callers, role)))
    return taint
  }

  function addFacts(sink: Sink, call: LibraryCall, at: Place): void {
    const argument = argumentOf(sink, call)
    if (argument === null) return
    const taint = taintFor(sink.kind)
    const within = functionAround(parts, at)
    const base = { is: 'sink', kind: sink.kind, at, argument, callee: call.name, within } as const
    const found = partsOf(parts, taint, argument, sink.kind)
    const groups = groupsOf(parts, found)
    const whole = wholeOf(parts, taint, found)
    const isWorse =
      whole !== null && rankOf(whole.origin) > UNKNOWN && found.every(({ text, rank }) => text === null || rank < rankOf(whole.origin))
    if (groups.length === 0 || isWorse) facts.push({ ...base, hole: null, others: [], whole })
    for (const group of groups) {
      const [hole, ...others] = group.map((part) => holeOf(parts, taint, part))
      facts.push({ ...base, hole, others, whole: null })
    }
  }

  /** The value that is run, opened or followed; null where this call does not do that. */
  function argumentOf(sink: Sink, call: LibraryCall): Place | null {
    const { file } = call
    const { summary } = parts.evaluation.file(file)
    const callee = summary.values.a[call.call]
    const isReceiver = sink.argument === 'receiver' && summary.values.op[callee] === Op.Attr
    const value = isReceiver ? summary.values.a[callee] : parts.effects.argument(call, sink.argument)
    if (value < 0 || (sink.kind === 'url' && hasOwnTransport(parts, callers, call))) return null
    switch (sink.only) {
      case 'text':
        return isText(parts, { file, value }) ? { file, value } : null
      case 'shell':
        return scriptOf(parts, call, value)
      case 'unsafe-loader':
        return buildsObjects(parts, call) ? { file, value } : null
      default:
        return { file, value }
    }
  }
}

function isText({ evaluation }: Parts, { file, value }: Place): boolean {
  const type = evaluation.typeOf(file, value)
  return type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'builtins.str'
}

/** Parts of formed texts by the function that forms them, worst first, then in the order of the code. */
function groupsOf(parts: Parts, found: readonly Part[]): readonly (readonly Part[])[] {
  const groups = new Map<string, Part[]>()
  for (const part of found) {
    if (part.text === null) continue
    const key = writtenIn(parts, part.text)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [part])
    else group.push(part)
  }
  return [...groups.values()].map((group) => group.toSorted((x, y) => y.rank - x.rank || x.at.file - y.at.file || x.at.value - y.at.value))
}

function wholeOf(parts: Parts, taint: Taint, found: readonly Part[]): SinkFact['whole'] {
  let worst: Part | null = null
  for (const part of found) if (part.text === null && (worst === null || part.rank > worst.rank)) worst = part
  if (worst === null) return null
  const { source, hops } = traceBack(parts, taint, contentOf(worst.at.file, worst.at.value), worst.frames, worst.rank)
  return { origin: originAt(worst.rank, hops), source, hops: [...hops, ...worst.trail] }
}

function holeOf(parts: Parts, taint: Taint, part: Part): Hole {
  const { at, text, rank, frames, trail, quoted } = part
  const { source, hops } = traceBack(parts, taint, contentOf(at.file, at.value), frames, rank)
  const name = writtenAs(parts.evaluation, at)
  const formed: Hop = { at: text ?? at, label: `\`${name}\` is put into the text` }
  return { at, name, text: text ?? at, origin: originAt(rank, hops), source, hops: [...hops, formed, ...trail], quoted }
}

/** An origin that no way leads back to is not known. */
const originAt = (rank: number, way: readonly Hop[]): Origin => (way.length === 0 && rank > UNRESOLVED ? 'unresolved' : ORIGINS[rank])

/** The function whose body a value stands in; -1 at module or class level. */
function functionAround({ evaluation }: Parts, { file, value }: Place): FunctionId {
  const { summary } = evaluation.file(file)
  for (let scope = evaluation.scopeOf(file, value); scope > 0; scope = summary.scopes.parent[scope]) {
    const made = summary.scopes.definedBy[scope]
    if (made >= 0 && summary.values.op[made] !== Op.Class) return evaluation.functionOfScope(file, scope)
  }
  return -1
}
