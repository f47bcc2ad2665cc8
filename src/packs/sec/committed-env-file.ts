import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isKnownSecret, isLiteral, isSecretName, masked, opensSomething, passwordIn } from '../../check/secret.ts'
import type { EnvironmentFileFact } from '../../model/environment-file.ts'

type Id = 'sec/committed-env-file'

const rule: Rule<Id> = defineRule('sec/committed-env-file', {
  *'environment-file'(fact, project) {
    const secrets = secretsIn(fact)
    const live = secrets.filter(({ isKnown }) => !isKnown)
    const open = secrets.filter(({ isKnown, name, isPassword }) => isKnown && (isPassword || opensSomething(name)))
    const [first] = live.length > 0 ? live : open
    const because = silenceOf(fact, secrets.length, first === undefined)
    if (because !== null) {
      yield { is: 'fine', at: (first ?? secrets[0] ?? fact.values[0]).at, because }
      return
    }
    const told = live.length > 0 ? live : open
    const violation = {
      is: 'violation',
      at: first.at,
      subject: nodeSubject(fact.file, first.node),
      expression: 'environment file',
      evidence: told.map(({ at, name }) => ({ at, label: `\`${name}\`` })),
    } as const
    const { path } = project.manifest(fact.file)
    const data = { file: path.slice(path.lastIndexOf('/') + 1), names: namesOf(told), value: first.shown }
    if (live.length === 0) {
      const verb = told.length > 1 ? 'each have' : 'has'
      yield { ...violation, severity: 'minor', standard: null, message: 'known', data: { ...data, verb } }
    } else if (fact.tracked === null) yield { ...violation, confidence: 'medium', message: 'not-ignored', data }
    else yield { ...violation, message: 'tracked', data }
  },
})
export default rule

interface Secret {
  readonly name: string
  readonly at: EnvironmentFileFact['values'][number]['at']
  readonly node: number
  readonly shown: string
  /** Everybody knows it, or it opens only what runs beside it on one machine. */
  readonly isKnown: boolean
  /** In an address, so that it opens something whatever the name says. */
  readonly isPassword: boolean
}

const secretsIn = ({ values }: EnvironmentFileFact): readonly Secret[] =>
  values.flatMap(({ name, value, at, node }): readonly Secret[] => {
    const password = passwordIn(value)
    const secret = password ?? (isSecretName(name) ? value : null)
    if (secret === null || !isLiteral(secret)) return []
    const isRepeated = values.some((other) => other.value === secret && /(?:user|username|db|database|name)$/i.test(other.name))
    const isHere = password !== null && /@(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$)/i.test(value)
    const [user, own] = secret.split(':')
    const isKnown = isKnownSecret(secret) || isRepeated || isHere || user === own
    return [{ name, at, node, shown: masked(secret), isKnown, isPassword: password !== null }]
  })

function silenceOf({ tracked, use }: EnvironmentFileFact, secrets: number, isHarmless: boolean): SilentId<Id> | null {
  if (use === 'template') return 'template'
  if (use !== 'production') return 'development'
  if (secrets === 0) return 'no-secret'
  if (tracked === false) return 'untracked'
  return isHarmless ? 'stand-in' : null
}

const NAMED = 3

/** `A`, `B`, `C` and 4 more. */
function namesOf(secrets: readonly Secret[]): string {
  const names = secrets.slice(0, NAMED).map(({ name }) => `\`${name}\``)
  const more = secrets.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}
