/** Decoding of what stands between quotes. */

const simple: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

const escape = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[^])/g
const bytesEscape = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|[^])/g

/**
 * The text a literal stands for. A line break is `\n` however the file writes it; a named character (`\N{...}`), which would
 * need Unicode's tables, and half of a surrogate pair become U+FFFD; an unknown escape stays as it is written.
 */
export function decodeText(content: string, raw: boolean, bytes: boolean): string {
  const text = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content
  if (raw || !text.includes('\\')) return text
  return text.replace(bytes ? bytesEscape : escape, decodeEscape)
}

function decodeEscape(written: string): string {
  const c = written[1]
  if (c === '\n' || c === '\r') return ''
  if (c >= '0' && c <= '7') return String.fromCharCode(Number.parseInt(written.slice(1), 8))
  if (written.length > 2) {
    if (c === 'x' || c === 'u' || c === 'U') return characterOf(Number.parseInt(written.slice(2), 16))
    return '\ufffd'
  }
  return simple[c] ?? written
}

const characterOf = (code: number): string => (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code))

/** Doubled braces of a format string are single ones. */
export const plainBraces = (content: string): string =>
  content.includes('{{') || content.includes('}}') ? content.replace(/\{\{|\}\}/g, (braces) => braces[0]) : content
