/**
 * Keeps of a stub what holds for CPython 3.12 on Linux: the branches of `sys.version_info` and `sys.platform` are decided
 * and taken out of their `if`. Works on lines, which is how stubs are laid out: one test per line, blocks by indentation.
 */
const VERSION = [3, 12]
const PLATFORM = 'linux'

const INDENT = /^( *)/

interface Head {
  readonly keyword: string
  readonly test: string
}

const headOf = (line: string): Head | null => {
  const match = /^ *(if|elif|else)\b(.*?):\s*(?:#.*)?$/.exec(line)
  return match === null ? null : { keyword: match[1], test: match[2].trim() }
}

const indentOf = (line: string): number => INDENT.exec(line)![1].length

/** A line, and whether it starts inside a triple-quoted string. */
interface Line {
  readonly text: string
  readonly quoted: boolean
}

/** Text with decided branches folded; everything else as it stands. */
export function foldBranches(text: string): string {
  let quoted = false
  const lines = text.split('\n').map((each): Line => {
    const line = { text: each, quoted }
    if (each.split('"""').length % 2 === 0) quoted = !quoted
    return line
  })
  return fold(lines)
    .map((line) => line.text)
    .join('\n')
}

function fold(lines: readonly Line[]): Line[] {
  const out: Line[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]
    const head = line.quoted ? null : headOf(line.text)
    if (head?.keyword !== 'if' || decide(head.test) === undefined) {
      out.push(line)
      at++
      continue
    }
    const indent = indentOf(line.text)
    let chosen: readonly Line[] | null = null
    for (let branch: Head | null = head; branch !== null;) {
      const end = blockEnd(lines, at + 1, indent)
      const holds = branch.keyword === 'else' || decide(branch.test) === true
      if (holds && chosen === null) chosen = lines.slice(at + 1, end)
      let after = end
      while (after < lines.length && lines[after].text.trim() === '') after++
      const next = after < lines.length && indentOf(lines[after].text) === indent ? headOf(lines[after].text) : null
      branch = next === null || next.keyword === 'if' ? null : next
      at = branch === null ? end : after
    }
    if (chosen !== null) out.push(...fold(chosen.map(dedent)))
  }
  return out
}

const dedent = (line: Line): Line => (line.text.startsWith('    ') && !line.quoted ? { text: line.text.slice(4), quoted: false } : line)

/** First line after a block that is indented deeper than its head; blank lines at its end are left outside. */
function blockEnd(lines: readonly Line[], from: number, indent: number): number {
  let end = from
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]
    if (line.text.trim() === '') continue
    if (indentOf(line.text) <= indent && !line.quoted) break
    end = at + 1
  }
  return end
}

/** Outcome of a test about the interpreter; undefined if it is about something else. */
function decide(test: string): boolean | undefined {
  const any = split(test, ' or ')
  if (any.length > 1) return combine(any, true)
  const all = split(test, ' and ')
  if (all.length > 1) return combine(all, false)
  const bare = test.startsWith('(') && test.endsWith(')') ? test.slice(1, -1) : test
  if (bare !== test) return decide(bare)
  if (test.startsWith('not ')) {
    const inner = decide(test.slice(4))
    return inner === undefined ? undefined : !inner
  }
  const version = /^sys\.version_info\s*(>=|<|==|!=|>|<=)\s*\(([\d, ]+)\)$/.exec(test)
  if (version !== null) return compare(version[1], order(version[2].split(',').map(Number)))
  const platform = /^sys\.platform\s*(==|!=)\s*["'](\w+)["']$/.exec(test)
  if (platform !== null) return (platform[2] === PLATFORM) === (platform[1] === '==')
  return undefined
}

/** Parts around a word that stands outside parentheses. */
function split(test: string, word: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < test.length; at++) {
    if (test[at] === '(') depth++
    else if (test[at] === ')') depth--
    else if (depth === 0 && test.startsWith(word, at)) {
      parts.push(test.slice(start, at).trim())
      start = at + word.length
    }
  }
  return [...parts, test.slice(start).trim()]
}

function combine(parts: readonly string[], decisive: boolean): boolean | undefined {
  const outcomes = new Set(parts.map(decide))
  if (outcomes.has(decisive)) return decisive
  return outcomes.has(undefined) ? undefined : !decisive
}

/** Sign of the assumed version against another. */
function order(other: readonly number[]): number {
  for (let k = 0; k < other.length; k++) {
    const difference = (VERSION[k] ?? 0) - other[k]
    if (difference !== 0) return difference
  }
  return 0
}

function compare(operator: string, sign: number): boolean {
  switch (operator) {
    case '>=':
      return sign >= 0
    case '<=':
      return sign <= 0
    case '>':
      return sign > 0
    case '<':
      return sign < 0
    case '==':
      return sign === 0
    default:
      return sign !== 0
  }
}

/** Whether a line of typeshed's VERSIONS ("3.5-3.13") covers the assumed version. */
export function coversVersion(range: string): boolean {
  const [from, to] = range.split('-').map((each) => each.trim())
  const parse = (text: string): number[] => text.split('.').map(Number)
  return order(parse(from)) >= 0 && (to === undefined || to === '' || order(parse(to)) <= 0)
}
