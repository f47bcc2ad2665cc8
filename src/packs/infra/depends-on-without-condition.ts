import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'infra/depends-on-without-condition'> = defineRule('infra/depends-on-without-condition', {
  *composeService(service, project) {
    const { settings, build, file, node, name, use } = service
    if (build === null) return
    for (const { service: target, condition, at } of settings.dependsOn) {
      const other = project.deployment.composeServices.find((each) => each.file === file && each.name === target)
      if (other === undefined || other.datastore === null) continue
      if (use !== 'production') yield { is: 'fine', at, because: 'development' }
      else if (condition === 'service_healthy' || condition === 'service_completed_successfully') yield { is: 'fine', at, because: 'waits' }
      else if (waitsItself(service, project)) yield { is: 'fine', at, because: 'waits-itself' }
      else {
        const { label } = other.datastore
        const violation = {
          is: 'violation',
          at,
          subject: nodeSubject(file, node),
          expression: `${name} ${target}`,
          evidence: [{ at: other.at, label: `${target} is ${label}` }],
        } as const
        const data = { service: name, label, target }
        if (other.settings.healthcheck === 'present') yield { ...violation, message: 'started', data }
        else yield { ...violation, message: 'unchecked', data }
      }
    }
  },
})
export default rule

/** Programs and scripts that wait for a server, by their names. */
const WAITING = /wait|pg_isready|^nc$|^netcat$|dockerize|pre[-_]?start|until|redis-cli|mysqladmin/i

function waitsItself(service: ComposeService, { deployment }: Project): boolean {
  const image = deployment.images.find(({ services }) => services.includes(service))
  const words = (image?.started ?? []).flatMap((command) => command.words)
  return [...words, ...service.settings.words].some((word) => word !== null && WAITING.test(word))
}
