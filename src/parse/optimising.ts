/** When the engine optimises the parsers' WebAssembly: their lexers are single functions that keep its optimiser busy for long. */
import { setFlagsFromString } from 'node:v8'

/**
 * How much a function of a module runs before it is optimised, in the engine's own measure (bytes of WebAssembly; its default is
 * 1,800,000). Python's lexer takes 0.1 s of CPU to optimise: a small review is over before that pays, a large one gets there in its
 * first moments. The shell's takes 2 s, which no script or Dockerfile gives back.
 */
export const enum Budget {
  Python = 40_000_000,
  Shell = 0x7fff_ffff,
}

/** Holds for modules compiled from now on. Only for the engine it was measured on. */
export const optimiseAfter = (budget: Budget): void => {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--wasm-tiering-budget=${budget}`)
}
