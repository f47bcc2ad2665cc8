/**
 * Secrets in texts: recognised where a file is read, and left out of what is kept. A summary goes to the cache, and its texts end up in
 * messages; so what looks like a live credential never becomes part of it. In its place stands what it is and how it begins.
 */
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import type { Lowering } from './lowering.ts'
import { ADDRESS, FORMATS, HINT } from './secret-formats.ts'

/** What stands in place of a secret: `⟨secret:format:stripe:sk_l⟩`, `⟨secret:name:SECRET_KEY:a8⟩`. */
export const MASK = /⟨secret:(format|address|name):([^:⟩]*):([^⟩]*)⟩/

const SHORTEST = 16
const LONGEST = 4_000

/** The text with every credential of a known format, and every password in an address, taken out. */
export function maskedText(text: string): string {
  if (text.length < SHORTEST || text.length > LONGEST || !HINT.test(text)) return text
  let masked = text
  for (const { id, pattern } of FORMATS) {
    const [secret] = pattern.exec(masked) ?? []
    if (secret !== undefined && !isMadeUp(secret)) masked = masked.replace(secret, () => `⟨secret:format:${id}:${secret.slice(0, 4)}⟩`)
  }
  const [address, before, password, host] = ADDRESS.exec(masked) ?? []
  if (address === undefined || isMadeUp(password) || !isStrong(password, 8)) return masked
  return masked.replace(address, () => `${before}⟨secret:address:${host}:⟩@${host}`)
}

/** Words of documentation, and characters in a row, as nobody issues them. */
const isMadeUp = (text: string): boolean =>
  /x{4}|\*{3}|\.{3}|\$|%\(|example|your|test|fake|dummy|sample|placeholder|change_?me|change_?this|replace|secret_?key|passw(?:or)?d|12345|abcdef|0000|fedcba|(.)\1{5}/i.test(
    text,
  )

const NAME =
  /(?:^|_)(?:secret|passw(?:or)?d|token|api_?key|private_?key|secret_?key|access_?key|signing_?key|encryption_?key|credentials?|salt|auth_?key)$/i
/** Shipped to browsers by design, or known to everybody. */
const PUBLIC = /public|publishable|^vite_|^next_/i

const isSecretName = (name: string): boolean => {
  const snake = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/[-.\s]/g, '_')
  return name.length < 60 && NAME.test(snake) && !PUBLIC.test(snake)
}

/** Whether a text looks drawn by chance: letters and digits mixed within its parts, of many different characters, no words, no path. */
export function isStrong(text: string, shortest = 12): boolean {
  if (text.length < shortest || text.length > 256 || !/^[\w+/=.!@#$%^&*~?-]+$/.test(text)) return false
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text) || /^(?:\/|\.|https?:|\w+\.\w+\.\w+$|v\d)/.test(text)) return false
  const isMixed = text
    .split(/[-_./]/)
    .some((part) => part.length >= 4 && /\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]|[a-z][A-Z\d]+[a-z].*\d/.test(part))
  return isMixed && entropyOf(text) >= 3
}

/** Shannon's, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** Takes out the texts that are bound, passed or stored under a name that says secret, and look drawn by chance. */
export function maskNamed(l: Lowering): void {
  const { op, a, b, lists, count } = l.values
  for (let value = 0; value < count; value++) {
    switch (op[value] as Op) {
      case Op.Bind:
      case Op.Keyword:
        mask(l, l.strings[a[value]], b[value])
        break
      case Op.Pair:
        mask(l, textAt(l, a[value]), b[value])
        break
      case Op.SetAttr:
        mask(l, l.strings[lists.at[b[value] + 2]], lists.at[b[value] + 1])
        break
      case Op.SetItem:
        mask(l, textAt(l, lists.at[b[value] + 2]), lists.at[b[value] + 1])
        break
      case Op.Param:
        mask(l, l.strings[lists.at[b[value] + 3]], lists.at[b[value] + 2])
        break
      case Op.Call:
        if (b[value] >= 0 && lists.at[b[value]] === 2) mask(l, textAt(l, lists.at[b[value] + 1]), lists.at[b[value] + 2])
        break
      default:
    }
  }
}

function textAt({ values, strings }: Lowering, value: Value): string {
  return value >= 0 && (values.op[value] as Op) === Op.Text && values.a[value] >= 0 ? strings[values.a[value]] : ''
}

function mask(l: Lowering, name: string | undefined, value: Value): void {
  const text = textAt(l, value)
  if (text.length < 8 || name === undefined || !isSecretName(name) || !isStrong(text) || isMadeUp(text) || MASK.test(text)) return
  l.strings[l.values.a[value]] = `⟨secret:name:${name}:${text.slice(0, 2)}⟩`
}
