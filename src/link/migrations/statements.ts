/** What a SQL statement of a migration does to tables and indexes: the few forms that matter, read token by token. */
import type { Token } from '../schema/index-expressions.ts'
import { columnOfElement, identifier, isNotNullOf, keyword, tokensOf } from '../schema/index-expressions.ts'

export type Statement =
  | {
      readonly is: 'create-index'
      readonly name: string | null
      readonly table: string
      readonly columns: readonly (string | null)[]
      readonly method: string
      readonly partial: boolean
      readonly unique: boolean
    }
  | { readonly is: 'drop-index'; readonly name: string }
  | { readonly is: 'drop-table'; readonly table: string }
  | { readonly is: 'rename-table'; readonly from: string; readonly to: string }
  | { readonly is: 'rename-index'; readonly from: string; readonly to: string }
  | {
      readonly is: 'add-key'
      readonly table: string
      readonly name: string | null
      readonly primary: boolean
      readonly columns: readonly (string | null)[]
    }
  | { readonly is: 'drop-constraint'; readonly table: string; readonly name: string }
  /** Changes a schema in a way that is not followed; `table` if it names one. */
  | { readonly is: 'other-ddl'; readonly table: string | null }

/** Statements of a script, in order; queries and changes of rows are left out. */
export function statementsOf(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  let from = 0
  const tokens = tokensOf(sql)
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && tokens[at].text !== ';') continue
    const found = at > from ? read(new Reader(tokens.slice(from, at))) : null
    if (found !== null) statements.push(found)
    from = at + 1
  }
  return statements
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** Takes the keywords if they come next. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, index) => keyword(this.#tokens[this.#at + index]) === word)) return false
    this.#at += words.length
    return true
  }

  sign(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.is !== 'sign' || token.text !== text) return false
    this.#at++
    return true
  }

  /** A name, its schema left out. */
  name(): string | null {
    let found = identifier(this.#tokens[this.#at])
    if (found === null) return null
    this.#at++
    while (this.sign('.')) {
      found = identifier(this.#tokens[this.#at])
      this.#at++
    }
    return found
  }

  /** The elements between parentheses, each as its tokens. */
  list(): readonly (readonly Token[])[] | null {
    if (!this.sign('(')) return null
    const items: Token[][] = [[]]
    let depth = 1
    for (; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at]
      const { text } = token
      if (token.is === 'sign' && text === '(') depth++
      if (token.is === 'sign' && text === ')' && --depth === 0) {
        this.#at++
        return items
      }
      if (token.is === 'sign' && text === ',' && depth === 1) items.push([])
      else items[items.length - 1].push(token)
    }
    return null
  }

  /** Skips to a keyword outside of parentheses; false if it does not come. */
  skipTo(word: string): boolean {
    for (let depth = 0; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at]
      if (token.text === '(') depth++
      else if (token.text === ')') depth--
      else if (depth === 0 && keyword(token) === word) {
        this.#at++
        return true
      }
    }
    return false
  }

  rest(): readonly Token[] {
    return this.#tokens.slice(this.#at)
  }
}

function read(sql: Reader): Statement | null {
  if (sql.take('CREATE')) return create(sql)
  if (sql.take('DROP')) return drop(sql)
  if (sql.take('ALTER')) return alter(sql)
  return null
}

function create(sql: Reader): Statement | null {
  const unique = sql.take('UNIQUE')
  if (!sql.take('INDEX')) return sql.take('TABLE') ? { is: 'other-ddl', table: afterExists(sql) } : null
  sql.take('CONCURRENTLY')
  sql.take('IF', 'NOT', 'EXISTS')
  const name = sql.take('ON') ? null : sql.name()
  if (name !== null && !sql.take('ON')) return null
  sql.take('ONLY')
  const table = sql.name()
  const method = sql.take('USING') ? (sql.name() ?? '?') : 'btree'
  const items = sql.list()
  if (table === null || items === null) return { is: 'other-ddl', table }
  const columns = items.map((item) => columnOfElement(item))
  const predicate = sql.skipTo('WHERE') ? sql.rest() : null
  const [leading] = columns
  const partial = predicate !== null && (leading === null || !isNotNullOf(predicate, leading))
  return { is: 'create-index', name, table, columns, method, partial, unique }
}

function afterExists(sql: Reader): string | null {
  sql.take('IF', 'NOT', 'EXISTS')
  sql.take('IF', 'EXISTS')
  return sql.name()
}

function drop(sql: Reader): Statement | null {
  if (sql.take('INDEX')) {
    sql.take('CONCURRENTLY')
    const name = afterExists(sql)
    return name === null ? null : { is: 'drop-index', name }
  }
  if (!sql.take('TABLE')) return null
  const table = afterExists(sql)
  return table === null ? null : { is: 'drop-table', table }
}

function alter(sql: Reader): Statement | null {
  if (sql.take('INDEX')) {
    const from = afterExists(sql)
    const to = sql.take('RENAME', 'TO') ? sql.name() : null
    return from === null || to === null ? null : { is: 'rename-index', from, to }
  }
  if (!sql.take('TABLE')) return null
  sql.take('IF', 'EXISTS')
  sql.take('ONLY')
  const table = sql.name()
  if (table === null) return { is: 'other-ddl', table }
  if (sql.take('RENAME', 'TO')) {
    const to = sql.name()
    return to === null ? { is: 'other-ddl', table } : { is: 'rename-table', from: table, to }
  }
  if (sql.take('DROP', 'CONSTRAINT')) {
    const name = afterExists(sql)
    return name === null ? { is: 'other-ddl', table } : { is: 'drop-constraint', table, name }
  }
  return sql.take('ADD') ? added(sql, table) : null
}

function added(sql: Reader, table: string): Statement | null {
  const name = sql.take('CONSTRAINT') ? sql.name() : null
  const primary = sql.take('PRIMARY', 'KEY')
  if (!primary && !sql.take('UNIQUE')) return null
  const items = sql.list()
  if (items === null) return { is: 'other-ddl', table }
  return { is: 'add-key', table, name, primary, columns: items.map((item) => columnOfElement(item)) }
}
