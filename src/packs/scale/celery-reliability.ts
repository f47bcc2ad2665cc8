import { constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests, mentionIn } from '../../check/service.ts'
import { nameOf } from '../../check/trail.ts'
import type { EffectSite, Place, Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { FunctionId } from '../../model/type.ts'

type Id = 'scale/celery-reliability'

/** Seconds after which Redis and SQS give a message to another worker unless its task has ended. https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout */
const VISIBLE = 3600

const rule: Rule<Id> = defineRule('scale/celery-reliability', {
  *job(fact, project) {
    if (fact.by === null || !fact.by.startsWith('celery.')) return
    const at = spanOf(project, fact.at)
    const name = nameOf(project, fact.function)
    const subject = { is: 'job', place: fact.at } as const
    const expression = project.evaluation.function(fact.function).qualifiedName
    const waits = siteIn(project, fact.function, AWAITS)
    if (waits !== null)
      yield {
        is: 'violation',
        at: spanOf(project, waits.at),
        subject,
        expression,
        evidence: [{ at, label: `task \`${name}\`` }],
        message: 'waits',
        data: { name },
      }
    const limit = lateLimitOf(project, fact.at)
    if (limit !== null && limit >= VISIBLE && isOnRedis(project, fact.at))
      yield { is: 'violation', at, subject, expression, evidence: [], message: 'redelivered', data: { name, limit: String(limit) } }
    else if (waits === null) yield { is: 'fine', at, because: 'sound' }
  },
})
export default rule

/** Waiting for another task while one of the workers' places is taken by this one. */
const AWAITS = /^celery\.(.*\.)?(AsyncResult|GroupResult|ResultSet|EagerResult)\.(get|wait|join|collect)$/

const siteIn = (project: Project, id: FunctionId, names: RegExp): EffectSite | null =>
  project.effectsIn(id).find(({ callee }) => names.test(callee)) ?? null

/** The time limit of a task that is acknowledged only when it has ended. */
const lateLimitOf = (project: Project, at: Place): number | null => {
  const late = constantArgument(project, at, 'acks_late')
  const limit = constantArgument(project, at, 'time_limit')
  return late?.is === 'bool' && late.value && limit?.is === 'number' ? limit.value : null
}

/** The broker is Redis, by an address that deploys or configures it, and nothing sets another time. */
const isOnRedis = (project: Project, { file }: Place): boolean => {
  const service = project.services.find(({ files }) => files.has(file))
  if (service === undefined || speaksOf(project, service, /visibility_timeout/i)) return false
  return speaksOf(project, service, /^(redis|rediss|valkey):\/\//)
}

const speaksOf = (project: Project, service: Service, words: RegExp): boolean =>
  mentionIn(project, service, words) !== null || isInManifests(project, words)
