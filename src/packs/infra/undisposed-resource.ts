import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

/** From these on in one service, a restart in the same process leaves a crowd of connections. */
const MANY = 3

const rule: Rule<'infra/undisposed-resource'> = defineRule('infra/undisposed-resource', {
  *'kept-resource'(fact, project) {
    const { callee, name, closer, atStartup, closedAt, handedOn } = fact
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || project.role(fact.at.file) !== 'app') {
      yield { is: 'fine', at, because: role ?? 'unreached' }
      return
    }
    if (closedAt !== null || handedOn) {
      yield { is: 'fine', at, because: handedOn ? 'handed-on' : 'closed' }
      return
    }
    const services = project.servicesAt(fact.at.file)
    const open = project
      .facts('kept-resource')
      .filter((other) => other.closedAt === null && !other.handedOn && project.role(other.at.file) === 'app')
      .filter((other) => project.servicesAt(other.at.file).some((service) => services.includes(service)))
    const application = project.facts('application').find((each) => project.servicesAt(each.at.file).some((one) => services.includes(one)))
    yield {
      is: 'violation',
      at,
      ...(atStartup || open.length >= MANY ? {} : { severity: 'minor' as const }),
      subject: { is: 'resource', place: fact.at },
      expression: `${callee} ${name}`,
      evidence:
        application === undefined
          ? []
          : [{ at: spanOf(project, application.at), label: 'the application whose `lifespan` would close it' }],
      message: 'open',
      data: { callee, name, closer },
    }
  },
})
export default rule
