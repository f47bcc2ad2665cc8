import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { labelOf } from './labels.ts'

const rule: Rule<'api/operation-id-collision'> = defineRule('api/operation-id-collision', {
  *route(fact, project) {
    const { operationId: id, operationTwin: twin } = fact
    if (id === null) return
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null || twin === null) {
      yield { is: 'fine', at, because: role ?? 'unique' }
      return
    }
    const common = { is: 'violation', at, subject: { is: 'route', place: fact.at }, expression: `operation_id ${id}` } as const
    const data = { route: labelOf(fact), id }
    if (twin.file === fact.at.file && twin.value === fact.at.value) yield { ...common, evidence: [], message: 'methods', data }
    else yield { ...common, evidence: [{ at: spanOf(project, twin), label: `has the operation id \`${id}\` too` }], message: 'twice', data }
  },
})
export default rule
