import compound from '../../schemas/compound.schema.json' with { type: 'json' }
import { nearest } from './nearest.ts'

/** The part of JSON Schema that `schemas/config.schema.json` and what it refers to use. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly maxLength?: number
  /** `#/definitions/word`, or the name of another schema file. */
  readonly $ref?: string
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
}

export interface Fault {
  /** Keys from the top to the faulty one. */
  readonly at: readonly string[]
  readonly message: string
}

/** Other schema files, by the name a `$ref` has for them. */
const FILES: Readonly<Record<string, Schema>> = { 'compound.schema.json': compound }

/** The first thing wrong with a value, in document order; null if it fits the schema. */
export const validate = (value: unknown, given: Schema, at: readonly string[] = [], root: Schema = given): Fault | null => {
  if (given.$ref !== undefined) {
    const { schema, file } = referred(given.$ref, root)
    return validate(value, schema, at, file)
  }
  const schema = given
  const key = keyIn(at)
  const isOfType = kindOf(value) === schema.type || (schema.type === 'integer' && Number.isInteger(value))
  if (schema.type !== undefined && !isOfType) {
    return { at, message: `'${key}' must be ${WORDS[schema.type] ?? schema.type}, not ${WORDS[kindOf(value)] ?? kindOf(value)}` }
  }
  if (typeof value === 'number' && value < (schema.minimum ?? -Infinity)) {
    return { at, message: `'${key}' must be at least ${schema.minimum}` }
  }
  if (typeof value === 'string') {
    if (schema.enum && !schema.enum.includes(value)) return { at, message: `'${key}' cannot be '${value}'${hint(value, schema.enum)}` }
    const { minLength = 0, maxLength = Infinity } = schema
    if (value.length < minLength) {
      return {
        at,
        message: minLength === 1 ? `'${key}' must not hold an empty text` : `'${key}' must be at least ${minLength} letters long`,
      }
    }
    if (value.length > maxLength) return { at, message: `'${key}' must be at most ${maxLength} letters long` }
    if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
      return { at, message: `'${key}' cannot be '${value}'; ${FORMS[schema.pattern] ?? `it must match ${schema.pattern}`}` }
    }
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) return { at, message: `'${key}' needs at least ${schema.minItems} entries` }
    const { items } = schema
    return items ? firstFault(value.entries(), ([index, item]) => validate(item, items, [...at, `#${index + 1}`], root)) : null
  }
  if (value === null || typeof value !== 'object') return null
  const { properties = {}, additionalProperties = true, required = [] } = schema
  const missing = required.find((name) => !Object.hasOwn(value, name))
  if (missing !== undefined) return { at, message: `'${key}' needs '${missing}'` }
  return firstFault(Object.entries(value), ([name, inner]) => {
    if (Object.hasOwn(properties, name)) return validate(inner, properties[name], [...at, name], root)
    if (typeof additionalProperties === 'object') return validate(inner, additionalProperties, [...at, name], root)
    return additionalProperties ? null : { at: [...at, name], message: `unknown key '${name}'${hint(name, Object.keys(properties))}` }
  })
}

const referred = (ref: string, root: Schema): { readonly schema: Schema; readonly file: Schema } => {
  const own = ref.startsWith('#/definitions/') ? root.definitions?.[ref.slice('#/definitions/'.length)] : undefined
  if (own !== undefined) return { schema: own, file: root }
  return { schema: FILES[ref], file: FILES[ref] }
}

/** The innermost key that is no position in a list. */
const keyIn = (at: readonly string[]): string => at.findLast((key) => !key.startsWith('#')) ?? 'the configuration'

/** How a pattern is said. */
const FORMS: Readonly<Record<string, string>> = {
  '^\\d{4}-\\d{2}-\\d{2}$': 'write YYYY-MM-DD',
  '^[a-z]+$': 'write one word in small letters',
  '[^.]$': 'leave the full stop away',
  '^https://': 'write an https:// address',
}

/** "; did you mean 'x'?", or the list of what there is. */
export const hint = (word: string, candidates: readonly string[]): string => {
  const meant = nearest(word, candidates)
  return meant === undefined ? ` (there is ${candidates.map((candidate) => `'${candidate}'`).join(', ')})` : `; did you mean '${meant}'?`
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a table',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  date: 'a date',
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : typeof value)

const firstFault = <Item>(items: Iterable<Item>, check: (item: Item) => Fault | null): Fault | null => {
  for (const item of items) {
    const fault = check(item)
    if (fault) return fault
  }
  return null
}
