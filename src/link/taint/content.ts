/**
 * The abstract values of the taint domain: the worst origin of a content, and the parameters it also depends on.
 *
 * Parameters stay symbolic inside their function, so that what a call returns is judged with that call's own arguments.
 */
import type { Origin } from '../../model/knowledge.ts'

/** Least dangerous first; the place in the list is the rank. */
export const ORIGINS: readonly Origin[] = [
  'constant',
  'configuration',
  'validated',
  'catalog',
  'database',
  'unresolved',
  'unknown',
  'llm',
  'request',
]
export const rankOf = (origin: Origin): number => ORIGINS.indexOf(origin)

export const CONSTANT = 0
export const CONFIGURATION = rankOf('configuration')
export const VALIDATED = rankOf('validated')
export const CATALOG = rankOf('catalog')
export const DATABASE = rankOf('database')
export const UNRESOLVED = rankOf('unresolved')
export const UNKNOWN = rankOf('unknown')
export const REQUEST = rankOf('request')

/** An interned pair of rank and parameters; 1 is the bottom, all constant. */
export type Content = number
export const BOTTOM: Content = 1

/** Parameters beyond which a content counts as unresolved. */
const MOST = 24

export interface Contents {
  rank(content: Content): number
  /** Keys of parameters, ascending. */
  parameters(content: Content): readonly number[]
  of(rank: number): Content
  parameter(key: number): Content
  join(x: Content, y: Content): Content
  /** At most that rank, whatever its parameters are. */
  capped(content: Content, rank: number): Content
}

export function createContents(): Contents {
  const ranks: number[] = [0, 0]
  const lists: (readonly number[])[] = [[], []]
  const numbers = new Map<string, Content>([['0', BOTTOM]])

  function make(rank: number, parameters: readonly number[]): Content {
    if (parameters.length > MOST) return make(Math.max(rank, UNRESOLVED), [])
    const key = [rank, ...parameters].join()
    let number = numbers.get(key)
    if (number === undefined) {
      number = ranks.length
      ranks.push(rank)
      lists.push(parameters)
      numbers.set(key, number)
    }
    return number
  }

  function join(x: Content, y: Content): Content {
    if (x === y || y === BOTTOM) return x
    if (x === BOTTOM) return y
    return make(
      Math.max(ranks[x], ranks[y]),
      [...new Set([...lists[x], ...lists[y]])].toSorted((p, q) => p - q),
    )
  }

  return {
    rank: (content) => ranks[content],
    parameters: (content) => lists[content],
    of: (rank) => make(rank, []),
    parameter: (key) => make(CONSTANT, [key]),
    join,
    capped: (content, rank) => (lists[content].length === 0 && ranks[content] <= rank ? content : make(rank, [])),
  }
}
