import { nearest } from './nearest.ts'

/** The part of JSON Schema that `schemas/config.schema.json` uses. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly pattern?: string
  readonly minimum?: number
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

/** The first thing wrong with a value, in document order; null if it fits the schema. */
export const validate = (value: unknown, schema: Schema, at: readonly string[] = []): Fault | null => {
  const key = at.at(-1) ?? 'the configuration'
  const isOfType = kindOf(value) === schema.type || (schema.type === 'integer' && Number.isInteger(value))
  if (schema.type !== undefined && !isOfType) {
    return { at, message: `'${key}' must be ${WORDS[schema.type] ?? schema.type}, not ${WORDS[kindOf(value)] ?? kindOf(value)}` }
  }
  if (typeof value === 'number' && value < (schema.minimum ?? -Infinity)) {
    return { at, message: `'${key}' must be at least ${schema.minimum}` }
  }
  if (typeof value === 'string') {
    if (schema.enum && !schema.enum.includes(value)) return { at, message: `'${key}' cannot be '${value}'${hint(value, schema.enum)}` }
    if (value.length < (schema.minLength ?? 0)) return { at, message: `'${key}' must not hold an empty text` }
    if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
      return { at, message: `'${key}' cannot be '${value}'; write YYYY-MM-DD` }
    }
  }
  if (Array.isArray(value)) return firstFault(value, (item) => (schema.items ? validate(item, schema.items, at) : null))
  if (value === null || typeof value !== 'object') return null
  const { properties = {}, additionalProperties = true, required = [] } = schema
  const missing = required.find((name) => !Object.hasOwn(value, name))
  if (missing !== undefined) return { at, message: `'${key}' needs '${missing}'` }
  return firstFault(Object.entries(value), ([name, inner]) => {
    if (Object.hasOwn(properties, name)) return validate(inner, properties[name], [...at, name])
    if (typeof additionalProperties === 'object') return validate(inner, additionalProperties, [...at, name])
    return additionalProperties ? null : { at: [...at, name], message: `unknown key '${name}'${hint(name, Object.keys(properties))}` }
  })
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
