/** What is known of the memory of a process that a finding is about, or that it walks over. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Place } from '../../model/project.ts'
import type { ProcessStateFact } from '../../model/state.ts'
import type { About, Proof } from './about.ts'
import { isKnown } from './known.ts'

/** No function that writes to the state stores anything anywhere else, and all that it calls is known. */
export const noSharedStore: Proof = (about) => {
  const { project, joined } = about
  const [{ place }] = joined.concern.about
  const state = project.facts('process-state').find(({ at }) => isSame(at, place))
  if (state === undefined) return null
  const writing = state.uses.filter(({ is, within }) => is === 'write' && within >= 0)
  const isAlone = ({ within }: (typeof writing)[number]): boolean =>
    !STORES.some((what) => project.does(within, what, 'all')) && isKnown(project, within, STORING)
  if (writing.length === 0 || !writing.every(isAlone)) return null
  return firstPerFunction(about, state)
}

/** What lasts, or what other processes see. */
const STORES: readonly Does[] = ['sql-write', 'commit', 'flush', 'redis', 'cache-set', 'publishes', 'file', 'http']
const STORING = /\b(redis|session|database|repository|store|storage|save|persist|publish|broadcast|upsert)\b/i

const firstPerFunction = ({ project }: About, { name, uses }: ProcessStateFact): readonly Step[] => {
  const first = new Map(
    uses
      .filter(({ is, within }) => is === 'write' && within >= 0)
      .toReversed()
      .map((use) => [use.within, use.at]),
  )
  return [...first].map(([within, at]) => ({
    at: spanOf(project, at),
    label: `\`${nameOf(project, within)}\` writes to \`${name}\`, and nowhere else`,
  }))
}

/** The loop that sends the statement walks over the connections of a process. */
export const loopsOverSockets: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const looped = project.facts('looped-query').find(({ at }) => isSame(at, place))
  if (looped === undefined) return null
  const { loop } = looped
  const walked = project.evaluation.file(loop.file).summary.values.a[loop.value]
  for (const { role, name, uses } of project.facts('process-state')) {
    if (role !== 'websocket') continue
    const use = uses.find(({ at }) => at.file === loop.file && (at.value === loop.value || at.value === walked))
    if (use !== undefined) return [{ at: spanOf(project, use.at), label: `walks over the connections in \`${name}\`` }]
  }
  return null
}

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value
