/**
 * Characters that would act on a terminal or mislead a reader instead of being seen: control characters, bidirectional overrides,
 * zero-width and invisible ones, line separators, lone surrogates. The selector that makes a sign an emoji is harmless.
 */
const ACTING = /(?!\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Untrusted text on one line, with every such character written out as `\x1b` or `\u{202e}`. */
export const visible = (text: string): string =>
  text.replace(ACTING, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code === 10 ? '\\n' : code === 13 ? '\\r' : code === 9 ? '\\t' : code < 256 ? `\\x${hex(code)}` : `\\u{${hex(code)}}`
  })

/** Halves of surrogate pairs, which no encoding has, as the replacement character. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\ufffd')

const hex = (code: number): string => code.toString(16).padStart(2, '0')

/** Columns a terminal gives to text that is already visible: two for wide characters and emoji, none for combining marks. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += /\p{Mn}|\p{Me}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
