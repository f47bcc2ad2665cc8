/** The way back from a content to where it comes from, hop by hop. */
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Hop } from '../../model/taint.ts'
import type { Parts } from '../draft.ts'
import { nameOf } from '../read.ts'
import { VALIDATED } from './content.ts'
import type { Taint } from './domain.ts'
import { type Operand, type Returned } from './flow.ts'
import { writtenAs } from './written.ts'

export interface Trail {
  /** What the origin is, as a reader names it. */
  readonly source: string
  /** From the origin on. */
  readonly hops: readonly Hop[]
}

const MOST = 60

/** Why a value has a rank: the first way found, in the order of the code. */
export function traceBack(parts: Parts, taint: Taint, start: Operand, startFrames: readonly Returned[], rank: number): Trail {
  const { evaluation } = parts
  const hops: Hop[] = []
  const seen = new Set<string>()
  let at = start
  let frames = startFrames
  for (let steps = 0; steps < MOST; steps++) {
    const flow = taint.flowOf(at)
    if (flow.cap === rank && rank <= VALIDATED) return ended(`\`${writtenAs(evaluation, at)}\`, whose type cannot break out of the text`)
    const next = step()
    if (next === null) return ended(flow.source === '' ? `\`${writtenAs(evaluation, at)}\`` : flow.source)
    at = next
    const key = `${at.file}:${at.value}:${frames.length}`
    if (seen.has(key)) return ended(`\`${writtenAs(evaluation, at)}\``)
    seen.add(key)

    function step(): Operand | null {
      if (flow.own === rank) return null
      for (const each of flow.from) if (taint.rankWithin(each, frames) === rank) return each
      for (const call of flow.calls) {
        for (const result of taint.resultsOf(call, at.keys)) {
          if (taint.rankWithin(result, [...frames, call]) !== rank) continue
          hops.push({ at: call.call, label: `returned by \`${nameOfFunction(call.function)}\`` })
          frames = frames.concat(call)
          return result
        }
      }
      return flow.isParameter ? passed() : null
    }
  }
  // A way that long proves little to a reader: only where it ends up is told.
  return { source: `\`${writtenAs(evaluation, start)}\``, hops: [] }

  function passed(): Operand | null {
    const owner = taint.ownerOf(at)
    const frame = frames.at(-1)
    if (frame?.function === owner) {
      frames = frames.slice(0, -1)
      const bound = frame.target.is === 'construct' || (frame.target.is === 'function' && frame.target.self !== undefined) ? 1 : 0
      const given = taint.callers.argument({ call: frame.call, bound, skip: 0 }, owner, at.value, at.keys) ?? []
      return given.find((each) => taint.rankWithin(each, frames) === rank) ?? null
    }
    for (const site of taint.callers.of(owner).sites) {
      const given = taint.callers.argument(site, owner, at.value, at.keys)
      const found = given?.find((each) => taint.rankOf(each) === rank)
      if (found === undefined) continue
      hops.push({ at: site.call, label: `passed to \`${nameOfFunction(owner)}\` as \`${nameOfRow(at)}\`` })
      frames = []
      return found
    }
    return null
  }

  function ended(source: string): Trail {
    const { op } = evaluation.file(at.file).summary.values
    const flow = taint.flowOf(at)
    const named = flow.isParameter && op[at.value] === Op.Param ? openParameter() : source
    return { source: named, hops: [{ at: { file: at.file, value: at.value }, label: named }, ...hops.toReversed()] }
  }

  function openParameter(): string {
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
