import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { foldedSetting, isAlways, lastNameOf, namesInGuards } from '../../check/setting.ts'
import type { Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'
import { Op } from '../../model/summary.ts'

type Id = 'sec/tls-verification-disabled'

const rule: Rule<Id> = defineRule('sec/tls-verification-disabled', {
  *protection(fact, project) {
    if (fact.kind !== 'peer') return
    const setting = offBy(project, fact)
    const place = setting === null ? undefined : fact.settings.get(setting)?.at
    const at = spanOf(project, place ?? fact.at)
    const because = silenceOf(project, fact, setting)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const isHostKey = setting === 'policy' || setting === 'known_hosts'
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: [{ at: spanOf(project, fact.at), label: `\`${shortOf(fact)}\` connects with it` }],
    } as const
    const data = { callee: shortOf(fact) }
    if (isHostKey) yield { ...violation, message: 'host-key', data }
    else if (setting === 'check_hostname') yield { ...violation, message: 'host-name', data }
    else if (setting === null || setting === '_create_default_https_context') yield { ...violation, message: 'context', data }
    else if (setting === 'verify_mode' || fact.callee.endsWith('.verify')) {
      const value = writtenAs(project, fact, setting).split('=')[1]
      yield { ...violation, message: 'assigned', data: { ...data, value } }
    } else yield { ...violation, message: 'certificate', data: { ...data, setting: writtenAs(project, fact, setting) } }
  },
})
export default rule

/** Settings by the flag that turns the check off. */
const FLAGS: Readonly<Record<string, boolean>> = {
  verify: false,
  ssl: false,
  verify_ssl: false,
  verify_certs: false,
  check_hostname: false,
  tlsAllowInvalidCertificates: true,
  tlsInsecure: true,
}
/** Settings by the names and texts that turn the check off. */
const WORDS: Readonly<Record<string, RegExp>> = {
  verify_mode: /^CERT_NONE$/,
  cert_reqs: /^CERT_NONE$/,
  ssl_cert_reqs: /^(CERT_NONE|none)$/,
  policy: /^AutoAddPolicy$/,
  _create_default_https_context: /^_create_unverified_context$/,
}

/** The setting that gives the check up for sure; null: the callee itself does, or none is known to. */
function offBy(project: Project, fact: ProtectionFact): string | null {
  for (const name of fact.settings.keys()) {
    if (Object.hasOwn(FLAGS, name) && isAlways(project, fact, name, FLAGS[name])) return name
    if (Object.hasOwn(WORDS, name) && isWord(project, fact, name)) return name
    if (name === 'known_hosts' && isNone(project, fact, name)) return name
    if (name === 'ssl_cert_reqs' && isNone(project, fact, name)) return name
  }
  return null
}

const isNone = (project: Project, fact: ProtectionFact, name: string): boolean => {
  const folded = foldedSetting(project, fact, name)
  return folded !== null && folded.complete && folded.constants.length > 0 && folded.constants.every((constant) => constant?.is === 'none')
}

const isWord = (project: Project, { settings }: ProtectionFact, name: string): boolean => {
  const setting = settings.get(name)
  if (setting === undefined || setting.values.length === 0) return false
  return setting.values.every((place) => {
    const constant = project.evaluation.constantOf(place.file, place.value)
    return WORDS[name].test(constant?.is === 'text' ? constant.value : lastNameOf(project, place))
  })
}

/** Whoever runs the service decides it, by a test of theirs. */
const CHOICE = /verif|insecure|ssl|tls|cert|self_?signed|debug|dev\b|development|local|environment|trust/i
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)([:/]|$)/

function silenceOf(project: Project, fact: ProtectionFact, setting: string | null): SilentId<Id> | null {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  const isItself = fact.callee === 'ssl._create_unverified_context'
  if (setting === null && !isItself) return 'checked'
  if (namesInGuards(project, fact.at).some((name) => CHOICE.test(name))) return 'chosen'
  if (isKeptAside(project, fact)) return 'chosen'
  const addresses = ['url', 'base_url', 'host', 'endpoint_url'].flatMap((name) => foldedSetting(project, fact, name)?.constants ?? [])
  const isLocal = addresses.some((constant) => constant !== undefined && LOCAL.test(startOf(constant)))
  if (isLocal) return 'local'
  return setting === 'check_hostname' && isSaidAlready(project, fact) ? 'said-already' : null
}

/** It is kept under a name that says so, beside the one that checks: whoever takes it knows. */
const isKeptAside = ({ evaluation }: Project, { at: { file, value } }: ProtectionFact): boolean => {
  const { strings, values } = evaluation.file(file).summary
  return evaluation.users(file, value).some((user) => {
    const op: Op = values.op[user]
    return op === Op.Bind && /insecure|unsafe|unverified|no_?verify/i.test(strings[values.a[user]])
  })
}

const startOf = (constant: NonNullable<ReturnType<Project['evaluation']['constantOf']>>): string =>
  constant.is === 'text' ? constant.value : constant.is === 'template' ? (constant.parts[0] ?? '') : ''

/** The same function turns the check of the certificate off: with it, the name says nothing. */
const isSaidAlready = (project: Project, { at, within }: ProtectionFact): boolean =>
  project
    .facts('protection')
    .some((other) => other.at.file === at.file && other.within === within && offBy(project, other) === 'verify_mode')

const shortOf = ({ callee }: ProtectionFact): string => callee.split('.').slice(-2).join('.')

/** `verify=False`, `ssl_cert_reqs="none"`. */
function writtenAs(project: Project, fact: ProtectionFact, name: string): string {
  const setting = fact.settings.get(name)
  const place = setting?.values[0]
  if (place === undefined) return name
  const constant = project.evaluation.constantOf(place.file, place.value)
  if (constant?.is === 'bool') return `${name}=${constant.value ? 'True' : 'False'}`
  if (constant?.is === 'none') return `${name}=None`
  return `${name}=${constant?.is === 'text' ? `"${constant.value}"` : lastNameOf(project, place)}`
}
