/** What every fact is computed from: the evaluator's answers about effects, origins, guards and decorations, made once for a project. */
import type { Evaluation } from '../model/evaluation.ts'
import type { FunctionId } from '../model/type.ts'
import { createCallables } from './callables.ts'
import { createDecorations } from './decorations.ts'
import { createEffects } from './effects.ts'
import { createFates } from './fates.ts'
import { createFlags } from './flags.ts'
import { createGuards } from './guards.ts'
import { createOrdinary } from './ordinary.ts'
import { createOrigins } from './origins.ts'
import { createPredicates } from './predicates.ts'
import { createSpecials } from './specials.ts'
import { createTakers } from './takers.ts'
import { definedNames } from './defined.ts'
import type { Knowledge } from './effects.ts'
import type { Parts } from './draft.ts'

export function createParts(evaluation: Evaluation, library: Knowledge): Parts {
  const effects = createEffects(evaluation, library)
  const origins = createOrigins(evaluation)
  const guards = createGuards(evaluation, effects, origins)
  const callables = createCallables(evaluation, origins)
  const predicates = createPredicates(evaluation, effects, origins, guards, callables)
  const fates = createFates(evaluation, effects)
  const decorations = createDecorations(evaluation, effects, fates, origins)
  const isProject = (id: FunctionId): boolean => evaluation.file(evaluation.function(id).file).origin === 'project'
  const flags = createFlags(evaluation, guards)
  const specials = createSpecials(evaluation)
  return {
    evaluation,
    effects,
    origins,
    guards,
    flags,
    ordinary: createOrdinary(evaluation, guards, flags, origins),
    predicates,
    callables,
    fates,
    decorations,
    defined: definedNames(evaluation, isProject),
    specials,
    takers: createTakers(evaluation, specials),
    isProject,
  }
}
