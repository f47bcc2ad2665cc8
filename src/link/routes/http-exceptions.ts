/** Every `raise` and `return` of an HTTP error, with the handler around it that catches it first. */
import type { CaughtHere, HttpExceptionFact } from '../../model/http-exception.ts'
import type { FunctionInfo } from '../../model/project.ts'
import type { Region, Value } from '../../model/summary.ts'
import { Leaves, Op, RegionKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf } from '../read.ts'
import type { Refusals } from './refusals.ts'

const HTTP_EXCEPTION = 'starlette.exceptions.HTTPException'
const BROAD = new Set(['Exception', 'BaseException'])
/** What most functions return: no exception, and no need to ask for its type. */
const LITERALS: ReadonlySet<Op> = new Set([Op.Const, Op.Text, Op.Format, Op.Dict, Op.List, Op.Set, Op.Tuple, Op.Compare, Op.Comprehension])

export function httpExceptionFacts(parts: Parts, refusals: Refusals, handlers: ReadonlySet<FunctionId>): readonly HttpExceptionFact[] {
  const { evaluation } = parts
  return evaluation.functions.filter((info) => parts.isProject(info.id)).flatMap(ofFunction)

  function ofFunction(info: FunctionInfo): readonly HttpExceptionFact[] {
    const { file, scope } = info
    const { summary } = evaluation.file(file)
    const { values, regions, scopes } = summary
    const region = scopes.region[scope]
    const found: HttpExceptionFact[] = []
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      const op: Op = values.op[value]
      const operand = values.a[value]
      if ((op !== Op.Raise && op !== Op.Return) || operand < 0) continue
      if (LITERALS.has(values.op[operand]) || evaluation.scopeOf(file, value) !== scope || !isHttpError(file, operand)) continue
      found.push({
        is: 'http-exception',
        at: { file, value },
        within: info.id,
        form: op === Op.Raise ? 'raise' : 'return',
        status: refusals.statusOf(file, operand),
        caught: op === Op.Raise ? caughtHere(file, value) : null,
        answers: handlers.has(info.id),
      })
    }
    return found
  }

  function isHttpError(file: FileId, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    return (type.is === 'instance' || type.is === 'class') && evaluation.isSubclass(type.of, HTTP_EXCEPTION)
  }

  function caughtHere(file: FileId, raised: Value): CaughtHere | null {
    const { summary } = evaluation.file(file)
    const { values, regions } = summary
    for (const caught of evaluation.protectedBy(file, raised)) {
      const types = values.a[caught]
      const named = types < 0 ? [] : values.op[types] === Op.Tuple ? [...listOf(summary, values.b[types])] : [types]
      const kinds = named.map((one) => kindOf(file, one))
      if (kinds.includes('http')) return { by: '', at: { file, value: caught }, deliberate: true, becomes: null, swallowed: false }
      if (types >= 0 && !kinds.includes('broad')) continue
      let region: Region = -1
      for (let at = 0; at < regions.count; at++) if (regions.kind[at] === RegionKind.Handler && regions.subject[at] === caught) region = at
      return region < 0 ? null : inside(file, caught, region, types < 0 ? '' : nameOf(summary, named[kinds.indexOf('broad')]))
    }
    return null
  }

  function kindOf(file: FileId, value: Value): 'http' | 'broad' | 'other' {
    const type = evaluation.typeOf(file, value)
    if (type.is !== 'class') return 'other'
    if (evaluation.isSubclass(type.of, HTTP_EXCEPTION)) return 'http'
    return BROAD.has(evaluation.class(type.of).name) && evaluation.file(evaluation.class(type.of).file).origin === 'library'
      ? 'broad'
      : 'other'
  }

  /** What the handler does: anything that looks at what was caught counts as deliberate. */
  function inside(file: FileId, caught: Value, region: Region, by: string): CaughtHere {
    const { values, regions } = evaluation.file(file).summary
    let deliberate = false
    let becomes: number | null = null
    let raises = false
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      const op: Op = values.op[value]
      if (op === Op.Raise) {
        raises = true
        const operand = values.a[value]
        const status = operand < 0 ? null : refusals.statusOf(file, operand)
        if (status === null) deliberate = true
        else becomes ??= status
      } else if (op === Op.Call && isLookedAt(file, value)) deliberate = true
    }
    const at = { file, value: caught }
    // A handler that falls through tries another way: what it does about the error comes later.
    const goesOn = (regions.leaves[region] & Leaves.FallsThrough) !== 0
    return { by, at, deliberate: deliberate || goesOn, becomes, swallowed: !raises }
  }

  /** `isinstance(e, …)`, `type(e)`, `getattr(e, "status_code", …)`, or a project function that is given the exception. */
  function isLookedAt(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const name = nameOf(summary, a[call])
    const isCaught = [...listOf(summary, b[call])].some((argument) => {
      let value = op[argument] === Op.Keyword ? b[argument] : argument
      if (op[value] === Op.Load) value = a[value]
      return op[value] === Op.Bind && b[value] >= 0 && op[b[value]] === Op.Caught
    })
    if (!isCaught) return false
    if (op[a[call]] === Op.Free && (name === 'isinstance' || name === 'type' || name === 'getattr' || name === 'hasattr')) return true
    return evaluation.calleeOf(file, call).targets.some((target) => target.is === 'function' && parts.isProject(target.function))
  }
}
