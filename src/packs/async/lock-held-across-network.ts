import { entered } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { HeldLock } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Context, Project } from '../../model/project.ts'

type Id = 'async/lock-held-across-network'

const rule: Rule<Id> = defineRule('async/lock-held-across-network', {
  *'held-lock'(fact, project) {
    const at = spanOf(project, fact.at)
    const context = requestTo(project, fact)
    const because = silenceOf(fact, context)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'not-in-request' }
      return
    }
    const [{ at: call, work, does }] = fact.outward
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [{ is: 'call', place: call }],
      expression: fact.type,
      evidence: [...stepsTo(project, context), { at: spanOf(project, call), label: `waits while \`${fact.name}\` is held` }],
      message: 'held',
      data: { lock: fact.name, work, what: whatOf(does), entry: entered(project, fact.within, context) },
    }
  },
})
export default rule

const silenceOf = (fact: HeldLock, context: Context | null): SilentId<Id> | null => {
  if (fact.kind === 'thread') return 'thread-lock'
  if (!fact.type.endsWith('Lock')) return 'several-permits'
  if (!fact.shared) return 'own-lock'
  if (fact.outward.length === 0) return 'nothing-outward'
  return context === null ? 'not-in-request' : null
}

const requestTo = (project: Project, { within }: HeldLock): Context | null =>
  (within < 0 ? undefined : project.contextsOf(within).find(({ kind }) => kind === 'loop-request' || kind === 'loop-websocket')) ?? null

const whatOf = (does: readonly Does[]): string => {
  if (does.includes('http')) return 'another service'
  if (does.some((what) => /^(sql|commit)/.test(what))) return 'the database'
  return does.includes('publishes') ? 'a broker' : 'Redis'
}
