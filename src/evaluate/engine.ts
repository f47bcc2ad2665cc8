/**
 * Demand-driven evaluation with fixpoints for cycles.
 *
 * A space is a table of nodes with one function that computes a node from others. `ask` computes on demand and remembers.
 * Nodes that depend on each other form a component (Tarjan's low-links on the stack of nodes being computed): none of them is
 * remembered before all of them are stable, so an answer never depends on who asked first.
 */

export interface Space {
  /** 0 not computed, > 0 the answer, < 0 the place on the stack. Empty until the first question. */
  memo: Int32Array
  readonly size: number
  compute: (at: number) => number
}

export interface Engine {
  ask(space: Space, at: number): number
  readonly evaluations: number
  /** Most evaluations one question from outside has taken. */
  readonly largest: number
}

/** Nested computations before the rest is put on the work list; keeps the call stack under half of the smallest default. */
const MAX_DEPTH = 150
const MAX_ROUNDS = 3
const MAX_PENDING = 4_000

const suspended = { is: 'suspended' }
const exhausted = { is: 'exhausted' }

/** `bottom` is the first assumption in a cycle; `giveUp` answers for what does not become stable or exceeds `budget` evaluations. */
export function createEngine(bottom: number, giveUp: number, budget: number): Engine {
  const spaces: Space[] = []
  const places: number[] = []
  const values: number[] = []
  const lows: number[] = []
  let size = 0
  let depth = 0
  /** Lowest stack place the computation in progress has looked at. */
  let low = Infinity
  let evaluations = 0
  let limit = Infinity
  let largest = 0
  let wantedSpace: Space | null = null
  let wantedPlace = 0

  function ask(space: Space, at: number): number {
    if (space.memo.length === 0) space.memo = new Int32Array(space.size)
    const known = space.memo[at]
    if (known > 0) return known
    if (known < 0) {
      const place = -known - 1
      if (lows[place] < low) low = lows[place]!
      return values[place]
    }
    return depth === 0 ? askFromOutside(space, at) : compute(space, at)
  }

  function compute(space: Space, at: number): number {
    if (depth >= MAX_DEPTH) {
      wantedSpace = space
      wantedPlace = at
      throw suspended
    }
    if (++evaluations > limit) throw exhausted
    const place = size++
    spaces[place] = space
    places[place] = at
    values[place] = bottom
    lows[place] = place
    space.memo[at] = -(place + 1)
    const outer = low
    low = Infinity
    depth++
    const first = space.compute(at)
    depth--
    values[place] = first
    let lowest = low
    if (lowest > place) {
      size = place
      space.memo[at] = first
      low = outer
      return first
    }
    if (lowest === place) {
      lowest = stabilise(place)
      if (lowest >= place) {
        for (let i = place; i < size; i++) spaces[i].memo[places[i]] = values[i]!
        size = place
        low = outer
        return space.memo[at]
      }
    }
    lows[place] = lowest
    low = Math.min(outer, lowest)
    return values[place]
  }

  /** Recomputes a component until nothing changes. Answers the lowest place its members look at. */
  function stabilise(head: number): number {
    let lowest = head
    depth++
    for (let round = 0; ; round++) {
      let changed = false
      for (let i = size - 1; i >= head; i--) {
        if (++evaluations > limit) throw exhausted
        low = Infinity
        const next = spaces[i].compute(places[i])
        if (low < lowest) lowest = low
        if (next !== values[i]) {
          values[i] = next
          changed = true
        }
      }
      if (!changed) break
      if (round === MAX_ROUNDS) {
        for (let i = head; i < size; i++) values[i] = giveUp
        break
      }
    }
    depth--
    return lowest
  }

  function unwind(): void {
    for (let i = 0; i < size; i++) spaces[i].memo[places[i]] = 0
    size = 0
    depth = 0
    low = Infinity
  }

  function askFromOutside(space: Space, at: number): number {
    const before = evaluations
    limit = evaluations + budget
    try {
      compute(space, at)
    } catch (error) {
      unwind()
      answerLater(space, at, error)
    }
    limit = Infinity
    if (evaluations - before > largest) largest = evaluations - before
    return space.memo[at]
  }

  /** What is nested too deeply for the call stack, from the inside out. */
  function answerLater(space: Space, at: number, first: unknown): void {
    if (first === exhausted) {
      space.memo[at] = giveUp
      return
    }
    if (first !== suspended) throw first
    const pendingSpaces = [space, wantedSpace!]
    const pendingPlaces = [at, wantedPlace]
    while (pendingSpaces.length > 0) {
      const nextSpace = pendingSpaces.at(-1)!
      const nextPlace = pendingPlaces.at(-1)!
      try {
        if (nextSpace.memo[nextPlace] === 0) compute(nextSpace, nextPlace)
        pendingSpaces.pop()
        pendingPlaces.pop()
      } catch (error) {
        unwind()
        if (error === suspended) {
          const cyclic = pendingSpaces.some((other, i) => other === wantedSpace && pendingPlaces[i] === wantedPlace)
          if (cyclic || pendingSpaces.length > MAX_PENDING) wantedSpace!.memo[wantedPlace] = giveUp
          else {
            pendingSpaces.push(wantedSpace!)
            pendingPlaces.push(wantedPlace)
          }
        } else if (error === exhausted) {
          space.memo[at] = giveUp
          break
        } else throw error
      }
    }
  }

  return {
    ask,
    get evaluations() {
      return evaluations
    },
    get largest() {
      return largest
    },
  }
}

/** A space whose nodes are numbered as they are first named. */
export interface Slots extends Space {
  count: number
}

const FIRST_SLOTS = 256
export const createSlots = (compute: (at: number) => number): Slots => ({
  memo: new Int32Array(FIRST_SLOTS),
  size: FIRST_SLOTS,
  compute,
  count: 0,
})

export function addSlot(slots: Slots): number {
  if (slots.count === slots.memo.length) {
    const grown = new Int32Array(slots.memo.length * 2)
    grown.set(slots.memo)
    slots.memo = grown
  }
  return slots.count++
}
