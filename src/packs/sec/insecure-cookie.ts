import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { foldedSetting, isAlways, lastNameOf, namesInGuards, textSetting } from '../../check/setting.ts'
import type { Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'

type Id = 'sec/insecure-cookie'

const rule: Rule<Id> = defineRule('sec/insecure-cookie', {
  *protection(fact, project) {
    const at = spanOf(project, fact.at)
    if (fact.kind === 'session') {
      const role = sparedByRole(project, fact.at.file)
      if (role !== null || !isOff(project, fact, 'https_only') || isChosen(project, fact))
        yield { is: 'fine', at, because: role ?? 'protected' }
      else yield { ...violationAt(project, fact), severity: 'minor', message: 'session', data: {} }
      return
    }
    if (fact.kind !== 'cookie') return
    const name = nameOf(project, fact)
    const missing = missingIn(project, fact, name)
    const because = silenceOf(project, fact, name, missing)
    if (because !== null) yield { is: 'fine', at, because }
    else yield { ...violationAt(project, fact), message: 'flags', data: { name, flags: listed(missing), effect: effectOf(missing) } }
  },
})
export default rule

const violationAt = (project: Project, fact: ProtectionFact) =>
  ({
    is: 'violation',
    at: spanOf(project, fact.at),
    subject: { is: 'call', place: fact.at },
    expression: fact.callee,
    evidence: [],
  }) as const

/** A test of where it runs stands around it. */
const isChosen = (project: Project, { at }: ProtectionFact): boolean =>
  namesInGuards(project, at).some((name) => /mode|debug|dev|env|prod|https|secure|cloud|local/i.test(name))

/** Names of cookies that let somebody in. */
const ENTRY = /(^|[^a-z])(auth|jwt|token|session|session[-_]?id|sid|refresh|access|api[-_]?key|remember[-_]?me)$/i
const READ_BY_PAGES = /csrf|xsrf|state|nonce/i

/** As the code names it: its text, or the name of what holds it. */
function nameOf(project: Project, fact: ProtectionFact): string {
  const text = textSetting(project, fact, 'key')
  const key = fact.settings.get('key')
  if (text !== null || key === undefined) return text ?? ''
  return lastNameOf(project, key.at)
}

type Flag = 'httponly' | 'secure'

function missingIn(project: Project, fact: ProtectionFact, name: string): readonly Flag[] {
  const missing: Flag[] = []
  if (isOff(project, fact, 'httponly') && !READ_BY_PAGES.test(name)) missing.push('httponly')
  if (isOff(project, fact, 'secure')) missing.push('secure')
  return missing
}

/** Not passed, or false whichever way the code goes. */
const isOff = (project: Project, fact: ProtectionFact, name: string): boolean =>
  fact.settings.has(name) ? isAlways(project, fact, name, false) : !fact.open

function silenceOf(project: Project, fact: ProtectionFact, name: string, missing: readonly Flag[]): SilentId<Id> | null {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  const folded = (key: string) => foldedSetting(project, fact, key)?.constants ?? []
  const isEnded =
    folded('max_age').some((age) => age?.is === 'number' && age.value <= 0) ||
    folded('value').some((value) => value?.is === 'text' && value.value === '')
  if (isEnded) return 'deletion'
  const value = fact.settings.get('value')
  const isEntry = ENTRY.test(name) || (value !== undefined && /token|jwt|session_id/i.test(lastNameOf(project, value.at)))
  if (!isEntry || READ_BY_PAGES.test(name)) return 'preference'
  return missing.length === 0 ? 'protected' : null
}

const listed = (flags: readonly Flag[]): string => flags.map((flag) => `\`${flag}\``).join(' and ')

const effectOf = (flags: readonly Flag[]): string =>
  flags.map((flag) => (flag === 'httponly' ? 'scripts of a page can read it' : 'it also goes over plain HTTP')).join(', and ')
