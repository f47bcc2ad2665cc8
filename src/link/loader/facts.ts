/** The facts about database reads, found when first asked for. */
import type { LoopedQueryFact } from '../../model/loader.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Contexts } from '../contexts.ts'
import type { Parts } from '../draft.ts'
import type { Scanner } from '../scan.ts'
import { loopedQueries } from './looped.ts'
import { createLoops } from './loops.ts'
import { createQuerySites } from './query-sites.ts'

export interface LoaderInput {
  readonly parts: Parts
  readonly scanner: Scanner
  readonly contexts: Contexts
  readonly functions: readonly FunctionId[]
  readonly reads: (id: FunctionId) => boolean
  readonly writes: (id: FunctionId) => boolean
}

export interface LoaderFacts {
  looped(): readonly LoopedQueryFact[]
}

export function loaderFacts({ parts, scanner, contexts, functions, reads, writes }: LoaderInput): LoaderFacts {
  const sites = createQuerySites(parts.evaluation, parts.effects)
  const loops = createLoops(parts)
  const contextOf = (id: FunctionId) => contexts.of(id)[0] ?? null
  return { looped: () => loopedQueries({ parts, scanner, loops, sites, functions, reads, writes, contextOf }) }
}
