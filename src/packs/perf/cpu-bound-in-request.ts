import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { sparedByRole } from '../../check/role.ts'
import { namesAlong, stepsTo, written } from '../../check/trail.ts'
import type { BlockingFact, Project } from '../../model/project.ts'
import { isAsked } from './waited.ts'

type Id = 'perf/cpu-bound-in-request'

/** Slow on purpose, and the answer depends on it. */
const HASHES = /^(bcrypt|passlib|argon2|pwdlib|hashlib|werkzeug\.security|cryptography)\./

const rule: Rule<Id> = defineRule('perf/cpu-bound-in-request', {
  *blocking(fact, project) {
    const { context, blocks, root } = fact
    if (blocks.kind !== 'cpu' || context?.kind !== 'thread' || fact.path.length > 0) return
    if (fact.spared !== 'thread-context' && fact.spared !== 'offloaded') return
    const at = spanOf(project, fact.at)
    const because = silenceOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const through = written([context.entry.label, ...namesAlong(project, context.path), root.callee])
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: root.callee,
      evidence: [...stepsTo(project, context), { at, label: `\`${root.callee}\` computes here` }],
      confidence: context.ordinary ? root.confidence : 'medium',
      message: 'found',
      data: { call: root.callee, cost: costOf(fact), through },
    }
  },
})
export default rule

const silenceOf = (project: Project, fact: BlockingFact): SilentId<Id> | null => {
  if (sparedByRole(project, fact.at.file) !== null) return 'script'
  if (!isAsked(fact.context!)) return 'unasked'
  if (fact.spared === 'offloaded') return 'offloaded'
  if (isShort(fact)) return 'short'
  if (HASHES.test(fact.root.callee)) return 'hash'
  if (isBuilt(project, fact)) return 'built'
  return fact.once ? 'once' : null
}

/** What may be over in a few milliseconds (a small archive, a thumbnail) is worth a thread, not a job. */
const isShort = ({ blocks: { class: length, ms } }: BlockingFact): boolean =>
  (length !== 'long' && length !== 'unbounded') || (ms !== null && ms[0] < LEAST)

/** Milliseconds that the least of such calls takes. */
const LEAST = 10

/** Builds a client, or loads what could be kept. */
const isBuilt = (project: Project, { at }: BlockingFact): boolean =>
  [...project.facts('resource'), ...project.facts('prepared')].some((other) => other.at.file === at.file && other.at.value === at.value)

const costOf = ({ blocks: { ms } }: BlockingFact): string => (ms === null ? 'an unbounded time' : `${ms[0]} to ${ms[1]} ms`)
