/** Statements that skip rows with `offset`, and whether they say in which order. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { SkippedRowsFact } from '../../model/paging.ts'
import type { Context } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, nameOf } from '../read.ts'
import type { QuerySites } from './query-sites.ts'
import type { StatementCall } from './statement-calls.ts'
import { statementCalls } from './statement-calls.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

/** Begin a statement; whatever orders it then stands in the chain. */
const BEGINNING = new Set(['select', 'query'])
/** Methods of a statement that neither order it nor hide what it is made of. */
const PLAIN = new Set([
  'select',
  'query',
  'where',
  'filter',
  'filter_by',
  'join',
  'outerjoin',
  'options',
  'limit',
  'offset',
  'distinct',
  'with_only_columns',
  'select_from',
  'having',
  'group_by',
  'execution_options',
  'all',
  'scalars',
  'execute',
  'exec',
  'unique',
  'scalar',
  'stream',
  'first',
  'fetchall',
  'stream_scalars',
  'mappings',
  'one_or_none',
  'partitions',
])

export function skippedRows({ evaluation, sites, functions, contextOf }: Input): readonly SkippedRowsFact[] {
  const facts: SkippedRowsFact[] = []
  for (const within of functions) {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const told = new Set<Value>()
    if (!summary.strings.includes('offset')) continue
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || evaluation.scopeOf(file, at) !== scope) continue
      const calls = chainOf(file, at)
      const offset = calls.find(({ name }) => name === 'offset')
      if (offset === undefined || told.has(offset.call)) continue
      const query = sites.at(file, at, within)
      if (query === null) continue
      told.add(offset.call)
      const order = orderOf(file, offset.call, calls)
      facts.push({ is: 'skipped-rows', at: { file, value: offset.call }, within, query, context: contextOf(within), order })
    }
  }
  return facts

  /** The calls of the statement that a call sends: given to a session, or the query it is called on. */
  function chainOf(file: FileId, call: Value): readonly StatementCall[] {
    const { summary } = evaluation.file(file)
    const statement = argumentAt(summary, call, 0)
    return [...statementCalls(evaluation, file, call), ...(statement < 0 ? [] : statementCalls(evaluation, file, statement))]
  }

  function orderOf(file: FileId, offset: Value, calls: readonly StatementCall[]): SkippedRowsFact['order'] {
    const { summary } = evaluation.file(file)
    if (calls.some(({ name }) => name === 'order_by')) return 'ordered'
    const given = argumentAt(summary, offset, 0)
    if (given >= 0 && evaluation.constantOf(file, given)?.is === 'number') return 'constant'
    const begins = calls.some(({ call, name }) => BEGINNING.has(name) && isLibrary(file, call))
    return begins && calls.every(({ name }) => PLAIN.has(name)) && !isSubquery(file, calls) ? 'unordered' : 'unknown'
  }

  function isLibrary(file: FileId, call: Value): boolean {
    const { targets } = evaluation.calleeOf(file, call)
    return (
      targets.length > 0 &&
      targets.every((target) => target.is !== 'function' || evaluation.file(evaluation.function(target.function).file).origin === 'library')
    )
  }

  /** `select(inner)`: what is inside may be ordered. */
  function isSubquery(file: FileId, calls: readonly StatementCall[]): boolean {
    const { summary } = evaluation.file(file)
    return calls.some(({ call, name }) => {
      const entity = BEGINNING.has(name) ? argumentAt(summary, call, 0) : -1
      return entity >= 0 && nameOf(summary, entity) === 'c'
    })
  }
}
