import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { checksOrigin } from '../../check/cross-site.ts'
import { foldedSetting, isAlways, namesInGuards } from '../../check/setting.ts'
import type { Constant } from '../../model/evaluation.ts'
import type { Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'

type Id = 'sec/cors-credentials-wildcard'

const rule: Rule<Id> = defineRule('sec/cors-credentials-wildcard', {
  *protection(fact, project) {
    if (fact.kind !== 'cross-origin') return
    const open = openBy(project, fact)
    const at = spanOf(project, (open === null ? undefined : fact.settings.get(open)?.at) ?? fact.at)
    const because = silenceOf(project, fact, open)
    if (because !== null || open === null) {
      yield { is: 'fine', at, because: because ?? 'listed' }
      return
    }
    const cookie = cookieOf(project, fact)
    const credentials = fact.settings.get('allow_credentials')
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: `CORSMiddleware ${open}`,
      evidence: [
        ...(credentials === undefined ? [] : [{ at: spanOf(project, credentials.at), label: 'credentials are allowed' }]),
        ...(cookie === null ? [] : [{ at: spanOf(project, cookie.at), label: `a cookie is set by \`${cookie.callee}\`` }]),
      ],
    } as const
    if (cookie === null) yield { ...violation, severity: 'minor', message: 'bearer', data: { setting: open } }
    else yield { ...violation, message: 'cookie', data: { setting: open } }
  },
})
export default rule

/** Patterns that any address matches. */
const ANYTHING = /^\^?(https?(\??|s\?)?:(\/\/|\\\/\\\/))?\(?(https?\??:\/\/)?\.[*+]\)?\$?$/

/** The setting that lets every origin in, whichever way the code goes. */
function openBy(project: Project, fact: ProtectionFact): 'allow_origins' | 'allow_origin_regex' | null {
  const origins = foldedSetting(project, fact, 'allow_origins')
  if (origins !== null && origins.complete && origins.constants.length > 0 && origins.constants.every(isWildcard)) return 'allow_origins'
  const pattern = foldedSetting(project, fact, 'allow_origin_regex')
  const isAny = (constant: Constant | undefined): boolean => constant?.is === 'text' && ANYTHING.test(constant.value)
  return pattern !== null && pattern.complete && pattern.constants.length > 0 && pattern.constants.every(isAny)
    ? 'allow_origin_regex'
    : null
}

const isWildcard = (constant: Constant | undefined): boolean =>
  constant?.is === 'sequence'
    ? constant.items.some((item) => item?.is === 'text' && item.value === '*')
    : constant?.is === 'text' && constant.value === '*'

function silenceOf(project: Project, fact: ProtectionFact, open: string | null): SilentId<Id> | null {
  const role = sparedByRole(project, fact.at.file)
  if (role !== null) return role
  if (open === null) return 'listed'
  if (!isAlways(project, fact, 'allow_credentials', true)) return 'no-credentials'
  if (isForDevelopment(project, fact)) return 'development'
  return checksOrigin(project, fact.at.file) ? 'checked' : null
}

const DEVELOPMENT = /cors|cross|debug|dev\b|development|local|environment|\benv\b|prod|test/i

/** A test of where it runs stands around it. */
const isForDevelopment = (project: Project, { at }: ProtectionFact): boolean =>
  namesInGuards(project, at).some((name) => DEVELOPMENT.test(name))

/** A cookie that the application sets, so that browsers send something of worth along; null if it is not known to set one. */
function cookieOf(project: Project, cors: ProtectionFact): ProtectionFact | null {
  const services = new Set(project.servicesAt(cors.at.file))
  const isHere = ({ at }: ProtectionFact): boolean => project.servicesAt(at.file).some((name) => services.has(name))
  const facts = project.facts('protection').filter(({ at }) => project.role(at.file) === 'app')
  // With several applications in one service, a cookie belongs to the one whose file sets it.
  const isOnly = facts.filter((fact) => fact.kind === 'cross-origin' && isHere(fact)).length === 1
  const isCookie = ({ kind }: ProtectionFact): boolean => kind === 'cookie' || kind === 'session'
  return facts.find((fact) => isCookie(fact) && (fact.at.file === cors.at.file || (isOnly && isHere(fact)))) ?? null
}
