import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Creation } from '../../model/list-answer.ts'
import type { Project } from '../../model/project.ts'
import { labelOf } from './labels.ts'

const SHOWN = 5
/** From this share of answers with 200 on it is the style of the house, and one remark is enough. */
const HOUSE_STYLE = 0.8

const rule: Rule<'api/create-not-201'> = defineRule('api/create-not-201', {
  *creation(fact, project) {
    const at = spanOf(project, fact.route.at)
    const role = sparedByRole(project, fact.route.at.file)
    if (role !== null || fact.status !== 200) {
      yield { is: 'fine', at, because: role ?? (fact.status === null ? 'set' : 'other-status') }
      return
    }
    const all = project.facts('creation').filter(({ route }) => sparedByRole(project, route.at.file) === null)
    const plain = all.filter(({ status }) => status === 200)
    const isStyle = plain.length > 1 && plain.length >= HOUSE_STYLE * all.length
    const alike = isStyle ? plain : plain.filter((other) => isSameRouter(other, fact))
    if (alike[0] !== fact) return
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.route.at },
      expression: `creations like ${labelOf(fact.route)}`,
      evidence: alike.slice(0, SHOWN).map(({ route, entity }) => ({
        at: spanOf(project, route.at),
        label: `${labelOf(route)} adds a ${nameOf(project, entity)}`,
      })),
    } as const
    const data = { route: labelOf(fact.route), entity: nameOf(project, fact.entity), count: String(alike.length) }
    if (isStyle) yield { ...violation, message: 'everywhere', data: { ...data, all: String(all.length) } }
    else yield { ...violation, message: 'router', data }
  },
})
export default rule

const nameOf = (project: Project, entity: Creation['entity']): string => `\`${project.evaluation.class(entity).name}\``

const isSameRouter = ({ route: x }: Creation, { route: y }: Creation): boolean =>
  x.router.file === y.router.file && x.router.value === y.router.value
