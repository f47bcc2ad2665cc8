/** Replacements in the user's own code. Only where nothing else has to change: the function is async and `asyncio` is imported. */
import { spanOf } from '../../check/place.ts'
import type { Edit } from '../../check/rule.ts'
import type { BlockingFact, Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { Span } from '../../model/span.ts'

/** `aux` of a generator expression's row. */
const GENERATOR = 3

type Text = readonly (string | Span)[]

/** `f(x)` to `await asyncio.to_thread(f, x)`: the call that enters synchronous code, whether it blocks itself or leads there. */
export const handedToThread = (fact: BlockingFact, project: Project): readonly Edit[] =>
  replaced(fact, project, (callee, passed) => ['await asyncio.to_thread(', callee, ...(passed === null ? [] : [', ', passed]), ')'])

/** `time.sleep(x)` to `await asyncio.sleep(x)`. */
export const slept = (fact: BlockingFact, project: Project): readonly Edit[] =>
  replaced(fact, project, (_, passed) => (passed === null ? null : ['await asyncio.sleep(', passed, ')']))

/** `asyncio.run(f(x))` to `await f(x)`. */
export const awaited = (fact: BlockingFact, project: Project): readonly Edit[] =>
  replaced(fact, project, (_, passed) => (passed === null ? null : ['await ', passed]))

const replaced = (fact: BlockingFact, project: Project, rewrite: (callee: Span, passed: Span | null) => Text | null): readonly Edit[] => {
  const { at, path, within } = fact
  const { evaluation } = project
  const { values } = evaluation.file(at.file).summary
  const isCall =
    (values.op[at.value] as Op) === Op.Call && path.every((edge, index) => index > 0 || edge.kind === 'call' || edge.kind === 'construct')
  if (!isCall || within < 0 || !evaluation.function(within).async || !importsAsyncio(project, at) || isInGenerator(project, at)) return []
  const text = rewrite(spanOf(project, { file: at.file, value: values.a[at.value] }), passedTo(project, at))
  if (text === null) return []
  return [{ span: spanOf(project, at), text: isOperand(project, at) ? ['(', ...text, ')'] : text }]
}

/** All arguments as one span; null if there are none. */
const passedTo = (project: Project, { file, value }: Place): Span | null => {
  const { b, lists } = project.evaluation.file(file).summary.values
  const cell = b[value]
  if (cell < 0 || lists[cell] === 0) return null
  const first = spanOf(project, { file, value: lists[cell + 1] })
  const last = spanOf(project, { file, value: lists[cell + lists[cell]] })
  return { file, start: first.start, end: last.end }
}

/** Whether something is read from, subscripted on or called on the result: `await` binds less tightly than those. */
const isOperand = ({ evaluation }: Project, { file, value }: Place): boolean => {
  const { op, a } = evaluation.file(file).summary.values
  return evaluation.users(file, value).some((user: Value) => {
    const kind: Op = op[user]
    return a[user] === value && (kind === Op.Attr || kind === Op.Index || kind === Op.Call)
  })
}

/** An `await` would turn a generator expression into an asynchronous one. */
const isInGenerator = (project: Project, { file, value }: Place): boolean => {
  const { evaluation } = project
  const { regions, scopes, values } = evaluation.file(file).summary
  const { start, end } = spanOf(project, { file, value })
  const last = regions.end[scopes.region[evaluation.scopeOf(file, value)]]
  for (let at = value; at < last; at++) {
    if ((values.op[at] as Op) !== Op.Comprehension || values.aux[at] !== GENERATOR) continue
    const around = spanOf(project, { file, value: at })
    if (around.start <= start && around.end >= end) return true
  }
  return false
}

/** Whether the module binds the name `asyncio` to the library. */
const importsAsyncio = ({ evaluation }: Project, { file }: Place): boolean => {
  const { scopes, strings, values } = evaluation.file(file).summary
  for (let row = scopes.bindingStart[0]; row < scopes.bindingStart[1]; row++) {
    if (scopes.bindingName[row] < 0 || strings[scopes.bindingName[row]] !== 'asyncio') continue
    const cell = scopes.bindingValues[row]
    const bind = values.lists[cell + 1]
    const bound = values.b[bind]
    return values.lists[cell] === 1 && bound >= 0 && (values.op[bound] as Op) === Op.Import && strings[values.a[bound]] === 'asyncio'
  }
  return false
}
