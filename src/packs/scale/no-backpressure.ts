import { servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { Context, ContextKind, Project } from '../../model/project.ts'
import type { WorkQueueFact } from '../../model/state.ts'

type Id = 'scale/no-backpressure'

const rule: Rule<Id> = defineRule('scale/no-backpressure', {
  *'work-queue'(fact, project) {
    const at = spanOf(project, fact.at)
    const asked = putsOf(project, fact)
    const because = silenceOf(fact, asked)
    const [first] = asked
    if (because !== null || first === undefined) {
      yield { is: 'fine', at, because: because ?? 'own-work' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [{ is: 'call', place: first.at }],
      expression: fact.name,
      evidence: [...stepsTo(project, first.context), { at: spanOf(project, first.at), label: `puts something into \`${fact.name}\`` }],
      message: 'queue',
      data: { name: fact.name, type: fact.type, entry: first.context.entry.label },
    }
  },
})
export default rule

const ASKED: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])

type Put = WorkQueueFact['puts'][number] & { readonly context: Context }

const putsOf = (project: Project, { puts }: WorkQueueFact): readonly Put[] =>
  puts.flatMap((put) => {
    const context = servedBy(project, put.within)
    return context !== null && ASKED.has(context.entry.kind) ? [{ ...put, context }] : []
  })

const silenceOf = ({ limit, asked }: WorkQueueFact, puts: readonly Put[]): SilentId<Id> | null => {
  if (limit !== 'none') return limit === 'set' ? 'bounded' : 'undetermined'
  if (asked) return 'size-asked'
  return puts.length === 0 ? 'own-work' : null
}
