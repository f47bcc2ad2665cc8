/** Locks in Redis, and whether they end when their holder does not. */
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { SharedLockFact } from '../../model/work.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, hasSpread, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'

const LOCK = /^redis\.(.*\.)?(Redis|StrictRedis|RedisCluster)\.lock$/
const SET = /^redis\.(.*\.)?(Redis|StrictRedis|RedisCluster)\.setnx$/
const EXPIRES: ReadonlySet<string> = new Set(['expire', 'pexpire', 'expireat', 'pexpireat'])

/** In the order of the files, then of their places. */
export function sharedLocks({ evaluation, effects }: Parts, isInside: (file: FileId) => boolean): readonly SharedLockFact[] {
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly SharedLockFact[] => {
    if (origin !== 'project' || !isInside(file)) return []
    if (!summary.strings.some((text) => text === 'lock' || text === 'setnx')) return []
    const { op, a, count } = summary.values
    const found: SharedLockFact[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || op[a[value]] !== Op.Attr) continue
      const name = nameOf(summary, a[value])
      if (name === 'lock' || name === 'setnx') found.push(...lockAt(file, value))
    }
    return found
  })

  function lockAt(file: FileId, call: Value): readonly SharedLockFact[] {
    const known = effects.callsOf(file, call).find(({ name }) => LOCK.test(name) || SET.test(name))
    if (known === undefined) return []
    const at = { file, value: call }
    const ends = SET.test(known.name) ? endOfMarker(file, call) : endOfLock(file, call)
    return ends === null ? [] : [{ is: 'shared-lock', at, within: functionAround(evaluation, file, call), callee: known.name, ends }]
  }

  function endOfLock(file: FileId, call: Value): SharedLockFact['ends'] {
    const { summary } = evaluation.file(file)
    if (hasSpread(summary, call)) return 'unknown'
    const named = argumentAt(summary, call, 'timeout')
    const given = named >= 0 ? named : argumentAt(summary, call, 1)
    if (given < 0) return 'untimed'
    return evaluation.constantOf(file, given)?.is === 'none' ? 'untimed' : 'timed'
  }

  /** A marker that is set for good on purpose is no lock: only one that the same function gives an end to, or takes away again. */
  function endOfMarker(file: FileId, call: Value): SharedLockFact['ends'] | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const scope = evaluation.scopeOf(file, call)
    const body = summary.scopes.region[scope]
    for (let at = call + 1; at < summary.regions.end[body]; at++)
      if (op[at] === Op.Call && op[a[at]] === Op.Attr && EXPIRES.has(nameOf(summary, a[at])) && evaluation.scopeOf(file, at) === scope)
        return 'split'
    return null
  }
}
