import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import { workersOf } from '../../check/processes.ts'
import { askedUses, stepOf } from './state.ts'

const rule: Rule<'scale/websocket-registry-local'> = defineRule('scale/websocket-registry-local', {
  *'process-state'(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.role !== 'websocket') {
      yield { is: 'fine', at, because: 'no-sockets' }
      return
    }
    const owners = new Set(fact.uses.filter(({ is }) => is === 'write').map(({ within }) => within))
    const sender = askedUses(project, fact, 'read').find(({ use }) => !owners.has(use.within))
    if (sender === undefined || subscribes(project)) {
      yield { is: 'fine', at, because: sender === undefined ? 'own-socket' : 'subscribed' }
      return
    }
    const workers = workersOf(project)
    const isSeveral = workers !== null && workers > 1
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      touches: [{ is: 'call', place: sender.use.at }],
      expression: fact.name,
      evidence: [stepOf(project, sender, 'read')],
      severity: isSeveral ? 'blocker' : 'major',
    } as const
    const data = { name: fact.name, sender: sender.context.entry.label }
    if (isSeveral) yield { ...violation, message: 'several', data: { ...data, others: String(workers - 1) } }
    else yield { ...violation, message: 'single', data }
  },
})
export default rule

/** Words of brokers' clients that only stand where somebody listens: they only ever spare. */
const LISTENS = /^(pubsub|psubscribe|xreadgroup|xread|add_listener|broadcaster|AsyncRedisManager|aio_pika|aiokafka|nats)$/

const subscribes = (project: Project): boolean =>
  project.evaluation.files.some(
    ({ id, origin, summary }) => origin === 'project' && project.role(id) !== 'test' && summary.strings.some((text) => LISTENS.test(text)),
  )
