/** Rows that are loaded to be counted, tested for or to take the first of: the list is used for nothing else. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { CountedRowsFact, CountedUse } from '../../model/loader.ts'
import type { Context } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { CompareOp, Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import type { QuerySites } from './query-sites.ts'
import { statementCalls } from './statement-calls.ts'

export interface CountedInput {
  readonly evaluation: Evaluation
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

/** Give every row as a list. */
const LISTING = new Set(['all', 'fetchall'])
/** Bound how many rows come, or make rows of groups. */
const BOUNDING = new Set(['limit', 'fetch', 'slice'])
const GROUPING = new Set(['group_by', 'distinct', 'union', 'union_all', 'having'])
const TEXT = new Set(['builtins.str', 'sqlalchemy.sql.elements.TextClause'])
/** Loads rows for the locks that come with them. */
const LOCKING = new Set(['with_for_update', 'with_lockmode'])

export function countedRows({ evaluation, sites, functions, contextOf }: CountedInput): readonly CountedRowsFact[] {
  return functions.flatMap((within) => {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const facts: CountedRowsFact[] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || !LISTING.has(nameOf(summary, a[at])) || evaluation.scopeOf(file, at) !== scope)
        continue
      const fact = factOf(within, file, at)
      if (fact !== null) facts.push(fact)
    }
    return facts
  })

  function factOf(within: FunctionId, file: FileId, rows: Value): CountedRowsFact | null {
    const used = usesOf(file, rows)
    if (used === null) return null
    const calls = statementCalls(evaluation, file, rows)
    const query = calls.map(({ call }) => sites.at(file, call, within)).find((site) => site !== null)
    if (query === undefined) return null
    const statement = argumentAt(evaluation.file(file).summary, query.at.value, 0)
    // Text brings what it asks for, and takes no `.limit()`.
    if (used.use !== 'count' && isText(file, statement)) return null
    const names = [...calls, ...statementCalls(evaluation, file, statement)].map(({ name }) => name)
    const spared = names.some((name) => BOUNDING.has(name))
      ? 'limited'
      : names.some((name) => GROUPING.has(name))
        ? 'grouped'
        : names.some((name) => LOCKING.has(name))
          ? 'locked'
          : null
    return {
      is: 'counted-rows',
      at: used.at,
      rows: { file, value: rows },
      within,
      query,
      use: used.use,
      context: contextOf(within),
      spared,
    }
  }

  function isText(file: FileId, statement: Value): boolean {
    const type = statement < 0 ? null : evaluation.typeOf(file, statement)
    return type?.is === 'instance' && TEXT.has(evaluation.class(type.of).qualifiedName)
  }

  /** What becomes of a list, if it is one of the three uses and nothing else. */
  function usesOf(
    file: FileId,
    rows: Value,
  ): { readonly use: CountedUse; readonly at: { readonly file: FileId; readonly value: Value } } | null {
    const { op } = evaluation.file(file).summary.values
    const direct = useOf(file, rows)
    if (direct !== null) return { use: direct.use, at: { file, value: direct.at } }
    const users = evaluation.users(file, rows)
    if (users.length !== 1 || op[users[0]] !== Op.Bind) return null
    const reads = evaluation.users(file, users[0]).map((read) => (op[read] === Op.Load ? useOf(file, read) : null))
    if (reads.length === 0) return null
    const known = reads.filter((read) => read !== null)
    if (known.length !== reads.length) return null
    // The first row after a test that there is one is one question; the first of exactly so many is not.
    const first = known.find(({ use }) => use === 'first')
    const count = known.find(({ use }) => use === 'count')
    if (first !== undefined && count !== undefined) return null
    const { use, at } = first ?? count ?? known[0]
    return { use, at: { file, value: at } }
  }

  /** One use of one value; null if it is none of the three. */
  function useOf(file: FileId, value: Value): { readonly use: CountedUse; readonly at: Value } | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const users = evaluation.users(file, value)
    if (users.length === 0) return isTested(file, value) ? { use: 'exists', at: value } : null
    if (users.length !== 1) return null
    const [user] = users
    if (op[user] === Op.Call && listOf(summary, b[user]).length === 1 && listOf(summary, b[user])[0] === value) {
      if (isBuiltin(file, user, 'len')) return { use: tellsEmpty(file, user) ? 'exists' : 'count', at: user }
      return isBuiltin(file, user, 'bool') ? { use: 'exists', at: user } : null
    }
    if (op[user] === Op.Unary && isTested(file, user)) return { use: 'exists', at: value }
    if (op[user] === Op.Index && a[user] === value) {
      const index = evaluation.constantOf(file, b[user])
      return index?.is === 'number' && index.value === 0 ? { use: 'first', at: user } : null
    }
    return null
  }

  /** `len(rows) == 0`, `len(rows) > 0`: whether there is a row at all. */
  function tellsEmpty(file: FileId, length: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const [test, ...more] = evaluation.users(file, length)
    if (test === undefined || more.length > 0 || op[test] !== Op.Compare) return false
    const [operator] = listOf(summary, a[test])
    const [left, right] = listOf(summary, b[test])
    const bound = left === length && right !== undefined ? evaluation.constantOf(file, right) : undefined
    if (bound?.is !== 'number') return false
    return bound.value === 0
      ? operator === CompareOp.Eq || operator === CompareOp.NotEq || operator === CompareOp.Gt
      : bound.value === 1 && (operator === CompareOp.GtE || operator === CompareOp.Lt)
  }

  /** The value decides a branch, and nothing else. */
  function isTested(file: FileId, value: Value): boolean {
    const { regions } = evaluation.file(file).summary
    for (let region = evaluation.regionOf(file, value) + 1; region < regions.count; region++)
      if (regions.kind[region] === RegionKind.Then && regions.subject[region] === value) return true
    return false
  }

  function isBuiltin(file: FileId, call: Value, name: string): boolean {
    return evaluation.calleeOf(file, call).targets.some((target) => {
      if (target.is === 'function') return evaluation.function(target.function).qualifiedName === `builtins.${name}`
      return target.is === 'construct' && evaluation.class(target.class).qualifiedName === `builtins.${name}`
    })
  }
}
