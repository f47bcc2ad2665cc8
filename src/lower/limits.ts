/** Text that would need more memory than its size warrants: given up as a whole, with a reason. */
export class TooComplex extends Error {}

/** Pairs in snapshots, values and list cells of one file. The largest real file seen needs 2 % of it. */
export const MAX_CELLS = 16_000_000
