/** Responses that send a file which is made of data and held in memory as a whole. */
import type { BuiltExport } from '../../model/export.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import type { Loops } from '../loader/loops.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { createRows } from './rows.ts'

interface Input {
  readonly parts: Parts
  readonly loops: Loops
  readonly isInside: (file: FileId) => boolean
}

const RESPONSE = 'starlette.responses.Response'
const STREAM = 'starlette.responses.StreamingResponse'
/** A media type, and how a reader calls what has it. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/csv/i, 'CSV'],
  [/ndjson|jsonl|json-seq/i, 'NDJSON'],
  [/tab-separated/i, 'TSV'],
]
const ATTACHED = /attachment/i
/** By which somebody asks for a part. Names only ever spare. */
const PART = /^_?(limit|max_\w+|page|per_page|page_size|size|offset|skip|top|top_k|count|ids?|\w+_ids)$/i
const LIMITS = /^(limit|fetchmany|paginate|head|slice|islice|nlargest)$/

/** In the order of the files, then of their places. */
export function builtExports({ parts, loops, isInside }: Input): readonly BuiltExport[] {
  const { evaluation, origins } = parts
  const rows = createRows(parts, loops)
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly BuiltExport[] => {
    if (origin !== 'project' || !isInside(file) || !summary.strings.some((text) => text.endsWith('Response'))) return []
    const { op, a, count } = summary.values
    const found: BuiltExport[] = []
    for (let value = 0; value < count; value++)
      if (op[value] === Op.Call && nameOf(summary, a[value]).endsWith('Response')) found.push(...exportAt(file, value))
    return found
  })

  function exportAt(file: FileId, call: Value): readonly BuiltExport[] {
    const { summary } = evaluation.file(file)
    const type = evaluation.typeOf(file, call)
    const within = functionAround(evaluation, file, call)
    if (type.is !== 'instance' || !evaluation.isSubclass(type.of, RESPONSE) || within < 0) return []
    const named = argumentAt(summary, call, 'content')
    const content = named >= 0 ? named : argumentAt(summary, call, 0)
    const format = formatOf(file, call)
    const made = content < 0 || format === null ? null : rows.of(file, content)
    if (made === null) return []
    const builder = functionAround(evaluation, made.at.file, made.at.value)
    return [
      {
        is: 'built-export',
        at: { file, value: call },
        within,
        response: nameOf(summary, summary.values.a[call]),
        format: format!,
        onePiece: evaluation.isSubclass(type.of, STREAM),
        rows: made.at,
        path: made.path,
        builder,
        bounded: [within, builder].some((id) => takesPart(id)),
      },
    ]
  }

  /** What a download is called by its media type; null for what no browser saves. */
  function formatOf(file: FileId, call: Value): string | null {
    const { summary } = evaluation.file(file)
    const texts = [argumentAt(summary, call, 'media_type'), argumentAt(summary, call, 'headers')].map((value) => textsIn(file, value))
    const [media] = texts.map((each) => each.join(' '))
    const format = FORMATS.find(([pattern]) => pattern.test(media))
    if (format !== undefined) return format[1]
    return texts.flat().some((text) => ATTACHED.test(text)) && /^$|json|text/i.test(media) ? 'file' : null
  }

  /** Texts written out in a value, in the dictionaries and formats that it comes from. */
  function textsIn(file: FileId, value: Value, depth = 0): readonly string[] {
    if (value < 0 || depth > 4) return []
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return origins.of(file, value).flatMap((origin): readonly string[] => {
      if (op[origin] === Op.Text) return [textOf(summary, a[origin])]
      if (op[origin] === Op.Pair) return textsIn(file, b[origin], depth + 1)
      if (op[origin] === Op.Dict || op[origin] === Op.Format) {
        return [...listOf(summary, b[origin])].flatMap((item) => textsIn(file, item, depth + 1))
      }
      return []
    })
  }

  function takesPart(id: FunctionId): boolean {
    if (id < 0) return false
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if ([...listOf(summary, summary.scopes.params[scope])].some((parameter) => PART.test(nameOf(summary, parameter)))) return true
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++)
      if (op[at] === Op.Call && LIMITS.test(nameOf(summary, a[at]))) return true
    return false
  }
}
