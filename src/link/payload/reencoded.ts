/** Models that are written as JSON text only to be read back as plain values. */
import type { ReencodedFact } from '../../model/payload.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { argumentAt, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { functionAround } from '../within.ts'

const READERS = /^(json|orjson|ujson|simplejson)\.loads$/
const WRITERS = /^(model_dump_json|json)$/
const MODELS = ['pydantic.main.BaseModel', 'pydantic.BaseModel', 'pydantic.v1.main.BaseModel', 'sqlmodel.main.SQLModel']

/** In the order of the files, then of their places. */
export function reencodedFacts(parts: Parts, isInside: (file: FileId) => boolean): readonly ReencodedFact[] {
  const { evaluation, origins } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly ReencodedFact[] => {
    if (origin !== 'project' || !isInside(file) || !summary.strings.includes('loads')) return []
    const { op, a, count } = summary.values
    const found: ReencodedFact[] = []
    for (let value = 0; value < count; value++)
      if (op[value] === Op.Call && nameOf(summary, a[value]) === 'loads') found.push(...factAt(file, value))
    return found
  })

  function factAt(file: FileId, call: Value): readonly ReencodedFact[] {
    const { summary } = evaluation.file(file)
    const [reader] = calleesOf(parts, file, call)
    const text = argumentAt(summary, call, 0)
    if (text < 0 || reader === undefined || reader === null || !READERS.test(reader)) return []
    const made = origins.of(file, text)
    if (made.length !== 1 || made[0] > call) return []
    const model = modelWrittenBy(file, made[0])
    if (model === null) return []
    return [
      {
        is: 'reencoded',
        at: { file, value: call },
        within: functionAround(evaluation, file, call),
        written: { file, value: made[0] },
        reader,
        writer: nameOf(summary, summary.values.a[made[0]]),
        model,
        returned: usesOf(evaluation, file, call).every((use) => use.is === 'returned'),
      },
    ]
  }

  /** Class of the model that a call writes as text. */
  function modelWrittenBy(file: FileId, call: Value): string | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[call] !== Op.Call || op[a[call]] !== Op.Attr || !WRITERS.test(nameOf(summary, a[call]))) return null
    const type = evaluation.typeOf(file, a[a[call]])
    if (type.is !== 'instance' || !MODELS.some((name) => evaluation.isSubclass(type.of, name))) return null
    return evaluation.class(type.of).name
  }
}
