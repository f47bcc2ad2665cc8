/** Runs one program at one row. Recursion is as deep as the pattern, whose depth the compiler caps. */
import type { Grammar } from '../model/syntax.ts'
import { isNamed } from './query-steps.ts'
import type { BoundStep, Source } from './query-steps.ts'

/** Captures of one match: capture id, row, capture id, row … parents before children. */
export type Found = readonly number[]

/** Combinations of siblings multiply in hostile input; further ones at the same root are left out, in a fixed order. */
const MAX_FOUND = 4096
/** Siblings looked at for one root: two children tried against fifty thousand arguments are more than a billion pairs. */
const MAX_VISITS = 200_000
let visits = 0
const NOTHING: readonly Found[] = []
const WITHOUT_CAPTURES: readonly Found[] = [[]]

/** All ways a pattern matches at a row, in source order. */
export function runPattern(grammar: Grammar, source: Source, root: BoundStep, row: number): readonly Found[] {
  visits = 0
  return runStep(grammar, source, root, row)
}

function runStep(grammar: Grammar, source: Source, step: BoundStep, row: number): readonly Found[] {
  const { kind, field, next } = source.table
  if (step.mask[kind[row]] !== 1) return NOTHING
  for (const test of step.tests) if (!test(source, row)) return NOTHING
  for (const absent of step.absent) {
    for (let child = row + 1; child < next[row]; child = next[child]!) if (field[child] === absent) return NOTHING
  }
  const own: number[] = []
  for (const capture of step.captures) own.push(capture, row)
  if (step.children.length === 0) return own.length === 0 ? WITHOUT_CAPTURES : [own]
  const found: Found[] = []
  runChildren(grammar, source, step.children, 0, row + 1, next[row], own, found)
  return found
}

function runChildren(
  grammar: Grammar,
  source: Source,
  steps: readonly BoundStep[],
  at: number,
  from: number,
  end: number,
  before: Found,
  out: Found[],
): void {
  const step = steps[at]
  const { kind, field, next } = source.table
  const capturing = capturesFrom(steps, at)
  for (let child = from; child < end && out.length < MAX_FOUND && visits < MAX_VISITS; child = next[child]!) {
    visits++
    if ((step.field === 0 || field[child] === step.field) && !(step.last && namedFollows(grammar, source, child, end))) {
      for (const inner of runStep(grammar, source, step, child)) {
        const captures = inner.length === 0 ? before : [...before, ...inner]
        if (at === steps.length - 1) out.push(captures)
        else runChildren(grammar, source, steps, at + 1, next[child], end, captures, out)
        // Without captures every further way to match is the same match.
        if (!capturing && out.length > 0) return
        if (out.length >= MAX_FOUND) return
      }
    }
    if (step.adjacent && isNamed(grammar, kind[child])) return
  }
}

function capturesFrom(steps: readonly BoundStep[], at: number): boolean {
  for (let i = at; i < steps.length; i++) if (steps[i].capturing) return true
  return false
}

function namedFollows(grammar: Grammar, { table: { kind, next } }: Source, row: number, end: number): boolean {
  for (let sibling = next[row]; sibling < end; sibling = next[sibling]!) if (isNamed(grammar, kind[sibling])) return true
  return false
}
