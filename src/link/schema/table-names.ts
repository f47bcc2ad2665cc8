/** Table names that a `declared_attr` derives from the name of its class. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { BinaryOp, Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, textOf } from '../read.ts'

const DEEPEST = 24

/** Patterns that split CamelCase; a pattern of the analysed code is never run. */
const CAMEL: Readonly<Record<string, RegExp>> = {
  '(?=[A-Z])': /(?=[A-Z])/g,
  '(?<!^)(?=[A-Z])': /(?<!^)(?=[A-Z])/g,
  '(?<=[a-z])(?=[A-Z])': /(?<=[a-z])(?=[A-Z])/g,
  '(?<=[a-z0-9])(?=[A-Z])': /(?<=[a-z0-9])(?=[A-Z])/g,
  '(.)([A-Z][a-z]+)': /(.)([A-Z][a-z]+)/g,
  '([a-z0-9])([A-Z])': /([a-z0-9])([A-Z])/g,
  '([a-z])([A-Z])': /([a-z])([A-Z])/g,
  '([A-Z])': /([A-Z])/g,
  '[A-Z]': /[A-Z]/g,
}

/** What a parameter holds: the class, whose name is `className`, or text that a caller passed. */
type Known = ReadonlyMap<Value, Held>
type Held = { readonly class: string } | string | readonly string[]

/** The text a function returns when its first parameter is a class of that name; null if that is not followed. */
export function namedAfterClass(evaluation: Evaluation, id: FunctionId, className: string): string | null {
  const [receiver] = parametersOf(evaluation, id)
  const answer =
    receiver === undefined
      ? returned(evaluation, id, new Map(), 0)
      : returned(evaluation, id, new Map([[receiver, { class: className }]]), 0)
  return typeof answer === 'string' ? answer : null
}

function returned(evaluation: Evaluation, id: FunctionId, known: Known, depth: number): Held | null {
  const { file, scope } = evaluation.function(id)
  const { summary } = evaluation.file(file)
  const exits = listOf(summary, summary.scopes.exits[scope])
  if (exits.length !== 1) return null
  const { op, a } = summary.values
  return read(op[exits[0]] === Op.Return ? a[exits[0]] : exits[0])

  function read(value: Value): Held | null {
    return held(evaluation, { file, value }, known, depth + 1)
  }
}

function held(evaluation: Evaluation, { file, value }: Place, known: Known, depth: number): Held | null {
  if (value < 0 || depth > DEEPEST) return null
  const { summary } = evaluation.file(file)
  const { op, aux, a, b } = summary.values
  const read = (at: Value): Held | null => held(evaluation, { file, value: at }, known, depth + 1)
  const text = (at: Value): string | null => {
    const answer = read(at)
    return typeof answer === 'string' ? answer : null
  }
  const constant = evaluation.constantOf(file, value)
  if (constant?.is === 'text') return constant.value
  switch (op[value] as Op) {
    case Op.Load:
    case Op.Param:
    case Op.Bind: {
      const given = known.get(value)
      return given ?? (op[value] === Op.Param ? null : read(op[value] === Op.Load ? a[value] : b[value]))
    }
    case Op.Attr: {
      const object = read(a[value])
      return textOf(summary, b[value]) === '__name__' && object !== null && typeof object === 'object' && 'class' in object
        ? object.class
        : null
    }
    case Op.Binary: {
      const [left, right] = [text(a[value]), text(b[value])]
      return aux[value] === BinaryOp.Add && left !== null && right !== null ? left + right : null
    }
    case Op.Format: {
      const parts = Array.from(listOf(summary, b[value]), text)
      return parts.includes(null) ? null : parts.join('')
    }
    case Op.Comprehension:
      return eachOf(evaluation, { file, value }, known, depth)
    case Op.Call:
      return called(evaluation, { file, value }, read, depth)
    default:
      return null
  }
}

/** `[x.lower() for x in parts if x]`. */
function eachOf(evaluation: Evaluation, { file, value }: Place, known: Known, depth: number): Held | null {
  const { op, a } = evaluation.file(file).summary.values
  const element = a[value]
  let iterate = -1
  for (let at = element; at >= 0 && iterate < 0; at--) if (op[at] === Op.Iterate) iterate = at
  const parts = iterate < 0 ? null : held(evaluation, { file, value: a[iterate] }, known, depth + 1)
  if (!isSequence(parts)) return null
  const bound = [...parts.keys()].map((index) =>
    held(evaluation, { file, value: element }, withElement(file, iterate, parts[index]), depth + 1),
  )
  return bound.every((each) => typeof each === 'string') ? bound.filter((each) => each !== '') : null

  function withElement(of: FileId, at: Value, part: string): Known {
    const { summary } = evaluation.file(of)
    const bind = summary.values.b.indexOf(at, at)
    return new Map([...known, [at, part], [bind, part]])
  }
}

const isSequence = (value: Held | null): value is readonly string[] => Array.isArray(value)

/** Methods of text, regular expressions over it, and functions of the project. */
function called(evaluation: Evaluation, place: Place, read: (value: Value) => Held | null, depth: number): Held | null {
  const { file, value } = place
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const given = (key: number): Held | null => {
    const at = argumentAt(summary, value, key)
    return at < 0 ? null : read(at)
  }
  const [target] = evaluation.calleeOf(file, value).targets
  if (target?.is === 'function' && evaluation.file(evaluation.function(target.function).file).origin === 'project') {
    const known = new Map<Value, Held>()
    const parameters = parametersOf(evaluation, target.function)
    for (const [index, parameter] of parameters.entries()) {
      const passed = given(index)
      if (passed !== null) known.set(parameter, passed)
    }
    return returned(evaluation, target.function, known, depth + 1)
  }
  if (target?.is === 'function') {
    const name = evaluation.function(target.function).qualifiedName
    const pattern = given(0)
    const camel = typeof pattern === 'string' && Object.hasOwn(CAMEL, pattern) ? CAMEL[pattern] : undefined
    const subject = given(name === 're.sub' ? 2 : 1)
    if ((name === 're.sub' || name === 're.split') && (camel === undefined || typeof subject !== 'string')) return null
    if (name === 're.split') return (subject as string).split(camel!)
    const replacement = given(1)
    if (name === 're.sub')
      return typeof replacement === 'string' ? (subject as string).replace(camel!, replacement.replaceAll(/\\(\d)/g, '$$$1')) : null
  }
  if (op[a[value]] !== Op.Attr) return null
  const receiver = read(a[a[value]])
  if (typeof receiver !== 'string') return null
  const method = textOf(summary, b[a[value]])
  if (method === 'lower') return receiver.toLowerCase()
  if (method === 'upper') return receiver.toUpperCase()
  const parts = given(0)
  if (method === 'join') return isSequence(parts) ? parts.join(receiver) : null
  if (method === 'lstrip') return typeof parts === 'string' && parts.length === 1 ? stripStart(receiver, parts) : null
  return null
}

function stripStart(text: string, letter: string): string {
  let from = 0
  while (text[from] === letter) from++
  return text.slice(from)
}
