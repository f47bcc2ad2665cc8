/** The edges and effect sites of one function while its body is being read. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Confidence } from '../model/finding.ts'
import type { Effect, RunsIn } from '../model/knowledge.ts'
import type { Edge, EdgeKind, EffectSite, Spared } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import type { Callables } from './callables.ts'
import type { Decorations } from './decorations.ts'
import type { Defined } from './defined.ts'
import type { Effects } from './effects.ts'
import type { Fates } from './fates.ts'
import type { Flags } from './flags.ts'
import type { Guards } from './guards.ts'
import type { Ordinary } from './ordinary.ts'
import type { Origins } from './origins.ts'
import type { Predicates } from './predicates.ts'
import type { Specials } from './specials.ts'
import type { Takers } from './takers.ts'

/** The parts of link that a body is read with. */
export interface Parts {
  readonly evaluation: Evaluation
  readonly effects: Effects
  readonly origins: Origins
  readonly guards: Guards
  readonly flags: Flags
  readonly ordinary: Ordinary
  readonly predicates: Predicates
  readonly callables: Callables
  readonly fates: Fates
  readonly decorations: Decorations
  readonly defined: Defined
  readonly specials: Specials
  readonly takers: Takers
  isProject(id: FunctionId): boolean
}

/** The `from` of edges that leave a module or class body: it runs on import. */
export const MODULE_BODY: FunctionId = -1

export interface SparedSite {
  readonly site: EffectSite
  readonly because: Spared
}

export interface Draft {
  readonly from: FunctionId
  readonly file: FileId
  readonly edges: Edge[]
  readonly sites: EffectSite[]
  readonly spared: SparedSite[]
  /** What library calls here do, as bits (see `closure.ts`). */
  does: number
}

export function addEdge(draft: Draft, kind: EdgeKind, value: Value, to: FunctionId, several: boolean, runs?: RunsIn): void {
  const confidence = several ? 'several' : 'exact'
  const at = { file: draft.file, value }
  draft.edges.push(
    runs === undefined ? { kind, from: draft.from, at, to, confidence } : { kind, from: draft.from, at, to, runs, confidence },
  )
}

export function siteOf(draft: Draft, value: Value, callee: string, effect: Effect, certain: boolean): EffectSite {
  const confidence: Confidence = certain && !/documented|legacy/.test(effect.verified) ? 'high' : 'medium'
  return { at: { file: draft.file, value }, within: draft.from, effect, callee, confidence }
}
