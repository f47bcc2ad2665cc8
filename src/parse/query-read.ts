/** Reads the query language: S-expressions of node patterns. Only the reading; what they mean is `query-compile.ts`. */

export interface PatternNode {
  readonly is: 'node'
  readonly line: number
  /** Alternatives when written in brackets; else one kind: a name, a token in double quotes, `(_)` or `_`. */
  readonly kind: string | readonly PatternNode[]
  field: string | null
  readonly absent: readonly string[]
  readonly captures: string[]
  readonly children: readonly PatternNode[]
  adjacent: boolean
  last: boolean
}

export interface Predicate {
  readonly is: 'predicate'
  readonly line: number
  readonly name: string
  readonly arguments: readonly { readonly capture: boolean; readonly text: string }[]
}

export interface ReadPattern {
  readonly root: PatternNode
  readonly predicates: readonly Predicate[]
}

interface Token {
  readonly text: string
  readonly line: number
}

/** Deeper nesting than any sensible pattern; matching recurses as deep as a pattern. */
const MAX_DEPTH = 24
const TOKEN = /[ \t\r]+|;[^\n]*|\n|"(?:[^"\\\n]|\\.)*"|[()[\].?*+]|!?[A-Za-z_][\w.\-/]*:?|@[\w.-]+|#[\w-]+[?!]/y
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

/** Patterns of one `.scm` text in order. Throws an Error that begins with `file:line:` on anything outside the language. */
export function readQuery(file: string, source: string): readonly ReadPattern[] {
  const tokens = tokenize(file, source)
  let at = 0
  let predicates: Predicate[] = []

  const fail = (line: number, message: string): never => {
    throw new Error(`${file}:${line}: ${message}`)
  }
  const peek = (): string => tokens[at].text
  const take = (): Token => tokens[at++]

  function bracketed(line: number, depth: number): PatternNode[] {
    const items: PatternNode[] = []
    while (peek() !== ']') {
      const item = pattern(depth + 1)
      if (item.field !== null) fail(item.line, 'a field stands before the alternatives, not inside them')
      items.push(item)
    }
    at++
    return items.length === 0 ? fail(line, 'empty alternatives') : items
  }

  function predicate(line: number): void {
    const name = take().text
    const args: { capture: boolean; text: string }[] = []
    while (peek() !== ')') {
      const { text, line: where } = take()
      if (text[0] === '@') args.push({ capture: true, text: text.slice(1) })
      else if (text[0] === '"') args.push({ capture: false, text: unquote(text) })
      else fail(where, `"${text}" in a predicate: captures and quoted text only`)
    }
    at++
    predicates.push({ is: 'predicate', line, name, arguments: args })
  }

  /** What stands between a node's name and its closing parenthesis. */
  function inside(depth: number): Pick<PatternNode, 'children' | 'absent'> {
    const children: PatternNode[] = []
    const absent: string[] = []
    let adjacent = false
    while (peek() !== ')') {
      const { text, line } = tokens[at]
      if (text === '') fail(line, 'a parenthesis is not closed')
      if (text === '.') {
        if (adjacent) fail(line, 'two anchors in a row')
        adjacent = true
        at++
      } else if (text[0] === '!') {
        absent.push(text.slice(1))
        at++
      } else if (text === '(' && tokens[at + 1].text[0] === '#') {
        at++
        predicate(line)
      } else {
        const child = pattern(depth + 1)
        child.adjacent = adjacent
        if (adjacent && children.at(-1)?.kind === '_') fail(line, 'an anchor after "_" means something else: use (_)')
        adjacent = false
        children.push(child)
      }
    }
    const end = take()
    if (adjacent) {
      if (children.length === 0) fail(end.line, 'an anchor without a child')
      children.at(-1)!.last = true
    }
    return { children, absent }
  }

  function pattern(depth: number): PatternNode {
    const { text, line } = take()
    if (depth > MAX_DEPTH) fail(line, `more than ${MAX_DEPTH} levels`)
    const node = (kind: string | readonly PatternNode[], more?: Pick<PatternNode, 'children' | 'absent'>): PatternNode => ({
      is: 'node',
      line,
      kind,
      field: null,
      absent: more?.absent ?? [],
      captures: [],
      children: more?.children ?? [],
      adjacent: false,
      last: false,
    })
    let result: PatternNode
    if (text.endsWith(':') && text.length > 1) {
      result = pattern(depth + 1)
      if (result.field !== null) fail(line, 'two fields before one node')
      result.field = text.slice(0, -1)
      return result
    }
    if (text === '[') result = node(bracketed(line, depth))
    else if (text[0] === '"') result = node(JSON.stringify(unquote(text)))
    else if (text === '_') result = node('_')
    else if (text === '(') {
      const name = take()
      if (name.text === '_') result = node('(_)', inside(depth))
      else if (/^[a-z]\w*$/.test(name.text)) result = node(name.text, inside(depth))
      else return fail(name.line, `"${name.text}" is not a node kind (groups, ERROR, MISSING and a/b are not part of the subset)`)
    } else return fail(line, text === '' ? 'the query ends inside a pattern' : `"${text}" is not a pattern`)
    if (/^[?*+]$/.test(peek())) fail(tokens[at].line, `the quantifier "${peek()}" is not part of the subset: write a pattern for each case`)
    while (peek()[0] === '@') result.captures.push(take().text.slice(1))
    return result
  }

  const patterns: ReadPattern[] = []
  while (peek() !== '') {
    predicates = []
    const { line } = tokens[at]
    // `((pattern) (#predicate))`: the one group there is.
    const grouped = peek() === '(' && (tokens[at + 1].text === '(' || tokens[at + 1].text === '[')
    if (grouped) at++
    const root = pattern(0)
    if (root.field !== null) fail(line, 'a pattern cannot begin with a field')
    if (grouped) {
      const { children, absent } = inside(0)
      if (children.length > 0 || absent.length > 0) fail(line, 'a group holds one pattern and its predicates')
    }
    patterns.push({ root, predicates })
  }
  return patterns
}

function tokenize(file: string, source: string): readonly Token[] {
  const tokens: Token[] = []
  let line = 1
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(source)
    if (found === null) throw new Error(`${file}:${line}: "${source[from]}" is not part of the query language`)
    const text = found[0]
    if (text === '\n') line++
    else if (!/^[ \t\r;]/.test(text)) tokens.push({ text, line })
  }
  // Two ends: looking one token ahead is always possible.
  tokens.push({ text: '', line }, { text: '', line })
  return tokens
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped)
