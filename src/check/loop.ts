/** How a loop reads. */
import type { Place, Project } from '../model/project.ts'
import { Op } from '../model/summary.ts'
import type { Value } from '../model/summary.ts'
import { positionOf, spanOf } from './place.ts'

export const lineOf = (project: Project, place: Place): string => String(positionOf(project, spanOf(project, place)).line)

/** The name a loop gives its element: `order`, or the words it can be told by. */
export const elementOf = (project: Project, loop: Place): string => {
  const { summary } = project.evaluation.file(loop.file)
  const names = bindingsOf(project, loop).map((bind) => `\`${summary.strings[summary.values.a[bind]]}\``)
  return names.length === 0 ? 'element' : names.slice(0, 2).join(', ')
}

const bindingsOf = (project: Project, { file, value }: Place): readonly Value[] => {
  const { values } = project.evaluation.file(file).summary
  return project.evaluation.users(file, value).flatMap((user) => {
    if ((values.op[user] as Op) === Op.Bind) return [user]
    if ((values.op[user] as Op) !== Op.Unpack) return []
    return project.evaluation.users(file, user).filter((inner) => (values.op[inner] as Op) === Op.Bind)
  })
}
