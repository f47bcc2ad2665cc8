import { servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import { workersOf } from '../../check/processes.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, stepsTo, written } from '../../check/trail.ts'
import type { Context, Project } from '../../model/project.ts'
import type { ProcessStateFact, StateUse } from '../../model/state.ts'
import { isAsked } from './waited.ts'

type Id = 'perf/unbounded-process-cache'

const rule: Rule<Id> = defineRule('perf/unbounded-process-cache', {
  *'process-state'(fact, project) {
    const at = spanOf(project, fact.at)
    const writers = writersOf(project, fact)
    const because = silenceOf(project, fact, writers)
    const writer = writers.find(({ use }) => use.grows !== null && use.asked)
    if (because !== null || writer === undefined) {
      yield { is: 'fine', at, because: because ?? 'few' }
      return
    }
    const { use, context } = writer
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [{ is: 'call', place: use.at }],
      expression: fact.name,
      severity: (workersOf(project) ?? 1) > 1 ? 'major' : 'minor',
      evidence: [...stepsTo(project, context), { at: spanOf(project, use.at), label: `\`${fact.name}\` gets an entry here` }],
      confidence: context.ordinary && !fact.name.includes('.') ? 'high' : 'medium',
    } as const
    const data = { name: fact.name, through: written([context.entry.label, ...namesAlong(project, context.path)]) }
    yield { ...violation, message: use.grows === 'per-call' ? 'appended' : 'keyed', data }
  },
})
export default rule

interface Writer {
  readonly use: StateUse
  readonly context: Context
}

const writersOf = (project: Project, fact: ProcessStateFact): readonly Writer[] =>
  fact.uses.flatMap((use) => {
    const context = use.is === 'write' ? servedBy(project, use.within) : null
    return context !== null && isAsked(context) ? [{ use, context }] : []
  })

const silenceOf = (project: Project, fact: ProcessStateFact, writers: readonly Writer[]): SilentId<Id> | null => {
  if (sparedByRole(project, fact.at.file) !== null) return 'script'
  if (fact.role === 'websocket' || fact.role === 'task') return 'handles'
  if (fact.bounded) return 'bounded'
  if (writers.length === 0) return 'unserved'
  if (fact.uses.some(({ is }) => is === 'removal')) return 'removed'
  if (isShared(fact, writers)) return 'state'
  return fact.uses.some(({ is }) => is === 'other') ? 'passed-on' : null
}

/** What goes by such a name may be lost: `scale/in-memory-state` leaves it to this rule. */
const CACHE = /cache|memo|metric|stat(s|istics)?$|counter|failure|breaker/i

/** Another function reads what is written: `scale/in-memory-state` speaks of it. */
const isShared = (fact: ProcessStateFact, writers: readonly Writer[]): boolean => {
  if (CACHE.test(fact.name)) return false
  const writing = new Set(writers.map(({ use }) => use.within))
  return fact.uses.some(({ is, within }) => is === 'read' && within >= 0 && !writing.has(within))
}
