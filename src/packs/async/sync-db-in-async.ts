import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Spared } from '../../model/project.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { engineBehind } from './engine.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/sync-db-in-async'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  greenlet: 'greenlet',
  'condition-not-met': 'not-a-connection',
  harmless: 'not-a-connection',
  'low-cost': 'not-a-connection',
}

const rule: Rule<Id> = defineRule('async/sync-db-in-async', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'db') return
    const because = silenceOf(fact, project, SILENT)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = {
      ...assess(fact, project),
      is: 'violation',
      touches: engineBehind(fact, project),
      ...(/^(sqlalchemy|sqlmodel)\./.test(fact.root.callee) ? {} : { standard: endpointStandard(fact) }),
    } as const
    const data = { call: fact.root.callee, replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule
