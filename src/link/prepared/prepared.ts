/** What is loaded, compiled or indexed: how often, and whether the next one would be the same. */
import type { Context } from '../../model/project.ts'
import type { PreparedFact } from '../../model/prepared.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { createBuilding } from '../building.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { isMain } from '../main-guard.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { PACKAGES, PREPARED } from './libraries.ts'

interface Input {
  readonly parts: Parts
  readonly contextsOf: (id: FunctionId) => readonly Context[]
}

const LAST =
  /^[A-Z]\w*$|^(load|load_model|from_pretrained|pipeline|from_string|from_documents|from_texts|load_local|read_index|build_schema|create_model|load_index_from_storage)$/
/** Templates come from what its `loader` finds; `Jinja2Templates` always has one. */
const JINJA = /^jinja2\./
const DEEPEST = 6

/** In the order of the files, then of their places. */
export function preparedFacts({ parts, contextsOf }: Input): readonly PreparedFact[] {
  const { evaluation, origins } = parts
  const buildingOf = createBuilding(parts, contextsOf)
  return evaluation.files.flatMap(({ id, origin, summary }) =>
    origin === 'project' && summary.strings.some((text) => PACKAGES.test(text)) ? ofFile(id) : [],
  )

  function ofFile(file: FileId): readonly PreparedFact[] {
    const { summary } = evaluation.file(file)
    const { op, a, count } = summary.values
    const found: PreparedFact[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || !LAST.test(lastName(file, a[value])) || isMain(evaluation, { file, value })) continue
      for (const callee of calleesOf(parts, file, value)) {
        const known = callee === null ? undefined : PREPARED.find(({ names }) => names.test(callee))
        if (known !== undefined) found.push(factOf(file, value, callee!, known.kind))
      }
    }
    return found
  }

  /** `TypeAdapter[list[Item]](…)` is called by its class. */
  function lastName(file: FileId, callee: Value): string {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return nameOf(summary, op[callee] === Op.Index ? a[callee] : callee)
  }

  function factOf(file: FileId, value: Value, callee: string, kind: PreparedFact['kind']): PreparedFact {
    const at = { file, value }
    const within = functionAround(evaluation, file, value)
    const { summary } = evaluation.file(file)
    const given = Array.from(listOf(summary, summary.values.b[value]), (item) => carried(summary, item))
    const built = buildingOf(at, within < 0 ? null : within)
    const { context } = built
    return {
      is: 'prepared',
      kind,
      at,
      callee,
      within,
      ...built,
      constant: given.length > 0 && given.every((argument) => isConstant(file, argument, 0)),
      ordinary: context !== null && context.ordinary && parts.ordinary.isOrdinary(context.path, at),
      loads: argumentAt(summary, value, 'loader') >= 0 || (given.length > 0 && !JINJA.test(callee)),
    }
  }

  /** Made of what is written out and of names of the module; nothing that a caller brings, computes or loads. */
  function isConstant(file: FileId, value: Value, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const go = (one: Value): boolean => one < 0 || isConstant(file, one, depth + 1)
    if (depth > DEEPEST) return false
    switch (op[value]) {
      case Op.Const:
      case Op.Text:
        return true
      case Op.Free:
        return isOfModule(file, value)
      case Op.Load:
        return origins.of(file, value).every((origin) => origin !== value && go(origin))
      case Op.Attr:
      case Op.Keyword:
      case Op.Star:
        return go(op[value] === Op.Keyword ? b[value] : a[value])
      case Op.Index:
      case Op.Binary:
        return go(a[value]) && go(b[value])
      case Op.Format:
      case Op.Tuple:
      case Op.List:
      case Op.Set:
        return [...listOf(summary, b[value])].every(go)
      case Op.Param:
        return false
      default:
        return evaluation.typeOf(file, value).is === 'class'
    }
  }

  /** Bound outside of every function. */
  function isOfModule(file: FileId, value: Value): boolean {
    const bound = origins.bindings(file, value)
    return bound.every((bind) => functionAround(evaluation, file, bind) < 0)
  }
}
