/** Reading of summary rows. Every answer is file-local; -1 means absent. */
import type { FileSummary, List, Scope, ScopeKind, Str, Value } from '../model/summary.ts'
import { Op, ScopeFlag } from '../model/summary.ts'

const NONE: Int32Array = new Int32Array(0)

/** Items of a list cell, without copying. */
export function listOf(summary: FileSummary, cell: List): Int32Array {
  if (cell < 0) return NONE
  const { lists } = summary.values
  return lists.subarray(cell + 1, cell + 1 + lists[cell])
}

export function textOf(summary: FileSummary, str: Str): string {
  return str < 0 ? '' : summary.strings[str]
}

/** Name read by an Attr, Free, Load, Bind or Param row; empty for others. */
export function nameOf(summary: FileSummary, value: Value): string {
  const { op, a, b } = summary.values
  switch (op[value]) {
    case Op.Attr:
    case Op.Load:
      return textOf(summary, b[value])
    case Op.Free:
    case Op.Bind:
    case Op.Phi:
      return textOf(summary, a[value])
    case Op.Param:
      return textOf(summary, listOf(summary, b[value])[2])
    default:
      return ''
  }
}

/** The value a Keyword, Star or DoubleStar row carries; the value itself otherwise. */
export function carried(summary: FileSummary, value: Value): Value {
  const { op, a, b } = summary.values
  if (op[value] === Op.Keyword) return b[value]
  if (op[value] === Op.Star || op[value] === Op.DoubleStar) return a[value]
  return value
}

/** Argument of a call by position or by keyword; -1 if it is not written out. */
export function argumentAt(summary: FileSummary, call: Value, key: number | string): Value {
  const { op, a, b } = summary.values
  let position = 0
  for (const item of listOf(summary, b[call])) {
    if (op[item] === Op.Keyword) {
      if (key === textOf(summary, a[item])) return b[item]
    } else if (op[item] === Op.Star) {
      position = 1 << 20
    } else if (op[item] !== Op.DoubleStar) {
      if (key === position) return item
      position++
    }
  }
  return -1
}

/** True if a call passes arguments that are not written out one by one. */
export function hasSpread(summary: FileSummary, call: Value): boolean {
  const { op, b } = summary.values
  for (const item of listOf(summary, b[call])) if (op[item] === Op.Star || op[item] === Op.DoubleStar) return true
  return false
}

export function scopeKind(summary: FileSummary, scope: Scope): ScopeKind {
  return summary.scopes.flags[scope] & ScopeFlag.Kind
}

export function lineOf(summary: FileSummary, offset: number): number {
  const { lineStarts } = summary
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lineStarts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
