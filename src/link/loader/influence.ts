/** What a value has a say in: the rows of a function body that are computed from it. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Scope, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { hasMarkedOperand } from './operands.ts'

/** A loop's Phi may name later values: once more around settles what flows from one turn into the next. */
const ROUNDS = 2

export interface Influence {
  has(value: Value): boolean
}

/**
 * Rows of a scope's body that depend on one of the seeds by their operands. `stops` ends the flow where a value of another kind
 * begins: a session made for a tenant does not make every statement on it a statement about the tenant.
 */
export function influenceOf(
  evaluation: Evaluation,
  file: FileId,
  scope: Scope,
  seeds: readonly Value[],
  stops: (value: Value, has: (operand: Value) => boolean) => boolean,
): Influence {
  const { summary } = evaluation.file(file)
  const { scopes, regions, values } = summary
  const region = scopes.region[scope]
  const first = scope === 0 ? 0 : regions.first[region]
  const end = scope === 0 ? values.count : regions.end[region]
  const reached = new Uint8Array(end - first)
  for (const seed of seeds) if (seed >= first && seed < end) reached[seed - first] = 1
  const has = (value: Value): boolean => value >= first && value < end && reached[value - first] === 1
  let from = Math.min(...seeds) + 1
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = from; at < end; at++) {
      if (reached[at - first] === 1 || !hasMarkedOperand(summary, at, reached, first)) continue
      if (!(mayStop(values.op[at]) && stops(at, has))) reached[at - first] = 1
    }
    from = first
  }
  return { has }
}

function mayStop(op: Op): boolean {
  return op === Op.Call || op === Op.Enter || op === Op.Attr
}
