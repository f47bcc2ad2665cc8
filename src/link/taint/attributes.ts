/** What an attribute read holds. */
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, Type } from '../../model/type.ts'
import { listOf, nameOf, textOf } from '../read.ts'
import { DATABASE, rankOf, UNRESOLVED } from './content.ts'
import { constant, contentOf, type Flow, from, type Operand, origin } from './flow.ts'
import { definitionsInClass, namesOfModule } from './names.ts'
import { isClosed, metadataOf } from './parameters.ts'
import type { Sources } from './values.ts'

/** Objects of a mapper that stand for names of the schema, not for data. */
const SCHEMA =
  /^sqlalchemy\.(sql\.(schema\.(Table|Column|MetaData|Index|Constraint|ForeignKey)|elements\.\w+|selectable\.\w+)|orm\.(attributes|mapper|decl_api)\.\w+|types\.\w+|sql\.sqltypes\.\w+)$/
/** Classes whose instances hold what their constructor was given, field by field. */
const RECORDS = ['pydantic.main.BaseModel', 'pydantic.BaseModel', 'typing.NamedTuple', 'typing.TypedDict']

export function attributeFlow(sources: Sources, { file, value }: Place, keys: boolean): Flow {
  const { evaluation, effects } = sources.parts
  const { summary } = evaluation.file(file)
  const object = summary.values.a[value]
  const name = nameOf(summary, value)
  if (name.startsWith('__') && name.endsWith('__') && name !== '__dict__') return constant
  const type = evaluation.typeOf(file, object)
  const told = effects.ofAttribute(type, name)
  if (told.some(({ cleans }) => cleans?.includes(sources.kind))) return constant
  const given = told[0]?.gives
  if (given !== undefined) return given === 'constant' ? constant : origin(rankOf(given), `\`${name}\``)
  switch (type.is) {
    case 'module':
      return from(namesOfModule(evaluation, type.module, name).map((place) => ({ ...place, keys })))
    case 'class':
      return from(definitionsInClass(evaluation, type.of, name).map((place) => ({ ...place, keys })))
    case 'instance':
      return ofInstance(sources, { file, value }, type, name, keys)
    default:
      return from([{ file, value: object, keys }])
  }
}

function ofInstance(sources: Sources, { file, value }: Place, type: Type & { readonly is: 'instance' }, name: string, keys: boolean): Flow {
  const { evaluation } = sources.parts
  const object = evaluation.file(file).summary.values.a[value]
  const whole = from([{ file, value: object, keys }])
  if (SCHEMA.test(evaluation.class(type.of).qualifiedName)) return constant
  const getter = evaluation.propertyOf(type, name)
  if (getter !== null && sources.parts.isProject(getter)) {
    const target = { is: 'function', function: getter, self: type } as const
    return { ...constant, calls: [{ function: getter, item: null, call: { file, value }, target }] }
  }
  if (evaluation.file(evaluation.class(type.of).file).origin === 'library') return whole
  if (isMapped(sources, type.of)) return { ...origin(DATABASE, `\`${name}\` of a row`), from: whole.from }
  if (isRecordClass(sources, type.of))
    return isClosed(sources, fieldMetadata(sources, type.of, name))
      ? constant
      : sources.kind !== 'sql' && hasValidator(sources, type.of, name)
        ? origin(UNRESOLVED, '')
        : whole
  const stored = storesOf(sources, type.of, name, keys)
  const declared = definitionsInClass(evaluation, type.of, name).map((place): Operand => ({ ...place, keys }))
  return stored.length + declared.length === 0 ? whole : from([...stored, ...declared])
}

/** An entity: a class with a table. */
export function isMapped({ parts: { evaluation } }: Sources, of: ClassId): boolean {
  return definitionsInClass(evaluation, of, '__tablename__').length > 0 || definitionsInClass(evaluation, of, '__table__').length > 0
}

/** A class whose objects hold what their constructor is given. */
export const isRecordClass = (sources: Sources, of: ClassId): boolean =>
  RECORDS.some((each) => sources.parts.evaluation.isSubclass(of, each)) || isDataclass(sources, of)

function isDataclass({ parts: { evaluation } }: Sources, of: ClassId): boolean {
  const { file, scope } = evaluation.class(of)
  const { summary } = evaluation.file(file)
  const made = summary.scopes.definedBy[scope]
  return (
    made >= 0 &&
    evaluation.decorators({ file, value: made }).some((decorator) => {
      const callee = summary.values.op[decorator] === Op.Call ? summary.values.a[decorator] : decorator
      return nameOf(summary, callee) === 'dataclass' || nameOf(summary, callee) === 'define'
    })
  )
}

/** A validator of the model is told to look at the field: at what, is not followed. */
function hasValidator({ parts: { evaluation } }: Sources, of: ClassId, name: string): boolean {
  return evaluation.mro(of).some((id) => {
    const { file, scope } = evaluation.class(id)
    const { summary, origin: from_ } = evaluation.file(file)
    if (from_ === 'library') return false
    const { op, a, b } = summary.values
    const region = summary.scopes.region[scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.Call || !/^(field_)?validator$/.test(nameOf(summary, a[at]))) continue
      if (Array.from(listOf(summary, b[at])).some((item) => op[item] === Op.Text && textOf(summary, a[item]) === name)) return true
    }
    return false
  })
}

/** What is written of a field: its annotation and its default. */
function fieldMetadata(sources: Sources, of: ClassId, name: string): readonly Place[] {
  const { evaluation } = sources.parts
  return definitionsInClass(evaluation, of, name).flatMap(({ file, value }) => {
    const { annotations, values } = evaluation.file(file).summary
    const pair = annotations.findIndex((each, i) => i % 2 === 0 && each === value)
    return [pair < 0 ? -1 : annotations[pair + 1], values.b[value]].flatMap((each) => metadataOf(sources, { file, value: each }, 0))
  })
}

/** What methods of the class and its bases store in an attribute of `self`. */
function storesOf({ parts: { evaluation } }: Sources, of: ClassId, name: string, keys: boolean): readonly Operand[] {
  const found: Operand[] = []
  for (const id of evaluation.mro(of)) {
    const info = evaluation.class(id)
    const { summary, origin: from_ } = evaluation.file(info.file)
    if (from_ === 'library') continue
    const { op, a, b } = summary.values
    const region = summary.scopes.region[info.scope]
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      if (op[at] !== Op.SetAttr) continue
      const [assigned, text] = listOf(summary, b[at])
      if (textOf(summary, text) !== name || assigned < 0) continue
      const receiver = op[a[at]] === Op.Load ? a[a[at]] : -1
      if (receiver >= 0 && op[receiver] === Op.Param && a[receiver] === 0) found.push({ ...contentOf(info.file, assigned), keys })
    }
  }
  return found
}
