/** The fields of Pydantic models, inherited ones included. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, Type } from '../../model/type.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'

export interface Field {
  readonly name: string
  /** The class that writes it. */
  readonly owner: ClassId
  readonly at: Place
  readonly annotation: Value
  /** -1: none. */
  readonly value: Value
  readonly type: Type
}

export interface ModelFields {
  /** In the order of the source, bases first; null for what is no model, or has a base that nobody can read. */
  of(id: ClassId): readonly Field[] | null
  isModel(id: ClassId): boolean
  /** Models of the project in a type, through containers, unions and arguments of generics. */
  modelsIn(type: Type): readonly ClassId[]
  /** Models that a type is made of, with those of their fields. */
  closure(type: Type): readonly ClassId[]
  /** `exclude=True`, `max_length=…`: an argument of `Field(…)`, given as default or in `Annotated`; -1 without. */
  argumentOf(field: Field, name: string): Value
  /** Functions of the class or a base that look at its values: validators and serializers. */
  isTreated(id: ClassId): boolean
}

const MODEL = 'pydantic.main.BaseModel'
const PRIVATE = /^_|^model_config$/
/** https://docs.pydantic.dev/latest/concepts/validators/ and serialization/ */
const TREATING = /^(field_validator|validator|model_validator|root_validator|field_serializer|model_serializer)$/
const DEEPEST = 6
const MOST = 200

export function createModelFields(evaluation: Evaluation, definitions: Definitions): ModelFields {
  const known = new Map<ClassId, readonly Field[] | null>()
  const treated = new Map<ClassId, boolean>()

  function of(id: ClassId): readonly Field[] | null {
    const answer = known.get(id)
    if (answer !== undefined) return answer
    const fields = read(id)
    known.set(id, fields)
    return fields
  }

  function read(id: ClassId): readonly Field[] | null {
    if (!isModel(id) || evaluation.hasUnknownBase(id)) return null
    const fields = new Map<string, Field>()
    for (const owner of evaluation.mro(id).toReversed()) {
      if (evaluation.file(evaluation.class(owner).file).origin === 'library') continue
      for (const { name, file, bind, value, annotation } of definitions.attributesOf(owner).values()) {
        if (annotation < 0 || PRIVATE.test(name)) continue
        fields.set(name, { name, owner, at: { file, value: bind }, annotation, value, type: evaluation.annotated(file, annotation) })
      }
    }
    return [...fields.values()]
  }

  const isModel = (id: ClassId): boolean => evaluation.isSubclass(id, MODEL)

  function modelsIn(type: Type, depth = 0): readonly ClassId[] {
    if (depth > DEEPEST) return []
    if (type.is === 'oneOf') return type.of.flatMap((member) => modelsIn(member, depth + 1))
    if (type.is === 'tuple') return type.items.flatMap((item) => modelsIn(item, depth + 1))
    if (type.is !== 'instance') return []
    const inner = type.args.flatMap((argument) => modelsIn(argument, depth + 1))
    return isModel(type.of) && evaluation.file(evaluation.class(type.of).file).origin === 'project' ? [type.of, ...inner] : inner
  }

  function closure(type: Type): readonly ClassId[] {
    const found = new Set(modelsIn(type))
    for (const id of found) {
      if (found.size > MOST) break
      for (const field of of(id) ?? []) if (!isExcluded(field)) for (const inner of modelsIn(field.type)) found.add(inner)
    }
    return [...found]
  }

  const isExcluded = (field: Field): boolean => {
    const given = argumentOf(field, 'exclude')
    return given >= 0 && evaluation.constantOf(field.at.file, given)?.is === 'bool'
  }

  function argumentOf({ at, annotation, value }: Field, name: string): Value {
    for (const call of [value, ...metadataOf(at.file, annotation)]) {
      const { summary } = evaluation.file(at.file)
      if (call < 0 || summary.values.op[call] !== Op.Call) continue
      const given = argumentAt(summary, call, name)
      if (given >= 0) return given
    }
    return -1
  }

  /** What stands beside the type in `Annotated[str, Field(max_length=80)]`. */
  function metadataOf(file: FileId, annotation: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const key = op[annotation] === Op.Index ? b[annotation] : -1
    return key >= 0 && op[key] === Op.Tuple ? [...listOf(summary, b[key])] : []
  }

  function isTreated(id: ClassId): boolean {
    const answer = treated.get(id)
    if (answer !== undefined) return answer
    const ancestors = new Set(evaluation.mro(id))
    const found = evaluation.functions.some(({ owner, file, scope }) => {
      if (owner === null || !ancestors.has(owner) || evaluation.file(file).origin === 'library') return false
      const { summary } = evaluation.file(file)
      return evaluation.decorators({ file, value: summary.scopes.definedBy[scope] }).some((decorator) => {
        const { op, a } = summary.values
        return TREATING.test(nameOf(summary, op[decorator] === Op.Call ? a[decorator] : decorator))
      })
    })
    treated.set(id, found)
    return found
  }

  return { of, isModel, modelsIn, closure, argumentOf, isTreated }
}
