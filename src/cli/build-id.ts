/** Put in by `src/generate/build.ts`. */
declare const FAULTLINE_BUILD: string | undefined

/** Digest of the bundled tool with all its data; null when it runs from its sources, which can change between two runs. */
export const buildId: string | null = typeof FAULTLINE_BUILD === 'undefined' ? null : FAULTLINE_BUILD
