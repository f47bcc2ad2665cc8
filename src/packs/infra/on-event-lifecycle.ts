import { argumentOf, constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'

const REGISTERS = /^(fastapi|starlette)\..*\.(on_event|add_event_handler)$/

const rule: Rule<'infra/on-event-lifecycle'> = defineRule('infra/on-event-lifecycle', {
  *candidate({ file, captures }, project) {
    const { registration, application } = captures
    if (registration === undefined || application === undefined || registration.value < 0) return
    const call = { file, value: registration.value }
    const [target] = project.evaluation.calleeOf(file, call.value).targets
    const at = spanOf(project, call)
    if (target?.is !== 'function' || !REGISTERS.test(project.evaluation.function(target.function).qualifiedName)) {
      yield { is: 'fine', at, because: 'other' }
      return
    }
    const role = sparedByRole(project, file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const event = constantArgument(project, call, 0) ?? constantArgument(project, call, 'event_type')
    const name = event?.is === 'text' ? event.value : 'lifecycle'
    const verb = project.evaluation.function(target.function).name
    const lifespan = lifespanOf(project, { file, value: application.value })
    const common = { is: 'violation', at, subject: { is: 'function', place: call }, expression: `on_event ${name}` } as const
    if (lifespan === null) yield { ...common, evidence: [], severity: 'minor', message: 'deprecated', data: { event: name, verb } }
    else {
      const evidence = [{ at: spanOf(project, lifespan), label: 'the application has a `lifespan`' }]
      yield { ...common, evidence, message: 'ignored', data: { event: name } }
    }
  },
})
export default rule

/** The `lifespan=` that an application of the same file is made with. */
const lifespanOf = (project: Project, { file, value }: Place): Place | null => {
  const { op, a, b } = project.evaluation.file(file).summary.values
  let made = value
  for (let steps = 0; steps < 6 && made >= 0; steps++) {
    if (op[made] === Op.Load) made = a[made]
    else if (op[made] === Op.Bind) made = b[made]
    else if (op[made] === Op.Free) made = boundIn(project, { file, value: made })
    else break
  }
  if (made < 0 || op[made] !== Op.Call) made = onlyApplicationOf(project, file)
  if (made < 0) return null
  const given = argumentOf(project, { file, value: made }, 'lifespan')
  return given < 0 || project.evaluation.constantOf(file, given)?.is === 'none' ? null : { file, value: given }
}

/** Where a file makes one application, an attribute or a parameter that holds one holds that; -1 where it makes none or several. */
const onlyApplicationOf = (project: Project, file: FileId): number => {
  const made = project.facts('application').filter(({ at }) => at.file === file)
  return made.length === 1 ? made[0].at.value : -1
}

/** The only binding of a name of the module; -1 if there is none or more than one. */
const boundIn = (project: Project, { file, value }: Place): number => {
  const { scopes, values } = project.evaluation.file(file).summary
  for (let row = scopes.bindingStart[0]; row < scopes.bindingStart[1]; row++) {
    if (scopes.bindingName[row] !== values.a[value]) continue
    const cell = scopes.bindingValues[row]
    return values.lists[cell] === 1 ? values.lists[cell + 1] : -1
  }
  return -1
}
