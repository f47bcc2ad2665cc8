/** The few words of SQL that stand in an index: a column with its order, and `column IS NOT NULL`. */

export type Token = { readonly is: 'word' | 'name' | 'text' | 'sign'; readonly text: string }

/** Words, quoted names, quoted text and signs; comments and white space left out. */
export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = []
  const scan = /--[^\n]*|\/\*[^]*?(?:\*\/|$)|\s+|"((?:[^"]|"")*)"|`([^`]*)`|'((?:[^']|'')*)'|([\p{L}_][\p{L}\p{N}_$]*)|([^\s])/gu
  for (const [, quoted, ticked, text, word, sign] of sql.matchAll(scan)) {
    if (quoted !== undefined) tokens.push({ is: 'name', text: quoted.replaceAll('""', '"') })
    else if (ticked !== undefined) tokens.push({ is: 'name', text: ticked })
    else if (text !== undefined) tokens.push({ is: 'text', text })
    else if (word !== undefined) tokens.push({ is: 'word', text: word })
    else if (sign !== undefined) tokens.push({ is: 'sign', text: sign })
  }
  return tokens
}

/** Upper-case keyword of an unquoted word; empty for everything else. */
export const keyword = (token: Token | undefined): string => (token?.is === 'word' ? token.text.toUpperCase() : '')

/** The name a token stands for, as the database folds it: unquoted words are lower case. */
export const identifier = (token: Token | undefined): string | null =>
  token?.is === 'name' ? token.text : token?.is === 'word' ? token.text.toLowerCase() : null

const AFTER_COLUMN = new Set(['ASC', 'DESC', 'NULLS', 'FIRST', 'LAST', 'COLLATE'])

/** The column that one element of an index names, its order and operator class aside; null for an expression. */
export function columnOfElement(tokens: readonly Token[]): string | null {
  const [first, ...rest] = tokens
  const name = identifier(first)
  if (name === null) return null
  const isPlain = rest.every(
    (token) => AFTER_COLUMN.has(keyword(token)) || (token.is === 'word' && token.text.toLowerCase().endsWith('_ops')),
  )
  return isPlain ? name : null
}

export const columnOfExpression = (sql: string): string | null => columnOfElement(tokensOf(sql))

/** `column IS NOT NULL` alone, which an equality on the column implies. */
export const isOwnNotNull = (sql: string, column: string): boolean => isNotNullOf(tokensOf(sql), column)

export function isNotNullOf(tokens: readonly Token[], column: string): boolean {
  const inner = withoutParentheses(tokens)
  const words = inner.slice(-3).map(keyword)
  const name = identifier(inner.at(-4))
  const isQualified = inner.length === 6 && inner[1].text === '.'
  return (inner.length === 4 || isQualified) && name === column && words.join(' ') === 'IS NOT NULL'
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens
  while (inner.length >= 2 && inner[0].text === '(' && inner.at(-1)!.text === ')') inner = inner.slice(1, -1)
  return inner
}
