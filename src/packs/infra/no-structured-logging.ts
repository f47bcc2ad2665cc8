import { positionOf, spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { serviceBegunBy } from '../../check/whole-service.ts'

const rule: Rule<'infra/no-structured-logging'> = defineRule('infra/no-structured-logging', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const service = serviceBegunBy(fact, project)
    if (service === null) return
    const { logging, plain } = service.observability
    if (logging !== null) {
      yield { is: 'fine', at, because: 'structured' }
      return
    }
    const violation = { is: 'violation', subject: { is: 'service', place: fact.at }, expression: service.name } as const
    const places = plain.map((span) => positionOf(project, span))
    if (plain.length === 0) yield { ...violation, at, evidence: [], message: 'unset', data: { service: service.name } }
    else {
      yield {
        ...violation,
        at: plain[0],
        evidence: plain.map((span) => ({ at: span, label: 'lines of text are set up here' })),
        message: 'plain',
        data: { service: service.name, places: places.map(({ file, line }) => `${file}:${line}`).join(' and ') },
      }
    }
  },
})
export default rule
