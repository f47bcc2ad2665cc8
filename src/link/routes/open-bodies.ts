/** Bodies that a handler takes without a model, and what it takes out of them. */
import type { OpenBody, RouteInput } from '../../model/route-input.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'
import { usesOf } from '../uses.ts'

const REQUEST = 'starlette.requests.Request'
const MODELS = ['pydantic.main.BaseModel', 'pydantic.BaseModel']
/** Ways in which a model or an adapter looks at data. https://docs.pydantic.dev/latest/concepts/models/#validating-data */
const VALIDATING = new Set([
  'model_validate',
  'model_validate_json',
  'parse_obj',
  'parse_raw',
  'validate_python',
  'validate_json',
  'from_orm',
])
/** The bytes themselves are wanted: a signature is checked, or they are forwarded. */
const RAW = new Set(['body', 'stream', 'form'])

type Reading = Pick<OpenBody, 'keys' | 'subscripts' | 'whole'>

export function createOpenBodies(parts: Parts): (handler: FunctionId, inputs: readonly RouteInput[]) => readonly OpenBody[] {
  const { evaluation } = parts

  return (handler, inputs) =>
    inputs.flatMap((input): readonly OpenBody[] => {
      if (input.function !== handler) return []
      const { at, name, annotation } = input
      if (input.from === 'body' && input.shape === 'none') {
        const read = readingOf(at.file, at.value)
        return read === null ? [] : [{ at, name, annotation, ...read }]
      }
      // A model of the same body has been validated before the handler runs.
      const hasModel = inputs.some(({ from, shape }) => (from === 'body' || from === 'form') && shape === 'typed')
      return input.from === 'framework' && !hasModel ? ofRequest(input) : []
    })

  /** `await request.json()`. */
  function ofRequest({ at, annotation }: RouteInput): readonly OpenBody[] {
    const { file } = at
    const { summary } = evaluation.file(file)
    const type = evaluation.typeOf(file, at.value)
    if (type.is !== 'instance' || !evaluation.isSubclass(type.of, REQUEST)) return []
    const uses = usesOf(evaluation, file, at.value)
    const attributes = uses.filter(({ is }) => is === 'attribute')
    if (uses.length > attributes.length || attributes.some((use) => RAW.has(nameOf(summary, use.at)))) return []
    return attributes.flatMap((use): readonly OpenBody[] => {
      if (nameOf(summary, use.at) !== 'json') return []
      const call = evaluation.users(file, use.at).find((user) => summary.values.op[user] === Op.Call)
      const awaited = call === undefined ? undefined : evaluation.users(file, call).find((user) => summary.values.op[user] === Op.Await)
      const read = awaited === undefined ? null : readingOf(file, awaited)
      if (awaited === undefined || read === null || read.whole) return []
      return [{ at: { file, value: awaited }, name: 'request.json()', annotation, ...read }]
    })
  }

  /** What is taken out of a value; null if it is validated. */
  function readingOf(file: FileId, value: Value): Reading | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const keys = new Set<string>()
    const subscripts = new Set<string>()
    let whole = false
    const addKey = (key: Value, into: readonly Set<string>[]): void => {
      const constant = key < 0 ? undefined : evaluation.constantOf(file, key)
      if (constant?.is === 'text') for (const set of into) set.add(constant.value)
      else whole = true
    }
    for (const use of usesOf(evaluation, file, value).toSorted((x, y) => x.at - y.at)) {
      if (use.is === 'attribute') {
        const call = evaluation.users(file, use.at).find((user) => op[user] === Op.Call && a[user] === use.at)
        if (call !== undefined && nameOf(summary, use.at) === 'get') addKey(argumentAt(summary, call, 0), [keys])
        else whole = true
      } else if (use.is === 'other' && op[use.at] === Op.Index) {
        addKey(b[use.at], evaluation.protectedBy(file, use.at).length > 0 ? [keys] : [keys, subscripts])
      } else if (use.is === 'argument' && isValidation(file, use.at)) return null
      else if (use.is === 'other' && isSpreadIntoModel(file, use.at)) return null
      else if (use.is !== 'other' || !isTest(op[use.at])) whole = true
    }
    return { keys: [...keys], subscripts: [...subscripts], whole }
  }

  function isValidation(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[a[call]] === Op.Attr && VALIDATING.has(nameOf(summary, a[call]))) return true
    if (!listOf(summary, b[call]).some((item) => op[item] === Op.DoubleStar && carried(summary, item) >= 0)) return false
    const type = evaluation.typeOf(file, call)
    return type.is === 'instance' && MODELS.some((model) => evaluation.isSubclass(type.of, model))
  }

  /** `Model(**data)`: the stars are what uses the data. */
  function isSpreadIntoModel(file: FileId, star: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    return op[star] === Op.DoubleStar && evaluation.users(file, star).some((user) => op[user] === Op.Call && isValidation(file, user))
  }
}

/** Asked whether it is there, or what it is: nothing is taken out. */
const isTest = (op: number): boolean => op === Op.Compare || op === Op.Unary || op === Op.Bool || op === Op.Conditional
