/** What stands to fail: the calls in the body of a `try`. */
import type { TriedCall } from '../../model/handler.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Region, Scope, Value } from '../../model/summary.ts'
import { Leaves, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { DOES } from '../closure.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'
import { nameOf } from '../read.ts'
import type { Scanner } from '../scan.ts'
import { calleesOf } from './callees.ts'

export interface Tried {
  readonly tried: readonly TriedCall[]
  readonly imports: boolean
  readonly awaits: boolean
  readonly awaitsTask: boolean
}

export interface TriedInput {
  readonly parts: Parts
  readonly scanner: Scanner
  /** What a project function does with everything it calls. */
  readonly does: (id: FunctionId, what: Does) => boolean
}

/** Everything in a region that its own scope runs, nested handlers left out. */
export function triedIn(input: TriedInput, file: FileId, region: Region, scope: Scope, within: FunctionId): Tried {
  const { parts, scanner } = input
  const { evaluation } = parts
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const { first, end, leaves } = summary.regions
  const { sites } = within < 0 ? scanner.ofModule(file) : scanner.ofFunction(within)
  const blocking = new Map(sites.map((site) => [site.at.value, site.effect.blocks?.kind ?? null]))
  const tried: TriedCall[] = []
  let imports = false
  let awaitsTask = false
  for (let at = first[region]; at < end[region]; at++) {
    if (evaluation.scopeOf(file, at) !== scope) continue
    const kind: Op = op[at]
    if (kind === Op.Import || kind === Op.ImportFrom || kind === Op.ImportStar) imports = true
    else if (kind === Op.Await && op[a[at]] !== Op.Call) awaitsTask = true
    else if (kind === Op.Call) tried.push(callAt(at))
  }
  return { tried, imports, awaits: (leaves[region] & Leaves.Awaits) !== 0, awaitsTask }

  function callAt(at: Value): TriedCall {
    const names = calleesOf(parts, file, at)
    return {
      at: { file, value: at },
      callee: names.length === 1 ? names[0] : null,
      name: nameOf(summary, a[at]),
      awaited: op[at + 1] === Op.Await && a[at + 1] === at,
      does: doneBy(input, file, at),
      blocks: blocking.get(at) ?? null,
    }
  }
}

/** What a call does, with everything that project code behind it does. */
export function doneBy({ parts, does }: Pick<TriedInput, 'parts' | 'does'>, file: FileId, call: Value): readonly Does[] {
  const { targets } = parts.evaluation.calleeOf(file, call)
  const done = new Set<Does>()
  for (const target of targets) {
    const id = functionOf(target)
    if (id !== null && parts.isProject(id)) for (const what of DOES) if (does(id, what)) done.add(what)
  }
  for (const known of parts.effects.callsOf(file, call)) {
    for (const { does: own, when } of known.effects) {
      if (own !== undefined && (when === undefined || parts.predicates.holds(when, known))) for (const what of own) done.add(what)
    }
  }
  return DOES.filter((what) => done.has(what))
}
