/** Findings made by hand, with what they are about, for the tests of the connections. */
import type { Subject } from '../../src/check/rule.ts'
import type { Joined, Joins } from '../../src/correlate/join.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { FunctionId } from '../../src/model/type.ts'
import { finding } from '../report/samples.ts'

export interface Sketch {
  readonly rule: string
  readonly severity?: Finding['severity']
  readonly cause?: string
  /** Offsets of the place; the same for two findings is the same expression. */
  readonly at?: readonly [number, number]
  readonly within?: FunctionId | null
  readonly is?: Subject['is']
  /** Engines, columns … it touches besides, as numbers of places. */
  readonly touches?: readonly (readonly [Subject['is'], number])[]
  readonly over?: Partial<Finding>
}

const functions = new WeakMap<Joined, FunctionId | null>()

export const joined = ({
  rule,
  severity = 'minor',
  cause = 'blocking-io',
  at = [10, 20],
  within = 1,
  is = 'call',
  touches = [],
  over,
}: Sketch): Joined => {
  const pack = rule.slice(0, rule.indexOf('/')) as Finding['pack']
  const { root: _root, ...rest } = finding({
    id: `${rule}@${at[0]}-${at[1]} in ${within}`, rule, pack, severity, nativeSeverity: severity, cause, line: at[0], column: 1, ...over,
  }) // prettier-ignore
  const made: Joined = {
    finding: rest,
    concern: {
      at: { file: 0, start: at[0], end: at[1] },
      about: [
        { is, place: { file: 0, value: at[0] * 1000 + at[1] } },
        ...touches.map(([kind, value]): Subject => ({ is: kind, place: { file: 0, value } })),
      ],
    },
  }
  functions.set(made, within)
  return made
}

/** Joins by what the sketches say: function, subjects of a kind, service. */
export const sketchedJoins: Joins = {
  functionOf: (given) => functions.get(given) ?? null,
  functionAt: () => null,
  entriesTo: () => [],
  belong: (x, y, by) => {
    const of = (given: Joined, key: string): readonly number[] =>
      given.concern.about.filter(({ is }) => is === key).map(({ place }) => place.value)
    const key = by.find((each) => each === 'service' || (of(x, each).length > 0 && of(y, each).length > 0))
    return key === 'service' || (key !== undefined && of(x, key).some((value) => of(y, key).includes(value)))
  },
}
