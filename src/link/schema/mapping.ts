/** Which classes are mapped to a table, in which registry, and where their table comes from. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { ClassId, Type } from '../../model/type.ts'
import { listOf, textOf } from '../read.ts'
import type { Definitions } from './definitions.ts'
import { namedAfterClass } from './table-names.ts'

export interface Mapping {
  /** The declarative base or registry that a mapped class belongs to, as a key; null for a class that is not mapped. */
  registryOf(id: ClassId): string | null
  /** The mapped class whose table a class lives in: itself, or the parent of single-table inheritance. */
  ownerOf(id: ClassId): ClassId
  /** The nearest mapped ancestor, null if there is none. */
  parentOf(id: ClassId): ClassId | null
  /** Its table's name; null where it is computed in a way that is not followed. */
  tableName(id: ClassId): string | null
  /** Classes whose bodies give a class columns: itself, then mixins and abstract bases, those of a mapped parent left out. */
  contributors(id: ClassId): readonly ClassId[]
  isSqlModel(id: ClassId): boolean
}

const NAME = '__tablename__'

export function createMapping(evaluation: Evaluation, definitions: Definitions): Mapping {
  const classNamed = (name: string): ClassId => {
    const type = evaluation.resolve(name)
    return type.is === 'class' ? type.of : -1
  }
  const bases = new Set([classNamed('sqlalchemy.orm.DeclarativeBase'), classNamed('sqlalchemy.orm.DeclarativeBaseNoMeta')])
  const sqlModel = classNamed('sqlmodel.SQLModel')
  const registries = new Map<ClassId, string | null>()

  const keyOf = ({ file, value }: Place): string => `${evaluation.file(file).summary.path}:${value}`
  const definition = (id: ClassId): Place => {
    const { file, scope } = evaluation.class(id)
    return { file, value: evaluation.file(file).summary.scopes.definedBy[scope] }
  }
  const isProject = (id: ClassId): boolean => evaluation.file(evaluation.class(id).file).origin === 'project'

  function registryOf(id: ClassId): string | null {
    const known = registries.get(id)
    if (known !== undefined) return known
    const answer = isAbstract(id) ? null : findRegistry(id)
    registries.set(id, answer)
    return answer
  }

  function isAbstract(id: ClassId): boolean {
    const own = definitions.attributesOf(id).get('__abstract__')
    const constant = own === undefined ? undefined : evaluation.constantOf(own.file, own.bind)
    return constant?.is === 'bool' && constant.value
  }

  function findRegistry(id: ClassId): string | null {
    if (!isProject(id)) return null
    const mro = evaluation.mro(id)
    if (mro.includes(sqlModel)) return hasKeyword(id, 'table') ? 'sqlmodel' : null
    const decorated = registryDecorator(id, 'mapped')
    if (decorated !== null) return decorated
    for (const ancestor of mro.toReversed()) {
      if (!isProject(ancestor)) continue
      const generic = ancestor === id ? null : registryDecorator(ancestor, 'base')
      if (generic !== null) return hasTable(id) ? keyOf(definition(ancestor)) : null
      for (const base of basesOf(ancestor)) {
        const type = evaluation.typeOf(base.file, base.value)
        if (type.is !== 'class' || !bases.has(type.of)) continue
        const made = definitions.of(base)
        const isCall = made !== null && evaluation.file(made.file).summary.values.op[made.value] === Op.Call
        if (isCall) return hasTable(id) ? keyOf(made) : null
        return ancestor === id || !hasTable(id) ? null : keyOf(definition(ancestor))
      }
    }
    return null
  }

  function basesOf(id: ClassId): readonly Place[] {
    const { file, scope } = evaluation.class(id)
    const { summary } = evaluation.file(file)
    return [...listOf(summary, summary.scopes.returns[scope])]
      .filter((value) => summary.values.op[value] !== Op.Keyword)
      .map((value) => ({ file, value }))
  }

  function hasKeyword(id: ClassId, name: string): boolean {
    const { file, scope } = evaluation.class(id)
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    for (const value of listOf(summary, summary.scopes.returns[scope])) {
      if (op[value] !== Op.Keyword || textOf(summary, a[value]) !== name) continue
      const constant = evaluation.constantOf(file, b[value])
      return constant?.is === 'bool' && constant.value
    }
    return false
  }

  /** `@registry.mapped`, `@registry.mapped_as_dataclass(...)`; `@as_declarative()`, `@registry.as_declarative_base()`. */
  function registryDecorator(id: ClassId, makes: 'mapped' | 'base'): string | null {
    const place = definition(id)
    const { op, a } = evaluation.file(place.file).summary.values
    for (const decorator of evaluation.decorators(place)) {
      const callee: Value = op[decorator] === Op.Call ? a[decorator] : decorator
      const type: Type = evaluation.typeOf(place.file, callee)
      if (type.is !== 'function') continue
      const name = evaluation.function(type.of).qualifiedName
      const wanted = makes === 'mapped' ? /\.registry\.(mapped|mapped_as_dataclass)$/ : /\.(as_declarative|as_declarative_base)$/
      if (!name.startsWith('sqlalchemy.') || !wanted.test(name)) continue
      const registry = op[callee] === Op.Attr ? definitions.of({ file: place.file, value: a[callee] }) : null
      return keyOf(registry ?? place)
    }
    return null
  }

  /** Has a table of its own, or one of a mapped ancestor. */
  function hasTable(id: ClassId): boolean {
    return definitions.attribute(id, NAME) !== null || definitions.attribute(id, '__table__') !== null
  }

  function parentOf(id: ClassId): ClassId | null {
    for (const ancestor of evaluation.mro(id)) if (ancestor !== id && isProject(ancestor) && registryOf(ancestor) !== null) return ancestor
    return null
  }

  function ownerOf(id: ClassId): ClassId {
    const parent = parentOf(id)
    if (parent === null || isJoined(id)) return id
    return ownerOf(parent)
  }

  /** A child of a mapped class with a table of its own: the name stands in its body, a mixin, or a `declared_attr` of the base. */
  function isJoined(id: ClassId): boolean {
    if (mroOf(id).some((ancestor) => definitions.attributesOf(ancestor).has('__table__'))) return true
    if (isSqlModel(id)) return definitions.attributesOf(id).has(NAME)
    return mroOf(id).some((ancestor) => definitions.attributesOf(ancestor).has(NAME)) || isNamedByFunction(id)
  }

  function isNamedByFunction(id: ClassId): boolean {
    const found = definitions.attribute(id, NAME)
    return found !== null && found.value >= 0 && evaluation.file(found.file).summary.values.op[found.value] === Op.Function
  }

  function mroOf(id: ClassId): readonly ClassId[] {
    const parent = parentOf(id)
    const inherited = new Set(parent === null ? [] : evaluation.mro(parent))
    return evaluation.mro(id).filter((ancestor) => isProject(ancestor) && !inherited.has(ancestor))
  }

  function tableName(id: ClassId): string | null {
    const { name } = evaluation.class(id)
    const found = definitions.attribute(id, NAME)
    if (found === null || found.value < 0) return isSqlModel(id) ? name.toLowerCase() : null
    const { op, a } = evaluation.file(found.file).summary.values
    if (op[found.value] === Op.Function) return namedAfterClass(evaluation, evaluation.functionOfScope(found.file, a[found.value]), name)
    const constant = evaluation.constantOf(found.file, found.bind)
    return constant?.is === 'text' ? constant.value : null
  }

  const isSqlModel = (id: ClassId): boolean => evaluation.mro(id).includes(sqlModel)

  return { registryOf, ownerOf, parentOf, tableName, contributors: mroOf, isSqlModel }
}
