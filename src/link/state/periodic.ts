/** Work that a service does again and again on its own: loops that it starts, and jobs of a scheduler inside it. */
import type { Does } from '../../model/knowledge.ts'
import type { Context, Edge, Entry, Place } from '../../model/project.ts'
import type { PeriodicJob } from '../../model/state.ts'
import type { Region, Value } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import { DOES } from '../closure.ts'
import type { Parts } from '../draft.ts'
import { argumentAt } from '../read.ts'
import { functionAround } from '../within.ts'
import { createClaims } from './claims.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly entries: readonly Entry[]
  readonly isInside: (file: FileId) => boolean
  readonly contextsOf: (id: FunctionId) => readonly Context[]
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly does: (id: FunctionId, what: Does, along: 'same-task' | 'all') => boolean
}

const SCHEDULER = /^apscheduler\./
/** A scheduler that is a process of its own. */
const OWN_PROCESS = /BlockingScheduler/

/** In the order of the files, then of their places. */
export function periodicJobs({ parts, candidates, entries, isInside, contextsOf, edgesFrom, does }: Input): readonly PeriodicJob[] {
  const { evaluation, effects } = parts
  const claims = createClaims(parts, edgesFrom)
  const seen = new Set<FunctionId>()
  return [...loops(), ...scheduled()].toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)

  function jobOf(job: FunctionId, at: Place, by: PeriodicJob['by'], seconds: number | null, context: Context): readonly PeriodicJob[] {
    if (seen.has(job)) return []
    seen.add(job)
    return [
      {
        is: 'periodic-job',
        at,
        job,
        by,
        seconds,
        does: DOES.filter((what) => does(job, what, 'all')),
        locked: claims.claims(job),
        context,
      },
    ]
  }

  function loops(): readonly PeriodicJob[] {
    return candidates.of('facts/pauses').flatMap(({ file, captures }): readonly PeriodicJob[] => {
      const call = captures['call']?.value ?? -1
      if (call < 0 || !isInside(file) || !effects.callsOf(file, call).some(({ name }) => name === 'asyncio.sleep')) return []
      const job = functionAround(evaluation, file, call)
      const context =
        job < 0 ? undefined : contextsOf(job).find(({ kind, entry }) => kind === 'loop-background' && entry.kind === 'loop-startup')
      const started = context?.path.findLast((edge) => edge.kind === 'schedule')
      if (context === undefined || started === undefined || !isPaceOfLoop(file, call)) return []
      return jobOf(job, started.at, 'loop', secondsOf(file, argumentAt(evaluation.file(file).summary, call, 0)), context)
    })
  }

  /** Every turn of a `while` comes to the pause: it is no wait before another attempt. */
  function isPaceOfLoop(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { kind, parent, subject } = summary.regions
    const [loop] = evaluation.repeats(file, call)
    if (loop === undefined || (subject[loop] >= 0 && summary.values.op[subject[loop]] === Op.Iterate)) return false
    for (let region: Region = evaluation.regionOf(file, call); region !== loop; region = parent[region])
      if (kind[region] !== RegionKind.Try && kind[region] !== RegionKind.TryElse && kind[region] !== RegionKind.Finally) return false
    return true
  }

  function secondsOf(file: FileId, value: Value): number | null {
    const constant = value < 0 ? undefined : evaluation.constantOf(file, value)
    return constant?.is === 'number' ? constant.value : null
  }

  function scheduled(): readonly PeriodicJob[] {
    return entries.flatMap((entry): readonly PeriodicJob[] => {
      const { file, value } = entry.at
      if (entry.receives !== 'job' || !isInside(file) || evaluation.file(file).summary.values.op[value] !== Op.Call) return []
      const names = effects.callsOf(file, value).map(({ name }) => name)
      if (!names.some((name) => SCHEDULER.test(name)) || names.some((name) => OWN_PROCESS.test(name))) return []
      const starter = functionAround(evaluation, file, value)
      const context = starter < 0 ? undefined : contextsOf(starter).find(({ kind }) => kind === 'loop-startup')
      return context === undefined ? [] : jobOf(entry.function, entry.at, 'scheduler', null, context)
    })
  }
}
