/** What is put into a list, set or mapping after it was made: coarse, in no order. */
import type { Parts } from '../draft.ts'
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { functionOf, parameterFor, parametersOf } from '../parameters.ts'
import { carried, listOf, nameOf } from '../read.ts'
import { contentOf, keysOf, type Operand } from './flow.ts'

const ADDS = new Set(['append', 'add', 'appendleft', 'insert'])
const JOINS = new Set(['extend', 'update', 'extendleft', 'union'])

/** Helpers that a container is followed into, and reads of it that are looked at. */
const DEEPEST = 3
const MOST = 200

/** Operands whose content ends up in the container a value makes or is; of its keys if asked for them. */
export function puttersOf(parts: Parts, place: Place, keys: boolean): readonly Operand[] {
  const found: Operand[] = []
  const seen = new Set<string>()
  visit(place, 0)
  return found

  function visit({ file, value }: Place, depth: number): void {
    const key = `${file}:${value}`
    if (seen.has(key) || seen.size >= MOST) return
    seen.add(key)
    const { summary } = parts.evaluation.file(file)
    const { op, a, b } = summary.values
    for (const user of parts.evaluation.users(file, value)) {
      switch (op[user] as Op) {
        case Op.Load:
        case Op.Bind:
        case Op.Phi:
          visit({ file, value: user }, depth)
          break
        case Op.Attr:
          readMethod(file, user)
          break
        case Op.SetItem:
          if (a[user] !== value) break
          found.push(keys ? contentOf(file, listOf(summary, b[user])[1]) : contentOf(file, listOf(summary, b[user])[0]))
          break
        case Op.Call:
          if (a[user] !== value && depth < DEEPEST) for (const next of parametersFed(file, user, value)) visit(next, depth + 1)
          break
        case Op.Keyword:
          for (const call of parts.evaluation.users(file, user))
            if (op[call] === Op.Call && depth < DEEPEST) for (const next of parametersFed(file, call, value)) visit(next, depth + 1)
          break
        default:
      }
    }
  }

  function readMethod(file: FileId, attribute: Value): void {
    const { summary } = parts.evaluation.file(file)
    const { op, a, b } = summary.values
    const name = nameOf(summary, attribute)
    const isAdd = ADDS.has(name)
    if (!isAdd && !JOINS.has(name) && name !== 'setdefault') return
    for (const call of parts.evaluation.users(file, attribute)) {
      if (op[call] !== Op.Call || a[call] !== attribute) continue
      const given = listOf(summary, b[call])
      if (name === 'setdefault') found.push(contentOf(file, given[keys ? 0 : 1] ?? -1))
      else if (isAdd) found.push(...Array.from(given.slice(name === 'insert' ? 1 : 0), (item) => contentOf(file, carried(summary, item))))
      else
        for (const item of given) {
          if (op[item] === Op.Keyword) {
            if (!keys) found.push(contentOf(file, b[item]))
          } else found.push(keys ? keysOf(file, carried(summary, item)) : contentOf(file, carried(summary, item)))
        }
    }
  }

  /** Parameters of project functions that a container is given to. */
  function parametersFed(file: FileId, call: Value, argument: Value): readonly Place[] {
    return parts.evaluation.calleeOf(file, call).targets.flatMap((target): readonly Place[] => {
      const id: FunctionId | null = functionOf(target)
      if (id === null || !parts.isProject(id)) return []
      const index = parameterFor(parts.evaluation, file, call, target, argument)
      const parameter = index < 0 ? undefined : parametersOf(parts.evaluation, id)[index]
      return parameter === undefined ? [] : [{ file: parts.evaluation.function(id).file, value: parameter }]
    })
  }
}

/** What a mapping that is written out here holds under a key, and what may be put into it later; null if it is not written out. */
export function entryOf(parts: Parts, { file, value }: Place, key: string): readonly Operand[] | null {
  const { summary } = parts.evaluation.file(file)
  const { op, a, b } = summary.values
  const found: Operand[] = []
  const origins = parts.origins.of(file, value)
  for (const made of origins) {
    if (op[made] !== Op.Dict) return null
    for (const item of listOf(summary, b[made])) {
      const folded = op[item] === Op.Pair ? parts.evaluation.constantOf(file, a[item]) : undefined
      if (folded?.is !== 'text') return null
      if (folded.value === key) found.push(contentOf(file, b[item]))
    }
    found.push(...puttersOf(parts, { file, value: made }, false))
  }
  return origins.length === 0 ? null : found
}
