/** Which values are sessions, by type. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Type } from '../../model/type.ts'

const SESSIONS = [
  ['sqlalchemy.ext.asyncio.session.AsyncSession', 'AsyncSession'],
  ['sqlalchemy.orm.session.Session', 'Session'],
] as const

/** `Session` or `AsyncSession`; null for everything else. */
export function sessionClass(evaluation: Evaluation, type: Type): 'AsyncSession' | 'Session' | null {
  if (type.is !== 'instance') return null
  return SESSIONS.find(([name]) => evaluation.isSubclass(type.of, name))?.[1] ?? null
}
