/** For pull-request comments and step summaries. Whatever the reviewed tree is called or contains, it stays text. */
import type { Confidence } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { blocksToMarkdown } from './markdown-blocks.ts'
import { briefReview, fullReview } from './review/review.ts'
import { type Sheet, sheetOf } from './review/sheet.ts'

export interface MarkdownOptions {
  readonly minConfidence: Confidence
  /** For a comment, not for a step summary. */
  readonly brief: boolean
  readonly sourceOf: Sheet['sourceOf']
}

/** GitHub takes 65,536 characters in a comment and 1 MiB in a step summary; bytes are counted, which are never fewer. */
export const LIMITS = { comment: 60_000, summary: 1_000_000 } as const

/** Entries per list, tried in turn until the text fits. */
const MOST = [100, 50, 20, 10, 5, 1] as const

export const markdown = (report: Report, { minConfidence, brief, sourceOf }: MarkdownOptions): string => {
  const write = (most: number): string => {
    const sheet = sheetOf(report, minConfidence, most, sourceOf)
    return blocksToMarkdown(brief ? briefReview(sheet) : fullReview(sheet))
  }
  const limit = brief ? LIMITS.comment : LIMITS.summary
  let text = ''
  for (const most of MOST) {
    text = write(most)
    if (Buffer.byteLength(text) <= limit) return text
  }
  return text
}
