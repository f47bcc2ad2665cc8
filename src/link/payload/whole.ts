/** Files that are read whole only to be sent, and uploads that are parsed whole. */
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { WholePayload } from '../../model/whole-payload.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { eachOperand } from '../loader/operands.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'

const RESPONSE = 'starlette.responses.Response'
const UPLOAD = 'starlette.datastructures.UploadFile'
const READS = /^(read|read_bytes|read_text)$/
const FILES = /^(_?io|pathlib|aiofiles|anyio)\./
const TABLES = /^(pandas|polars)\.(read_csv|read_excel|read_json|read_parquet)$/
const PORTIONS = ['chunksize', 'nrows', 'iterator', 'n_rows']
/** Give the content in another form, or as the one piece of an iterator. */
const SAME = /^(decode|encode|strip|BytesIO|StringIO|iter)$/
const MOST = 60

/** In the order of the files, then of their places. */
export function wholePayloads(parts: Parts, isInside: (file: FileId) => boolean): readonly WholePayload[] {
  const { evaluation, effects, origins } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly WholePayload[] => {
    if (origin !== 'project' || !isInside(file)) return []
    const { op, a, count } = summary.values
    const found: WholePayload[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      const name = nameOf(summary, a[value])
      if (name.endsWith('Response')) found.push(...answeredBy(file, value))
      else if (name.startsWith('read_')) found.push(...parsedBy(file, value))
    }
    return found
  })

  function answeredBy(file: FileId, call: Value): readonly WholePayload[] {
    const { summary } = evaluation.file(file)
    const type = evaluation.typeOf(file, call)
    if (type.is !== 'instance' || !evaluation.isSubclass(type.of, RESPONSE)) return []
    const named = argumentAt(summary, call, 'content')
    const content = named >= 0 ? named : argumentAt(summary, call, 0)
    const read = content < 0 ? -1 : readBehind(file, content, 0)
    const callee = read < 0 ? undefined : effects.callsOf(file, read).find(({ name }) => FILES.test(name))?.name
    const within = functionAround(evaluation, file, call)
    if (callee === undefined || within < 0) return []
    return [
      { is: 'whole-payload', kind: 'answered', at: { file, value: read }, within, callee, fixed: !isGiven(file, read), inParts: false },
    ]
  }

  /** `f.read()` that gives what is sent; -1 for what is read in pieces or made of it. */
  function readBehind(file: FileId, content: Value, depth: number): Value {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const made = origins.of(file, content)
    const origin = made.length === 1 ? made[0] : -1
    if (origin < 0 || depth > 4) return -1
    if (op[origin] === Op.List)
      return listOf(summary, b[origin]).length === 1 ? readBehind(file, listOf(summary, b[origin])[0], depth + 1) : -1
    if (op[origin] !== Op.Call) return -1
    const name = nameOf(summary, a[origin])
    if (READS.test(name) && listOf(summary, b[origin]).every((item) => op[item] === Op.Keyword)) return origin
    if (!SAME.test(name)) return -1
    const first = argumentAt(summary, origin, 0)
    return op[a[origin]] === Op.Attr && first < 0
      ? readBehind(file, a[a[origin]], depth + 1)
      : first < 0
        ? -1
        : readBehind(file, first, depth + 1)
  }

  /** A parameter of the function has a say in what is read. */
  function isGiven(file: FileId, read: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const work: Value[] = [read]
    const seen = new Set<Value>()
    for (let at = work.pop(); at !== undefined && seen.size < MOST; at = work.pop()) {
      if (at < 0 || seen.has(at)) continue
      seen.add(at)
      if (op[at] === Op.Param) {
        if (!/^(self|cls)$/.test(nameOf(summary, at))) return true
        continue
      }
      if (op[at] === Op.Enter || op[at] === Op.Attr) work.push(a[at])
      eachOperand(summary, at, (operand) => work.push(operand))
    }
    return false
  }

  function parsedBy(file: FileId, call: Value): readonly WholePayload[] {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const source = argumentAt(summary, call, 0)
    if (source < 0 || !origins.of(file, source).some((origin) => op[origin] === Op.Attr && isUpload(file, a[origin]))) return []
    const callee = calleesOf(parts, file, call).find((name) => name !== null && TABLES.test(name)) ?? null
    const within = functionAround(evaluation, file, call)
    if (callee === null || within < 0) return []
    const inParts = PORTIONS.some((name) => argumentAt(summary, call, name) >= 0)
    return [{ is: 'whole-payload', kind: 'table', at: { file, value: call }, within, callee, fixed: false, inParts }]
  }

  function isUpload(file: FileId, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'instance' && evaluation.isSubclass(type.of, UPLOAD)
  }
}
