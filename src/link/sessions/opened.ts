/** Sessions that functions open outside of `with`, and what becomes of them. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Context } from '../../model/project.ts'
import type { OpenedSessionFact, SessionFate } from '../../model/session.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, nameOf, textOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { sessionClass } from './types.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

const CONNECTION = /^sqlalchemy\..+\.(Async)?Connection$/
const CLOSING = new Set(['close', 'aclose'])
/** Ask a session nothing that takes a connection. */
const FREE = new Set(['close', 'aclose', 'add', 'add_all', 'expunge', 'expunge_all', 'rollback', 'remove'])

export function openedSessions({ evaluation, functions, contextOf }: Input): readonly OpenedSessionFact[] {
  return functions.flatMap((within) => {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const region = summary.scopes.region[scope]
    const facts: OpenedSessionFact[] = []
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (summary.values.op[at] !== Op.Call || evaluation.scopeOf(file, at) !== scope) continue
      const fact = factOf(within, file, at)
      if (fact !== null) facts.push(fact)
    }
    return facts
  })

  function factOf(within: FunctionId, file: FileId, call: Value): OpenedSessionFact | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const bind = evaluation.users(file, call).find((user) => op[user] === Op.Bind && b[user] === call)
    const session = bind === undefined ? null : isMaking(file, call) ? sessionClass(evaluation, evaluation.typeOf(file, call)) : null
    if (bind === undefined || session === null || borrows(file, call)) return null
    const uses = usesOf(evaluation, file, call)
    const methods = uses.flatMap((use) => (use.is === 'attribute' ? [use.at] : []))
    const closes = methods.filter((at) => CLOSING.has(nameOf(summary, at)))
    const isHanded = uses.some(({ is }) => is === 'returned' || is === 'stored' || is === 'argument' || is === 'other')
    const isGiven = uses.some(({ is }) => is === 'yielded')
    const surely = uses.some(({ is }) => is === 'entered') || closes.some((at) => isInFinally(file, at))
    const fate: SessionFate = surely
      ? 'closed'
      : closes.length > 0
        ? isGiven || mayFail(file, call, methods)
          ? 'closed-on-success'
          : 'closed'
        : isHanded
          ? 'handed-on'
          : 'leaked'
    return {
      is: 'opened-session',
      at: { file, value: call },
      within,
      name: textOf(summary, a[bind]),
      session,
      used: isGiven || methods.some((at) => !FREE.has(nameOf(summary, at))),
      fate,
      close: closes.length === 0 ? null : { file, value: closes[closes.length - 1] },
      context: contextOf(within),
    }
  }

  /** `Session(engine)` or `factory()`: not a getter of the project, which may keep what it gives. */
  function isMaking(file: FileId, call: Value): boolean {
    const { targets } = evaluation.calleeOf(file, call)
    return (
      targets.length > 0 &&
      targets.every((target) => {
        if (target.is === 'construct') return evaluation.file(evaluation.class(target.class).file).origin === 'library'
        return (
          target.is === 'function' &&
          /\.(sessionmaker|async_sessionmaker)\.__call__$/.test(evaluation.function(target.function).qualifiedName)
        )
      })
    )
  }

  /** `Session(bind=connection)`: what it uses is somebody else's to give back. */
  function borrows(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    return [argumentAt(summary, call, 'bind'), argumentAt(summary, call, 0)].some((given) => {
      const type = given < 0 ? null : evaluation.typeOf(file, given)
      return type?.is === 'instance' && CONNECTION.test(evaluation.class(type.of).qualifiedName)
    })
  }

  function isInFinally(file: FileId, value: Value): boolean {
    const { kind, parent } = evaluation.file(file).summary.regions
    for (let region = evaluation.regionOf(file, value); region > 0; region = parent[region]) {
      if (kind[region] === RegionKind.Finally) return true
      if (kind[region] === RegionKind.Function) return false
    }
    return false
  }

  /** Something is sent through it between the two. */
  function mayFail(file: FileId, call: Value, methods: readonly Value[]): boolean {
    const { summary } = evaluation.file(file)
    return methods.some((at) => at > call && !FREE.has(nameOf(summary, at)))
  }
}
