/** How eagerly the JavaScript engine optimises: a review is over before much of what its optimiser compiles has paid. */
import { setFlagsFromString } from 'node:v8'

/** Bytecode a function runs before it is optimised; the engine's own figure is 135,168. */
const BUDGET = 400_000

/**
 * Takes about a fifth off the CPU time of reviewing 80,000 lines, where optimising costs more than it saves, and nothing from
 * larger trees, whose hot loops are there in no time. Only for the engine it was measured on: later ones have a compiler in
 * between.
 */
export const spareCompiling = (): void => {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`)
}
