import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, Verdict } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { Project } from '../../model/project.ts'
import type { SettingsClassFact } from '../../model/setting.ts'

type Id = 'infra/settings-not-validated'

const SHOWN = 4

const rule: Rule<Id> = defineRule('infra/settings-not-validated', {
  *'settings-class'(fact, project) {
    const { file } = fact.at
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, file)
    if (role !== null || project.role(file) !== 'app') {
      yield { is: 'fine', at, because: role ?? 'unreached' }
      return
    }
    const isOfFile = (each: SettingsClassFact): boolean => each.at.file === file
    const classes = project.facts('settings-class').filter(isOfFile)
    // What classes of one file share is said once, at the first of them.
    const shared = classes[0] === fact ? classes : []
    const found = [...ofFields(shared, 'environment', project), ...ofFields(shared, 'parts', project), ...madeAgain(fact, project)]
    yield* found
    const isDeclared = fact.fields.every(({ source }) => source !== 'environment' && source !== 'parts')
    if (isDeclared && found.length === 0) yield { is: 'fine', at, because: 'validated' }
  },
})
export default rule

/** One finding for all fields of a file that come by their values in the same way. */
function ofFields(classes: readonly SettingsClassFact[], source: 'environment' | 'parts', project: Project): readonly Verdict<Id>[] {
  const fields = classes.flatMap((each) =>
    each.fields.flatMap((field) =>
      field.source === source ? [{ ...field, shown: `\`${project.evaluation.class(each.class).name}.${field.name}\`` }] : [],
    ),
  )
  const shown = fields.slice(0, SHOWN)
  if (shown.length === 0) return []
  const more = fields.length - shown.length
  return [
    {
      is: 'violation',
      at: spanOf(project, shown[0].at),
      subject: { is: 'function', place: shown[0].at },
      expression: `settings by ${source}`,
      evidence: shown.map((field) => ({ at: spanOf(project, field.at), label: `${field.shown} has its value here` })),
      message: source === 'parts' ? 'parts' : 'past',
      data: { fields: shown.map((field) => field.shown).join(', ') + (more > 0 ? ` and ${more} more` : '') },
    },
  ]
}

/** Instances that requests make, each of which reads and checks the whole environment again. */
function madeAgain({ class: id, made }: SettingsClassFact, project: Project): readonly Verdict<Id>[] {
  const owner = project.evaluation.class(id).name
  return made.flatMap(({ at, building, context }): readonly Verdict<Id>[] => {
    if (building !== 'per-request' || context === null || !context.ordinary || sparedByRole(project, at.file) !== null) return []
    return [
      {
        is: 'violation',
        at: spanOf(project, at),
        subject: { is: 'call', place: at },
        expression: `${owner}()`,
        evidence: stepsTo(project, context),
        message: 'again',
        data: { class: owner, through: context.entry.label },
      },
    ]
  })
}
