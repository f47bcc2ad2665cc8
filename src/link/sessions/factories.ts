/** Factories of asynchronous sessions, and code that reads what a commit through such a session has expired. */
import type { Context } from '../../model/project.ts'
import type { Schema } from '../../model/schema.ts'
import type { ExpiredRead, SessionFactoryFact } from '../../model/session-factory.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, carried, hasSpread, listOf, nameOf } from '../read.ts'
import { isAwaitedDirectly } from '../uses.ts'
import { sessionClass } from './types.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly schema: Schema
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

const ASYNC = /^sqlalchemy\.ext\.asyncio\.(.*\.)?(async_sessionmaker|AsyncSession)$/
const PLAIN = /^sqlalchemy\.orm\.(.*\.)?sessionmaker$/
const ASYNC_SESSION = 'sqlalchemy.ext.asyncio.session.AsyncSession'

/** In the order of the files, then of their places. */
export function sessionFactories({ parts, candidates, schema, functions, contextOf }: Input): readonly SessionFactoryFact[] {
  const { evaluation, effects } = parts
  let first: ExpiredRead | null | undefined
  return candidates.of('facts/session-factories').flatMap(({ file, captures }): readonly SessionFactoryFact[] => {
    const call = captures['call']?.value ?? -1
    if (call < 0) return []
    const callee = effects
      .callsOf(file, call)
      .map(({ name }) => name.replace(/\.__init__$/, ''))
      .find((name) => ASYNC.test(name) || PLAIN.test(name))
    if (callee === undefined || (PLAIN.test(callee) && !isForAsync(file, call))) return []
    const expires = expiryOf(file, call)
    const read = expires === true ? (first ??= firstRead()) : null
    return [{ is: 'session-factory', at: { file, value: call }, callee, expires, read }]
  })

  /** `sessionmaker(engine, class_=AsyncSession)`. */
  function isForAsync(file: FileId, call: Value): boolean {
    const given = argumentAt(evaluation.file(file).summary, call, 'class_')
    const type = given < 0 ? null : evaluation.typeOf(file, given)
    return type?.is === 'class' && evaluation.isSubclass(type.of, ASYNC_SESSION)
  }

  function expiryOf(file: FileId, call: Value): boolean | null {
    const { summary } = evaluation.file(file)
    const given = argumentAt(summary, call, 'expire_on_commit')
    if (given < 0) return hasSpread(summary, call) ? null : true
    const constant = evaluation.constantOf(file, given)
    return constant?.is === 'bool' ? constant.value : null
  }

  function firstRead(): ExpiredRead | null {
    for (const id of functions) {
      if (!evaluation.function(id).async || contextOf(id) === null) continue
      const read = readIn(id)
      if (read !== null) return read
    }
    return null
  }

  function readIn(within: FunctionId): ExpiredRead | null {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    if (!summary.strings.includes('commit')) return null
    let commit = -1
    const fresh = new Set<Value>()
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (evaluation.scopeOf(file, at) !== scope) continue
      if (op[at] === Op.Call && isCommit(file, at)) {
        commit = at
        fresh.clear()
      } else if (op[at] === Op.Call && commit >= 0) {
        // A call that is given the row may load it again.
        for (const item of listOf(summary, summary.values.b[at])) fresh.add(definitionOf(file, carried(summary, item)))
      } else if (op[at] === Op.Attr && commit >= 0 && evaluation.dominates(file, commit, at)) {
        const row = definitionOf(file, a[at])
        if (row < 0 || row > commit || fresh.has(row) || !isColumn(file, at)) continue
        const read = `${nameOf(summary, a[at])}.${nameOf(summary, at)}`
        return { at: { file, value: at }, within, read, commit: { file, value: commit }, context: contextOf(within) }
      }
    }
    return null
  }

  function isCommit(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[call]] !== Op.Attr || nameOf(summary, a[call]) !== 'commit' || !isAwaitedDirectly(evaluation, file, call)) return false
    return sessionClass(evaluation, evaluation.typeOf(file, a[a[call]])) === 'AsyncSession'
  }

  function definitionOf(file: FileId, value: Value): Value {
    const { op, a } = evaluation.file(file).summary.values
    return value >= 0 && op[value] === Op.Load ? a[value] : -1
  }

  /** A column of a row whose type is known; what is assigned is not read. */
  function isColumn(file: FileId, at: Value): boolean {
    const { summary } = evaluation.file(file)
    const type = evaluation.typeOf(file, summary.values.a[at])
    const table = type.is === 'instance' ? schema.modelOf(type.of)?.table : undefined
    return table?.columns.some(({ attribute }) => attribute === nameOf(summary, at)) ?? false
  }
}
