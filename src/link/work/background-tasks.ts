/** Work that is given to FastAPI's background tasks. */
import type { Edge } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { BackgroundTaskFact } from '../../model/work.ts'
import type { Parts } from '../draft.ts'
import type { Work } from './work.ts'

interface Input {
  readonly parts: Parts
  readonly functions: readonly FunctionId[]
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly work: Work
}

const GIVES = /^(starlette\.background|fastapi(\.background)?)\.(BackgroundTasks\.add_task|BackgroundTask)$/

/** In the order of the functions, then of their places. */
export function backgroundTasks({ parts: { evaluation, effects }, functions, edgesFrom, work }: Input): readonly BackgroundTaskFact[] {
  return functions.flatMap((id) => edgesFrom(id).flatMap((edge) => taskBy(edge)))

  function taskBy({ kind, at, from, to }: Edge): readonly BackgroundTaskFact[] {
    if (kind !== 'schedule' && kind !== 'offload') return []
    const isCall = evaluation.file(at.file).summary.values.op[at.value] === Op.Call
    if (!isCall || !effects.callsOf(at.file, at.value).some(({ name }) => GIVES.test(name))) return []
    return [{ is: 'background-task', at, within: from, runs: to, long: work.longOf(to), urgent: work.urgentOf(to) }]
  }
}
