import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Project, Spared } from '../../model/project.ts'
import { COMMON, assess, silenceOf, sparedAt } from './blocking.ts'
import { handedToThread } from './edits.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/file-io-on-loop'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'once-per-process': 'first-request',
  'condition-not-met': 'not-consumed',
  harmless: 'metadata',
  'low-cost': 'metadata',
  'generator-not-consumed': 'not-consumed',
}

const rule: Rule<Id> = defineRule('async/file-io-on-loop', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'file') return
    const because = silenceOf(fact, SILENT) ?? whileNobodyWaits(fact)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = { ...assess(repeated(fact, project), project), edits: handedToThread(fact, project), is: 'violation' } as const
    const data = { call: fact.root.callee, replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

/** Configuration and templates read before, after or once beside serving are not worth a finding. */
const whileNobodyWaits = ({ context, once }: BlockingFact): SilentId<Id> | null => {
  switch (context?.kind) {
    case 'loop-startup':
    case 'loop-shutdown':
    case 'loop-script':
      return 'startup'
    default:
      return once ? 'first-request' : null
  }
}

/** Inside a loop, small accesses add up. */
const repeated = (fact: BlockingFact, { evaluation }: Project): BlockingFact => {
  const places = [fact.at, ...fact.path.map((edge) => edge.at), fact.root.at]
  const inLoop = fact.blocks.severity === 'minor' && places.some(({ file, value }) => evaluation.repeats(file, value).length > 0)
  return inLoop ? { ...fact, blocks: { ...fact.blocks, severity: 'major' } } : fact
}
