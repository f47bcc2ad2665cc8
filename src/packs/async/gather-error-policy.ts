import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { GatherFact } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'

type Id = 'async/gather-error-policy'

const rule: Rule<Id> = defineRule('async/gather-error-policy', {
  *gather(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(fact)
    const context = servedBy(project, fact.within)
    if (because !== null || context === null) {
      yield { is: 'fine', at, because: because ?? 'unserved' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: `asyncio.gather ${fact.works.join(' ')}`,
      evidence: stepsTo(project, context),
    } as const
    const data = { works: named(fact.works), what: whatOf(fact.does), entry: entered(project, fact.within, context) }
    if (fact.failures === 'returned') yield { ...violation, message: 'swallowed', data }
    else yield { ...violation, severity: 'minor', message: 'orphaned', data }
  },
})
export default rule

/** Leaves something behind that somebody else sees. */
const WRITES: ReadonlySet<Does> = new Set<Does>(['sql-write', 'commit', 'publishes'])
const OUTWARD: ReadonlySet<Does> = new Set<Does>([...WRITES, 'http'])

const silenceOf = ({ failures, discarded, tried, handled, several, does }: GatherFact): SilentId<Id> | null => {
  if (failures === 'unknown') return 'undetermined'
  if (handled) return 'handled'
  if (failures === 'returned') {
    if (!discarded) return 'results-used'
    return does.some((what) => OUTWARD.has(what)) ? null : 'local'
  }
  if (!several) return 'alone'
  if (tried) return 'tried'
  return does.some((what) => WRITES.has(what)) ? null : 'reads'
}

const whatOf = (does: readonly Does[]): string => {
  if (does.some((what) => what === 'sql-write' || what === 'commit')) return 'writes to the database'
  return does.includes('publishes') ? 'publishes messages' : 'calls another service'
}

const MOST = 3

const named = (works: readonly string[]): string => {
  const names = [...new Set(works)].map((work) => `\`${work}\``)
  return names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`
}
