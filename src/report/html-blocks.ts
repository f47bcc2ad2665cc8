/** Blocks as HTML that is readable without styles and works without scripts. */
import type { Block, Inline, Line } from './document.ts'
import { escapeHtml } from './html-text.ts'

export const blocksToHtml = (blocks: readonly Block[]): string => blocks.map(blockText).join('\n')

const blockText = (block: Block): string => {
  switch (block.is) {
    case 'heading':
      return `<h${block.level} id="${escapeHtml(block.id)}">${escapeHtml(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${lineText(block.line)}</p>`
    case 'list': {
      const tag = block.ordered === true ? 'ol' : 'ul'
      return `<${tag}>\n${items(block.lines)}\n</${tag}>`
    }
    case 'chain':
      return `<ol class="chain" aria-label="${escapeHtml(block.label)}">\n${items(block.lines)}\n</ol>`
    case 'table':
      return tableText(block)
    case 'code':
      return `<pre tabindex="0" role="region" aria-label="${escapeHtml(block.label)}"><code>${block.text
        .split(/\r\n|\r|\n/)
        .map((line) => escapeHtml(line.replaceAll('\t', '    ')))
        .join('\n')}</code></pre>`
    case 'details':
      return `<details${block.id === undefined ? '' : ` id="${escapeHtml(block.id)}"`}><summary>${lineText(block.summary)}</summary>\n${blocksToHtml(block.blocks)}\n</details>`
    case 'lead':
      return `<section class="lead ${block.tone}" aria-label="Verdict">\n${blocksToHtml(block.blocks)}\n</section>`
  }
}

const items = (lines: readonly Line[]): string => lines.map((line) => `<li>${lineText(line)}</li>`).join('\n')

/** A wide table scrolls in itself, by keyboard too. */
const tableText = ({ label, head, rows }: Extract<Block, { is: 'table' }>): string =>
  [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><table>`,
    `<thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((cells) => `<tr>${cells.map((cell) => `<td>${lineText(cell)}</td>`).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('\n')

const lineText = (line: Line): string => line.map(inlineText).join('')

const inlineText = (part: Inline): string => {
  if (typeof part === 'string') return escapeHtml(part)
  if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`
  if ('strong' in part) return `<strong>${escapeHtml(part.strong)}</strong>`
  if ('to' in part) return `<a href="#${escapeHtml(part.to)}">${escapeHtml(part.text)}</a>`
  if ('share' in part) return bar(part.share, part.text)
  return gauge(part.score, part.label)
}

/** A picture beside the number: no inline style, which the policy forbids. */
const gauge = (score: number, label: string): string =>
  [
    `${score} <svg class="gauge ${gradeClass(score)}" role="img" aria-label="${escapeHtml(label)}: ${score} of 100" viewBox="0 0 100 10" preserveAspectRatio="none" width="100" height="10">`,
    `<rect class="track" width="100" height="10"/><rect class="points" width="${score}" height="10"/></svg>`,
  ].join('')

/** The words say it; the bar only lets them be compared. */
const bar = (share: number, text: string): string =>
  `${escapeHtml(text)} <svg class="gauge bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" width="100" height="10"><rect class="track" width="100" height="10"/><rect class="points" width="${share}" height="10"/></svg>`

const gradeClass = (score: number): string => (score >= 85 ? 'good' : score >= 70 ? 'fair' : score >= 50 ? 'middling' : 'bad')
