/** What becomes of the failures of work that is waited for together. */
import type { GatherFact } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Region, Value } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { DOES } from '../closure.ts'
import { doneBy } from '../handlers/tried.ts'
import { functionOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { tryBefore } from '../tries.ts'
import { functionAround } from '../within.ts'
import { createMembers } from './members.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly isInside: (file: FileId) => boolean
}

const CATCHES_ALL: ReadonlySet<string> = new Set(['Exception', 'BaseException'])

/** In the order of the files, then of their places. */
export function gatherFacts({ parts, candidates, does, isInside }: Input): readonly GatherFact[] {
  const { evaluation, effects } = parts
  const members = createMembers(parts)
  return candidates.of('facts/fan-outs').flatMap(({ file, captures }): readonly GatherFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0 || !isInside(file) || !effects.callsOf(file, call).some(({ name }) => name === 'asyncio.gather')) return []
    const many = members.perElement(file, call)
    const works = [...many, ...members.written(file, call)].map((member) => members.workOf(file, member)).filter((work) => work >= 0)
    if (works.length === 0) return []
    const { summary } = evaluation.file(file)
    const done = new Set(works.flatMap((work) => doneBy({ parts, does }, file, work)))
    return [
      {
        is: 'gather',
        at: { file, value: call },
        within: functionAround(evaluation, file, call),
        works: works.map((work) => nameOf(summary, summary.values.a[work])),
        several: many.length > 0 || works.length > 1,
        failures: failuresOf(file, call),
        discarded: isDiscarded(file, call),
        tried: evaluation.protectedBy(file, call).length > 0,
        handled: works.every((work) => handlesItself(file, work)),
        does: DOES.filter((what) => done.has(what)),
      },
    ]
  })

  function failuresOf(file: FileId, call: Value): GatherFact['failures'] {
    const given = argumentAt(evaluation.file(file).summary, call, 'return_exceptions')
    if (given < 0) return 'raised'
    const constant = evaluation.constantOf(file, given)
    if (constant?.is !== 'bool') return 'unknown'
    return constant.value ? 'returned' : 'raised'
  }

  /** The whole statement, or bound to a name that nobody reads. */
  function isDiscarded(file: FileId, call: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    const awaits = evaluation.users(file, call).filter((user) => op[user] === Op.Await)
    if (awaits.length !== 1) return false
    const users = evaluation.users(file, awaits[0])
    return users.length > 0 && users.every((user) => op[user] === Op.Discard)
  }

  /** A project function whose body stands in a `try` that catches everything. */
  function handlesItself(file: FileId, work: Value): boolean {
    const ids = evaluation.calleeOf(file, work).targets.map((target) => functionOf(target))
    return ids.length > 0 && ids.every((id) => id !== null && parts.isProject(id) && catchesAll(id))
  }

  function catchesAll(id: FunctionId): boolean {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { kind, parent, first, end, count } = summary.regions
    const body = summary.scopes.region[scope]
    for (let region = body + 1; region < count && first[region] <= end[body]; region++) {
      if (kind[region] !== RegionKind.Handler || !isOuter(parent, kind, region, body) || !isForAll(file, region)) continue
      if (tryBefore(summary, region) >= 0) return true
    }
    return false
  }

  /** In the function's own block, or in nothing but a `with` of it. */
  function isOuter(parent: Int32Array, kind: Uint8Array, region: Region, body: Region): boolean {
    let at = parent[region]
    while (at > body && kind[at] === RegionKind.With) at = parent[at]
    return at === body
  }

  function isForAll(file: FileId, handler: Region): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const caught = summary.regions.subject[handler]
    const types = caught < 0 ? -1 : op[caught] === Op.Caught ? a[caught] : caught
    if (types < 0) return true
    const named = op[types] === Op.Tuple ? Array.from(listOf(summary, b[types])) : [types]
    return named.some((type) => CATCHES_ALL.has(nameOf(summary, type)))
  }
}
