/** The way back from a content to where it comes from, hop by hop. */
import type { Place } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Hop } from '../../model/taint.ts'
import type { Parts } from '../draft.ts'
import { nameOf } from '../read.ts'
import { VALIDATED } from './content.ts'
import type { Taint } from './domain.ts'
import { type Flow, type Operand, type Returned } from './flow.ts'
import { writtenAs } from './written.ts'

export interface Trail {
  /** What the origin is, as a reader names it. */
  readonly source: string
  /** From the origin on; empty where no way to an origin was found. */
  readonly hops: readonly Hop[]
}

/** A value on the way, with the calls it is inside of (innermost last) and how it was come to. */
interface Step {
  readonly at: Operand
  readonly frames: readonly Returned[]
  readonly hop: Hop | null
  readonly before: Step | null
}

/** Values that one search looks at. */
const MOST = 1000
/** Calls inside each other that one way goes through. */
const DEEPEST = 12

/** Why a value has a rank: the shortest way to an origin of that rank, ways of one length in the order of the code. */
export function traceBack(parts: Parts, taint: Taint, start: Operand, startFrames: readonly Returned[], rank: number): Trail {
  const { evaluation } = parts
  const seen = new Set<string>()
  const work: Step[] = []
  push({ at: start, frames: startFrames, hop: null, before: null })
  for (let next = 0; next < work.length && next < MOST; next++) {
    const step = work[next]
    const flow = taint.flowOf(step.at)
    if (flow.cap === rank && rank <= VALIDATED)
      return ended(step, `\`${writtenAs(evaluation, step.at)}\`, whose type cannot break out of the text`)
    if (flow.own === rank) return ended(step, flow.source === '' ? `\`${writtenAs(evaluation, step.at)}\`` : flow.source)
    const isExplained = expand(step, flow)
    if (!isExplained && flow.isParameter) return ended(step, openParameter(step.at))
  }
  return { source: `\`${writtenAs(evaluation, start)}\``, hops: [] }

  function push(step: Step): void {
    const key = [step.at.file, step.at.value, step.at.keys, ...step.frames.map(({ call }) => `${call.file}.${call.value}`)].join()
    if (seen.has(key)) return
    seen.add(key)
    work.push(step)
  }

  /** Puts what a value is made of, and what has the rank, on the list; false if nothing does. */
  function expand(step: Step, flow: Flow): boolean {
    let isExplained = false
    const { at, frames } = step
    for (const each of flow.from) follow(each, frames, null)
    for (const call of frames.length < DEEPEST ? flow.calls : []) {
      const hop: Hop = { at: call.call, label: `returned by \`${nameOfFunction(call.function)}\`` }
      for (const result of taint.resultsOf(call, at.keys)) follow(result, [...frames, call], hop)
    }
    if (flow.isParameter) expandParameter()
    return isExplained

    function follow(next: Operand, inside: readonly Returned[], hop: Hop | null): void {
      if (taint.rankWithin(next, inside) !== rank) return
      isExplained = true
      push({ at: next, frames: inside, hop, before: step })
    }

    function expandParameter(): void {
      const owner = taint.ownerOf(at)
      const frame = frames.at(-1)
      if (frame?.function === owner) {
        const bound = frame.target.is === 'construct' || (frame.target.is === 'function' && frame.target.self !== undefined) ? 1 : 0
        for (const each of taint.callers.argument({ call: frame.call, bound, skip: 0 }, owner, at.value, at.keys) ?? [])
          follow(each, frames.slice(0, -1), null)
        return
      }
      for (const site of taint.callers.of(owner).sites) {
        const hop: Hop = { at: site.call, label: `passed to \`${nameOfFunction(owner)}\` as \`${nameOfRow(at)}\`` }
        for (const each of taint.callers.argument(site, owner, at.value, at.keys) ?? []) follow(each, [], hop)
      }
    }
  }

  function ended(step: Step, source: string): Trail {
    const hops: Hop[] = [{ at: { file: step.at.file, value: step.at.value }, label: source }]
    for (let each: Step | null = step; each !== null; each = each.before) if (each.hop !== null) hops.push(each.hop)
    return { source, hops }
  }

  function openParameter(at: Operand): string {
    const owner = taint.ownerOf(at)
    const { sites, open } = taint.callers.of(owner)
    const count =
      sites.length === 0
        ? 'no known caller'
        : `${sites.length} known ${sites.length === 1 ? 'caller' : 'callers'}${open ? ' and maybe others' : ''}`
    return `parameter \`${nameOfRow(at)}\` of \`${nameOfFunction(owner)}\` (${count})`
  }

  function nameOfRow({ file, value }: Place): string {
    return nameOf(evaluation.file(file).summary, value)
  }

  function nameOfFunction(id: FunctionId): string {
    const { name, owner } = evaluation.function(id)
    return owner === null ? name : `${evaluation.class(owner).name}.${name}`
  }
}
