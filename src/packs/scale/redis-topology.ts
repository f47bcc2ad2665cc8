import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'scale/redis-topology'

const rule: Rule<Id> = defineRule('scale/redis-topology', {
  *composeService(fact, project) {
    const { datastore, settings, at, name, file, node } = fact
    if (datastore?.kind !== 'redis' || fact.use === 'test' || fact.use === 'alternative') return
    const said = saidOf(fact)
    const because = silenceOf(fact, said, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const violation = { is: 'violation', at, subject: nodeSubject(file, node), expression: name, evidence: [] } as const
    if (/maxmemory/i.test(said)) yield { ...violation, message: 'no-policy', data: { name } }
    else if (settings.limitsMemory) yield { ...violation, message: 'limited', data: { name } }
    else yield { ...violation, severity: 'minor', message: 'unlimited', data: { name } }
  },
})
export default rule

/** All that its command and its environment say. */
const saidOf = ({ settings }: ComposeService): string =>
  [...settings.words, ...settings.environment.flatMap(({ name, value }) => [name, value ?? ''])].join(' ')

const silenceOf = ({ use, settings }: ComposeService, said: string, project: Project): SilentId<Id> | null => {
  if (use !== 'production') return 'development'
  if (/maxmemory[-_]policy/i.test(said)) return 'limited-memory'
  if (settings.extends || settings.mounts.some(({ target }) => target.includes('.conf') || /\/etc\//.test(target)) || /\.conf\b/.test(said))
    return 'own-configuration'
  return caches(project) ? null : 'no-cache'
}

/** Some code of the application keeps values in Redis. */
const caches = (project: Project): boolean =>
  project.evaluation.functions.some(
    ({ id, file }) =>
      project.evaluation.file(file).origin === 'project' && project.role(file) === 'app' && project.does(id, 'cache-set', 'same-task'),
  )
