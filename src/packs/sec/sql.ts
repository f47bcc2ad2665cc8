/** What the two SQL rules share: where a fault sits, the way to it, and the statement with its values bound. */
import { spanOf } from '../../check/place.ts'
import type { Edit, Step } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { Hole, Hop, SinkFact } from '../../model/taint.ts'

export const stepsOf = (project: Project, hops: readonly Hop[], fact: SinkFact): readonly Step[] => [
  ...hops.filter(({ label }) => label !== '').map(({ at, label }) => ({ at: spanOf(project, at), label })),
  { at: spanOf(project, fact.at), label: `\`${fact.callee}\` takes it as SQL` },
]

/** The last words of a dotted name, as a reader says it. */
export const sinkName = (fact: SinkFact): string => fact.callee.split('.').slice(-2).join('.')

interface Style {
  readonly placeholder: (name: string) => string
  readonly argument: (name: string) => string
}

/** How each driver writes a bound value, and what it is then given. */
const STYLES: readonly { readonly callee: RegExp; readonly style: Style }[] = [
  { callee: /^sqlalchemy\.text$/, style: { placeholder: (name) => `:${name}`, argument: (name) => `{"${name}": ${name}}` } },
  { callee: /^(sqlite3|aiosqlite)\./, style: { placeholder: () => '?', argument: (name) => `(${name},)` } },
  { callee: /^asyncpg\./, style: { placeholder: () => '$1', argument: (name) => name } },
  { callee: /^(psycopg|psycopg2|pymysql)\./, style: { placeholder: () => '%s', argument: (name) => `(${name},)` } },
]

/** `execute(text(f"… '{x}'"))` to `execute(text("… :x"), {"x": x})`; nothing where more than that would have to change. */
export const bound = (fact: SinkFact, project: Project): readonly Edit[] => {
  const { hole, others } = fact
  const style = STYLES.find(({ callee }) => callee.test(fact.callee))?.style
  if (hole === null || others.length > 0 || style === undefined || !hole.quoted) return []
  if (hole.text.file !== fact.argument.file || hole.text.value !== fact.argument.value) return []
  const around = textAround(project, hole)
  const end = callToExtend(project, fact)
  if (around === null || end === null) return []
  const { name } = hole
  const { file, start } = spanOf(project, hole.text)
  return [
    { span: { file, start, end: start + 1 }, text: [] },
    { span: { file, start: around.from, end: around.to }, text: [style.placeholder(name)] },
    { span: { file, start: end, end }, text: [', ', style.argument(name)] },
  ]
}

/** From the quote before a replacement field to the quote behind it, where the text is one plain f-string and the value one name. */
const textAround = ({ evaluation }: Project, hole: Hole): { readonly from: number; readonly to: number } | null => {
  const { file, value } = hole.text
  const { values, strings } = evaluation.file(file).summary
  const { op, a, b, aux, lists, start, length } = values
  if (op[value] !== Op.Format || aux[value] !== 0 || op[hole.at.value] !== Op.Load) return null
  const parts: readonly Value[] = [...lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]])]
  const at = parts.indexOf(hole.at.value)
  const [before, after] = [parts[at - 1], parts[at + 1]]
  if (parts.length !== 3 || before === undefined || after === undefined) return null
  // `f"` or `f"""`: with another prefix the text would change its meaning.
  const prefix = start[before] - start[value]
  if ((prefix !== 2 && prefix !== 4) || length[before] === 65_535) return null
  if ([before, after].some((part) => op[part] !== Op.Text || /[{}:?$%]/.test(strings[a[part]]))) return null
  return { from: start[before] + length[before] - 1, to: start[after] + 1 }
}

/** Where the bound values go: the end of the argument of an `execute` that has no other. */
const callToExtend = (project: Project, fact: SinkFact): number | null => {
  const { evaluation } = project
  const { op, b, lists } = evaluation.file(fact.at.file).summary.values
  const isOnly = (call: Value, argument: Value): boolean => lists[b[call]] === 1 && lists[b[call] + 1] === argument
  if (!isOnly(fact.at.value, fact.argument.value)) return null
  if (fact.callee !== 'sqlalchemy.text') return spanOf(project, fact.argument).end
  const [user, ...more] = evaluation.users(fact.at.file, fact.at.value)
  if (user === undefined || more.length > 0 || op[user] !== Op.Call || !isOnly(user, fact.at.value)) return null
  return spanOf(project, fact.at).end
}

export const placeOf = (fact: SinkFact): Place => fact.hole?.text ?? fact.argument
