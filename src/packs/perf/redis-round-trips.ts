import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { nameOf, stepsTo } from '../../check/trail.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Project } from '../../model/project.ts'
import type { LoopedCallFact } from '../../model/repeated.ts'
import { confidenceOf, evidenceOf, loopData, throughOf } from './looped.ts'
import { severityFor, unwaited, wayTo } from './waited.ts'

type Id = 'perf/redis-round-trips'

/** Commands that take many keys, or have a twin that does. */
const MANY: ReadonlyMap<string, string> = new Map([
  ['get', 'mget'],
  ['delete', 'delete(*keys)'],
  ['unlink', 'unlink(*keys)'],
  ['exists', 'exists(*keys)'],
  ['sadd', 'sadd(key, *members)'],
  ['srem', 'srem(key, *members)'],
  ['lpush', 'lpush(key, *values)'],
  ['rpush', 'rpush(key, *values)'],
  ['zadd', 'zadd(key, scores)'],
  ['zrem', 'zrem(key, *members)'],
])

const rule: Rule<Id> = defineRule('perf/redis-round-trips', {
  *'looped-call'(fact, project) {
    if (fact.to !== 'redis') return
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = unwaited(project, fact.at, context) ?? fact.spared ?? (isMixed(project, fact) ? 'mixed' : null)
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: evidenceOf(project, fact, context),
      severity: 'minor',
      confidence: confidenceOf(fact, context),
      root: { at: spanOf(project, fact.sent), callee: fact.callee },
    } as const
    const data = { ...loopData(project, fact, context), instead: insteadOf(fact.callee) }
    if (fact.path.length === 0) yield { ...violation, message: 'direct', data: { ...data, call: fact.callee } }
    else
      yield {
        ...violation,
        message: 'reached',
        data: { ...data, function: nameOf(project, fact.path[0].to), through: throughOf(project, fact) },
      }
  },
  *'keyspace-walk'(fact, project) {
    const at = spanOf(project, fact.at)
    const context = wayTo(project, fact.within)
    const because = unwaited(project, fact.at, context)
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${fact.callee}\` walks over all keys of the database` }],
      severity: severityFor(context, 'major', 'minor'),
      confidence: context.ordinary ? 'high' : 'medium',
      message: 'keys',
      data: { call: fact.callee, entry: context.entry.label },
    }
  },
})
export default rule

/** The function that the loop calls does more than ask Redis: its work is done one by one anyway. */
const isMixed = (project: Project, { path }: LoopedCallFact): boolean =>
  path.length > 0 && OTHERS.some((what) => project.does(path[0].to, what, 'same-task'))

const OTHERS: readonly Does[] = ['http', 'sql-read', 'sql-write', 'publishes']

const insteadOf = (callee: string): string => {
  const many = MANY.get(callee.slice(callee.lastIndexOf('.') + 1))
  return many === undefined ? 'a pipeline' : `\`${many}\` or a pipeline`
}
