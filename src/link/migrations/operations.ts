/** The operations a revision's `upgrade` or `downgrade` performs, in order. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Origins } from '../origins.ts'
import { argumentAt, listOf, textOf } from '../read.ts'

export interface Operation {
  readonly name: string
  readonly call: Place
  /** The table that a `batch_alter_table` block fixes; undefined outside of one, null where it is not known. */
  readonly batch: string | null | undefined
}

export type Direction = 'upgrade' | 'downgrade'

const DEEPEST = 4

export function createOperations(
  evaluation: Evaluation,
  origins: Origins,
  candidates: CandidateIndex,
): (file: FileId, direction?: Direction) => readonly Operation[] {
  const calls = new Map<FileId, Set<Value>>()
  for (const { file, captures } of candidates.of('facts/migrations')) {
    const value = captures['call']?.value ?? -1
    const known = calls.get(file)
    if (value < 0) continue
    if (known === undefined) calls.set(file, new Set([value]))
    else known.add(value)
  }

  function operationsOf(file: FileId, direction: Direction = 'upgrade'): readonly Operation[] {
    const id = functionNamed(evaluation, file, direction)
    return id === null ? [] : within(id, 0)
  }

  function within(id: FunctionId, depth: number): readonly Operation[] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const { first, end } = summary.regions
    const region = summary.scopes.region[scope]
    const nominated = calls.get(file)
    const found: Operation[] = []
    for (let value = first[region]; value < end[region]; value++) {
      if (op[value] !== Op.Call || evaluation.scopeOf(file, value) !== scope) continue
      if (nominated?.has(value) === true) {
        const operation = operationAt({ file, value })
        if (operation !== null) found.push(operation)
        continue
      }
      const [target] = evaluation.calleeOf(file, value).targets
      const isHelper = target?.is === 'function' && evaluation.function(target.function).file === file
      if (isHelper && depth < DEEPEST) found.push(...within(target.function, depth + 1))
    }
    return found
  }

  function operationAt(call: Place): Operation | null {
    const { summary } = evaluation.file(call.file)
    const { a, b } = summary.values
    const callee = a[call.value]
    const name = textOf(summary, b[callee])
    const [target] = evaluation.calleeOf(call.file, call.value).targets
    if (target?.is === 'function' && evaluation.function(target.function).qualifiedName === `alembic.op.${name}`)
      return name === 'batch_alter_table' ? null : { name, call, batch: undefined }
    const batch = batchOf({ file: call.file, value: a[callee] })
    if (batch !== undefined) return { name, call, batch }
    // A connection: `op.get_bind().execute(...)`.
    return name === 'execute' ? { name, call, batch: undefined } : null
  }

  /** The table of the `with op.batch_alter_table("t") as receiver` that a receiver comes from. */
  function batchOf({ file, value }: Place): string | null | undefined {
    for (const origin of origins.of(file, value)) {
      const { summary } = evaluation.file(file)
      if (summary.values.op[origin] !== Op.Call) continue
      const [target] = evaluation.calleeOf(file, origin).targets
      if (target?.is !== 'function' || evaluation.function(target.function).qualifiedName !== 'alembic.op.batch_alter_table') continue
      const named = argumentAt(summary, origin, 0) >= 0 ? argumentAt(summary, origin, 0) : argumentAt(summary, origin, 'table_name')
      const constant = named < 0 ? undefined : evaluation.constantOf(file, named)
      return constant?.is === 'text' ? constant.value : null
    }
    return undefined
  }

  return operationsOf
}

/** A function of a module's body. */
export function functionNamed(evaluation: Evaluation, file: FileId, name: string): FunctionId | null {
  const { summary } = evaluation.file(file)
  const { scopes } = summary
  for (let scope = 1; scope < scopes.count; scope++)
    if (scopes.parent[scope] === 0 && textOf(summary, scopes.name[scope]) === name) {
      const id = evaluation.functionOfScope(file, scope)
      return id < 0 ? null : id
    }
  return null
}

/** Arguments of an operation: a batch operation leaves the table out. */
export function operationArgument(
  evaluation: Evaluation,
  { call, batch }: Operation,
  position: number,
  key: string,
  tableAt: number,
): Place | null {
  const { summary } = evaluation.file(call.file)
  const written = batch === undefined || position < tableAt ? position : position - 1
  const positional = batch !== undefined && position === tableAt ? -1 : argumentAt(summary, call.value, written)
  const value = positional >= 0 ? positional : argumentAt(summary, call.value, key)
  return value < 0 ? null : { file: call.file, value }
}

export const itemsAt = (evaluation: Evaluation, place: Place): readonly Place[] => {
  const { summary } = evaluation.file(place.file)
  return Array.from(listOf(summary, summary.values.b[place.value]), (value) => ({ file: place.file, value }))
}
