/** Tasks that are started, and who holds them. */
import type { TaskFact, TaskHolder } from '../../model/concurrency.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, listOf, nameOf, scopeKind } from '../read.ts'
import { usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import { isOwnName } from './coroutines.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly isInside: (file: FileId) => boolean
}

const STARTS = /^asyncio\.(create_task|ensure_future|AbstractEventLoop\.create_task|BaseEventLoop\.create_task)$/

/** In the order of the files, then of their places. */
export function taskFacts({ parts, candidates, isInside }: Input): readonly TaskFact[] {
  return candidates.of('facts/spawns').flatMap(({ file, captures }): readonly TaskFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0 || !isInside(file)) return []
    const callee = parts.effects.callsOf(file, call).find(({ name }) => STARTS.test(name))
    if (callee === undefined) return []
    const { evaluation } = parts
    const { summary } = evaluation.file(file)
    const coroutine = argumentAt(summary, call, 0)
    const runs = coroutine < 0 ? [] : parts.callables.of(file, coroutine).filter((handed) => parts.isProject(handed.function))
    const isMade = coroutine >= 0 && summary.values.op[coroutine] === Op.Call
    return [
      {
        is: 'task',
        at: { file, value: call },
        within: functionAround(evaluation, file, call),
        callee: callee.name.replace(/\.(Abstract|Base)EventLoop/, ''),
        work: coroutine < 0 ? '' : nameOf(summary, isMade ? summary.values.a[coroutine] : coroutine),
        runs: runs.length === 1 ? runs[0].function : null,
        holder: holderOf(parts, file, call),
      },
    ]
  })
}

function holderOf({ evaluation }: Parts, file: FileId, call: Value): TaskHolder {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const users = evaluation.users(file, call)
  if (users.some((user) => op[user] === Op.Discard)) return 'dropped'
  if (users.length === 0) return isCallbackBody() ? 'dropped' : 'kept'
  const uses = usesOf(evaluation, file, call)
  if (uses.length === 0) return users.every((user) => op[user] === Op.Bind && isOwnName(evaluation, file, user)) ? 'unread' : 'kept'
  return uses.every((use) => use.is === 'attribute' && users.every((user) => user === use.at || op[user] === Op.Bind)) ? 'observed' : 'kept'

  /** `loop.call_later(1, lambda: create_task(work()))`: what calls it back asks for no result. */
  function isCallbackBody(): boolean {
    const scope = evaluation.scopeOf(file, call)
    if (scopeKind(summary, scope) !== ScopeKind.Lambda || !listOf(summary, summary.scopes.exits[scope]).includes(call)) return false
    const lambda = summary.scopes.definedBy[scope]
    return evaluation.users(file, lambda).some((user) => op[user] === Op.Call && CALLBACKS.test(nameOf(summary, a[user])))
  }
}

const CALLBACKS = /^(call_soon|call_soon_threadsafe|call_later|call_at|add_done_callback|add_signal_handler)$/
