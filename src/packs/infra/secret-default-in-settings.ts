import { kindOfSecret } from '../../check/secret-kind.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, Verdict } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import type { SettingFallback } from '../../model/setting.ts'
import type { Span } from '../../model/span.ts'

type Id = 'infra/secret-default-in-settings'

const rule: Rule<Id> = defineRule('infra/secret-default-in-settings', {
  *'settings-class'(fact, project) {
    const { class: id, fields } = fact
    const { name: owner } = project.evaluation.class(id)
    const isForDevelopment = /^(?:dev|local|test)/i.test(owner)
    for (const { name, at, source, fallback } of fields) {
      if (kindOfSecret(name) === null) continue
      if (fallback === null) yield { is: 'fine', at: spanOf(project, at), because: source === 'random' ? 'drawn' : 'empty' }
      else if (isForDevelopment) yield { is: 'fine', at: spanOf(project, at), because: 'development' }
      else yield* judged(`${owner}.${name}`, name, at, fallback, project)
    }
  },
  *'environment-default'({ name, at, fallback }, project) {
    if (kindOfSecret(name) !== null) yield* judged(name, name, at, fallback, project)
  },
})
export default rule

function* judged(shown: string, name: string, place: Place, fallback: SettingFallback, project: Project): Generator<Verdict<Id>> {
  const at = spanOf(project, fallback.at)
  const role = sparedByRole(project, place.file)
  if (role !== null || project.role(place.file) !== 'app') {
    yield { is: 'fine', at, because: role ?? 'unreached' }
    return
  }
  if (fallback.refusedAt !== null) {
    yield { is: 'fine', at, because: 'refused' }
    return
  }
  const kind = kindOfSecret(name)
  // A key for somebody else's service opens nothing here; one that is nobody's key is only a word in its place.
  if (kind === 'foreign' && !fallback.isDrawn) {
    yield { is: 'fine', at, because: 'placeholder' }
    return
  }
  const set = settingOf(name, project)
  yield {
    is: 'violation',
    at,
    ...(set === null ? (kind === 'datastore' ? { severity: 'major' as const } : {}) : { severity: 'minor' as const }),
    subject: { is: 'function', place },
    expression: `default of ${shown}`,
    evidence: [
      { at: spanOf(project, place), label: `\`${shown}\` has a default` },
      ...(set === null ? [] : [{ at: set, label: 'a deployment sets it' }]),
    ],
    message: set === null ? 'usable' : 'covered',
    data: { name: shown, value: `${fallback.shown}***` },
  }
}

/** Where a deployment gives the variable a value. */
const settingOf = (name: string, project: Project): Span | null =>
  project
    .facts('configuredValue')
    .find(
      ({ name: set, use }) =>
        use === 'production' && (set.toUpperCase() === name.toUpperCase() || set.toUpperCase().endsWith(`_${name.toUpperCase()}`)),
    )?.at ??
  project
    .facts('composeService')
    .flatMap(({ use, settings }) => (use === 'production' ? settings.environment : []))
    .find((variable) => variable.name.toUpperCase() === name.toUpperCase())?.at ??
  null
