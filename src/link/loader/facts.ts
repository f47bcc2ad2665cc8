/** The facts about database reads, found when first asked for. */
import type { CountedRowsFact, LoopedQueryFact, RelationshipReadFact } from '../../model/loader.ts'
import type { SkippedRowsFact } from '../../model/paging.ts'
import type { Context } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Schema } from '../../model/schema.ts'
import type { SerialisedReadFact } from '../../model/serialised.ts'
import type { LoopedWriteFact } from '../../model/session.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Contexts } from '../contexts.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'
import type { Scanner } from '../scan.ts'
import type { Definitions } from '../schema/definitions.ts'
import { loopedWrites } from '../sessions/writes.ts'
import { createCallers } from './callers.ts'
import { countedRows } from './counted.ts'
import type { Entities } from './entities.ts'
import { createEntities } from './entities.ts'
import { loopedQueries } from './looped.ts'
import type { Loops } from './loops.ts'
import { createLoops } from './loops.ts'
import type { QuerySites } from './query-sites.ts'
import { createQuerySites } from './query-sites.ts'
import { relationshipReads } from './reads.ts'
import { serialisedReads } from './serialised.ts'
import { skippedRows } from './skipped.ts'

export interface LoaderInput {
  readonly parts: Parts
  readonly scanner: Scanner
  readonly contexts: Contexts
  readonly functions: readonly FunctionId[]
  readonly reads: (id: FunctionId) => boolean
  readonly writes: (id: FunctionId) => boolean
  /** Calls of a function may lead out of the process in the same task. */
  readonly leaves: (id: FunctionId) => boolean
  readonly schema: () => Schema
  readonly isOutside: (file: FileId) => boolean
}

export interface LoaderFacts {
  readonly loops: Loops
  readonly sites: QuerySites
  looped(): readonly LoopedQueryFact[]
  reads(): readonly RelationshipReadFact[]
  counted(): readonly CountedRowsFact[]
  writes(): readonly LoopedWriteFact[]
  skipped(): readonly SkippedRowsFact[]
  serialised(routes: readonly RouteFact[], definitions: Definitions): readonly SerialisedReadFact[]
}

export function loaderFacts({ parts, scanner, contexts, functions, reads, writes, leaves, schema, isOutside }: LoaderInput): LoaderFacts {
  const sites = createQuerySites(parts.evaluation, parts.effects)
  const callers = createCallers(parts, isOutside)
  const loops = createLoops(parts, callers)
  const contextOf = (id: FunctionId): Context | null => contexts.of(id)[0] ?? null

  /** Some way to the function crosses the greenlet bridge. */
  const inGreenlet = (id: FunctionId): boolean => contexts.of(id).some(({ path }) => path.some(({ runs }) => runs === 'greenlet'))

  let shared: Entities | null = null
  const entities = (): Entities => (shared ??= createEntities(parts, schema(), sites, callers))

  return {
    loops,
    sites,
    counted: () => countedRows({ evaluation: parts.evaluation, sites, functions, contextOf }),
    looped: () => loopedQueries({ parts, scanner, loops, sites, callers, functions, reads, writes, contextOf }),
    skipped: () => skippedRows({ evaluation: parts.evaluation, sites, functions, contextOf }),
    writes: () =>
      loopedWrites({
        evaluation: parts.evaluation,
        loops,
        sites,
        functions,
        leaves: (file: FileId, call: Value) =>
          parts.evaluation.calleeOf(file, call).targets.some((target) => {
            const to = functionOf(target)
            return to !== null && leaves(to)
          }),
        contextOf,
      }),
    reads: () => relationshipReads({ parts, schema: schema(), entities: entities(), loops, callers, functions, inGreenlet, contextOf }),
    serialised: (routes, definitions) =>
      serialisedReads({ parts, schema: schema(), definitions, entities: entities(), loops, routes, functions, contextOf }),
  }
}
