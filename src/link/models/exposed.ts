/** Fields by the names of secrets in what routes declare to answer. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { ExposedField } from '../../model/request-model.ts'
import type { RouteFact } from '../../model/route.ts'
import type { ClassId } from '../../model/type.ts'
import { answerOf } from './answered.ts'
import type { Field, ModelFields } from './fields.ts'

/** What is worth something to whoever reads it. */
const SENSITIVE =
  /^(?:(?:hashed|encrypted|plain)_?)?(?:password|passwd)(?:_?hash)?$|^(?:client|totp|mfa|otp|webhook|signing|jwt|app)?_?secret(?:_key)?$|^(?:(?:access|refresh|session|auth|bearer|bot|reset|api)_)?token(?:_hash)?$|^(?:api|private|secret|access|encryption)_?key(?:_hash)?$|^(?:ssn|card_number|cvv)$/i
const TEXT = new Set(['builtins.str', 'builtins.bytes'])
/** Pydantic shows asterisks. https://docs.pydantic.dev/latest/api/types/#pydantic.types.Secret */
const MASKING = /^pydantic\.(?:.*\.)?(?:SecretStr|SecretBytes|Secret)$/

/** By model and field, in the order in which routes answer with them. */
export function exposedFields(evaluation: Evaluation, models: ModelFields, routes: readonly RouteFact[]): readonly ExposedField[] {
  const found = new Map<string, ExposedField & { readonly routes: RouteFact[] }>()
  for (const route of routes) {
    if (route.response !== 'model') continue
    for (const model of models.closure(answerOf(evaluation, route))) {
      for (const field of models.of(model) ?? []) {
        if (!SENSITIVE.test(field.name)) continue
        const because = reasonOf(model, field)
        if (because === undefined) continue
        const key = `${field.at.file}:${field.at.value}`
        const known = found.get(key)
        if (known === undefined) found.set(key, { is: 'exposed-field', model, field: field.name, at: field.at, routes: [route], because })
        else if (!known.routes.includes(route)) known.routes.push(route)
      }
    }
  }
  return [...found.values()]

  /** undefined: it holds no text. */
  function reasonOf(model: ClassId, field: Field): ExposedField['because'] | undefined {
    const { type } = field
    if (type.is !== 'instance') return undefined
    const { qualifiedName } = evaluation.class(type.of)
    if (MASKING.test(qualifiedName)) return 'masked'
    if (!TEXT.has(qualifiedName)) return undefined
    if (models.argumentOf(field, 'exclude') >= 0) return 'excluded'
    return models.isTreated(model) ? 'treated' : null
  }
}
