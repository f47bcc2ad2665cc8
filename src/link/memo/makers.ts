/** Whether requests make objects of a class, as far as calls show. */
import type { Context } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import { createBuilding } from '../building.ts'
import type { Parts } from '../draft.ts'
import { nameOf } from '../read.ts'
import { functionAround } from '../within.ts'

/** True if some request is seen to make an object of the class, or of one derived from it. */
export function createMakers(parts: Parts, contextsOf: (id: FunctionId) => readonly Context[]): (of: ClassId) => boolean {
  const { evaluation } = parts
  const buildingOf = createBuilding(parts, contextsOf)
  const known = new Map<ClassId, boolean>()
  return (of) => {
    const answer = known.get(of) ?? isMadeByRequest(of)
    known.set(of, answer)
    return answer
  }

  function isMadeByRequest(of: ClassId): boolean {
    const classes = new Set([of, ...evaluation.subclasses(of)])
    const names = new Set(Array.from(classes, (id) => evaluation.class(id).name))
    return evaluation.files.some(({ id, origin }) => origin === 'project' && isMadeIn(id, classes, names))
  }

  function isMadeIn(file: FileId, classes: ReadonlySet<ClassId>, names: ReadonlySet<string>): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || !names.has(nameOf(summary, a[value]))) continue
      const type = evaluation.typeOf(file, value)
      const within = functionAround(evaluation, file, value)
      if (type.is !== 'instance' || !classes.has(type.of) || within < 0) continue
      if (buildingOf({ file, value }, within).building === 'per-request') return true
    }
    return false
  }
}
