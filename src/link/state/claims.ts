/** Whether code makes sure that only one process does its work: a lock in a shared store, or rows that are claimed. */
import type { Edge } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { nameOf, textOf } from '../read.ts'

/** In SQL, in the names of what is called, entered or passed. Names only ever spare. */
const CLAIMS =
  /advisory|skip[ _]locked|^nx$|(^|[._])(un|try)?lock(s|ed|er|ing)?($|[._])|[a-z]Lock($|[A-Z])|(^|_)(leader|mutex|claims?)($|_)/
const IN_SQL = /advisory|skip[ _]locked/i
const DEEPEST = 8

export interface Claims {
  claims(id: FunctionId): boolean
}

export function createClaims({ evaluation }: Parts, edgesFrom: (id: FunctionId) => readonly Edge[]): Claims {
  const own = new Map<FunctionId, boolean>()

  function claims(start: FunctionId): boolean {
    const seen = new Set([start])
    let work = [start]
    for (let depth = 0; depth <= DEEPEST && work.length > 0; depth++) {
      if (work.some((id) => saysSo(id))) return true
      work = work.flatMap((id) => edgesFrom(id).map((edge) => edge.to)).filter((id) => !seen.has(id) && seen.add(id) !== undefined)
    }
    return false
  }

  function saysSo(id: FunctionId): boolean {
    const known = own.get(id)
    if (known !== undefined) return known
    const answer = bodyClaims(id)
    own.set(id, answer)
    return answer
  }

  function bodyClaims(id: FunctionId): boolean {
    const { file, scope, name } = evaluation.function(id)
    if (CLAIMS.test(name)) return true
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const body = summary.scopes.region[scope]
    for (let at = summary.regions.first[body]; at < summary.regions.end[body]; at++) {
      const kind: Op = op[at]
      const said =
        kind === Op.Text || kind === Op.Keyword
          ? textOf(summary, a[at])
          : kind === Op.Call
            ? nameOf(summary, a[at])
            : kind === Op.Enter
              ? nameOf(summary, a[at])
              : ''
      if (said === '' || !CLAIMS.test(said) || (kind === Op.Text && !IN_SQL.test(said))) continue
      if (kind !== Op.Enter || !isOfProcess(evaluation.typeOf(file, a[at]))) return true
    }
    return false
  }

  /** A lock that other processes do not see. */
  function isOfProcess(type: Type): boolean {
    return type.is === 'instance' && /^(asyncio|threading|_thread|anyio)\./.test(evaluation.class(type.of).qualifiedName)
  }

  return { claims }
}
