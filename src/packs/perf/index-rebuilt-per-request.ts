import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, stepsTo, written } from '../../check/trail.ts'
import type { PreparedKind } from '../../model/prepared.ts'
import { sparedAsPrepared } from './prepared.ts'

type Id = 'perf/index-rebuilt-per-request'

/** What every request does again. */
const WORK: ReadonlyMap<PreparedKind, string> = new Map<PreparedKind, string>([
  ['model', 'reads a model from disk and sets it up'],
  ['tokenizer', 'reads a tokenizer from disk'],
  ['index', 'builds or reads a search index'],
  ['environment', 'sets up a template environment with an empty cache'],
  ['schema', 'builds the schema'],
])

const rule: Rule<Id> = defineRule('perf/index-rebuilt-per-request', {
  *prepared(fact, project) {
    const work = WORK.get(fact.kind)
    if (work === undefined) return
    const at = spanOf(project, fact.at)
    const { context, callee } = fact
    // A model is worth keeping by its name, too; an index over what a request brings is its own.
    const isOwn = !fact.constant && fact.kind === 'index'
    const because =
      sparedAsPrepared(project, fact) ?? (isOwn ? 'varies' : fact.kind === 'environment' && !fact.loads ? 'no-templates' : null)
    if (because !== null || context === null) {
      if (because !== null) yield { is: 'fine', at, because }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      expression: callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${callee}\` is called here` }],
      severity: fact.kind === 'environment' ? 'minor' : 'major',
      confidence: fact.ordinary ? 'high' : 'low',
      message: 'found',
      data: { call: callee, work, through: written([context.entry.label, ...namesAlong(project, context.path)]) },
    }
  },
})
export default rule
