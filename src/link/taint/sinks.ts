/** Facts: every call whose argument is run, with what is put into that argument. */
import type { Origin, Sink } from '../../model/knowledge.ts'
import type { Entry, Place, Role } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Hole, Hop, SinkFact } from '../../model/taint.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { isOutside } from '../entries/entries.ts'
import { createCallIndex } from './callers.ts'
import { ORIGINS } from './content.ts'
import { createTaint, type Taint } from './domain.ts'
import { contentOf } from './flow.ts'
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
  const taint = createTaint(parts, 'sql', entries, callers, role)
  const facts: SinkFact[] = []
  for (const candidate of candidates.of('facts/sinks')) {
    const at: Place = { file: candidate.file, value: candidate.captures['sink']?.value ?? -1 }
    if (at.value < 0 || isOutside(role(at.file))) continue
    for (const call of parts.effects.callsOf(at.file, at.value)) {
      for (const { sink } of call.effects) for (const each of sink ?? []) addFacts(each, call, at)
    }
  }
  return facts

  function addFacts(sink: Sink, call: LibraryCall, at: Place): void {
    const value = parts.effects.argument(call, sink.argument)
    if (value < 0 || (sink.only === 'text' && !isText(parts, { file: at.file, value }))) return
    const argument: Place = { file: at.file, value }
    const within = functionAround(parts, at)
    const base = { is: 'sink', kind: sink.kind, at, argument, callee: call.name, within } as const
    const found = partsOf(parts, taint, argument)
    const groups = groupsOf(parts, found)
    const whole = wholeOf(parts, taint, found)
    if (groups.length === 0) facts.push({ ...base, hole: null, others: [], whole })
    for (const group of groups) {
      const [hole, ...others] = group.map((part) => holeOf(parts, taint, part))
      facts.push({ ...base, hole, others, whole: null })
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
  return { origin: originAt(worst.rank), source, hops: [...hops, ...worst.trail] }
}

function holeOf(parts: Parts, taint: Taint, part: Part): Hole {
  const { at, text, rank, frames, trail, quoted } = part
  const { source, hops } = traceBack(parts, taint, contentOf(at.file, at.value), frames, rank)
  const name = writtenAs(parts.evaluation, at)
  const formed: Hop = { at: text ?? at, label: `\`${name}\` is put into the text` }
  return { at, name, text: text ?? at, origin: originAt(rank), source, hops: [...hops, formed, ...trail], quoted }
}

const originAt = (rank: number): Origin => ORIGINS[rank]

/** The function whose body a value stands in; -1 at module or class level. */
function functionAround({ evaluation }: Parts, { file, value }: Place): FunctionId {
  const { summary } = evaluation.file(file)
  for (let scope = evaluation.scopeOf(file, value); scope > 0; scope = summary.scopes.parent[scope]) {
    const made = summary.scopes.definedBy[scope]
    if (made >= 0 && summary.values.op[made] !== Op.Class) return evaluation.functionOfScope(file, scope)
  }
  return -1
}
