/** Queues that all requests of a process share, and whether they can grow for ever. */
import type { WorkQueueFact } from '../../model/state.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, hasSpread, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { containersOf } from './containers.ts'

interface Input {
  readonly parts: Parts
  readonly isInside: (file: FileId) => boolean
}

const QUEUE = /^(_?asyncio\.(queues\.)?|queue\.)((Priority|Lifo)?Queue)$/
const PUTS = /^(put|put_nowait)$/
const SIZES = /^(qsize|full)$/

/** In the order of the files, then of their places. */
export function workQueues({ parts, isInside }: Input): readonly WorkQueueFact[] {
  const { evaluation } = parts
  return containersOf(parts, isInside, ['Queue', 'PriorityQueue', 'LifoQueue']).flatMap(
    ({ file, made, name, reads }): readonly WorkQueueFact[] => {
      const type = typeOf(file, made)
      if (type === null) return []
      const uses = reads.flatMap((read) => methodsOn(read.file, read.value))
      const puts = uses.filter(({ called }) => PUTS.test(called))
      if (puts.length === 0) return []
      return [
        {
          is: 'work-queue',
          at: { file, value: made },
          name,
          type,
          limit: limitOf(file, made),
          puts: puts.map(({ at, within }) => ({ at, within })),
          asked: uses.some(({ called, within }) => SIZES.test(called) && puts.some((put) => put.within === within)),
        },
      ]
    },
  )

  function typeOf(file: FileId, made: Value): string | null {
    const type = evaluation.typeOf(file, made)
    const named = type.is === 'instance' ? QUEUE.exec(evaluation.class(type.of).qualifiedName) : null
    return named === null ? null : `${named[1].includes('asyncio') ? 'asyncio' : 'queue'}.${named[3]}`
  }

  function limitOf(file: FileId, made: Value): WorkQueueFact['limit'] {
    const { summary } = evaluation.file(file)
    if (hasSpread(summary, made)) return 'unknown'
    const first = argumentAt(summary, made, 0)
    const given = first >= 0 ? first : argumentAt(summary, made, 'maxsize')
    if (given < 0) return 'none'
    const constant = evaluation.constantOf(file, given)
    if (constant?.is !== 'number') return 'unknown'
    return constant.value > 0 ? 'set' : 'none'
  }

  function methodsOn(
    file: FileId,
    read: Value,
  ): readonly { readonly called: string; readonly at: { file: FileId; value: Value }; readonly within: number }[] {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return evaluation
      .users(file, read)
      .filter((user) => op[user] === Op.Attr)
      .flatMap((attribute) => evaluation.users(file, attribute).filter((call) => op[call] === Op.Call && a[call] === attribute))
      .map((call) => ({ called: nameOf(summary, a[call]), at: { file, value: call }, within: functionAround(evaluation, file, call) }))
  }
}
