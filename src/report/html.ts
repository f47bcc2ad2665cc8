/** One file that asks nobody for anything: no script, no image, no font, and a policy that would forbid them. */
import { createHash } from 'node:crypto'
import type { Confidence } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { blocksToHtml } from './html-blocks.ts'
import { STYLE } from './html-style.ts'
import { escapeHtml } from './html-text.ts'
import { verdictLine } from './headline.ts'
import { fullReview } from './review/review.ts'
import { type Sheet, sheetOf } from './review/sheet.ts'

export interface HtmlOptions {
  readonly minConfidence: Confidence
  readonly sourceOf: Sheet['sourceOf']
}

/** Findings with detail: what a browser shows at once and a person can read; the rest is in the JSON report. */
const MOST = 300

export const html = (report: Report, { minConfidence, sourceOf }: HtmlOptions): string => {
  const blocks = fullReview(sheetOf(report, minConfidence, MOST, sourceOf))
  const [title, lead, ...rest] = blocks
  const parts = rest.flatMap((block) => (block.is === 'heading' && block.level === 2 ? [block] : []))
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>faultline: ${escapeHtml(verdictLine(report))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Skip to the review</a>',
    '<main id="main">',
    blocksToHtml([title, lead]),
    '<nav aria-label="Parts of the review"><ul>',
    ...parts.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`),
    '</ul></nav>',
    blocksToHtml(rest),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** Only this very style is let in. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`
