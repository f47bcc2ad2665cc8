/** Writes and commits that a loop over data sends once per element. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Context } from '../../model/project.ts'
import type { LoopedWriteFact, LoopedWriteSpared } from '../../model/session.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { Region, Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { influenceOf } from '../loader/influence.ts'
import { leavesWith } from '../loader/leaving.ts'
import type { Loops } from '../loader/loops.ts'
import type { QuerySites } from '../loader/query-sites.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { sessionClass } from './types.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly loops: Loops
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  /** Calls of a function may go to another service in the same task. */
  readonly leaves: (file: FileId, call: Value) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

const SENDING = new Set(['execute', 'exec', 'scalar', 'scalars'])

export function loopedWrites({ evaluation, loops, sites, functions, leaves, contextOf }: Input): readonly LoopedWriteFact[] {
  return functions.flatMap((within) => {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const facts: LoopedWriteFact[] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || evaluation.scopeOf(file, at) !== scope) continue
      const name = nameOf(summary, a[at])
      if (name !== 'commit' && !SENDING.has(name)) continue
      const fact = factOf(within, file, at, name)
      if (fact !== null) facts.push(fact)
    }
    return facts
  })

  function factOf(within: FunctionId, file: FileId, call: Value, name: string): LoopedWriteFact | null {
    const { summary } = evaluation.file(file)
    const { a } = summary.values
    const [region] = evaluation.repeats(file, call)
    const loop = region === undefined ? -1 : summary.regions.subject[region]
    if (loop < 0 || summary.values.op[loop] !== Op.Iterate || loop > call) return null
    const receiver = a[a[call]]
    const session = sessionClass(evaluation, evaluation.typeOf(file, receiver))
    if (session === null) return null
    const what = name === 'commit' ? 'commit' : sites.writeAt(file, argumentAt(summary, call, 0))
    if (what === null || (what !== 'commit' && !dependsOn(file, loop, call))) return null
    const trip = loops.tripOf(file, loop)
    if (trip === 'counted' || trip === 'unknown') return null
    return {
      is: 'looped-write',
      at: { file, value: call },
      within,
      loop: { file, value: loop },
      what,
      call: `${session}.${name}`,
      minor: loops.isGiven(file, loop) || turnLeaves(file, region),
      context: contextOf(within),
      spared: trip === 'small' ? 'small-loop' : trip === 'batch' ? 'batched' : sparedOf(file, region, call, receiver),
    }
  }

  function dependsOn(file: FileId, loop: Value, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const influence = influenceOf(evaluation, file, evaluation.scopeOf(file, call), [loop], (value) => sites.isSession(file, value))
    return Array.from(listOf(summary, summary.values.b[call])).some((argument) => influence.has(argument))
  }

  function sparedOf(file: FileId, loop: Region, call: Value, receiver: Value): LoopedWriteSpared | null {
    const { regions } = evaluation.file(file).summary
    if (isMadeIn(file, loop, receiver)) return 'own-session'
    if (leavesWith(evaluation, file, call, loop)) return 'leaves'
    for (let region = evaluation.regionOf(file, call); region > loop; region = regions.parent[region]) {
      const kind: RegionKind = regions.kind[region]
      if (kind === RegionKind.Then || kind === RegionKind.Else || kind === RegionKind.Case) return 'conditional'
      if (kind === RegionKind.Handler || kind === RegionKind.Try) return 'isolated'
    }
    return null
  }

  /** A session or a savepoint of the turn's own. */
  function isMadeIn(file: FileId, loop: Region, receiver: Value): boolean {
    const { regions, values } = evaluation.file(file).summary
    for (let at = regions.first[loop]; at < regions.end[loop]; at++) {
      const kind: Op = values.op[at]
      if (kind !== Op.Enter && kind !== Op.Bind) continue
      if (at >= receiver) break
      if (
        kind === Op.Enter
          ? sites.isSession(file, at) || isSavepoint(file, values.a[at])
          : sessionClass(evaluation, evaluation.typeOf(file, at)) !== null
      )
        return true
    }
    return false
  }

  function isSavepoint(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return value >= 0 && op[value] === Op.Call && op[a[value]] === Op.Attr && /^begin(_nested)?$/.test(nameOf(summary, a[value]))
  }

  /** Each turn waits for another service: a commit keeps what is done. */
  function turnLeaves(file: FileId, loop: Region): boolean {
    const { regions, values } = evaluation.file(file).summary
    for (let at = regions.first[loop]; at < regions.end[loop]; at++) if (values.op[at] === Op.Call && leaves(file, at)) return true
    return false
  }
}
