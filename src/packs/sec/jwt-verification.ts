import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, Verdict } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { foldedSetting, isAlways } from '../../check/setting.ts'
import type { Constant } from '../../model/evaluation.ts'
import type { Place, Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'
import { Op } from '../../model/summary.ts'

type Id = 'sec/jwt-verification'

const rule: Rule<Id> = defineRule('sec/jwt-verification', {
  *protection(fact, project) {
    if (fact.kind !== 'token-read' && fact.kind !== 'token-made') return
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) yield { is: 'fine', at: spanOf(project, fact.at), because: role }
    else if (fact.kind === 'token-read') yield* readAt(project, fact)
    else yield* madeAt(project, fact)
  },
})
export default rule

/** The finding sits on what the call writes; where that stands elsewhere, on the call. */
const violationAt = (project: Project, fact: ProtectionFact, place: Place) => {
  const [call, written] = [spanOf(project, fact.at), spanOf(project, place)]
  const isInside = written.file === call.file && written.start >= call.start && written.end <= call.end
  return {
    is: 'violation',
    at: isInside ? written : call,
    subject: { is: 'call', place: fact.at },
    expression: fact.callee,
    evidence: [{ at: spanOf(project, fact.at), label: `\`${fact.callee}\` ${fact.kind === 'token-read' ? 'reads' : 'signs'} the token` }],
  } as const
}

function* readAt(project: Project, fact: ProtectionFact): Generator<Verdict<Id>> {
  const { settings, callee } = fact
  const at = spanOf(project, fact.at)
  const data = { callee }
  const unsigned = ['options.verify_signature', 'verify'].find((name) => isAlways(project, fact, name, false))
  if (unsigned !== undefined) {
    if (!fact.fromRequest) yield { is: 'fine', at, because: 'not-from-request' }
    else if (isVerifiedToo(project, fact)) yield { is: 'fine', at, because: 'verified-after' }
    else yield { ...violationAt(project, fact, settings.get(unsigned)?.at ?? fact.at), message: 'unsigned', data }
    return
  }
  const algorithms = algorithmsOf(project, fact)
  const written = settings.get('algorithms')?.at ?? fact.at
  if (algorithms !== null && algorithms.some((name) => name.toLowerCase() === 'none')) {
    yield { ...violationAt(project, fact, written), message: 'unsigned', data }
  } else if (!settings.has('algorithms') && callee.startsWith('jose.') && !fact.open) {
    yield { ...violationAt(project, fact, fact.at), severity: 'major', message: 'any-algorithm', data }
  } else if (algorithms !== null && isMixed(algorithms)) {
    yield {
      ...violationAt(project, fact, written),
      severity: 'major',
      message: 'mixed',
      data: { ...data, algorithms: algorithms.join(', ') },
    }
  } else if (isAlways(project, fact, 'options.verify_exp', false)) {
    if (project.evaluation.file(fact.at.file).summary.strings.includes('exp')) yield { is: 'fine', at, because: 'expiry-checked' }
    else {
      const place = settings.get('options.verify_exp')?.at ?? fact.at
      yield { ...violationAt(project, fact, place), severity: 'major', message: 'expired-too', data }
    }
  } else yield { is: 'fine', at, because: 'verified' }
}

function* madeAt(project: Project, fact: ProtectionFact): Generator<Verdict<Id>> {
  const { callee } = fact
  if (isEmptyKey(project, fact)) {
    const place = fact.settings.get('key')?.at ?? fact.at
    yield { ...violationAt(project, fact, place), message: 'empty-key', data: { callee } }
    return
  }
  const payload = fact.settings.get('payload') ?? fact.settings.get('claims')
  const isBare =
    payload !== undefined && payload.complete && payload.values.length > 0 && payload.values.every((place) => isPlainDict(project, place))
  const at = spanOf(project, fact.at)
  if (!isBare) yield { is: 'fine', at, because: 'elsewhere' }
  else if (hasExpiry(fact) || mentions(project, fact, 'exp')) yield { is: 'fine', at, because: 'expires' }
  else yield { ...violationAt(project, fact, fact.at), severity: 'major', message: 'no-expiry', data: { callee } }
}

const hasExpiry = ({ settings }: ProtectionFact): boolean => settings.has('payload.exp') || settings.has('claims.exp')

/** Another call of the same function reads a token and checks its signature. */
const isVerifiedToo = (project: Project, { at, within }: ProtectionFact): boolean =>
  project.facts('protection').some((other) => {
    if (other.kind !== 'token-read' || other.at.file !== at.file || other.within !== within || other.at.value === at.value) return false
    return !['options.verify_signature', 'verify'].some((name) => isAlways(project, other, name, false))
  })

/** Algorithms that are taken; null where that is not known. */
function algorithmsOf(project: Project, fact: ProtectionFact): readonly string[] | null {
  const folded = foldedSetting(project, fact, 'algorithms')
  if (folded === null || !folded.complete) return null
  const names = folded.constants.flatMap((constant) => (constant?.is === 'sequence' ? constant.items : [constant]))
  return names.every((name): name is Constant & { is: 'text' } => name?.is === 'text') ? names.map(({ value }) => value) : null
}

/** With a public key as secret, a client signs for itself. */
const isMixed = (names: readonly string[]): boolean =>
  names.some((name) => /^HS\d/.test(name)) && names.some((name) => /^(RS|ES|PS)\d/.test(name))

/** A dictionary whose keys are all written. */
function isPlainDict({ evaluation }: Project, { file, value }: Place): boolean {
  const { op, a, b, lists } = evaluation.file(file).summary.values
  if ((op[value] as Op) !== Op.Dict) return false
  const rows = b[value] < 0 ? [] : [...lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]])]
  return rows.every((row) => (op[row] as Op) === Op.Pair && evaluation.constantOf(file, a[row])?.is === 'text')
}

const isEmptyKey = (project: Project, fact: ProtectionFact): boolean => {
  const folded = foldedSetting(project, fact, 'key')
  return folded !== null && folded.constants.some((constant) => constant?.is === 'text' && constant.value === '')
}

/** Whether a word stands as a text of its own in the function around the call. */
function mentions({ evaluation }: Project, { at }: ProtectionFact, word: string): boolean {
  const { regions, scopes, strings, values } = evaluation.file(at.file).summary
  const region = scopes.region[evaluation.scopeOf(at.file, at.value)]
  for (let value = regions.first[region]; value < regions.end[region]; value++)
    if ((values.op[value] as Op) === Op.Text && values.a[value] >= 0 && strings[values.a[value]] === word) return true
  return false
}
