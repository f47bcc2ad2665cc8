import type { Finding } from '../model/finding.ts'

/** Whether a finding counts: preview rules, low confidence and suppressed findings change neither verdict nor other findings. */
export const votes = ({ stage, confidence, suppressed }: Finding): boolean =>
  stage === 'stable' && confidence !== 'low' && suppressed === undefined
