/** Relationships of mapped classes: what they lead to, how they load, which side holds the key. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { ForeignKey, LoadStrategy, Relationship, Table } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { ClassId, Type } from '../../model/type.ts'
import { listOf, textOf } from '../read.ts'
import { pairOf } from './columns.ts'
import type { Columns } from './columns.ts'
import type { Declaration, Declarations } from './declarations.ts'
import type { Attribute, Definitions } from './definitions.ts'
import type { Mapping } from './mapping.ts'

/** The other side that `backref=` makes. */
export interface Backref {
  readonly on: ClassId
  readonly relationship: Relationship
}

export interface Relationships {
  /** The relationship an attribute of a class declares; null if it is none. */
  of(model: ClassId, attribute: Attribute): { readonly own: Relationship; readonly backref: Backref | null } | null
}

interface Tools {
  readonly evaluation: Evaluation
  readonly definitions: Definitions
  readonly declarations: Declarations
  readonly mapping: Mapping
  readonly columns: Columns
  readonly tableOf: (model: ClassId) => Table
  /** Mapped classes by the name that text in a relationship gives: `User`, `app.models.User`. */
  readonly named: (registry: string, name: string) => ClassId | null
}

const STRATEGIES: ReadonlySet<string> = new Set<LoadStrategy>([
  'select',
  'joined',
  'selectin',
  'subquery',
  'immediate',
  'raise',
  'raise_on_sql',
  'noload',
  'dynamic',
  'write_only',
])
const COLLECTIONS = new Set([
  'list',
  'set',
  'frozenset',
  'tuple',
  'dict',
  'Sequence',
  'Collection',
  'Iterable',
  'AppenderQuery',
  'MutableSequence',
  'MutableSet',
  'Mapping',
  'List',
  'Set',
  'Dict',
])
const LAZY_COLLECTIONS: Readonly<Record<string, LoadStrategy>> = { DynamicMapped: 'dynamic', WriteOnlyMapped: 'write_only' }

interface Annotated {
  readonly target: ClassId | null
  readonly collection: boolean | null
  readonly strategy: LoadStrategy | null
}
const UNANNOTATED: Annotated = { target: null, collection: null, strategy: null }

export function createRelationships(tools: Tools): Relationships {
  const { evaluation, definitions, declarations, mapping, columns, tableOf, named } = tools

  function of(model: ClassId, attribute: Attribute): { readonly own: Relationship; readonly backref: Backref | null } | null {
    const found = columns.declarationOf(attribute)
    const registry = mapping.registryOf(model)
    if (found === null || registry === null) return null
    const calls = callsOf(found.declaration)
    if (calls === null) return null
    const annotated = annotationOf(model, attribute, registry)
    const target = annotated.target ?? targetOf(calls, registry)
    const secondary = argument(calls, 'secondary') !== null || argument(calls, 'link_model') !== null
    const local = target === null || secondary ? [] : localKeys(model, target, calls)
    const given = flagOf(calls, 'uselist')
    const own: Relationship = {
      name: attribute.name,
      target,
      collection: given ?? annotated.collection ?? (secondary || (target !== null && local.length === 0)),
      strategy: strategyOf(calls, found.declaration, annotated.strategy),
      inverse: inverseOf(calls),
      localColumns: given === true || annotated.collection === true ? [] : local.flatMap((key) => key.columns),
      secondary,
      deletes: deletesBy(calls),
      at: found.at,
    }
    return { own, backref: target === null ? null : backrefOf(model, target, own, calls, secondary) }
  }

  /** The declaring calls, those a SQLModel field is given included; null if the attribute is no relationship. */
  function callsOf(declaration: Declaration): readonly Declaration[] | null {
    if (declaration.kind === 'relationship' || declaration.kind === 'dynamic-loader') return [declaration]
    if (declaration.kind !== 'sqlmodel-relationship') return null
    const inner = declarations.argument(declaration, 'sa_relationship')
    const behind = inner === null ? null : definitions.of(inner)
    const made = behind === null ? null : declarations.of(behind)
    return made === null ? [declaration] : [declaration, made]
  }

  function argument(calls: readonly Declaration[], key: string): Place | null {
    for (const call of calls) {
      const given = declarations.argument(call, key)
      if (given !== null) return given
      const keywords = call.kind === 'sqlmodel-relationship' ? declarations.argument(call, 'sa_relationship_kwargs') : null
      const pair = keywords === null ? null : pairOf(evaluation, definitions, keywords, key)
      if (pair !== null) return pair
    }
    return null
  }

  function constantOf(place: Place | null) {
    return place === null ? undefined : evaluation.constantOf(place.file, place.value)
  }

  function flagOf(calls: readonly Declaration[], key: string): boolean | null {
    const constant = constantOf(argument(calls, key))
    return constant?.is === 'bool' ? constant.value : null
  }

  function strategyOf(calls: readonly Declaration[], { kind }: Declaration, annotated: LoadStrategy | null): LoadStrategy | null {
    const written = argument(calls, 'lazy')
    if (written === null) {
      if (kind === 'dynamic-loader') return 'dynamic'
      return annotated ?? (calls.some((call) => declarations.isOpen(call)) ? null : 'select')
    }
    const constant = constantOf(written)
    if (constant?.is === 'none') return 'noload'
    if (constant?.is === 'bool') return constant.value ? 'select' : 'joined'
    return constant?.is === 'text' && isStrategy(constant.value) ? constant.value : null
  }

  function deletesBy(calls: readonly Declaration[]): Relationship['deletes'] {
    if (calls.some((call) => declarations.isOpen(call))) return null
    // A view writes nothing, and which rows a join of its own finds is not known.
    if (['viewonly', 'primaryjoin', 'foreign_keys'].some((key) => argument(calls, key) !== null)) return null
    if (flagOf(calls, 'cascade_delete') === true) return 'cascade'
    const passive = argument(calls, 'passive_deletes')
    if (passive !== null) {
      const constant = constantOf(passive)
      if (constant?.is !== 'bool' || constant.value) return constant === undefined ? null : 'database'
    }
    const cascade = argument(calls, 'cascade')
    if (cascade === null) return 'nothing'
    const constant = constantOf(cascade)
    if (constant?.is !== 'text') return null
    return constant.value.split(',').some((word) => /^(all|delete|delete-orphan)$/.test(word.trim())) ? 'cascade' : 'nothing'
  }

  function inverseOf(calls: readonly Declaration[]): string | null {
    const populates = constantOf(argument(calls, 'back_populates'))
    if (populates?.is === 'text') return populates.value
    return backrefName(argument(calls, 'backref'))
  }

  function backrefName(place: Place | null): string | null {
    const constant = constantOf(place)
    if (constant?.is === 'text') return constant.value
    const call = backrefCall(place)
    const name = call === null ? undefined : constantOf(declarations.argument(call, 0))
    return name?.is === 'text' ? name.value : null
  }

  function backrefCall(place: Place | null): Declaration | null {
    const behind = place === null ? null : definitions.of(place)
    const declaration = behind === null ? null : declarations.of(behind)
    return declaration?.kind === 'backref' ? declaration : null
  }

  function backrefOf(
    model: ClassId,
    target: ClassId,
    own: Relationship,
    calls: readonly Declaration[],
    secondary: boolean,
  ): Backref | null {
    const place = argument(calls, 'backref')
    const name = backrefName(place)
    if (place === null || name === null) return null
    const call = backrefCall(place)
    const written = call === null ? [] : [call]
    const given = flagOf(written, 'uselist')
    const holdsKey = !secondary && own.localColumns.length === 0
    const local = holdsKey ? localKeys(target, model, []) : []
    return {
      on: target,
      relationship: {
        name,
        target: model,
        collection: given ?? (secondary || !holdsKey),
        strategy: call === null ? 'select' : strategyOf(written, call, null),
        inverse: own.name,
        localColumns: local.flatMap((key) => key.columns),
        secondary,
        deletes: call === null ? 'nothing' : deletesBy(written),
        at: place,
      },
    }
  }

  /** Foreign keys of a model's table by which it refers to another one; empty when it is the other one that refers. */
  function localKeys(model: ClassId, target: ClassId, calls: readonly Declaration[]): readonly ForeignKey[] {
    const [own, other] = [tableOf(model), tableOf(target)]
    const forth = own.foreignKeys.filter((key) => refersTo(key, other))
    if (forth.length === 0) return []
    const chosen = named_(calls, own, forth)
    if (chosen !== null) return chosen
    if (own === other) return argument(calls, 'remote_side') === null ? [] : forth
    const isOther = other.foreignKeys.some((key) => refersTo(key, own)) && argument(calls, 'foreign_keys') !== null
    return isOther ? [] : forth
  }

  /** Of several keys, those that `foreign_keys=` names. */
  function named_(calls: readonly Declaration[], own: Table, keys: readonly ForeignKey[]): readonly ForeignKey[] | null {
    const given = argument(calls, 'foreign_keys')
    if (given === null || (own.foreignKeys.length === 1 && keys.length === 1)) return null
    const names = attributesNamed(given)
    const chosen = keys.filter((key) => key.columns.some((column) => names.has(attributeOf(own, column))))
    return chosen.length > 0 ? chosen : null
  }

  const attributeOf = (table: Table, column: string): string => table.columns.find(({ name }) => name === column)?.attribute ?? column

  /** Last names in `[User.id]`, `"User.id"`, `user_id`, or a lambda of those. */
  function attributesNamed(place: Place): ReadonlySet<string> {
    const names = new Set<string>()
    const pending: Value[] = [place.value]
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    for (let at = pending.pop(); at !== undefined && names.size < 16; at = pending.pop()) {
      const constant = evaluation.constantOf(place.file, at)
      if (constant?.is === 'text') for (const part of constant.value.split(/[^\w.]+/)) names.add(part.split('.').at(-1) ?? '')
      else if (op[at] === Op.List || op[at] === Op.Tuple || op[at] === Op.Set) pending.push(...listOf(summary, b[at]))
      else if (op[at] === Op.Attr) names.add(textOf(summary, b[at]))
      else if (op[at] === Op.Load) names.add(textOf(summary, b[at]))
      else if (op[at] === Op.Free) names.add(textOf(summary, a[at]))
      else if (op[at] === Op.Lambda) pending.push(...listOf(summary, summary.scopes.exits[a[at]]))
    }
    return names
  }

  function targetOf(calls: readonly Declaration[], registry: string): ClassId | null {
    for (const call of calls) {
      const given =
        call.kind === 'sqlmodel-relationship' ? null : (declarations.argument(call, 0) ?? declarations.argument(call, 'argument'))
      const found = given === null ? null : classAt(given, registry)
      if (found !== null) return found
    }
    return null
  }

  /** The class that text, a class, or a lambda of one stands for. */
  function classAt(place: Place, registry: string, depth = 0): ClassId | null {
    const constant = constantOf(place)
    if (constant?.is === 'text') return named(registry, constant.value)
    const type = evaluation.typeOf(place.file, place.value)
    if (type.is === 'class') return mapping.registryOf(type.of) === null ? null : type.of
    const behind = depth > 2 ? null : definitions.of(place)
    if (behind === null) return null
    const { summary } = evaluation.file(behind.file)
    if (summary.values.op[behind.value] !== Op.Lambda) return null
    const [body] = listOf(summary, summary.scopes.exits[summary.values.a[behind.value]])
    return classAt({ file: behind.file, value: body }, registry, depth + 1)
  }

  /** What the annotation of an attribute, or of its `declared_attr`, says of the target. */
  function annotationOf(model: ClassId, attribute: Attribute, registry: string): Annotated {
    const { op, a } = evaluation.file(attribute.file).summary.values
    const isFunction = attribute.value >= 0 && op[attribute.value] === Op.Function
    const annotation = isFunction ? evaluation.file(attribute.file).summary.scopes.returns[a[attribute.value]] : attribute.annotation
    if (annotation < 0) return UNANNOTATED
    const written = readAnnotation({ file: attribute.file, value: annotation }, registry)
    if (written.target !== null) return written
    const byType = fromType(evaluation.memberOf(evaluation.instanceOf(model), attribute.name))
    return { target: byType.target, collection: written.collection ?? byType.collection, strategy: written.strategy }
  }

  function fromType(type: Type): Annotated {
    if (type.is !== 'instance') return UNANNOTATED
    if (mapping.registryOf(type.of) !== null) return { target: type.of, collection: false, strategy: null }
    const isCollection = COLLECTIONS.has(evaluation.class(type.of).name)
    const inner = type.args.at(-1)
    if (!isCollection || inner?.is !== 'instance') return UNANNOTATED
    return { target: mapping.registryOf(inner.of) === null ? null : inner.of, collection: true, strategy: null }
  }

  /** `Mapped[list["Child"]]`, `"Child | None"`, `WriteOnlyMapped["Child"]`: forms peeled off down to a class or its name. */
  function readAnnotation(place: Place, registry: string, depth = 0): Annotated {
    if (place.value < 0 || depth > 8) return UNANNOTATED
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const at = (value: Value): Place => ({ file: place.file, value })
    switch (op[place.value] as Op) {
      case Op.Text: {
        const parsed = parsedText(place)
        return parsed >= 0 ? readAnnotation(at(parsed), registry, depth + 1) : UNANNOTATED
      }
      case Op.Free:
      case Op.Load:
      case Op.Attr: {
        const type = evaluation.typeOf(place.file, place.value)
        if (type.is === 'class')
          return mapping.registryOf(type.of) === null ? UNANNOTATED : { target: type.of, collection: false, strategy: null }
        const name = op[place.value] === Op.Free ? textOf(summary, a[place.value]) : textOf(summary, b[place.value])
        return type.is === 'unknown' || type.is === 'external'
          ? { target: named(registry, name), collection: false, strategy: null }
          : UNANNOTATED
      }
      case Op.Binary:
        return either(readAnnotation(at(a[place.value]), registry, depth + 1), readAnnotation(at(b[place.value]), registry, depth + 1))
      case Op.Index: {
        const form = formName(at(a[place.value]))
        const key = b[place.value]
        const items = op[key] === Op.Tuple ? [...listOf(summary, b[key])] : [key]
        const inner = items.map((item) => readAnnotation(at(item), registry, depth + 1))
        if (Object.hasOwn(LAZY_COLLECTIONS, form)) return { ...inner[0], collection: true, strategy: LAZY_COLLECTIONS[form] }
        if (COLLECTIONS.has(form)) return { ...inner[inner.length - 1], collection: true }
        return inner.reduce(either)
      }
      default:
        return UNANNOTATED
    }
  }

  const either = (x: Annotated, y: Annotated): Annotated => (x.target !== null || x.collection !== null ? x : y)

  /** A form's own name, whatever it was imported as. */
  function formName(place: Place): string {
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const type = evaluation.typeOf(place.file, place.value)
    if (type.is === 'class') return evaluation.class(type.of).name
    return op[place.value] === Op.Free ? textOf(summary, a[place.value]) : textOf(summary, b[place.value])
  }

  function parsedText(place: Place): Value {
    const { annotations } = evaluation.file(place.file).summary
    for (let at = 0; at + 1 < annotations.length; at += 2) if (annotations[at] === place.value) return annotations[at + 1]
    return -1
  }

  return { of }
}

const isStrategy = (text: string): text is LoadStrategy => STRATEGIES.has(text)

/** A key names its target with or without the schema. */
export function refersTo(key: ForeignKey, table: Table): boolean {
  if (key.target === null || table.name === null) return false
  return (
    key.target === table.name ||
    key.target === `${table.schema ?? ''}.${table.name}` ||
    (table.schema === null && key.target.endsWith(`.${table.name}`))
  )
}
