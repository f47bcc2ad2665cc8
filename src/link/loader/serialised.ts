/** Relationships that Pydantic schemas read from rows: of declared responses, and of schemas that code fills itself. */
import type { Context, Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Schema } from '../../model/schema.ts'
import type { SerialisedReadFact, SerialisedSpared } from '../../model/serialised.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import type { Entities } from './entities.ts'
import type { Entity } from './flow.ts'
import { GENERIC } from './flow.ts'
import type { Loops } from './loops.ts'
import { entityBehind, stateOf } from './state.ts'

export interface SerialisedInput {
  readonly parts: Parts
  readonly schema: Schema
  readonly definitions: Definitions
  readonly entities: Entities
  readonly loops: Loops
  readonly routes: readonly RouteFact[]
  readonly functions: readonly FunctionId[]
  readonly contextOf: (id: FunctionId) => Context | null
}

const MODEL = 'pydantic.main.BaseModel'
const VALIDATES = new Set(['model_validate', 'from_orm', 'validate_python'])
/** Take the place of what the row gives before a field looks at it. */
const REPLACES = /^(model_validator|root_validator)$/
const CONTAINERS = /^(builtins\.(list|set|tuple|frozenset)|typing\.(Sequence|Iterable|Collection|List|Set))$/
const DEEPEST = 4

/** Where values become schemas. */
interface Site {
  /** Rows of a list, not one row. */
  readonly many: boolean
  readonly at: Place
  readonly within: FunctionId
  readonly by: SerialisedReadFact['by']
  readonly loop: Place | null
  readonly spared: SerialisedSpared | null
}

interface Row {
  readonly entity: Entity
  /** Several of them are read, one after the other. */
  readonly many: boolean
}

/** In the order of the routes, then of the functions. */
export function serialisedReads(input: SerialisedInput): readonly SerialisedReadFact[] {
  const { parts, schema, definitions, entities, loops } = input
  const { evaluation } = parts
  const facts: SerialisedReadFact[] = []
  const seen = new Set<string>()
  if (schema.models.every(({ relationships }) => relationships.length === 0)) return facts

  const handled = new Set<FunctionId>()
  for (const route of input.routes) {
    const type = route.response === 'model' && !handled.has(route.handler) ? responseType(route) : null
    if (type === null) continue
    handled.add(route.handler)
    for (const { at } of route.returns) {
      const value = evaluation.file(at.file).summary.values.a[at.value]
      const site = { at: { file: at.file, value }, within: route.handler, by: 'response', loop: null, spared: null, many: false } as const
      fill(site, at.file, value, type, 0)
    }
  }
  for (const id of input.functions) validations(id)
  return facts

  function responseType({ handler, responseModel }: RouteFact): Type | null {
    if (responseModel !== null) return evaluation.annotated(responseModel.file, responseModel.value)
    const { file, scope } = evaluation.function(handler)
    const annotation = evaluation.file(file).summary.scopes.returns[scope]
    return annotation < 0 ? null : evaluation.annotated(file, annotation)
  }

  /** Meets a value with the type that it is turned into: rows with a schema, parts of a dictionary or of a wrapper with its fields. */
  function fill(site: Site, file: FileId, value: Value, type: Type, depth: number): void {
    if (value < 0 || depth > DEEPEST) return
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const [made, ...more] = parts.origins.of(file, value)
    if (more.length === 0 && made !== undefined && op[made] === Op.Dict) {
      for (const pair of listOf(summary, b[made])) {
        const key = op[pair] === Op.Pair ? evaluation.constantOf(file, a[pair]) : undefined
        if (key?.is === 'text') fill(site, file, b[pair], fieldOf(type, key.value), depth + 1)
      }
      return
    }
    if (more.length === 0 && made !== undefined && op[made] === Op.Call && isWrapper(file, made)) {
      const built = evaluation.typeOf(file, made)
      for (const item of listOf(summary, b[made]))
        if (op[item] === Op.Keyword) fill(site, file, b[item], fieldOf(built, textOf(summary, a[item])), depth + 1)
      return
    }
    const row = rowOf(file, value)
    const into = schemaIn(type)
    if (row !== null && into !== null) read({ ...site, many: row.many }, row, into, evaluation.class(into).name, 0)
  }

  /** A Pydantic model that is built by its own call. */
  function isWrapper(file: FileId, call: Value): boolean {
    const { targets } = evaluation.calleeOf(file, call)
    return targets.length === 1 && targets[0].is === 'construct' && isSchema(targets[0].class)
  }

  function fieldOf(type: Type, name: string): Type {
    return type.is === 'instance' ? evaluation.memberOf(type, name) : { is: 'unknown', why: 'dynamic-attribute' }
  }

  function isSchema(id: ClassId): boolean {
    return (
      evaluation.isSubclass(id, MODEL) && schema.modelOf(id) === null && evaluation.file(evaluation.class(id).file).origin === 'project'
    )
  }

  /** The one schema that a type holds: itself, or as the items of a list. */
  function schemaIn(type: Type): ClassId | null {
    if (type.is === 'oneOf') {
      const found = type.of.map(schemaIn).filter((id) => id !== null)
      return found.length === 1 ? found[0] : null
    }
    if (type.is !== 'instance') return null
    if (isSchema(type.of)) return type.of
    return CONTAINERS.test(evaluation.class(type.of).qualifiedName) && type.args.length > 0 ? schemaIn(type.args[0]) : null
  }

  function isList(type: Type): boolean {
    return type.is === 'instance' && CONTAINERS.test(evaluation.class(type.of).qualifiedName)
  }

  function rowOf(file: FileId, value: Value): Row | null {
    let flow = entities.of(file, value)
    let many = false
    while (flow.is === 'many' || flow.is === 'rows') {
      many = true
      flow = flow.of
    }
    return flow.is === 'entity' && flow.of !== GENERIC && flow.query !== null ? { entity: flow, many } : null
  }

  function validations(within: FunctionId): void {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || !VALIDATES.has(nameOf(summary, a[at]))) continue
      if (evaluation.scopeOf(file, at) !== scope) continue
      const given = isOwn(file, at) ? -1 : argumentAt(summary, at, 0)
      const row = given < 0 ? null : rowOf(file, given)
      const into = row === null ? null : schemaIn(resultOf(file, at))
      if (row === null || into === null) continue
      const loop = loopAround(file, at, given)
      const spared = loop !== null && loops.tripOf(file, loop) === 'small' ? 'small-loop' : null
      const site = {
        at: { file, value: at },
        within,
        by: 'validation',
        loop: loop === null ? null : { file, value: loop },
        spared,
        many: row.many || loop !== null,
      } as const
      read(site, { entity: row.entity, many: row.many || loop !== null }, into, evaluation.class(into).name, 0)
    }
  }

  /** The project's own way to fill the schema: its code reads what it reads. */
  function isOwn(file: FileId, call: Value): boolean {
    return evaluation.calleeOf(file, call).targets.some((target) => target.is === 'function' && parts.isProject(target.function))
  }

  /** `OrderOut` for `OrderOut.model_validate(…)`, `list[OrderOut]` for `TypeAdapter(list[OrderOut]).validate_python(…)`. */
  function resultOf(file: FileId, call: Value): Type {
    const { a } = evaluation.file(file).summary.values
    const type = evaluation.typeOf(file, a[a[call]])
    if (type.is === 'class') return evaluation.instanceOf(type.of)
    return evaluation.typeOf(file, call)
  }

  /** The loop that gives another row each turn. */
  function loopAround(file: FileId, call: Value, given: Value): Value | null {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    for (const region of evaluation.repeats(file, call)) {
      const iterate = summary.regions.subject[region]
      if (iterate < 0 || op[iterate] !== Op.Iterate) continue
      if (parts.origins.of(file, given).some((origin) => origin === iterate || comesFrom(file, origin, iterate))) return iterate
    }
    return null
  }

  function comesFrom(file: FileId, value: Value, iterate: Value): boolean {
    const { op, a } = evaluation.file(file).summary.values
    return op[value] === Op.Unpack && a[value] === iterate
  }

  /** The fields of a schema that are relationships of the row, and those of the schemas behind them. */
  function read(site: Site, { entity, many }: Row, into: ClassId, path: string, depth: number): void {
    const model = schema.modelOf(entity.of)
    if (model === null || depth > DEEPEST || replaces(into)) return
    for (const relationship of model.relationships) {
      const field = definitions.attribute(into, relationship.name)
      if (field === null || field.annotation < 0 || isRenamed(field.file, field.value)) continue
      const state = stateOf(entity, relationship)
      const name = `${path}.${relationship.name}`
      if (entity.query !== null) add(site, entity, { relationship, state, many, name })
      const isEnd = state === 'raises' || state === 'unknown' || (state === 'would-load' && (many || entity.session === 'async'))
      // A key that no constraint declares can make one row look like many: the field knows better.
      const type = evaluation.memberOf(evaluation.instanceOf(into), relationship.name)
      const isMisread = relationship.collection !== isList(type)
      const inner = isEnd || isMisread ? null : entityBehind(entity, relationship, schema)
      const schemaBehind = inner === null ? null : schemaIn(type)
      if (inner === null || schemaBehind === null) continue
      const each = relationship.collection ? `${name}[]` : name
      read(site, { entity: inner, many: many || relationship.collection }, schemaBehind, each, depth + 1)
    }
  }

  function add(
    site: Site,
    { of, query, root, session, path }: Entity,
    {
      relationship,
      state,
      many,
      name,
    }: Pick<SerialisedReadFact, 'relationship' | 'state'> & { readonly many: boolean; readonly name: string },
  ): void {
    const key = `${site.at.file}:${site.at.value}:${name}`
    if (query === null || seen.has(key)) return
    seen.add(key)
    facts.push({
      is: 'serialised-read',
      at: site.at,
      within: site.within,
      by: site.by,
      field: name,
      model: of,
      relationship,
      state,
      query,
      session,
      owners: path,
      nested: !site.many,
      root,
      loop: site.loop,
      context: input.contextOf(site.within),
      spared: site.spared ?? (refreshes(site) ? 'refreshed' : many ? null : 'single'),
    })
  }

  /** The function loads relationships of what it has by name. */
  function refreshes({ within }: Site): boolean {
    const { file, scope } = evaluation.function(within)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++)
      if (op[at] === Op.Call && op[a[at]] === Op.Attr && nameOf(summary, a[at]) === 'refresh') {
        if (Math.max(argumentAt(summary, at, 1), argumentAt(summary, at, 'attribute_names')) >= 0) return true
      }
    return false
  }

  /** The field is filled under another name. */
  function isRenamed(file: FileId, value: Value): boolean {
    if (value < 0) return false
    const { summary } = evaluation.file(file)
    if (summary.values.op[value] !== Op.Call) return false
    return ['alias', 'validation_alias', 'exclude'].some((key) => argumentAt(summary, value, key) >= 0)
  }

  /** A validator of the whole schema may make something else of the row. */
  function replaces(into: ClassId): boolean {
    return evaluation.mro(into).some((id) => {
      const { file, scope } = evaluation.class(id)
      const { summary, origin } = evaluation.file(file)
      if (origin !== 'project') return false
      const { parent, definedBy, count } = summary.scopes
      for (let inner = scope + 1; inner < count; inner++) {
        if (parent[inner] !== scope || definedBy[inner] < 0) continue
        const { op, a } = summary.values
        const found = evaluation
          .decorators({ file, value: definedBy[inner] })
          .some((decorator) => REPLACES.test(nameOf(summary, op[decorator] === Op.Call ? a[decorator] : decorator)))
        if (found) return true
      }
      return false
    })
  }
}
