/** Rows that name parts of the schema: what the database's own catalog tells. */
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { listOf, nameOf } from '../read.ts'
import { namesSubject } from './subjects.ts'
import type { Sources } from './values.ts'

const CATALOG =
  /\b(sqlite_master|sqlite_schema|information_schema|pg_catalog|pg_\w+|PRAGMA|SHOW\s+TABLES|current_database|current_schema)\b/i
const FETCHES = /^(fetch\w*|all|first|one|one_or_none|scalar|scalars|scalar_one|mappings)$/
const RUNS = /^(execute|fetch|fetchrow|fetchval|execute_fetchall|scalars?)$/

/** Whether a call runs a constant statement over the catalog, or fetches what its receiver ran last. */
export function readsCatalog(sources: Sources, { file, value }: Place): boolean {
  const { evaluation } = sources.parts
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const callee = a[value]
  if (op[callee] !== Op.Attr) return false
  const name = nameOf(summary, callee)
  if (RUNS.test(name) && isOverCatalog(sources.parts, file, value)) return true
  if (!FETCHES.test(name) || op[a[callee]] !== Op.Load) return false
  if (isResultOverCatalog(sources.parts, file, a[a[callee]])) return true
  let last: Value = -1
  for (const read of evaluation.users(file, a[a[callee]])) {
    for (const method of op[read] === Op.Load ? evaluation.users(file, read) : []) {
      if (op[method] !== Op.Attr || !RUNS.test(nameOf(summary, method))) continue
      for (const call of evaluation.users(file, method))
        if (op[call] === Op.Call && a[call] === method && call < value && call > last) last = call
    }
  }
  return last >= 0 && isOverCatalog(sources.parts, file, last)
}

/** `rows = session.execute(…)`: a name bound to what a statement over the catalog gave. */
function isResultOverCatalog(parts: Pick<Sources['parts'], 'evaluation'>, file: FileId, bound: Value): boolean {
  const { summary } = parts.evaluation.file(file)
  const { op, a, b } = summary.values
  if (op[bound] !== Op.Bind || b[bound] < 0) return false
  const call = op[b[bound]] === Op.Await ? a[b[bound]] : b[bound]
  return op[call] === Op.Call && op[a[call]] === Op.Attr && RUNS.test(nameOf(summary, a[call])) && isOverCatalog(parts, file, call)
}

function isOverCatalog({ evaluation }: Pick<Sources['parts'], 'evaluation'>, file: FileId, call: Value): boolean {
  const { summary } = evaluation.file(file)
  const { op, b } = summary.values
  const [first] = listOf(summary, b[call])
  if (first === undefined) return false
  // `text("...")` around it
  const inner = op[first] === Op.Call ? listOf(summary, b[first])[0] : undefined
  return [first, inner].some((each) => {
    const folded = each === undefined ? undefined : evaluation.constantOf(file, each)
    const text = folded?.is === 'text' ? folded.value : folded?.is === 'template' ? folded.parts.join(' ') : ''
    return CATALOG.test(text)
  })
}

/** Values that one test is followed through. */
const MOST = 80

/** Whether a test asks what the catalog answered about a subject: its name was bound to a statement over it, and rows came back. */
export function isLookedUp({ evaluation }: Sources['parts'], file: FileId, test: Value, subject: string): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const seen = new Set<Value>()
  const work: Value[] = [test]
  for (let value = work.pop(); value !== undefined && seen.size < MOST; value = work.pop()) {
    if (value < 0 || seen.has(value)) continue
    seen.add(value)
    switch (op[value] as Op) {
      case Op.Call:
        if (isOverCatalog({ evaluation }, file, value) && Array.from(listOf(summary, b[value])).some((given) => holds(given))) return true
        work.push(a[value], ...listOf(summary, b[value]))
        break
      case Op.Compare:
        work.push(...listOf(summary, b[value]))
        break
      case Op.Bind:
      case Op.Keyword:
        work.push(b[value])
        break
      case Op.Load:
      case Op.Attr:
      case Op.Index:
      case Op.Await:
      case Op.Unary:
      case Op.Iterate:
      case Op.Comprehension:
        work.push(a[value])
        break
      default:
    }
  }
  return false

  /** The subject itself, or a mapping or list that it is bound with. */
  function holds(given: Value): boolean {
    const value = op[given] === Op.Keyword ? b[given] : given
    if (op[value] === Op.Dict || op[value] === Op.Tuple || op[value] === Op.List)
      return Array.from(listOf(summary, b[value])).some((item) => holds(op[item] === Op.Pair ? b[item] : item))
    return namesSubject(summary, value, subject)
  }
}
