import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'infra/datastore-without-volume'> = defineRule('infra/datastore-without-volume', {
  *composeService({ datastore, settings, use, at, file, node, name }) {
    if (datastore === null) return
    if (use !== 'production') yield { is: 'fine', at, because: 'development' }
    else if (!datastore.keepsData) yield { is: 'fine', at, because: 'cache' }
    else if (settings.extends || settings.mounts.some(({ source, target }) => source !== null && holdsData(target)))
      yield { is: 'fine', at, because: 'kept' }
    else {
      yield {
        is: 'violation',
        at,
        subject: nodeSubject(file, node),
        expression: name,
        evidence: [{ at, label: `service ${name} is ${datastore.label}` }],
        message: 'compose',
        data: { label: datastore.label, service: name },
      }
    }
  },
  *workload({ containers, claims, hostPaths, use, file }) {
    for (const { datastore, name, at, node, mounts } of containers) {
      if (datastore === null) continue
      const isKept = hostPaths.length > 0 || mounts.some(({ volume }) => claims.includes(volume))
      if (use !== 'production') yield { is: 'fine', at, because: 'development' }
      else if (!datastore.keepsData) yield { is: 'fine', at, because: 'cache' }
      else if (isKept) yield { is: 'fine', at, because: 'kept' }
      else {
        yield {
          is: 'violation',
          at,
          subject: nodeSubject(file, node),
          expression: name,
          evidence: [{ at, label: `container ${name} is ${datastore.label}` }],
          message: 'workload',
          data: { label: datastore.label, service: name },
        }
      }
    }
  },
})
export default rule

/** Not a file, not a place for configuration or for what is run at the first start. */
const holdsData = (target: string): boolean =>
  !/initdb|\/etc\/|\.(?:conf|cnf|ya?ml|json|sql|sh|xml|toml|ini|pem|crt|key)$|\/conf(?:ig)?(?:\.d)?\/?$/.test(target)
