import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { budgetOf } from './budget.ts'
import { isPooled } from './pools.ts'
import { hasPooler } from './poolers.ts'

/** Above this share of what the server gives, a deployment that overlaps the old one is already too much. */
const TIGHT = 0.8

const rule: Rule<'scale/connection-budget-exceeded'> = defineRule('scale/connection-budget-exceeded', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    if (!isPooled(fact)) {
      yield { is: 'fine', at, because: 'unpooled' }
      return
    }
    const services = project.services.filter(({ files }) => files.has(fact.at.file))
    if (services.some((service) => hasPooler(project, service))) {
      yield { is: 'fine', at, because: 'pooler' }
      return
    }
    const budgets = services.flatMap((service) => budgetOf(project, service) ?? [])
    const [budget] = budgets.toSorted((x, y) => y.demand / y.limit - x.demand / x.limit)
    if (budget === undefined || !budget.engines.includes(fact)) {
      yield { is: 'fine', at, because: 'undetermined' }
      return
    }
    const { demand, limit, engines, sum, limitSaid, known, evidence } = budget
    if (demand <= limit * TIGHT) {
      yield { is: 'fine', at, because: 'within' }
      return
    }
    // Said once, where the first of the pools is made.
    if (engines[0] !== fact) return
    const isOver = demand > limit
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      touches: engines.slice(1).map(({ created }) => ({ is: 'resource', place: created }) as const),
      expression: fact.callee,
      evidence,
      severity: isOver ? 'blocker' : 'major',
      confidence: known ? 'high' : 'medium',
      message: isOver ? 'over' : 'tight',
      data: { sum, demand: String(demand), limit: String(limit), said: limitSaid },
    }
  },
})
export default rule
