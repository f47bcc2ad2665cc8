/** Sessions that run several statements at once: among coroutines, in a task of its own, in every request of a process. */
import type { Does } from '../../model/knowledge.ts'
import type { Context } from '../../model/project.ts'
import type { SharedSessionFact } from '../../model/shared-session.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import { createMembers } from '../concurrency/members.ts'
import { MODULE_BODY, type Parts } from '../draft.ts'
import { doneBy } from '../handlers/tried.ts'
import { functionOf } from '../parameters.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import { usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'
import { sessionClass } from './types.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly definitions: Definitions
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly isInside: (file: FileId) => boolean
  readonly contextOf: (id: FunctionId) => Context | null
}

const STARTS = /^asyncio\.(create_task|ensure_future|AbstractEventLoop\.create_task|BaseEventLoop\.create_task)$/
const SPEAKS: ReadonlySet<Does> = new Set<Does>(['sql-read', 'sql-write', 'flush', 'commit'])
const SERVES: ReadonlySet<string> = new Set(['loop-request', 'loop-websocket', 'thread'])

/** A call that speaks to the database through a session. */
interface Use {
  readonly call: Value
  readonly session: Value
  readonly key: string
}

/** In the order of the files, then of their places. */
export function sharedSessions({ parts, candidates, definitions, does, isInside, contextOf }: Input): readonly SharedSessionFact[] {
  const { evaluation, effects, origins } = parts
  const members = createMembers(parts)
  return [...together(), ...outlived(), ...ofProcess()]

  function together(): readonly SharedSessionFact[] {
    return candidates.of('facts/fan-outs').flatMap(({ file, captures }) => {
      const call = captures['call']?.value ?? -1
      if (call < 0 || !isInside(file) || !effects.callsOf(file, call).some(({ name }) => name === 'asyncio.gather')) return []
      const each = members.perElement(file, call).flatMap((member) => usesIn(file, members.workOf(file, member)))
      const shared = each.filter(({ session, call: work }) => isFromOutside(file, session, work))
      const all = [...members.written(file, call).flatMap((member) => usesIn(file, members.workOf(file, member))), ...shared, ...shared]
      const first = all.find((one) => all.some((other) => other !== one && other.key === one.key) || shared.includes(one))
      if (first !== undefined)
        return [
          factOf(
            file,
            call,
            'together',
            first,
            all.filter(({ key }) => key === first.key),
          ),
        ]
      return all.length === 0 ? [] : [factOf(file, call, 'alone', all[0], all)]
    })
  }

  /** Calls that use a session: on it, or with it as an argument of a project function that speaks to the database. */
  function usesIn(file: FileId, work: Value): readonly Use[] {
    if (work < 0) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[work] !== Op.Call) return []
    if (!doneBy({ parts, does }, file, work).some((what) => SPEAKS.has(what))) return []
    const receiver = op[a[work]] === Op.Attr ? a[a[work]] : -1
    const values = [receiver, ...listOf(summary, b[work]).map((item) => carried(summary, item))]
    const session = values.find((value) => value >= 0 && sessionClass(evaluation, evaluation.typeOf(file, value)) !== null)
    return session === undefined
      ? []
      : [
          {
            call: work,
            session,
            key: origins
              .of(file, session)
              .toSorted((x, y) => x - y)
              .join(),
          },
        ]
  }

  /** Made before the loop that makes the calls. */
  function isFromOutside(file: FileId, session: Value, work: Value): boolean {
    const [loop] = evaluation.repeats(file, work)
    if (loop === undefined) return true
    const { first } = evaluation.file(file).summary.regions
    return origins.of(file, session).every((origin) => origin < first[loop])
  }

  function factOf(
    file: FileId,
    at: Value,
    sharing: SharedSessionFact['sharing'],
    { session }: Pick<Use, 'session'>,
    uses: readonly Pick<Use, 'call'>[],
  ): SharedSessionFact {
    const { summary } = evaluation.file(file)
    const within = functionAround(evaluation, file, at)
    return {
      is: 'shared-session',
      at: { file, value: at },
      within,
      sharing,
      name: nameOf(summary, session),
      session: sessionClass(evaluation, evaluation.typeOf(file, session)) ?? 'Session',
      uses: [...new Set(uses.map(({ call }) => call))].map((call) => ({
        at: { file, value: call },
        work: nameOf(summary, summary.values.a[call]),
      })),
      context: within === MODULE_BODY ? null : contextOf(within),
    }
  }

  /** A task that is given the session of the request, or of a block around, and that nothing here waits for. */
  function outlived(): readonly SharedSessionFact[] {
    return candidates.of('facts/spawns').flatMap(({ file, captures }) => {
      const call = captures['call']?.value ?? -1
      if (call < 0 || !isInside(file) || !effects.callsOf(file, call).some(({ name }) => STARTS.test(name))) return []
      const work = argumentAt(evaluation.file(file).summary, call, 0)
      const [use] = usesIn(file, work)
      if (use === undefined) return []
      if (isWaitedFor(file, call)) return [factOf(file, call, 'waited', use, [use])]
      return isLent(file, call, use.session) ? [factOf(file, call, 'outlived', use, [use])] : []
    })
  }

  function isWaitedFor(file: FileId, call: Value): boolean {
    const uses = usesOf(evaluation, file, call)
    return uses.some(
      ({ is }) => is === 'awaited' || is === 'argument' || is === 'returned' || is === 'stored' || is === 'yielded' || is === 'other',
    )
  }

  /** Somebody else ends the session: the block that made it, or FastAPI when the request is over. */
  function isLent(file: FileId, call: Value, session: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    return origins.of(file, session).every((origin) => {
      if (op[origin] === Op.Enter) return true
      const context = op[origin] === Op.Param ? contextOf(functionAround(evaluation, file, call)) : null
      return context !== null && context.kind === 'loop-request' && context.path.length === 0
    })
  }

  /** `session = SessionLocal()` in a module, which code that serves requests uses. */
  function ofProcess(): readonly SharedSessionFact[] {
    return evaluation.files.flatMap(({ id: file, origin, summary }) => {
      if (origin !== 'project' || !isInside(file)) return []
      const { bindingStart, bindingName, bindingValues } = summary.scopes
      const { op, b } = summary.values
      const facts: SharedSessionFact[] = []
      for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
        const binds = listOf(summary, bindingValues[row])
        const made = binds.length === 1 && op[binds[0]] === Op.Bind ? b[binds[0]] : -1
        if (bindingName[row] < 0 || made < 0 || op[made] !== Op.Call || !isMaking(file, made)) continue
        const name = summary.strings[bindingName[row]]
        const uses = servingUses(file, made, name)
        const [first] = uses
        if (first === undefined) continue
        facts.push({
          is: 'shared-session',
          at: { file, value: made },
          within: MODULE_BODY,
          sharing: 'process',
          name,
          session: sessionClass(evaluation, evaluation.typeOf(file, made)) ?? 'Session',
          uses: uses.slice(0, 5),
          context: contextOf(functionAround(evaluation, first.at.file, first.at.value)),
        })
      }
      return facts
    })
  }

  /** `Session(engine)` or a call of a session factory: neither a scoped session, which is one per thread, nor a getter. */
  function isMaking(file: FileId, call: Value): boolean {
    if (sessionClass(evaluation, evaluation.typeOf(file, call)) === null) return false
    return evaluation.calleeOf(file, call).targets.every((target) => {
      if (target.is === 'construct') return evaluation.file(evaluation.class(target.class).file).origin === 'library'
      const id = functionOf(target)
      return id !== null && /\.(sessionmaker|async_sessionmaker)\.__call__$/.test(evaluation.function(id).qualifiedName)
    })
  }

  function servingUses(home: FileId, made: Value, name: string): SharedSessionFact['uses'] {
    const uses: { readonly at: { readonly file: FileId; readonly value: Value }; readonly work: string }[] = []
    for (const { id: file, origin, summary } of evaluation.files) {
      if (origin !== 'project' || !isInside(file) || !summary.strings.includes(name)) continue
      const { op, a, count } = summary.values
      for (let value = 0; value < count; value++) {
        if (op[value] !== Op.Call || op[a[value]] !== Op.Attr) continue
        const object = a[a[value]]
        if ((op[object] !== Op.Free && op[object] !== Op.Load) || nameOf(summary, object) !== name) continue
        const within = functionAround(evaluation, file, value)
        const context = within === MODULE_BODY ? null : contextOf(within)
        if (context === null || !SERVES.has(context.kind)) continue
        const behind = definitions.of({ file, value: object })
        if (behind?.file === home && behind.value === made) uses.push({ at: { file, value }, work: nameOf(summary, a[value]) })
      }
    }
    return uses
  }
}
