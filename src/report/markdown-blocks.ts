/** Blocks as GitHub's Markdown. Text is escaped so that nothing in it is markup, a link, a mention or a reference. */
import type { Block, Inline, Line } from './document.ts'
import { escapeHtml } from './html-text.ts'
import { visible, wellFormed } from './visible.ts'

export const blocksToMarkdown = (blocks: readonly Block[]): string => `${blocks.map(blockText).join('\n\n')}\n`

const blockText = (block: Block): string => {
  switch (block.is) {
    case 'heading':
      return `${block.level > 1 ? anchor(block.id) : ''}${'#'.repeat(block.level)} ${plain(block.text)}`
    case 'paragraph':
      return lineText(block.line)
    case 'list':
      return block.lines.map((line, at) => `${block.ordered === true ? `${at + 1}.` : '-'} ${lineText(line)}`).join('\n')
    case 'chain':
      return block.lines.map((line, at) => `${at + 1}. ${lineText(line)}`).join('\n')
    case 'table':
      return [
        row(block.head.map((text) => plain(text))),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map((cell) => cellText(lineText(cell))))),
      ].join('\n')
    case 'code':
      return fenced(block.text)
    case 'details':
      return [
        `${block.id === undefined ? '' : anchor(block.id)}<details><summary>${htmlLine(block.summary)}</summary>`,
        ...block.blocks.map(blockText),
        '</details>',
      ].join('\n\n')
    case 'lead':
      return block.blocks.map(blockText).join('\n\n')
  }
}

const anchor = (id: string): string => `<a name="${escapeHtml(id)}"></a>\n\n`
/** A bar ends a cell also within code, unless an odd number of backslashes stands before it. */
const cellText = (text: string): string => text.replaceAll(/(?<!\\)((?:\\\\)*)\|/g, String.raw`$1\|`)
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const lineText = (line: Line): string => line.map(inlineText).join('').trim()

const inlineText = (part: Inline): string => {
  if (typeof part === 'string') return plain(part)
  if ('code' in part) return codeSpan(part.code)
  if ('strong' in part) return strong(part.strong)
  if ('to' in part) return `[${plain(part.text)}](#${part.to})`
  if ('share' in part) return plain(part.text)
  return String(part.score)
}

/** A space at the end of what is strong stands outside of it, or the asterisks close nothing. */
const strong = (text: string): string => `**${plain(text.trimEnd())}**${text.endsWith(' ') ? ' ' : ''}`

/** Comments break what GitHub makes of bare text after Markdown is read: mentions, references to issues, addresses. */
const plain = (text: string): string =>
  wellFormed(visible(text))
    .replaceAll(/[\\`*_{}[\]<>#!|~&$^]/g, String.raw`\$&`)
    .replaceAll(/^(\s*)([-+=]|\d+[.)])/g, (_, space: string, sign: string) => `${space}${sign.slice(0, -1)}\\${sign.slice(-1)}`)
    .replaceAll(/@(?=\w)/g, '@<!-- -->')
    .replaceAll(/\\#(?=\d)/g, '\\#<!-- -->')
    .replaceAll(/\bGH-(?=\d)/gi, 'GH<!-- -->-')
    .replaceAll(/:\/\//g, ':<!-- -->//')
    .replaceAll(/\bwww\./gi, 'www<!-- -->.')

/** Fenced by more backticks than it has in a row, so that nothing in it ends it. */
const codeSpan = (text: string): string => {
  const shown = wellFormed(visible(text))
  if (shown.trim() === '') return '` `'
  const fence = '`'.repeat(longestRun(shown) + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

const fenced = (text: string): string => {
  const shown = text.split(/\r\n|\r|\n/).map((line) => wellFormed(visible(line.replaceAll('\t', '    '))))
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1))
  return `${fence}text\n${shown.join('\n')}\n${fence}`
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))

/** Within HTML no Markdown is read. */
const htmlLine = (line: Line): string =>
  line
    .map((part) => {
      if (typeof part === 'string') return mentionless(part)
      if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`
      if ('strong' in part) return `<b>${mentionless(part.strong)}</b>`
      return 'to' in part || 'share' in part ? mentionless(part.text) : String(part.score)
    })
    .join('')

const mentionless = (text: string): string =>
  escapeHtml(text)
    .replaceAll(/@(?=\w)/g, '@<!-- -->')
    .replaceAll(/#(?=\d)/g, '#<!-- -->')
