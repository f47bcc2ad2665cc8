import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { budgetOf } from './budget.ts'
import { hasPooler } from './poolers.ts'

/** More instances than this ask for a pooler; so do more processes than four times as many. */
const INSTANCES = 3
const PROCESSES = 12
/** Below this share of what the server gives there is room for as many again, and again. */
const ROOMY = 0.3

const rule: Rule<'scale/missing-pgbouncer'> = defineRule('scale/missing-pgbouncer', {
  *engine(fact, project) {
    for (const service of project.services.filter(({ files }) => files.has(fact.at.file))) {
      const budget = budgetOf(project, service)
      if (budget === null || budget.engines[0] !== fact) continue
      const { instances, workers, demand, limit, sum, evidence } = budget
      // Few processes need no pooler: nothing to say of them, good or bad.
      if (instances <= INSTANCES && instances * workers <= PROCESSES) continue
      const at = spanOf(project, fact.at)
      if (hasPooler(project, service)) {
        yield { is: 'fine', at, because: 'pooler' }
        continue
      }
      yield {
        is: 'violation',
        at,
        subject: { is: 'resource', place: fact.created },
        expression: fact.callee,
        evidence,
        severity: demand > limit ? 'blocker' : demand < limit * ROOMY ? 'minor' : 'major',
        message: 'found',
        data: { service: service.name, sum, demand: String(demand), limit: String(limit) },
      }
      return
    }
  },
})
export default rule
