import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isKnownSecret, isLiteral, isSecretName, masked, opensSomething, passwordIn } from '../../check/secret.ts'
import type { ConfiguredValue } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'infra/plaintext-credential-in-manifest'> = defineRule('infra/plaintext-credential-in-manifest', {
  *configuredValue(fact, project) {
    const { name, at, use, node, where } = fact
    // Environment files are judged whole, as files.
    if (where === 'environment-file') return
    const value = withDefault(fact.value)
    const password = passwordIn(value)
    const secret = password ?? (isSecretName(name) ? value : null)
    if (secret === null) return
    const isKnown = isKnownSecret(secret) || isNamedBeside(fact, secret, project)
    if (!isLiteral(secret) || isReference(fact)) yield { is: 'fine', at, because: 'reference' }
    else if (use === 'template') yield { is: 'fine', at, because: 'template' }
    else if (use !== 'production' || isOwnMachine(value)) yield { is: 'fine', at, because: 'development' }
    else if (isKnown && password === null && !opensSomething(name)) yield { is: 'fine', at, because: 'stand-in' }
    else {
      const violation = {
        is: 'violation',
        at,
        subject: nodeSubject(at.file, node),
        expression: name,
        evidence: [{ at, label: `\`${name}\` is written out` }],
      } as const
      const data = { name, value: masked(secret), where: WHERE[where] }
      const graded = severityOf(fact)
      if (!isKnown) yield { ...violation, ...graded, message: password === null ? 'value' : 'address', data }
      else yield { ...violation, severity: 'minor', standard: null, message: value === fact.value ? 'known' : 'known-default', data }
    }
  },
})
export default rule

const WHERE: Readonly<Record<Exclude<ConfiguredValue['where'], 'environment-file'>, string>> = {
  compose: 'compose file',
  kubernetes: 'Kubernetes manifest',
  helm: 'chart',
  alembic: 'committed alembic.ini',
}

/** A chart's default may be replaced where it is deployed; the rest is what runs. */
const severityOf = ({ where }: ConfiguredValue): { readonly severity?: 'major'; readonly confidence?: 'medium' } =>
  where === 'compose' || where === 'kubernetes' ? {} : { severity: 'major', confidence: 'medium' }

/** `${NAME:-value}` is value when nobody sets NAME. */
const withDefault = (text: string): string => text.replaceAll(/\$\{\w+:?-([^{}]*)\}/g, '$1').replace(/^(["'])(.*)\1$/, '$2')

/** An address of the machine it is read on: what a developer runs, or what nobody reaches from outside. */
const isOwnMachine = (value: string): boolean => /^[a-z][\w+.-]*:\/\/[^\s/]*@(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$)/i.test(value)

/** The name of a user or a database of the same file, given again as the password. */
const isNamedBeside = ({ at }: ConfiguredValue, secret: string, { deployment }: Project): boolean =>
  deployment.values.some((other) => other.at.file === at.file && other.value === secret && /(?:user|username|db|database|name)$/i.test(other.name))

/** A value that only repeats the name tells where to look; of a chart only passwords are values for sure. Alembic's own template is none. */
function isReference({ name, value, where }: ConfiguredValue): boolean {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, '')
  if (value.startsWith('driver://')) return true
  return where === 'helm' && (!/passw(?:or)?d$/i.test(name) || bare(name).endsWith(bare(value)))
}
