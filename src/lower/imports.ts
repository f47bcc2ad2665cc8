/** Import statements. */
import { BindKind, Op } from '../model/summary.ts'
import { childByField, emit, firstPart, intern, nodeAt, stands, textOf } from './lowering.ts'
import type { Lowerer, Lowering } from './lowering.ts'
import { bind, bindNode, define } from './names.ts'
import { Node } from './nodes.ts'

/** A dotted name as it is written, without the blanks and comments it may be written with. */
function dottedText(l: Lowering, i: number): string {
  const text = textOf(l, i)
  if (!/[\s\\#]/.test(text)) return text
  return text.replace(/#.*/g, '').replace(/[\s\\]+/g, '')
}

export const importStatement: Lowerer = (l, i) => {
  const { field } = l.syntax
  let result = -1
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== field.name) continue
    if (nodeAt(l, c) === Node.AliasedImport) {
      const name = childByField(l, c, field.name)
      const alias = childByField(l, c, field.alias)
      if (name < 0 || alias < 0) continue
      const v = stands(l, name, emit(l, Op.Import, l.importFlags, intern(l, dottedText(l, name)), 1, name))
      stands(l, alias, bindNode(l, alias, v, BindKind.Import))
      stands(l, c, v)
      result = v
    } else {
      const dotted = dottedText(l, c)
      const dot = dotted.indexOf('.')
      result = emit(l, Op.Import, l.importFlags, intern(l, dotted), 0, c)
      bind(l, Math.max(c, firstPart(l, c)), intern(l, dot < 0 ? dotted : dotted.slice(0, dot)), result, BindKind.Import)
      stands(l, c, result)
    }
  }
  return result
}

export const importFrom: Lowerer = (l, i) => {
  const { field } = l.syntax
  const from = childByField(l, i, field.moduleName)
  const name = nodeAt(l, i) === Node.FutureImport ? '__future__' : from < 0 ? '' : dottedText(l, from)
  const module = intern(l, name)
  let result = -1
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (nodeAt(l, c) === Node.WildcardImport) {
      result = stands(l, c, define(l, -1, emit(l, Op.ImportStar, l.importFlags, module, -1, c)))
    }
    if (l.field[c] !== field.name) continue
    const aliased = nodeAt(l, c) === Node.AliasedImport
    const imported = aliased ? childByField(l, c, field.name) : c
    const alias = aliased ? childByField(l, c, field.alias) : firstPart(l, c)
    if (imported < 0 || alias < 0) continue
    result = stands(l, c, emit(l, Op.ImportFrom, l.importFlags, module, intern(l, dottedText(l, imported)), imported))
    stands(l, imported, result)
    stands(l, alias, bindNode(l, alias, result, BindKind.Import))
  }
  return result
}
