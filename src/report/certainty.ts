import type { Confidence } from '../model/finding.ts'

const CERTAINTY: readonly Confidence[] = ['low', 'medium', 'high']

/** Whether a finding or a compound is at least that sure. */
export const isSureEnough = ({ confidence }: { readonly confidence: Confidence }, least: Confidence): boolean =>
  CERTAINTY.indexOf(confidence) >= CERTAINTY.indexOf(least)
