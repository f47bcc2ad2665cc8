import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isKnownSecret, isLiteral, isSecretName, masked, opensSomething, passwordIn } from '../../check/secret.ts'
import type { ConfiguredValue } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/plaintext-credential-in-manifest'

const rule: Rule<Id> = defineRule('infra/plaintext-credential-in-manifest', {
  *configuredValue(fact, project) {
    const { name, at, node } = fact
    // Environment files are judged whole, as files.
    const credential = credentialIn(fact, project)
    if (credential === null || fact.where === 'environment-file') return
    const where = WHERE[fact.where]
    const { secret, known, isAddress } = credential
    const because = silenceOf(fact, credential)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: nodeSubject(at.file, node),
      expression: name,
      evidence: [{ at, label: `\`${name}\` is written out` }],
    } as const
    const value = masked(secret)
    if (known === null) yield { ...violation, ...severityOf(fact), message: isAddress ? 'address' : 'value', data: { name, value, where } }
    else {
      // Whoever mends one of them mends them all: the first of the file tells of the others.
      const alike = project.deployment.values.filter((other) => other.at.file === at.file && isLike(other, known, project))
      if (alike[0] !== fact) return
      const evidence = alike.map((other) => ({ at: other.at, label: `\`${other.name}\`` }))
      const data = { names: namesOf(alike), verb: alike.length > 1 ? 'each have' : 'has', value, where }
      yield { ...violation, evidence, severity: 'minor', standard: null, message: known, data }
    }
  },
})
export default rule

interface Credential {
  readonly secret: string
  readonly isAddress: boolean
  /** Everybody knows it: it is set to that, or falls back to it. */
  readonly known: 'known' | 'known-default' | null
}

function credentialIn(fact: ConfiguredValue, project: Project): Credential | null {
  const value = withDefault(fact.value)
  const password = passwordIn(value)
  const secret = password ?? (isSecretName(fact.name) ? value : null)
  if (secret === null) return null
  const isKnown = isKnownSecret(secret) || isNamedBeside(fact, secret, project)
  return { secret, isAddress: password !== null, known: isKnown ? (value === fact.value ? 'known' : 'known-default') : null }
}

function silenceOf(fact: ConfiguredValue, { secret, known, isAddress }: Credential): SilentId<Id> | null {
  if (!isLiteral(secret) || isReference(fact)) return 'reference'
  if (fact.use === 'template') return 'template'
  if (fact.use !== 'production' || isOwnMachine(withDefault(fact.value))) return 'development'
  return known !== null && !isAddress && !opensSomething(fact.name) ? 'stand-in' : null
}

function isLike(other: ConfiguredValue, known: Credential['known'], project: Project): boolean {
  const credential = credentialIn(other, project)
  return credential !== null && credential.known === known && silenceOf(other, credential) === null
}

const NAMED = 3

/** `A`, `B`, `C` and 4 more, each name once. */
function namesOf(values: readonly ConfiguredValue[]): string {
  const all = [...new Set(values.map(({ name }) => `\`${name}\``))]
  const more = values.length - Math.min(all.length, NAMED)
  return more > 0 ? `${all.slice(0, NAMED).join(', ')} and ${more} more` : all.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}

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
  deployment.values.some(
    (other) => other.at.file === at.file && other.value === secret && /(?:user|username|db|database|name)$/i.test(other.name),
  )

/** A value that only repeats the name tells where to look; of a chart only passwords are values for sure. Alembic's own template is none. */
function isReference({ name, value, where }: ConfiguredValue): boolean {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, '')
  if (value.startsWith('driver://')) return true
  return where === 'helm' && (!/passw(?:or)?d$/i.test(name) || bare(name).endsWith(bare(value)))
}
