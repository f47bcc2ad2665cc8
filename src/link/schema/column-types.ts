/** What a column holds: the type it is given, or the one its annotation stands for; whether it may be NULL; its default. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { ColumnContent } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { Value } from '../../model/summary.ts'
import { listOf } from '../read.ts'
import type { Declaration, Declarations } from './declarations.ts'
import type { Attribute, Definitions } from './definitions.ts'

export interface ColumnTypes {
  of(calls: readonly Declaration[], owner: ClassId | null, attribute: Attribute | null): ColumnContent
}

const ENGINE = 'sqlalchemy.sql.sqltypes.TypeEngine'
/** What SQLAlchemy makes of Python's own types where nothing says otherwise. */
const PLAIN: Readonly<Record<string, string>> = {
  'datetime.datetime': 'DateTime',
  'builtins.float': 'Float',
  'decimal.Decimal': 'Numeric',
  'builtins.str': 'String',
  'builtins.int': 'Integer',
  'builtins.bool': 'Boolean',
}

export function createColumnTypes(evaluation: Evaluation, definitions: Definitions, declarations: Declarations): ColumnTypes {
  function of(calls: readonly Declaration[], owner: ClassId | null, attribute: Attribute | null): ColumnContent {
    const written = calls.map(typeIn).find((place) => place !== null) ?? null
    const annotation = attribute === null || attribute.annotation < 0 ? null : unwrapped(attribute.file, attribute.annotation)
    const own = written === null ? null : engineType(written)
    const type = written === null ? (owner === null || annotation === null ? null : annotated(owner, annotation)) : own
    return {
      type,
      zoned: written === null || own === null ? false : isZoned(written),
      nullable: nullable(calls, annotation),
      default:
        calls.map((call) => (call.kind === 'column' ? declarations.argument(call, 'default') : null)).find((place) => place !== null) ??
        null,
    }
  }

  function typeIn(call: Declaration): Place | null {
    if (call.kind === 'field') return declarations.argument(call, 'sa_type')
    const given = [...declarations.positional(call), declarations.argument(call, 'type_')]
    return given.find((place) => place !== null && classOf(place) !== null) ?? null
  }

  function classOf({ file, value }: Place): ClassId | null {
    const type = evaluation.typeOf(file, value)
    const of = type.is === 'class' || type.is === 'instance' ? type.of : null
    return of !== null && evaluation.isSubclass(of, ENGINE) ? of : null
  }

  /** The name of a type of SQLAlchemy's own; null for the project's types, which may do anything. */
  function engineType(place: Place): string | null {
    const of = classOf(place)
    if (of === null) return null
    const { file, name } = evaluation.class(of)
    return evaluation.file(file).origin === 'library' ? name : null
  }

  function isZoned({ file, value }: Place): boolean | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = value
    while (at >= 0 && (op[at] === Op.Load || op[at] === Op.Bind)) at = op[at] === Op.Load ? a[at] : b[at]
    if (at < 0 || op[at] !== Op.Call) return false
    for (const argument of listOf(summary, b[at])) {
      if (op[argument] === Op.DoubleStar || op[argument] === Op.Star) return null
      const isNamed = op[argument] === Op.Keyword && summary.strings[a[argument]] === 'timezone'
      if (!isNamed && op[argument] === Op.Keyword) continue
      const constant = evaluation.constantOf(file, isNamed ? b[argument] : argument)
      return constant?.is === 'bool' ? constant.value : null
    }
    return false
  }

  function annotated(owner: ClassId, { file, value }: Annotation): string | null {
    const type = evaluation.typeOf(file, value)
    if (type.is !== 'class') return null
    // A base may map Python's types as it likes.
    const isMapped = definitions.attribute(owner, 'type_annotation_map') !== null || definitions.attribute(owner, 'registry') !== null
    if (isMapped || evaluation.hasUnknownBase(owner)) return null
    return PLAIN[evaluation.class(type.of).qualifiedName] ?? null
  }

  function nullable(calls: readonly Declaration[], annotation: Annotation | null): boolean | null {
    for (const call of calls) {
      const given = declarations.argument(call, 'nullable')
      if (given !== null) {
        const constant = evaluation.constantOf(given.file, given.value)
        return constant?.is === 'bool' ? constant.value : null
      }
      const key = declarations.argument(call, 'primary_key')
      if (key !== null) return false
    }
    return annotation === null ? null : annotation.optional
  }

  interface Annotation {
    readonly file: FileId
    readonly value: Value
    readonly optional: boolean
  }

  /** `Mapped[datetime | None]`, `Optional[datetime]`: what is inside. */
  function unwrapped(file: FileId, annotation: Value): Annotation {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = annotation
    let optional = false
    for (let depth = 0; depth < 6; depth++) {
      if (op[at] === Op.Index) {
        const form = evaluation.typeOf(file, a[at])
        const name = form.is === 'class' ? evaluation.class(form.of).name : (summary.strings[b[a[at]]] ?? '')
        if (name === 'Optional' || isNamed(file, a[at], 'Optional')) optional = true
        else if (name !== 'Mapped') break
        at = b[at]
      } else if (op[at] === Op.Binary) {
        const right = isNone(file, b[at])
        if (!right && !isNone(file, a[at])) break
        optional = true
        at = right ? a[at] : b[at]
      } else break
    }
    return { file, value: at, optional }
  }

  function isNamed(file: FileId, value: Value, name: string): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'external' && type.path.endsWith(`.${name}`)
  }

  function isNone(file: FileId, value: Value): boolean {
    return evaluation.constantOf(file, value)?.is === 'none'
  }

  return { of }
}
