import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

type Id = 'db/lossy-column-type'

const INEXACT: ReadonlySet<string> = new Set(['Float', 'FLOAT', 'REAL', 'Double', 'DOUBLE', 'DOUBLE_PRECISION'])
const EXACT: ReadonlySet<string> = new Set(['Numeric', 'NUMERIC', 'DECIMAL', 'Integer', 'INTEGER', 'BigInteger', 'BIGINT', 'MONEY'])
/** Words of a column's name that say it is money. */
const MONEY: ReadonlySet<string> = new Set(['price', 'amount', 'cost', 'balance', 'fee', 'salary', 'refund', 'subtotal'])
/** Words beside them that say it is a share, a rate or a number of something. */
const RATIO: ReadonlySet<string> = new Set([
  'percent',
  'percentage',
  'rate',
  'ratio',
  'factor',
  'count',
  'tokens',
  'id',
  'weight',
  'score',
  'precision',
])

const rule: Rule<Id> = defineRule('db/lossy-column-type', {
  *'declared-columns'(fact, project) {
    const names = new Set(fact.columns.map(({ attribute }) => attribute))
    const currency = fact.columns.find(({ attribute }) => wordsOf(attribute).includes('currency'))
    for (const { at, attribute, type } of fact.columns) {
      if (type === null || !isMoney(attribute) || isRate(attribute, names)) continue
      if (EXACT.has(type)) yield { is: 'fine', at: spanOf(project, at), because: 'exact' }
      if (!INEXACT.has(type)) continue
      yield {
        is: 'violation',
        at: spanOf(project, at),
        subject: { is: 'column', place: at },
        expression: `${fact.owner}.${attribute}`,
        severity: currency === undefined ? 'minor' : 'major',
        confidence: currency === undefined ? 'low' : 'medium',
        evidence: currency === undefined ? [] : [{ at: spanOf(project, currency.at), label: `\`${currency.attribute}\` stands beside it` }],
        message: 'money',
        data: {
          column: `${fact.owner === '' ? (fact.tables[0] ?? '?') : fact.owner}.${attribute}`,
          type: `\`${type}\``,
          beside: currency === undefined ? '' : `, beside \`${currency.attribute}\``,
        },
      }
    }
  },
})
export default rule

const wordsOf = (name: string): readonly string[] => name.toLowerCase().split('_')

const isMoney = (name: string): boolean => {
  const words = wordsOf(name)
  return words.some((word) => MONEY.has(word)) && !words.some((word) => RATIO.has(word))
}

/** `fee` beside `fee_cost`: what it costs stands there. */
const isRate = (name: string, names: ReadonlySet<string>): boolean => names.has(`${name}_cost`)
