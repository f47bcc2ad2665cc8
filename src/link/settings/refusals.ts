/** Code that does not let the text through that stands in for a setting: a check that raises, a comparison with that very text. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import { nameOf, scopeKind } from '../read.ts'

/** The first place that refuses the text or looks at the field before it raises; null if none does. */
export type Refusals = (text: string, name: string, of: ClassId | null) => Place | null

export function createRefusals(evaluation: Evaluation): Refusals {
  const own = evaluation.files.filter(({ origin }) => origin === 'project')
  const held = new Map<FileId, ReadonlySet<string>>()
  const compared = new Map<string, Place | null>()
  return (text, name, of) => {
    const classes = of === null ? [] : [...evaluation.mro(of), ...evaluation.subclasses(of)]
    const inClass = classes.map((each) => checkIn(each, name)).find((place) => place !== null)
    if (inClass !== undefined) return inClass
    let comparison = compared.get(text)
    if (comparison === undefined) compared.set(text, (comparison = comparisonWith(text)))
    return comparison
  }

  function comparisonWith(text: string): Place | null {
    for (const { id: file, summary } of own) {
      let texts = held.get(file)
      if (texts === undefined) held.set(file, (texts = new Set(summary.strings)))
      if (!texts.has(text)) continue
      const index = summary.strings.indexOf(text)
      const { op, a, count } = summary.values
      for (let value = 0; value < count; value++)
        if (op[value] === Op.Text && a[value] === index && isCompared(file, value)) return { file, value }
    }
    return null
  }

  /** In `==`, or an item of what `in` looks through. */
  function isCompared(file: FileId, value: Value, depth = 0): boolean {
    const { op } = evaluation.file(file).summary.values
    return evaluation.users(file, value).some((user) => {
      const kind: Op = op[user]
      if (kind === Op.Compare) return true
      const holds = kind === Op.Set || kind === Op.Tuple || kind === Op.List || kind === Op.Bind || kind === Op.Load
      return holds && depth < 3 && isCompared(file, user, depth + 1)
    })
  }

  /** A method that raises and reads the field, or a validator that is registered for it in a class that raises. */
  function checkIn(id: ClassId, name: string): Place | null {
    const { file, scope } = evaluation.class(id)
    const source = evaluation.file(file)
    if (source.origin !== 'project') return null
    const { values, regions, scopes, strings } = source.summary
    const region = scopes.region[scope]
    const [first, end] = [regions.first[region], regions.end[region]]
    const raising = new Set<number>()
    for (let value = first; value < end; value++) if ((values.op[value] as Op) === Op.Raise) raising.add(methodAround(file, value, scope))
    if (raising.size === 0) return null
    for (let value = first; value < end; value++) {
      const kind: Op = values.op[value]
      if (kind === Op.Attr && nameOf(source.summary, value) === name && raising.has(methodAround(file, value, scope)))
        return { file, value }
      const isNamed = kind === Op.Text && strings[values.a[value]] === name
      if (isNamed && evaluation.users(file, value).some((user) => (values.op[user] as Op) === Op.Call)) return { file, value }
    }
    return null
  }

  /** The function of the class whose body a value stands in; -1 outside of one. */
  function methodAround(file: FileId, value: Value, of: number): number {
    const { summary } = evaluation.file(file)
    let method = -1
    for (let scope = evaluation.scopeOf(file, value); scope > 0 && scope !== of; scope = summary.scopes.parent[scope])
      if (scopeKind(summary, scope) === ScopeKind.Function) method = scope
    return method
  }
}
