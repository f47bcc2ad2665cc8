/** Pools, clients and producers that a service keeps for its life, and whether anything closes them. */
import type { KeptResourceFact } from '../../model/disposal.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Context, Place } from '../../model/project.ts'
import type { ResourceFact } from '../../model/resource.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf, textOf } from '../read.ts'

interface Input {
  readonly parts: Parts
  readonly engines: readonly EngineFact[]
  readonly resources: readonly ResourceFact[]
  readonly contextsOf: (id: FunctionId) => readonly Context[]
  readonly isInside: (file: FileId) => boolean
}

/** What leaves something behind when a process ends or an application starts anew: open transactions, messages that were not sent. */
const CLOSERS: readonly (readonly [RegExp, string])[] = [
  [/^sqlalchemy\..*async_engine/, 'dispose'],
  [/^redis\.asyncio\./, 'aclose'],
  [/^httpx\.AsyncClient$/, 'aclose'],
  [/^aiohttp\.ClientSession$/, 'close'],
  [/^asyncpg\.create_pool$|^psycopg_pool\.Async|^aiomysql\.create_pool$|^motor\./, 'close'],
  [/^aiokafka\.|^kafka\./, 'stop'],
  [/^aio_pika\./, 'close'],
]
const CLOSING = new Set(['dispose', 'close', 'aclose', 'stop', 'shutdown', 'disconnect', 'wait_closed', 'terminate', 'flush', '__aexit__'])

/** In the order of the files, then of their places. */
export function keptResources({ parts, engines, resources, contextsOf, isInside }: Input): readonly KeptResourceFact[] {
  const { evaluation, origins } = parts
  const made = [
    ...engines.flatMap(({ created, callee, async, dialect, pool, disposed, building, within }) =>
      async && building === 'once' && dialect !== 'sqlite' && pool === null && !disposed
        ? [{ at: created, callee, within: within ?? -1 }]
        : [],
    ),
    ...resources.flatMap(({ at, callee, building, borrows, within }) => (building === 'once' && !borrows ? [{ at, callee, within }] : [])),
  ]
  const closings = made.length === 0 ? [] : closingCalls()
  return made
    .flatMap(({ at, callee, within }): readonly KeptResourceFact[] => {
      const closer = CLOSERS.find(([pattern]) => pattern.test(callee))?.[1]
      const name = closer === undefined ? null : keptAs(at)
      if (closer === undefined || name === null) return []
      const contexts = within < 0 ? [] : contextsOf(within)
      return [
        {
          is: 'kept-resource',
          at,
          callee,
          name: name.name,
          atStartup: contexts.some(({ kind }) => kind === 'loop-startup'),
          closer,
          closedAt: closings.find((call) => closes(call, at, name.name))?.at ?? null,
          handedOn: name.handedOn,
        },
      ]
    })
    .toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)

  /** The name of the module or the attribute it is put under; null where it stays in a function. */
  function keptAs({ file, value }: Place): { readonly name: string; readonly handedOn: boolean } | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let level: readonly Value[] = [value]
    let kept: string | null = null
    let handedOn = false
    for (let depth = 0; depth < 5 && level.length > 0; depth++) {
      const next: Value[] = []
      for (const each of level)
        for (const user of evaluation.users(file, each)) {
          const kind: Op = op[user]
          if (kind === Op.Enter) handedOn = true
          else if (kind === Op.Call && a[user] !== each) handedOn ||= depth === 0 || isStack(file, user)
          else if (kind === Op.Return || kind === Op.Yield) handedOn ||= depth === 0
          else if (kind === Op.SetAttr) kept ??= textOf(summary, listOf(summary, b[user])[1])
          else if (kind === Op.Bind && (evaluation.scopeOf(file, user) === 0 || isGlobal(file, user))) kept ??= nameOf(summary, user)
          if (kind === Op.Await || kind === Op.Load || kind === Op.Bind || kind === Op.Phi) next.push(user)
        }
      level = next
    }
    const bound = kept ?? moduleNameOf(file, value)
    if (handedOn) return { name: bound ?? '', handedOn }
    return bound === null || bound === '' ? null : { name: bound, handedOn }
  }

  /** Bound in the module's body or under `global`. */
  function moduleNameOf(file: FileId, value: Value): string | null {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    for (let row = bindingStart[0]; row < bindingStart[1]; row++)
      for (const bind of listOf(summary, bindingValues[row]))
        if (op[bind] === Op.Bind && (b[bind] === value || origins.of(file, b[bind]).includes(value)))
          return textOf(summary, bindingName[row])
    return null
  }

  function isGlobal(file: FileId, bind: Value): boolean {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingValues } = summary.scopes
    for (let row = bindingStart[0]; row < bindingStart[1]; row++) if (listOf(summary, bindingValues[row]).includes(bind)) return true
    return false
  }

  /** `stack.enter_async_context(…)`, `stack.push_async_callback(…)`. */
  function isStack(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    return /^(?:enter_(?:async_)?context|push_async_(?:callback|exit)|callback|push|closing|aclosing)$/.test(
      nameOf(summary, summary.values.a[call]),
    )
  }

  interface Closing {
    readonly at: Place
    /** The last name of what is closed. */
    readonly name: string
    readonly object: Place
  }

  /** Calls of methods that close, and such methods handed over to be called: `on_shutdown(pool.close)`. */
  function closingCalls(): readonly Closing[] {
    return evaluation.files.flatMap(({ id: file, origin, summary }) => {
      if (origin !== 'project' || !isInside(file) || !summary.strings.some((text) => CLOSING.has(text))) return []
      const { op, a, b, count } = summary.values
      const found: Closing[] = []
      for (let value = 0; value < count; value++)
        if (op[value] === Op.Attr && CLOSING.has(textOf(summary, b[value])))
          found.push({ at: { file, value }, name: nameOf(summary, a[value]), object: { file, value: a[value] } })
      return found
    })
  }

  /** `await create_pool(…)` has the type of what is waited for. */
  function typeMade({ file, value }: Place): Type {
    const { op } = evaluation.file(file).summary.values
    const awaited = evaluation.users(file, value).find((user) => op[user] === Op.Await)
    return evaluation.typeOf(file, awaited ?? value)
  }

  /** By what it holds, by its type, or, where the type is not known, by the name it is kept under. */
  function closes({ name, object, at }: Closing, made: Place, kept: string): boolean {
    if (object.file === made.file && origins.of(object.file, object.value).includes(made.value)) return true
    const type = evaluation.typeOf(object.file, object.value)
    const own = typeMade(made)
    if (type.is === 'instance' && own.is === 'instance')
      return evaluation.mro(type.of).includes(own.of) || evaluation.mro(own.of).includes(type.of)
    const bare = (text: string): string => text.replace(/^_+/, '')
    return type.is !== 'instance' && (bare(name) === bare(kept) || evaluation.file(at.file).id === made.file)
  }
}
