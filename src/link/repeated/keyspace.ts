/** Redis commands that go through all keys at once. */
import type { KeyspaceWalk } from '../../model/repeated.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'

const KEYS = /^redis\.(.*\.)?(Redis|StrictRedis|RedisCluster)\.keys$/

/** In the order of the files, then of their places. */
export function keyspaceWalks(parts: Parts, isInside: (file: FileId) => boolean): readonly KeyspaceWalk[] {
  const { evaluation, effects } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly KeyspaceWalk[] => {
    if (origin !== 'project' || !isInside(file) || !summary.strings.includes('keys')) return []
    const { op, count } = summary.values
    const found: KeyspaceWalk[] = []
    for (let value = 0; value < count; value++) if (op[value] === Op.Call && mayWalk(file, value)) found.push(...walkAt(file, value))
    return found
  })

  /** A pattern is given: a dictionary's method takes nothing. */
  function mayWalk(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return op[a[call]] === Op.Attr && nameOf(summary, a[call]) === 'keys' && listOf(summary, b[call]).length > 0
  }

  function walkAt(file: FileId, call: Value): readonly KeyspaceWalk[] {
    const known = effects.callsOf(file, call).find(({ name }) => KEYS.test(name))
    if (known === undefined) return []
    return [{ is: 'keyspace-walk', at: { file, value: call }, within: functionAround(evaluation, file, call), callee: known.name }]
  }
}
