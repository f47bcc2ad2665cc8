/** The mutator of pack sec: a bound parameter becomes a part of an f-string. */
import { spanOf } from '../src/check/place.ts'
import type { Place, Project } from '../src/model/project.ts'
import { Op } from '../src/model/summary.ts'
import type { Value } from '../src/model/summary.ts'

interface Mutant {
  readonly file: string
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  readonly lines: readonly number[]
}

/** Types whose text cannot break out: formatting them is a milder fault, but a fault; constants are none. */
const isFormattable = (project: Project, { file, value }: Place): boolean => {
  const { op } = project.evaluation.file(file).summary.values
  const kind: Op = op[value]
  if (kind !== Op.Load && kind !== Op.Attr) return false
  return project.evaluation.constantOf(file, value) === undefined
}

/** `execute(text("… :x"), {"x": x})` and `execute("… ?", (x,))`: statement literal, placeholder, value. */
const bindingOf = (project: Project, statement: Place, call: Place): { readonly placeholder: string; readonly value: Value } | null => {
  const { values, strings } = project.evaluation.file(call.file).summary
  const { op, a, b, lists } = values
  const given = [...lists.subarray(b[call.value] + 1, b[call.value] + 1 + lists[b[call.value]])]
  const second = given[1]
  const text = op[statement.value] === Op.Text ? strings[a[statement.value]] : ''
  if (second === undefined || given.length !== 2) return null
  const items =
    op[second] === Op.Dict || op[second] === Op.Tuple ? [...lists.subarray(b[second] + 1, b[second] + 1 + lists[b[second]])] : []
  for (const item of items) {
    if (op[second] === Op.Dict) {
      if (op[item] !== Op.Pair || op[a[item]] !== Op.Text) continue
      const placeholder = `:${strings[a[a[item]]]}`
      const isOnce = text.split(new RegExp(`${placeholder}\\b`)).length === 2
      if (isOnce && isFormattable(project, { file: call.file, value: b[item] })) return { placeholder, value: b[item] }
    } else if (items.length === 1 && text.split('?').length === 2 && isFormattable(project, { file: call.file, value: item })) {
      return { placeholder: '?', value: item }
    }
  }
  return null
}

export const boundParameters = (project: Project, text: (file: number) => string): readonly Mutant[] => {
  const mutants: Mutant[] = []
  for (const fact of project.facts('sink')) {
    const role = project.role(fact.at.file)
    if (fact.kind !== 'sql' || fact.hole !== null || fact.whole !== null || (role !== 'app' && role !== 'unreached')) continue
    const { file } = fact.at
    const { values, path, lineStarts } = project.evaluation.file(file).summary
    if (values.op[fact.argument.value] !== Op.Text) continue
    const isText = fact.callee === 'sqlalchemy.text'
    const user = isText ? project.evaluation.users(file, fact.at.value).find((each) => values.op[each] === Op.Call) : fact.at.value
    const found = user === undefined ? null : bindingOf(project, fact.argument, { file, value: user })
    if (found === null) continue
    const source = text(file)
    const span = spanOf(project, fact.argument)
    const literal = source.slice(span.start, span.end)
    const value = spanOf(project, { file, value: found.value })
    const written = source.slice(value.start, value.end)
    if (!/^["']/.test(literal) || /[{}\\]/.test(literal) || /["'\n]/.test(written)) continue
    const at = literal.search(found.placeholder === '?' ? /\?/ : new RegExp(`${found.placeholder}\\b`))
    if (at < 0) continue
    const mutated = `f${literal.slice(0, at)}{${written}}${literal.slice(at + found.placeholder.length)}`
    const line = lineStarts.findLastIndex((start) => start <= span.start) + 1
    mutants.push({ file: path, edits: [{ start: span.start, end: span.end, text: mutated }], lines: [line] })
  }
  return mutants
}
