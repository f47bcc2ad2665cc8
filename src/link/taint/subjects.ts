/** Reads that can be compared: whether two values are the same variable, or an attribute or item of it. */
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import { listOf, nameOf, textOf } from '../read.ts'

/** Methods and functions that give back the same name in another form. */
const FORMS = new Set(['lower', 'upper', 'casefold', 'strip', 'resolve', 'absolute', 'as_posix', 'realpath', 'abspath', 'str', 'Path'])

/** Names a variable or an attribute of one; null for anything else. */
export function subjectOf(summary: FileSummary, value: Value): string | null {
  const { op, a } = summary.values
  switch (op[value] as Op) {
    case Op.Load:
      return `L${a[value]}`
    case Op.Free:
      return `F${nameOf(summary, value)}`
    case Op.Param:
    case Op.Bind:
    case Op.Phi:
      return `L${value}`
    case Op.Attr: {
      const object = subjectOf(summary, a[value])
      return object === null ? null : `${object}.${nameOf(summary, value)}`
    }
    case Op.Index: {
      const object = subjectOf(summary, a[value])
      const key = summary.values.b[value]
      return object === null || op[key] !== Op.Text ? null : `${object}[${textOf(summary, a[key])}]`
    }
    default:
      return null
  }
}

/** Whether a value is that subject, in whatever case or form: `x.lower() in ALLOWED` compares x but for its case. */
export function namesSubject(summary: FileSummary, value: Value, subject: string, depth = 0): boolean {
  const { op, a, b } = summary.values
  if (op[value] === Op.Call && FORMS.has(nameOf(summary, a[value])) && depth < 4) {
    const callee = a[value]
    const first = listOf(summary, b[value])[0]
    if (op[callee] === Op.Attr && namesSubject(summary, a[callee], subject, depth + 1)) return true
    return first !== undefined && namesSubject(summary, first, subject, depth + 1)
  }
  return subjectOf(summary, value) === subject
}
