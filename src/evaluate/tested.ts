/** Which names of a file have their class tested: `isinstance(x, C)`, `match x`. */
import { Op, type Value } from '../model/summary.ts'
import { listOf, nameStr, type Unit } from './unit.ts'

const NONE_TESTED: ReadonlySet<number> = new Set()

/** Names whose class some test of the file asks for, by Str: reads of other names need no looking. */
export function testedNames(unit: Unit): ReadonlySet<number> {
  if (unit.tested !== null) return unit.tested
  if (unit.origin === 'library') return (unit.tested = NONE_TESTED)
  const isInstance = unit.strings.indexOf('isinstance')
  const names = new Set<number>()
  for (let at = 0; at < unit.op.length; at++) {
    const op: Op = unit.op[at]
    if (op === Op.Matched) names.add(rootName(unit, unit.a[at]))
    else if (op === Op.Call && isInstance >= 0 && nameStr(unit, unit.a[at]) === isInstance) {
      const [subject] = listOf(unit, unit.b[at])
      if (subject !== undefined) names.add(rootName(unit, subject))
    }
  }
  return (unit.tested = names)
}

/** Str of the name that a chain of attributes starts from, or -1. */
export function rootName(unit: Unit, read: Value): number {
  let at = read
  while (unit.op[at] === Op.Attr) at = unit.a[at]
  return unit.op[at] === Op.Load ? unit.b[at] : unit.op[at] === Op.Free ? unit.a[at] : -1
}
