/** Calls that declare something about a table, by what they lead to: `mapped_column(...)`, `relationship(...)`, `Index(...)`. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op, ParamKind } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Definitions } from './definitions.ts'
import { boundParameters, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'

const CALLABLES = {
  'sqlalchemy.Column': 'column',
  'sqlalchemy.orm.mapped_column': 'column',
  'sqlmodel.Field': 'field',
  'sqlalchemy.orm.relationship': 'relationship',
  'sqlalchemy.orm.dynamic_loader': 'dynamic-loader',
  'sqlmodel.Relationship': 'sqlmodel-relationship',
  'sqlalchemy.orm.backref': 'backref',
  'sqlalchemy.orm.deferred': 'deferred',
  'sqlalchemy.ext.associationproxy.association_proxy': 'proxy',
  'sqlalchemy.Table': 'table',
  'sqlalchemy.MetaData': 'metadata',
  'sqlalchemy.ForeignKey': 'foreign-key',
  'sqlalchemy.ForeignKeyConstraint': 'foreign-key-constraint',
  'sqlalchemy.PrimaryKeyConstraint': 'primary-key',
  'sqlalchemy.UniqueConstraint': 'unique',
  'sqlalchemy.Index': 'index',
  'sqlalchemy.dialects.postgresql.ExcludeConstraint': 'exclude',
  'sqlalchemy.CheckConstraint': 'check',
  'sqlalchemy.text': 'text',
  'sqlalchemy.desc': 'order',
  'sqlalchemy.asc': 'order',
  'sqlalchemy.nulls_first': 'order',
  'sqlalchemy.nulls_last': 'order',
} as const

export type Kind = (typeof CALLABLES)[keyof typeof CALLABLES]

/** A declaring call, and the call of a project function that makes it where there is one. */
export interface Declaration {
  readonly kind: Kind
  /** The library call. */
  readonly call: Place
  /** The call of the project's own function around it. */
  readonly through: Place | null
}

export interface Declarations {
  /** Null for what declares nothing known. */
  of(place: Place): Declaration | null
  /** An argument by position or keyword; null if it is not written out. */
  argument(declaration: Declaration, key: number | string): Place | null
  /** The positional arguments written out, in order; null stands for those unpacked from something. */
  positional(declaration: Declaration): readonly (Place | null)[]
  /** Passes arguments that are not written out one by one. */
  isOpen(declaration: Declaration): boolean
}

export function createDeclarations(evaluation: Evaluation, definitions: Definitions): Declarations {
  const functions = new Map<FunctionId, Kind>()
  const classes = new Map<ClassId, Kind>()
  for (const [name, kind] of Object.entries(CALLABLES)) {
    const type = evaluation.resolve(name)
    if (type.is === 'function') functions.set(type.of, kind)
    else if (type.is === 'class') classes.set(type.of, kind)
  }

  function of({ file, value }: Place): Declaration | null {
    if (value < 0 || evaluation.file(file).summary.values.op[value] !== Op.Call) return null
    const { targets } = evaluation.calleeOf(file, value)
    if (targets.length !== 1) return null
    const [target] = targets
    if (target.is === 'construct') {
      const kind = kindOfClass(target.class)
      return kind === null ? null : { kind, call: { file, value }, through: null }
    }
    if (target.is !== 'function') return null
    const kind = functions.get(target.function)
    if (kind !== undefined) return { kind, call: { file, value }, through: null }
    return wrapped({ file, value }, target.function)
  }

  function kindOfClass(id: ClassId): Kind | null {
    for (const ancestor of evaluation.mro(id)) {
      const kind = classes.get(ancestor)
      if (kind !== undefined) return kind
    }
    return null
  }

  /** A project function that does nothing but return a declaring call. */
  function wrapped(through: Place, id: FunctionId): Declaration | null {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    const exits = listOf(summary, summary.scopes.exits[scope])
    if (origin === 'library' || exits.length !== 1) return null
    const returned = summary.values.a[exits[0]]
    if (returned < 0 || summary.values.op[returned] !== Op.Call) return null
    const { targets } = evaluation.calleeOf(file, returned)
    const [target] = targets
    const kind =
      targets.length !== 1 || target.is === 'external'
        ? null
        : target.is === 'construct'
          ? kindOfClass(target.class)
          : (functions.get(target.function) ?? null)
    return kind === null ? null : { kind, call: { file, value: returned }, through }
  }

  function argument({ call, through }: Declaration, key: number | string): Place | null {
    const { summary } = evaluation.file(call.file)
    const written = argumentAt(summary, call.value, key)
    if (written >= 0) return through === null ? { file: call.file, value: written } : passedOn(call, written, through)
    if (typeof key === 'number') return null
    return unpacked(call, key) ?? (through === null ? null : (spreadOver(call, key, through) ?? unpacked(through, key)))
  }

  /** A keyword of a dictionary that the call unpacks and that is written out. */
  function unpacked({ file, value }: Place, key: string): Place | null {
    for (const dictionary of dictionariesOf(file, value)) {
      const found = dictionary === null ? null : entryOf(evaluation, dictionary, key)
      if (found !== null) return found
    }
    return null
  }

  /** What a call unpacks with `**`; null for what is not written out. */
  function dictionariesOf(file: FileId, call: Value): readonly (Place | null)[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return [...listOf(summary, b[call])]
      .filter((item) => op[item] === Op.DoubleStar)
      .map((item) => {
        const behind = definitions.of({ file, value: a[item] })
        return behind !== null && isWritten(evaluation, behind) ? behind : null
      })
  }

  /** What the outer call passes for a parameter that the wrapper hands on; the wrapper's own value otherwise. */
  function passedOn(call: Place, value: Value, through: Place): Place | null {
    const { summary } = evaluation.file(call.file)
    const { op, a } = summary.values
    if (op[value] !== Op.Load || op[a[value]] !== Op.Param) return { file: call.file, value }
    const [target] = evaluation.calleeOf(through.file, through.value).targets
    if (target?.is !== 'function') return null
    const outer = evaluation.file(through.file).summary
    const position = parametersOf(evaluation, target.function).indexOf(a[value]) - boundParameters(evaluation, target)
    const given = argumentAt(outer, through.value, nameOf(summary, a[value]))
    const argumentValue = given >= 0 || position < 0 ? given : argumentAt(outer, through.value, position)
    if (argumentValue >= 0) return { file: through.file, value: argumentValue }
    const fallback = listOf(summary, summary.values.b[a[value]])[1]
    return fallback < 0 ? null : { file: call.file, value: fallback }
  }

  /** A keyword that the wrapper hands on with `**kwargs`. */
  function spreadOver(call: Place, key: string, through: Place): Place | null {
    if (!restsOf(call).includes(ParamKind.KeywordRest)) return null
    const given = argumentAt(evaluation.file(through.file).summary, through.value, key)
    return given < 0 ? null : { file: through.file, value: given }
  }

  /** Kinds of the parameters that a wrapper's call unpacks. */
  function restsOf({ file, value }: Place): readonly ParamKind[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return [...listOf(summary, b[value])].flatMap((item) => {
      if (op[item] !== Op.Star && op[item] !== Op.DoubleStar) return []
      const parameter = op[a[item]] === Op.Load ? a[a[item]] : -1
      return parameter >= 0 && op[parameter] === Op.Param ? [listOf(summary, b[parameter])[3]] : []
    })
  }

  function positional({ call, through }: Declaration): readonly (Place | null)[] {
    const { summary } = evaluation.file(call.file)
    const { op, b } = summary.values
    const out: (Place | null)[] = []
    for (const item of listOf(summary, b[call.value])) {
      if (op[item] === Op.Keyword || op[item] === Op.DoubleStar) continue
      if (op[item] !== Op.Star) out.push(through === null ? { file: call.file, value: item } : passedOn(call, item, through))
      else if (through !== null && restsOf(call).includes(ParamKind.Rest))
        out.push(...positional({ kind: 'column', call: through, through: null }))
      else out.push(null)
    }
    return out
  }

  function isOpen({ call, through }: Declaration): boolean {
    const outer = through ?? call
    const { summary } = evaluation.file(outer.file)
    const { op, b } = summary.values
    const isStarred = [...listOf(summary, b[outer.value])].some((item) => op[item] === Op.Star)
    return isStarred || dictionariesOf(outer.file, outer.value).includes(null)
  }

  return { of, argument, positional, isOpen }
}

/** The value that a written dictionary, or `dict(key=...)`, gives a key. */
export function entryOf(evaluation: Evaluation, { file, value }: Place, key: string): Place | null {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  for (const item of listOf(summary, b[value])) {
    const isKey =
      op[item] === Op.Keyword ? textOf(summary, a[item]) === key : op[item] === Op.Pair && isText(evaluation, file, a[item], key)
    if (isKey) return { file, value: b[item] }
  }
  return null
}

function isText(evaluation: Evaluation, file: FileId, value: Value, text: string): boolean {
  const constant = evaluation.constantOf(file, value)
  return constant?.is === 'text' && constant.value === text
}

/** A dictionary all of whose keys can be read. */
function isWritten(evaluation: Evaluation, { file, value }: Place): boolean {
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const items = [...listOf(summary, b[value])]
  if (op[value] === Op.Dict) return items.every((item) => op[item] === Op.Pair && evaluation.constantOf(file, a[item])?.is === 'text')
  if (op[value] !== Op.Call || !items.every((item) => op[item] === Op.Keyword)) return false
  const [target] = evaluation.calleeOf(file, value).targets
  return target?.is === 'construct' && evaluation.class(target.class).qualifiedName === 'builtins.dict'
}
