/** Clients of requests: whether one was made with a transport or connector of its own, which may refuse addresses. */
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { functionOf } from '../parameters.ts'
import { argumentAt } from '../read.ts'
import type { CallIndex } from './callers.ts'

/** Functions that a client is handed through. */
const DEEPEST = 3
const OWN = ['transport', 'connector', 'mounts']

export function hasOwnTransport(parts: Parts, callers: CallIndex, { file, call }: LibraryCall): boolean {
  const { evaluation } = parts
  const { op, a } = evaluation.file(file).summary.values
  return op[a[call]] === Op.Attr && isOwn({ file, value: a[a[call]] }, 0)

  function isOwn(client: Place, depth: number): boolean {
    const { summary } = evaluation.file(client.file)
    const { values } = summary
    return parts.origins.of(client.file, client.value).some((origin) => {
      const made = values.op[origin] === Op.Enter ? values.a[origin] : origin
      if (values.op[made] === Op.Call)
        return OWN.some((name) => argumentAt(summary, made, name) >= 0) || isMadeBySafe({ file: client.file, value: made })
      if (values.op[made] !== Op.Param || depth >= DEEPEST) return false
      const owner = evaluation.functionOfScope(client.file, evaluation.scopeOf(client.file, made))
      return callers.passedTo(owner, made, false).some((given) => given !== null && isOwn(given, depth + 1))
    })
  }

  /** A function of the project that gives a client builds it with a transport. */
  function isMadeBySafe({ file: at, value }: Place): boolean {
    return evaluation.calleeOf(at, value).targets.some((target) => {
      const id = functionOf(target)
      return target.is === 'function' && id !== null && parts.isProject(id) && buildsOwn(id)
    })
  }

  function buildsOwn(id: FunctionId): boolean {
    const { file: at, scope } = evaluation.function(id)
    const { summary } = evaluation.file(at)
    const region = summary.scopes.region[scope]
    for (let row = summary.regions.first[region]; row < summary.regions.end[region]; row++)
      if (summary.values.op[row] === Op.Call && OWN.some((name) => argumentAt(summary, row, name) >= 0)) return true
    return false
  }
}
