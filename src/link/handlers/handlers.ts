/** Convicts the `except` clauses and `suppress(...)` blocks that `queries/facts/handlers.scm` nominates. */
import type { HandlerFact } from '../../model/handler.ts'
import type { FileSummary, Region, Value } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import { isMain } from '../main-guard.ts'
import { listOf } from '../read.ts'
import { tryBefore } from '../tries.ts'
import { regionsAround } from '../uses.ts'
import { functionAround } from '../within.ts'
import { afterOf } from './after.ts'
import type { Body } from './body.ts'
import { bodyOf } from './body.ts'
import { calleesOf } from './callees.ts'
import { caughtBy } from './caught.ts'
import type { Tried, TriedInput } from './tried.ts'
import { triedIn } from './tried.ts'

export interface HandlersInput extends TriedInput {
  readonly candidates: CandidateIndex
  /** Whether code in a file can serve; in others nobody asks what is tried. */
  readonly isInside: (file: FileId) => boolean
}

const NOTHING: Body = { usesException: false, handsOn: false, raises: 'never', raised: [], logs: [], acts: [], ends: 'passes' }

const UNTRIED: Tried = { tried: [], imports: false, awaits: false, awaitsTask: false }

/** In the order of the files, then of their places. */
export function handlerFacts(input: HandlersInput): readonly HandlerFact[] {
  const { parts, candidates, isInside } = input
  const { evaluation } = parts
  const found = candidates.of('facts/handlers')
  const explained = new Set(found.map(({ file, captures }) => `${file}:${captures['explained']?.value ?? -1}`))
  const bodies = new Map<FileId, ReadonlyMap<Value, Region>>()
  const facts = found.flatMap(({ file, captures }) => {
    const region = bodiesOf(file)
    const handler = captures['handler']?.value ?? -1
    const suppress = captures['suppress']?.value ?? -1
    if (isInside(file) && isMain(evaluation, { file, value: Math.max(handler, suppress) })) return []
    if (handler >= 0) return exceptClause(file, handler, region.get(handler))
    return suppress >= 0 ? suppression(file, suppress, region.get(suppress)) : []
  })
  return facts.toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)

  /** Handler regions by their Caught value, With regions by the call they enter. */
  function bodiesOf(file: FileId): ReadonlyMap<Value, Region> {
    let known = bodies.get(file)
    if (known === undefined) bodies.set(file, (known = indexBodies(evaluation.file(file).summary)))
    return known
  }

  function exceptClause(file: FileId, caught: Value, region: Region | undefined): readonly HandlerFact[] {
    if (region === undefined) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const types = a[caught]
    const values = types < 0 ? [] : op[types] === Op.Tuple ? Array.from(listOf(summary, b[types])) : [types]
    const body = tryBefore(summary, region)
    if (body < 0) return []
    return [
      {
        is: 'handler',
        form: 'except',
        at: { file, value: caught },
        ...around(file, caught),
        ...caughtBy(evaluation, file, values),
        ...bodyOf(parts, file, region, caught),
        after: afterOf(evaluation, file, caught, body, region),
        explained: explained.has(`${file}:${caught}`),
        ...attempt(file, body, caught),
      },
    ]
  }

  function suppression(file: FileId, call: Value, region: Region | undefined): readonly HandlerFact[] {
    const { summary } = evaluation.file(file)
    const isSuppress = calleesOf(parts, file, call).includes('contextlib.suppress')
    const types = Array.from(listOf(summary, summary.values.b[call]))
    if (region === undefined || !isSuppress || types.length === 0) return []
    return [
      {
        is: 'handler',
        form: 'suppress',
        at: { file, value: call },
        ...around(file, call),
        ...caughtBy(evaluation, file, types),
        ...NOTHING,
        after: 'ends',
        explained: false,
        ...attempt(file, region, call),
      },
    ]
  }

  function attempt(file: FileId, body: Region, value: Value): Tried {
    return isInside(file) ? triedIn(input, file, body, evaluation.scopeOf(file, value), functionAround(evaluation, file, value)) : UNTRIED
  }

  function around(file: FileId, value: Value): Pick<HandlerFact, 'within' | 'secondary'> {
    const { kind } = evaluation.file(file).summary.regions
    let secondary = false
    for (const region of regionsAround(evaluation, file, value)) {
      if (kind[region] === RegionKind.Function || kind[region] === RegionKind.Lambda) break
      if (kind[region] === RegionKind.Handler || kind[region] === RegionKind.Finally) secondary = true
    }
    return { within: functionAround(evaluation, file, value), secondary }
  }
}

function indexBodies({ regions, values }: FileSummary): ReadonlyMap<Value, Region> {
  const index = new Map<Value, Region>()
  for (let region = 0; region < regions.count; region++) {
    const kind: RegionKind = regions.kind[region]
    const subject = regions.subject[region]
    if (subject < 0) continue
    if (kind === RegionKind.Handler) index.set(subject, region)
    else if (kind === RegionKind.With && values.op[subject] === Op.Enter) index.set(values.a[subject], region)
  }
  return index
}
