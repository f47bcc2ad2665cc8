/** Lists of all rows that a statement finds: `.all()` of a `select(Model)` without a condition or a limit. */
import type { Context } from '../../model/project.ts'
import type { Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { WholeTableFact } from '../../model/whole-table.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, nameOf } from '../read.ts'
import type { QuerySites } from './query-sites.ts'
import { statementCalls } from './statement-calls.ts'

interface Input {
  readonly parts: Pick<Parts, 'evaluation'>
  readonly schema: Schema
  readonly sites: QuerySites
  readonly functions: readonly FunctionId[]
  readonly growing: ReadonlySet<ClassId>
  readonly contextOf: (id: FunctionId) => Context | null
}

const LISTING = new Set(['all', 'fetchall'])
const BOUNDING = new Set(['limit', 'fetch', 'slice', 'paginate', 'yield_per', 'offset'])
const FILTERING = new Set(['where', 'filter', 'filter_by', 'join', 'outerjoin', 'having', 'with_for_update'])
const GROUPING = new Set(['group_by', 'distinct'])
/** Leave all rows what they are. */
const PLAIN = new Set([
  'select',
  'query',
  'options',
  'order_by',
  'execution_options',
  'execute',
  'exec',
  'scalars',
  'unique',
  'all',
  'fetchall',
  'col',
  'desc',
  'asc',
])

export function wholeTables({ parts: { evaluation }, schema, sites, functions, growing, contextOf }: Input): readonly WholeTableFact[] {
  return functions.flatMap((within) => {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const facts: WholeTableFact[] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || !LISTING.has(nameOf(summary, a[at])) || evaluation.scopeOf(file, at) !== scope)
        continue
      const fact = factOf(within, file, at)
      if (fact !== null) facts.push(fact)
    }
    return facts
  })

  /** Code that looks which rows are there to add those that are missing: a list that somebody keeps, no stream of them. */
  function makes(within: FunctionId, model: ClassId): boolean {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (summary.values.op[at] !== Op.Call) continue
      if (evaluation.calleeOf(file, at).targets.some((target) => target.is === 'construct' && target.class === model)) return true
    }
    return false
  }

  function factOf(within: FunctionId, file: FileId, at: Value): WholeTableFact | null {
    const { summary } = evaluation.file(file)
    const calls = statementCalls(evaluation, file, at)
    const query = calls.map(({ call }) => sites.at(file, call, within)).find((site) => site !== null)
    if (query === undefined || query === null) return null
    const all = [...calls, ...statementCalls(evaluation, file, argumentAt(summary, query.at.value, 0))]
    const begins = all.filter(({ name }) => name === 'select' || name === 'query')
    const selected = begins.length === 1 ? argumentAt(summary, begins[0].call, 0) : -1
    const type = selected < 0 ? null : evaluation.typeOf(file, selected)
    const model = type?.is === 'class' ? schema.modelOf(type.of) : null
    if (model === null) return null
    const names = all.map(({ name }) => name)
    const has = (some: ReadonlySet<string>): boolean => names.some((name) => some.has(name))
    return {
      is: 'whole-table',
      at: { file, value: at },
      within,
      model: model.class,
      context: contextOf(within),
      growing: growing.has(model.class) && !makes(within, model.class),
      bounded: has(BOUNDING)
        ? 'limit'
        : has(FILTERING)
          ? 'filtered'
          : has(GROUPING)
            ? 'grouped'
            : names.every((name) => PLAIN.has(name))
              ? null
              : 'unknown',
    }
  }
}
