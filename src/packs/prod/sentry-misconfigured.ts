import { passesOn } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isInManifests } from '../../check/service.ts'
import { namesInGuards } from '../../check/setting.ts'
import type { Constant } from '../../model/evaluation.ts'
import type { Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'

type Id = 'prod/sentry-misconfigured'

const rule: Rule<Id> = defineRule('prod/sentry-misconfigured', {
  *protection(fact, project) {
    if (fact.kind !== 'error-tracker') return
    const because = silenceOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, fact.at), because }
      return
    }
    const place = (setting?: string) => {
      const at = spanOf(project, (setting === undefined ? undefined : fact.settings.get(setting)?.at) ?? fact.at)
      return {
        is: 'violation',
        at,
        subject: { is: 'call', place: fact.at },
        expression: `${fact.callee} ${setting ?? ''}`.trim(),
        evidence: [],
      } as const
    }
    if (isAnonymous(project, fact)) yield { ...place(), severity: 'suggestion', message: 'anonymous', data: {} }
    const rate = everythingBy(project, fact)
    if (rate !== null) yield { ...place(rate), message: 'everything', data: { setting: rate } }
    if (isOn(project, fact, 'send_default_pii')) yield { ...place('send_default_pii'), message: 'personal', data: {} }
    if (isOn(project, fact, 'debug')) yield { ...place('debug'), severity: 'suggestion', message: 'debug', data: {} }
  },
})
export default rule

const DEVELOPMENT = /^(debug|dev|development|local|testing|staging)$|_(debug|dev|local)$/i

function silenceOf(project: Project, fact: ProtectionFact): SilentId<Id> | null {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  if (namesInGuards(project, fact.at).some((name) => DEVELOPMENT.test(name))) return 'development'
  const isFaulty =
    isAnonymous(project, fact) ||
    everythingBy(project, fact) !== null ||
    isOn(project, fact, 'send_default_pii') ||
    isOn(project, fact, 'debug')
  if (isFaulty) return null
  return passesOn(project, fact.at) ? 'passed-on' : 'told'
}

const isAnonymous = (project: Project, { at, settings }: ProtectionFact): boolean =>
  !passesOn(project, at) &&
  !settings.has('environment') &&
  !settings.has('release') &&
  !isInManifests(project, /^SENTRY_(ENVIRONMENT|RELEASE)\b/)

/** The setting by which every request is traced, as it is written. */
const everythingBy = (project: Project, fact: ProtectionFact): string | null => {
  const rate = writtenAt(project, fact, 'traces_sample_rate')
  if (rate?.is === 'number') return rate.value >= 1 ? 'traces_sample_rate' : null
  return !fact.settings.has('traces_sample_rate') && isOn(project, fact, 'enable_tracing') ? 'enable_tracing' : null
}

const isOn = (project: Project, fact: ProtectionFact, name: string): boolean => {
  const constant = writtenAt(project, fact, name)
  return constant?.is === 'bool' && constant.value
}

/** Of the argument itself: the default of a setting is no choice for production. */
const writtenAt = ({ evaluation }: Project, { settings }: ProtectionFact, name: string): Constant | undefined => {
  const at = settings.get(name)?.at
  return at === undefined ? undefined : evaluation.constantOf(at.file, at.value)
}
