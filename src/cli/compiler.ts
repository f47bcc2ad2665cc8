/** How eagerly the engine optimises: a review is over before much of what its optimisers compile has paid. */
import { setFlagsFromString } from 'node:v8'

/** Bytecode a function runs before it is optimised; the engine's own figure is 135,168. */
const BUDGET = 400_000

/**
 * WebAssembly a function runs before it is optimised, in bytes; the engine's own figure is 1,800,000. The lexer of the Python grammar is
 * one function that takes the optimiser 0.1 s: a small review is over before that pays, a large one reaches this in its first moments.
 */
const WASM_BUDGET = 40_000_000

/**
 * Takes about a fifth off the CPU time of reviewing 80,000 lines, where optimising costs more than it saves, and nothing from
 * larger trees, whose hot loops are there in no time. Only for the engine it was measured on: later ones have a compiler in
 * between.
 */
export const spareCompiling = (): void => {
  if (!process.versions.v8.startsWith('11.')) return
  setFlagsFromString(`--interrupt-budget=${BUDGET}`)
  setFlagsFromString(`--wasm-tiering-budget=${WASM_BUDGET}`)
}
