/** The calls whose coroutines a call such as `gather` waits for. */
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'

const STARTS = /^asyncio\.(create_task|ensure_future|AbstractEventLoop\.create_task|wait_for|shield)$/

export interface Members {
  /** Calls made once per element of something. */
  perElement(file: FileId, call: Value): readonly Value[]
  /** Calls that are written out as arguments. */
  written(file: FileId, call: Value): readonly Value[]
  /** The call that does the work, out of `create_task(...)`; -1 if a thread does it, of which a pool has only so many. */
  workOf(file: FileId, member: Value): Value
}

export function createMembers({ evaluation, effects, origins }: Parts): Members {
  function given(file: FileId, call: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    return Array.from(listOf(summary, b[call])).filter((item) => op[item] !== Op.Keyword && op[item] !== Op.DoubleStar)
  }

  function perElement(file: FileId, call: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return given(file, call).flatMap((item) =>
      origins.of(file, carried(summary, item)).flatMap((origin) => {
        if (op[origin] === Op.Comprehension) return op[a[origin]] === Op.Call ? [a[origin]] : []
        return op[origin] === Op.List && listOf(summary, b[origin]).length === 0 ? appended(file, origin) : []
      }),
    )
  }

  function written(file: FileId, call: Value): readonly Value[] {
    const { op } = evaluation.file(file).summary.values
    return given(file, call).filter((item) => op[item] === Op.Call)
  }

  /** What is put into an empty list in a loop. */
  function appended(file: FileId, list: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return usesOf(evaluation, file, list).flatMap((use) => {
      if (use.is !== 'attribute' || nameOf(summary, use.at) !== 'append') return []
      return evaluation.users(file, use.at).flatMap((append) => {
        const item = op[append] === Op.Call && a[append] === use.at ? argumentAt(summary, append, 0) : -1
        const [made] = item < 0 ? [] : origins.of(file, item)
        return made !== undefined && op[made] === Op.Call && evaluation.repeats(file, append).length > 0 ? [made] : []
      })
    })
  }

  function workOf(file: FileId, member: Value): Value {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    let work = member
    for (let depth = 0; depth < 3; depth++) {
      if (!effects.callsOf(file, work).some(({ name }) => STARTS.test(name))) break
      const inner = argumentAt(summary, work, 0)
      if (inner < 0 || op[inner] !== Op.Call) return -1
      work = inner
    }
    const isHandedOff = effects
      .callsOf(file, work)
      .some(({ effects: known }) => known.some(({ runs }) => runs?.some((each) => each.in === 'thread' || each.in === 'process') ?? false))
    return isHandedOff ? -1 : work
  }

  return { perElement, written, workOf }
}
