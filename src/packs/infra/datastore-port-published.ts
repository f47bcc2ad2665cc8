import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { ComposeService } from '../../model/deployment.ts'

const rule: Rule<'infra/datastore-port-published'> = defineRule('infra/datastore-port-published', {
  *composeService(service) {
    const { datastore, settings, use, at, file, node, name } = service
    if (datastore === null) return
    if (use !== 'production' || settings.ports.length === 0) {
      yield { is: 'fine', at, because: use === 'production' ? 'not-published' : 'development' }
      return
    }
    for (const port of settings.ports) {
      if (isLoopback(port.host)) {
        yield { is: 'fine', at: port.at, because: 'loopback' }
        continue
      }
      const violation = {
        is: 'violation',
        at: port.at,
        subject: nodeSubject(file, node),
        expression: `${name} ${port.target}`,
        evidence: [{ at, label: `service ${name} is ${datastore.label}` }],
      } as const
      const data = { port: port.target, label: datastore.label, service: name }
      const why = openness(service)
      if (port.published === null) yield { ...violation, severity: 'suggestion', message: 'ephemeral', data }
      else if (why === null) yield { ...violation, severity: 'major', message: 'published', data }
      else yield { ...violation, message: 'open', data: { ...data, why } }
    }
  },
})
export default rule

const isLoopback = (host: string | null): boolean => host !== null && /^(?:127\.|localhost$|\[?::1\]?$)/.test(host)

/** Why anybody who reaches it may use it; null if it asks for a password, or that is not known. */
function openness({ datastore, settings, image }: ComposeService): string | null {
  const value = (name: string): string | null => settings.environment.find((variable) => variable.name === name)?.value ?? null
  const names = new Set(settings.environment.map(({ name }) => name))
  const command = settings.words.join(' ')
  switch (datastore?.kind) {
    case 'redis':
      // A configuration file may ask for one; so may variables of other distributions of it.
      return image?.name === 'redis' &&
        !/requirepass|\.conf|aclfile/.test(command) &&
        !settings.mounts.some(({ target }) => target.endsWith('.conf'))
        ? 'it asks for no password'
        : null
    case 'postgres':
      return value('POSTGRES_HOST_AUTH_METHOD') === 'trust' ? 'it trusts every connection' : null
    case 'mongo':
      return image?.name === 'mongo' &&
        !names.has('MONGO_INITDB_ROOT_USERNAME') &&
        !/--auth|--keyFile|\.conf/.test(command) &&
        !settings.extends
        ? 'it asks for no password'
        : null
    case 'search':
      return /^false$/i.test(value('xpack.security.enabled') ?? '') ? 'its security is switched off' : null
    case 'memcached':
      return 'it asks for no password'
    default:
      return null
  }
}
