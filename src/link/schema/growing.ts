/** Models of which serving or working code makes new rows. */
import type { Context } from '../../model/project.ts'
import type { Schema } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, nameOf } from '../read.ts'

/** Contexts in which rows come with requests and jobs, not with an installation. */
const WORKING: ReadonlySet<string> = new Set([
  'loop-request',
  'loop-websocket',
  'thread',
  'loop-background',
  'loop-worker',
  'worker-process',
])

export function growingModels(
  { evaluation }: Pick<Parts, 'evaluation'>,
  schema: Schema,
  functions: readonly FunctionId[],
  contextsOf: (id: FunctionId) => readonly Context[],
): ReadonlySet<ClassId> {
  const growing = new Set<ClassId>()
  const mapped = new Set(schema.models.map((model) => model.class))
  const names = new Set(schema.models.map((model) => evaluation.class(model.class).name))
  for (const id of functions) {
    if (!contextsOf(id).some(({ kind }) => WORKING.has(kind))) continue
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call) continue
      const name = nameOf(summary, a[at])
      if (names.has(name))
        for (const target of evaluation.calleeOf(file, at).targets)
          if (target.is === 'construct' && mapped.has(target.class)) growing.add(target.class)
      if (name === 'insert' || name === 'bulk_insert_mappings' || name === 'model_validate') {
        const given = name === 'model_validate' ? (op[a[at]] === Op.Attr ? a[a[at]] : -1) : argumentAt(summary, at, 0)
        const type = given < 0 ? null : evaluation.typeOf(file, given)
        if (type?.is === 'class' && mapped.has(type.of)) growing.add(type.of)
      }
    }
  }
  return growing
}
