/** What a call passes, as far as it is written out. */
import type { Constant } from '../model/evaluation.ts'
import type { Place, Project } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'

/** Argument of a call by position or by name; -1 if it is not written out. */
export const argumentOf = (project: Project, call: Place, key: number | string): Value => {
  const { strings, values } = project.evaluation.file(call.file).summary
  let position = 0
  for (const item of itemsOf(project, call)) {
    const op: Op = values.op[item]
    if (op === Op.Keyword) {
      if (strings[values.a[item]] === key) return values.b[item]
    } else if (op === Op.Star) {
      return typeof key === 'string' ? keywordAfter(project, call, key) : -1
    } else if (op !== Op.DoubleStar) {
      if (position === key) return item
      position++
    }
  }
  return -1
}

const keywordAfter = (project: Project, call: Place, key: string): Value => {
  const { strings, values } = project.evaluation.file(call.file).summary
  for (const item of itemsOf(project, call)) {
    if ((values.op[item] as Op) === Op.Keyword && strings[values.a[item]] === key) return values.b[item]
  }
  return -1
}

/** Whether a call passes on arguments that are not written out, by `*` or `**`. */
export const passesOn = (project: Project, call: Place): boolean => {
  const { op } = project.evaluation.file(call.file).summary.values
  return itemsOf(project, call).some((item) => {
    const kind: Op = op[item]
    return kind === Op.Star || kind === Op.DoubleStar
  })
}

/** What an argument folds to. */
export const constantArgument = (project: Project, call: Place, key: number | string): Constant | undefined => {
  const value = argumentOf(project, call, key)
  return value < 0 ? undefined : project.evaluation.constantOf(call.file, value)
}

const itemsOf = (project: Project, { file, value }: Place): readonly Value[] => {
  const { op, b, lists } = project.evaluation.file(file).summary.values
  const cell = (op[value] as Op) === Op.Call ? b[value] : -1
  return cell < 0 ? [] : [...lists.subarray(cell + 1, cell + 1 + lists[cell])]
}
