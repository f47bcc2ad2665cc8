/** Facts that parts of compounds can be: proven about a finding, with where to look. What is unknown is not proven. */
import type { Step } from '../check/rule.ts'
import { spanOf } from '../check/place.ts'
import type { FactName } from '../model/compound.ts'
import type { Does } from '../model/knowledge.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { CallTarget, Context, Place, Project } from '../model/project.ts'
import { Op } from '../model/summary.ts'
import type { FunctionId, Type } from '../model/type.ts'
import type { Joined, Joins } from './join.ts'
import { severalProcesses } from './processes.ts'

/** The evidence if the fact is proven, which may be nothing to look at; null if it is not. */
export type Proof = (joined: Joined, project: Project, joins: Joins) => readonly Step[] | null

export const FACTS: Readonly<Record<FactName, Proof>> = {
  /**
   * Nothing that the entry point reaches asks a cache, and every call and decorator on the way from it to the finding is known, so none of
   * them can be a cache that is not recognised.
   */
  'no-cache-on-path': (joined, project, joins) => {
    const within = joins.functionOf(joined)
    if (within === null) return null
    if (project.entries.some(({ label, function: id }) => label.startsWith('middleware ') && asksCache(project, id))) return null
    const context = project.contextsOf(within).find(({ kind }) => ON_DEMAND.has(kind))
    if (context === undefined || asksCache(project, context.entry.function)) return null
    const way = [...new Set([context.entry.function, ...context.path.map((edge) => edge.to), within])]
    if (!way.every((id) => isKnown(project, id))) return null
    return [{ at: spanOf(project, context.entry.at), label: `no cache is asked on the way from ${context.entry.label}` }]
  },
  'several-processes': severalProcesses,
}

/** Where someone waits for an answer, or asks again and again. */
const ON_DEMAND: ReadonlySet<Context['kind']> = new Set<Context['kind']>([
  'loop-request',
  'loop-websocket',
  'loop-worker',
  'thread',
  'worker-process',
])

/** What a cache looks like from outside: a cache library, or a store that is used as one. */
const CACHING: readonly Does[] = ['cache-get', 'cache-set', 'redis']

const asksCache = (project: Project, id: FunctionId): boolean => CACHING.some((what) => project.does(id, what, 'all'))

/** Whether everything a function calls, and what decorates it, is known and no cache. */
const isKnown = (project: Project, id: FunctionId): boolean => {
  const { evaluation } = project
  const { file, scope } = evaluation.function(id)
  const { values, scopes } = evaluation.file(file).summary
  const made = scopes.definedBy[scope]
  if (made >= 0 && !evaluation.decorators({ file, value: made }).every((value) => isNoCache(project, { file, value }))) return false
  for (let value = 0; value < values.count; value++) {
    if ((values.op[value] as Op) !== Op.Call || !isInside(scopes.parent, evaluation.scopeOf(file, value), scope)) continue
    if (!isNoCache(project, { file, value })) return false
  }
  return true
}

const isInside = (parent: ArrayLike<number>, inner: number, scope: number): boolean => {
  for (let at = inner; at > 0; at = parent[at]) if (at === scope) return true
  return false
}

/** What a call calls, or a name stands for, is known and not called a cache anywhere. A name is enough to doubt, never to prove. */
const isNoCache = ({ evaluation }: Project, { file, value }: Place): boolean => {
  const type = evaluation.typeOf(file, value)
  const isCall = (evaluation.file(file).summary.values.op[value] as Op) === Op.Call
  const names = isCall
    ? evaluation.calleeOf(file, value).targets.map((target) => targetName(evaluation, target))
    : [typeName(evaluation, type)]
  return names.length > 0 && names.every((name) => name !== null && !/cache|memo/i.test(name))
}

const targetName = (evaluation: Evaluation, target: CallTarget): string => {
  switch (target.is) {
    case 'function':
      return evaluation.function(target.function).qualifiedName
    case 'construct':
      return evaluation.class(target.class).qualifiedName
    case 'external':
      return target.path
  }
}

const typeName = (evaluation: Evaluation, type: Type): string | null => {
  switch (type.is) {
    case 'function':
      return evaluation.function(type.of).qualifiedName
    case 'class':
    case 'instance':
      return evaluation.class(type.of).qualifiedName
    case 'external':
      return type.path
    default:
      return null
  }
}
