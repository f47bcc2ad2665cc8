/** The schema as the code declares it: mapped classes, their tables and relationships, and tables without a class. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { CandidateFact, Place, Role } from '../../model/project.ts'
import type { Column, Key, MappedModel, Relationship, Schema } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import { listOf, textOf } from '../read.ts'
import type { Attribute } from './definitions.ts'
import { createMapping } from './mapping.ts'
import { createRelationships } from './relationships.ts'
import { createTables } from './tables.ts'
import type { Vocabulary } from './vocabulary.ts'

interface SchemaInput {
  readonly evaluation: Evaluation
  readonly vocabulary: Vocabulary
  readonly candidates: CandidateIndex
  /** Files whose classes and tables belong to no service: migrations declare tables of the past. */
  readonly isOutside: (role: Role) => boolean
  readonly role: (file: FileId) => Role
}

export function createSchema({ evaluation, vocabulary, candidates, isOutside, role }: SchemaInput): Schema {
  const { definitions, declarations, columns, reader } = vocabulary
  const mapping = createMapping(evaluation, definitions)

  const isInside = ({ file }: CandidateFact): boolean => role(file) !== 'migration' && !isOutside(role(file))
  const nominated = candidates.of('facts/models').filter(isInside)
  const found = candidates.of('facts/tables').filter(isInside)

  const mapped = modelsIn(nominated)
  const byName = namesOf(mapped)
  const below = grouped(
    mapped.filter((id) => mapping.ownerOf(id) !== id),
    (id) => mapping.ownerOf(id),
  )
  const indexes = found.flatMap((candidate) => looseIndex(candidate))
  const tables = createTables({
    evaluation,
    definitions,
    declarations,
    mapping,
    columns,
    reader,
    sharing: (owner) => below.get(owner) ?? [],
    looseKeys,
  })
  const relationships = createRelationships({
    evaluation,
    definitions,
    declarations,
    mapping,
    columns,
    tableOf: (id) => tables.ofModel(id),
    named,
  })

  const added = attributesAdded()
  const own = new Map(mapped.map((id) => [id, relationshipsOf(id)]))
  const backrefs = [...own.values()].flatMap((each) => each.backrefs)
  const models = mapped.map((id): MappedModel => {
    const { relationships: declared, proxies } = own.get(id)!
    const given = backrefs.filter(({ on }) => evaluation.mro(id).includes(on)).map(({ relationship }) => relationship)
    const names = new Set(declared.map(({ name }) => name))
    return {
      class: id,
      table: tables.ofModel(id),
      relationships: [...declared, ...given.filter(({ name }) => !names.has(name) && names.add(name))],
      proxies,
    }
  })
  const byClass = new Map(models.map((model) => [model.class, model]))
  const plain = found.flatMap((candidate) => {
    const place = placeOf(candidate, 'declaration')
    const table = candidate.captures['table'] === undefined || place === null ? null : tables.ofCall(place)
    return table === null || models.some((model) => samePlace(model.table.at, table.at)) ? [] : [table]
  })
  const wrapped = new Set(models.flatMap((model) => explicitTable(model.class)))
  return {
    models,
    modelOf: (id) => byClass.get(id) ?? null,
    registryOf: (id) => mapping.registryOf(id),
    tables: [...new Set(models.map((model) => model.table)), ...plain.filter((table) => !wrapped.has(keyOf(table.at)))],
  }

  function modelsIn(all: readonly CandidateFact[]): readonly ClassId[] {
    const ids = new Set<ClassId>()
    for (const candidate of all) {
      const place = placeOf(candidate, 'class')
      if (place === null) continue
      const { op, a, b } = evaluation.file(place.file).summary.values
      const made = op[place.value] === Op.Bind ? b[place.value] : place.value
      if (made >= 0 && op[made] === Op.Class) ids.add(evaluation.classOfScope(place.file, a[made]))
    }
    return [...ids].filter((id) => mapping.registryOf(id) !== null).toSorted((x, y) => x - y)
  }

  function namesOf(all: readonly ClassId[]): ReadonlyMap<string, readonly ClassId[]> {
    return grouped(all, (id) => evaluation.class(id).name)
  }

  /** In the same registry first; else the only one of that name. */
  function named(registry: string, name: string): ClassId | null {
    const last = name.split('.').at(-1) ?? name
    const matching = (byName.get(last) ?? []).filter(
      (id) => name === last || evaluation.class(id).qualifiedName.endsWith(`.${name}`) || evaluation.class(id).qualifiedName === name,
    )
    const same = matching.filter((id) => mapping.registryOf(id) === registry)
    if (same.length > 0) return same.length === 1 ? same[0] : null
    return matching.length === 1 ? matching[0] : null
  }

  /** `User.posts = relationship(...)` after the class. */
  function attributesAdded(): ReadonlyMap<ClassId, readonly Attribute[]> {
    const out = new Map<ClassId, Attribute[]>()
    for (const candidate of found) {
      const [target, made] = [
        placeOf(candidate, 'class'),
        candidate.captures['maker'] === undefined ? null : placeOf(candidate, 'declaration'),
      ]
      if (target === null || made === null) continue
      const type = evaluation.typeOf(target.file, target.value)
      if (type.is !== 'class' || mapping.registryOf(type.of) === null) continue
      const { summary } = evaluation.file(made.file)
      const store = made.value
      if (summary.values.op[store] !== Op.SetAttr) continue
      const [value, name] = listOf(summary, summary.values.b[store])
      const attribute = { name: textOf(summary, name), file: made.file, bind: store, value, annotation: -1 }
      out.set(type.of, [...(out.get(type.of) ?? []), attribute])
    }
    return out
  }

  function relationshipsOf(id: ClassId): Pick<MappedModel, 'relationships' | 'proxies'> & {
    readonly backrefs: readonly { readonly on: ClassId; readonly relationship: Relationship }[]
  } {
    const list = new Map<string, Relationship>()
    const proxies: Record<string, string> = {}
    const backrefs: { readonly on: ClassId; readonly relationship: Relationship }[] = []
    for (const owner of evaluation.mro(id)) {
      if (evaluation.file(evaluation.class(owner).file).origin !== 'project') continue
      for (const attribute of [...definitions.attributesOf(owner).values(), ...(added.get(owner) ?? [])]) {
        if (list.has(attribute.name) || attribute.name in proxies) continue
        const relationship = relationships.of(id, attribute)
        if (relationship !== null) {
          list.set(attribute.name, relationship.own)
          if (relationship.backref !== null) backrefs.push(relationship.backref)
          continue
        }
        const proxied = proxiedBy(attribute)
        if (proxied !== null) proxies[attribute.name] = proxied
      }
    }
    return { relationships: [...list.values()], proxies, backrefs }
  }

  function proxiedBy(attribute: Attribute): string | null {
    const made = columns.declarationOf(attribute)
    if (made?.declaration.kind !== 'proxy') return null
    const target = declarations.argument(made.declaration, 0) ?? declarations.argument(made.declaration, 'target_collection')
    const constant = target === null ? undefined : evaluation.constantOf(target.file, target.value)
    return constant?.is === 'text' ? constant.value : null
  }

  /** An index that stands outside of a class: its owner is the class or table of its first column. */
  function looseIndex(
    candidate: CandidateFact,
  ): readonly { readonly owner: string; readonly make: (columns: readonly Column[]) => Key | null }[] {
    const place = candidate.captures['index'] === undefined ? null : placeOf(candidate, 'declaration')
    const declaration = place === null ? null : declarations.of(place)
    if (declaration?.kind !== 'index') return []
    for (const expression of declarations.positional(declaration).slice(1)) {
      const owner = expression === null ? null : ownerOfColumn(expression)
      if (owner !== null) return [{ owner, make: (all) => reader.keyOf(declaration, all) }]
    }
    return []
  }

  /** The class or table whose column an expression reads, as a key. */
  function ownerOfColumn({ file, value }: Place): string | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = value
    for (let steps = 0; at >= 0 && steps < 8; steps++) {
      if (op[at] === Op.Call) {
        const [first] = listOf(summary, b[at])
        at = op[a[at]] === Op.Attr && evaluation.typeOf(file, a[a[at]]).is !== 'module' ? a[a[at]] : (first ?? -1)
        continue
      }
      if (op[at] !== Op.Attr) return null
      const object = a[at]
      const type = evaluation.typeOf(file, object)
      if (type.is === 'class') return mapping.registryOf(type.of) === null ? null : `class ${mapping.ownerOf(type.of)}`
      const isTable = op[object] === Op.Attr && ['c', 'columns'].includes(textOf(summary, b[object]))
      const made = isTable ? definitions.of({ file, value: a[object] }) : null
      if (made !== null) return keyOf(made)
      at = object
    }
    return null
  }

  function looseKeys(all: readonly Column[], owner: ClassId | Place): readonly Key[] {
    const key = typeof owner === 'number' ? `class ${owner}` : keyOf(owner)
    return indexes.flatMap((index) => {
      const made = index.owner === key ? index.make(all) : null
      return made === null ? [] : [made]
    })
  }

  function explicitTable(id: ClassId): readonly string[] {
    const explicit = definitions.attribute(id, '__table__')
    const made = explicit === null || explicit.value < 0 ? null : definitions.of({ file: explicit.file, value: explicit.value })
    return made === null ? [] : [keyOf(made)]
  }
}

const keyOf = ({ file, value }: Place): string => `${file}:${value}`
const samePlace = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value

function placeOf(candidate: CandidateFact, capture: string): Place | null {
  const value = candidate.captures[capture]?.value ?? -1
  return value < 0 ? null : { file: candidate.file, value }
}

function grouped<Key>(ids: readonly ClassId[], keyed: (id: ClassId) => Key): ReadonlyMap<Key, readonly ClassId[]> {
  const groups = new Map<Key, ClassId[]>()
  for (const id of ids) {
    const key = keyed(id)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [id])
    else group.push(id)
  }
  return groups
}
