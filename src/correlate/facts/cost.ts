/** How long a computation takes, by what is known of the library. */
import { spanOf } from '../../check/place.ts'
import type { Proof } from './about.ts'

/** Milliseconds from which on a person notices, and requests behind it queue. */
const LONG = 250

/** It can take a quarter of a second or more. */
export const takesLong: Proof = ({ project, joined }) => {
  const [{ place }] = joined.concern.about
  const fact = project
    .facts('blocking')
    .find(({ at, blocks }) => blocks.kind === 'cpu' && at.file === place.file && at.value === place.value)
  if (fact === undefined) return null
  const { ms } = fact.blocks
  if (ms !== null && ms[1] < LONG) return null
  const cost = ms === null ? 'without a bound' : `${ms[0]} to ${ms[1]} ms`
  return [{ at: spanOf(project, fact.root.at), label: `\`${fact.root.callee}\` takes ${cost}` }]
}
