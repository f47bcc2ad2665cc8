import { nodeSubject } from '../../check/manifest.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, Subject } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isPlaceholder, masked } from '../../check/secret.ts'
import type { Place, Project } from '../../model/project.ts'
import type { ProtectionFact } from '../../model/protection.ts'
import type { SecretFact } from '../../model/secret.ts'
import type { Span } from '../../model/span.ts'
import { Op, ScopeFlag, ScopeKind } from '../../model/summary.ts'

type Id = 'sec/hardcoded-secret'

const rule: Rule<Id> = defineRule('sec/hardcoded-secret', {
  *secret(fact, project) {
    const { by, what, shown } = fact
    const at = whereOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) yield { is: 'fine', at, because: role }
    else if (fact.isDefault) yield { is: 'fine', at, because: 'default' }
    else if (by === 'address' && LOCAL.test(what)) yield { is: 'fine', at, because: 'local' }
    else {
      const violation = {
        is: 'violation',
        at,
        subject: subjectOf(fact),
        expression: `${by} ${what}`,
        evidence: [{ at, label: 'it is written here' }],
      } as const
      if (by === 'format') yield { ...violation, message: 'format', data: { what, shown: `${shown}***` } }
      else if (by === 'address') yield { ...violation, message: 'address', data: { host: what } }
      else yield { ...violation, confidence: 'medium', message: 'name', data: { name: what, shown: `${shown}***` } }
    }
  },

  *protection(fact, project) {
    if (fact.kind !== 'token-made' && fact.kind !== 'token-read' && fact.kind !== 'session') return
    const place = writtenKey(project, fact)
    if (place === null) return
    const at = spanOf(project, place)
    const role = sparedByRole(project, place.file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const constant = project.evaluation.constantOf(place.file, place.value)
    const key = constant?.is === 'text' ? constant.value : ''
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: `key of ${fact.callee}`,
      evidence: [{ at: spanOf(project, fact.at), label: `\`${fact.callee}\` signs with it` }],
      severity: 'major',
      message: isPlaceholder(key) ? 'known-key' : 'key',
      data: { callee: fact.callee, shown: masked(key) },
    }
  },
})
export default rule

const LOCAL =
  /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1\]|host\.docker\.internal|db|database|postgres|postgresql|redis|mysql|rabbitmq|mongo|mongodb)$/i

const whereOf = (project: Project, { file, value }: Place): Span => {
  if (file >= 0) return spanOf(project, { file, value })
  const { start, end } = project.manifest(file).nodes[value]
  return { file, start, end }
}

const subjectOf = ({ at }: SecretFact): Subject => (at.file < 0 ? nodeSubject(at.file, at.value) : { is: 'resource', place: at })

/** The literal that a signature is made with; null if none, or one that looks drawn by chance: that is told where it is written. */
function writtenKey({ evaluation }: Project, { settings }: ProtectionFact): Place | null {
  const [place, ...more] = (settings.get('key') ?? settings.get('secret_key'))?.values ?? []
  if (place === undefined || more.length > 0 || place.file < 0) return null
  const { strings, values } = evaluation.file(place.file).summary
  const text = (values.op[place.value] as Op) === Op.Text && values.a[place.value] >= 0 ? strings[values.a[place.value]] : ''
  return text === '' || text.startsWith('⟨secret:') || text.includes('BEGIN') || isInSettings(evaluation, place) ? null : place
}

/** A default of a settings class: whoever deploys it sets another. */
const isInSettings = (evaluation: Project['evaluation'], { file, value }: Place): boolean => {
  const scope = evaluation.scopeOf(file, value)
  const { flags } = evaluation.file(file).summary.scopes
  const kind: ScopeKind = flags[scope] & ScopeFlag.Kind
  return scope > 0 && kind === ScopeKind.Class
}
