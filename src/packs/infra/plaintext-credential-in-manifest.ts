import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isLiteral, isPlaceholder, isSecretName, masked, passwordIn } from '../../check/secret.ts'
import type { ConfiguredValue } from '../../model/deployment.ts'

const rule: Rule<'infra/plaintext-credential-in-manifest'> = defineRule('infra/plaintext-credential-in-manifest', {
  *configuredValue(fact) {
    const { name, at, use, node } = fact
    const value = withDefault(fact.value)
    const password = passwordIn(value)
    const secret = password ?? (isSecretName(name) ? value : null)
    if (secret === null) return
    if (!isLiteral(secret) || isReference(fact)) yield { is: 'fine', at, because: 'reference' }
    else if (use === 'template') yield { is: 'fine', at, because: 'template' }
    else if (use !== 'production') yield { is: 'fine', at, because: 'development' }
    else {
      const violation = {
        is: 'violation',
        at,
        subject: nodeSubject(at.file, node),
        expression: name,
        evidence: [{ at, label: `\`${name}\` is written out` }],
      } as const
      const data = { name, value: masked(secret), where: WHERE[fact.where] }
      const graded = severityOf(fact)
      if (isKnown(secret)) yield { ...violation, severity: 'minor', standard: null, message: 'known', data }
      else yield { ...violation, ...graded, message: password === null ? 'value' : 'address', data }
    }
  },
})
export default rule

const WHERE: Readonly<Record<ConfiguredValue['where'], string>> = {
  compose: 'compose file',
  kubernetes: 'Kubernetes manifest',
  helm: 'chart',
  'environment-file': 'committed environment file',
  alembic: 'committed alembic.ini',
}

/** An environment file or a chart's default may be replaced where it is deployed; the rest is what runs. */
const severityOf = ({ where }: ConfiguredValue): { readonly severity?: 'major'; readonly confidence?: 'medium' } =>
  where === 'compose' || where === 'kubernetes' ? {} : { severity: 'major', confidence: 'medium' }

/** `${NAME:-value}` is value when nobody sets NAME. */
const withDefault = (text: string): string => text.replaceAll(/\$\{\w+:?-([^{}]*)\}/g, '$1').replace(/^(["'])(.*)\1$/, '$2')

/** Placeholders, and short words: the name of what they open, of a user, of the project. Of `user:password` the second counts. */
function isKnown(value: string): boolean {
  const secret = value.slice(value.lastIndexOf(':') + 1)
  return isPlaceholder(secret) || secret.length < 5 || /^[a-z]{1,8}$/i.test(secret)
}

/** A value that only repeats the name tells where to look; of a chart only passwords are values for sure. Alembic's own template is none. */
function isReference({ name, value, where }: ConfiguredValue): boolean {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, '')
  if (value.startsWith('driver://')) return true
  return where === 'helm' && (!/passw(?:or)?d$/i.test(name) || bare(name).endsWith(bare(value)))
}
