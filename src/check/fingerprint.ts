import { createHash } from 'node:crypto'

/** What makes a finding the same finding in tomorrow's code: nothing that moves with lines, wording or local names. */
export interface Identity {
  readonly rule: string
  readonly symbol: string
  readonly expression: string
  readonly root: string
  /** Counts findings that agree in everything above, in the order of the file. */
  readonly ordinal: number
}

/** Sixteen hexadecimal digits over the identity. */
export const fingerprint = ({ rule, symbol, expression, root, ordinal }: Identity): string =>
  createHash('sha256')
    .update([rule, symbol, expression, root, String(ordinal)].join('\0'))
    .digest('hex')
    .slice(0, 16)
