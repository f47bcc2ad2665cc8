import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { EngineFact } from '../../model/engine.ts'
import { databaseOf, makerOf, poolless } from './engines.ts'

type Id = 'db/pool-sizing'

const rule: Rule<Id> = defineRule('db/pool-sizing', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    const because = poolless(fact) ?? (fact.building === 'elsewhere' ? 'elsewhere' : null)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const data = { dialect: databaseOf(fact), call: makerOf(fact) }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      expression: fact.callee,
      evidence: [{ at: spanOf(project, fact.created), label: `\`${makerOf(fact)}\` makes the engine` }],
    } as const
    const unlimited = unlimitedBy(fact)
    if (unlimited !== null) yield { ...violation, message: 'unlimited', data: { ...data, setting: unlimited } }
    else if (isEchoing(fact)) yield { ...violation, severity: 'minor', message: 'echo', data }
    else if (fact.settings.has('pool_size') || fact.settings.has('max_overflow')) yield { is: 'fine', at, because: 'sized' }
    else if (fact.open) yield { is: 'fine', at, because: 'undetermined' }
    else yield { ...violation, severity: 'minor', message: 'unset', data }
  },
})
export default rule

const numberIn = ({ settings }: EngineFact, key: string): number | null => {
  const constant = settings.get(key)
  return constant?.is === 'number' ? constant.value : null
}

const unlimitedBy = (fact: EngineFact): string | null => {
  if (numberIn(fact, 'max_overflow') === -1) return 'max_overflow=-1'
  return numberIn(fact, 'pool_size') === 0 ? 'pool_size=0' : null
}

const isEchoing = ({ settings }: EngineFact): boolean => {
  const echo = settings.get('echo')
  return (echo?.is === 'bool' && echo.value) || echo?.is === 'text'
}
