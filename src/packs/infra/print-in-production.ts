import { servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, Subject } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import { nameOf, namesAlong, stepsTo, written } from '../../check/trail.ts'

const SHOWN = 5

/** The `except` clauses in which something is printed: there it is all that a failure leaves. */
const handlersAround = (project: Project, calls: readonly Place[]): readonly Subject[] =>
  project
    .facts('handler')
    .filter(({ acts }) => acts.some((act) => calls.some((call) => call.file === act.file && call.value === act.value)))
    .map(({ at }) => ({ is: 'call', place: at }))

const rule: Rule<'infra/print-in-production'> = defineRule('infra/print-in-production', {
  *print({ within, calls, callee }, project) {
    const [first] = calls
    const at = spanOf(project, first)
    const role = sparedByRole(project, first.file)
    const context = servedBy(project, within)
    if (role !== null || context === null) {
      const elsewhere = project.contextsOf(within).some(({ kind }) => kind !== 'unknown')
      yield { is: 'fine', at, because: role ?? (elsewhere ? 'command' : 'unreached') }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'function', place: first },
      touches: handlersAround(project, calls),
      expression: callee,
      evidence: [
        ...stepsTo(project, context),
        ...calls.slice(0, SHOWN).map((call) => ({ at: spanOf(project, call), label: `\`${nameOf(project, within)}\` prints` })),
      ],
      confidence: context.ordinary ? 'high' : 'medium',
      message: 'printed',
      data: {
        callee,
        function: nameOf(project, within),
        count: calls.length === 1 ? 'once' : `in ${calls.length} places`,
        through: written([context.entry.label, ...namesAlong(project, context.path)]),
      },
    }
  },
})
export default rule
