/** What a parameter holds by itself: a request's data, what a dependency gives, or whatever its callers pass. */
import type { Entry, Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { ConstKind, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { CONFIGURATION, rankOf, REQUEST, UNKNOWN, VALIDATED } from './content.ts'
import { constant, type Flow, type Operand, origin, parameter } from './flow.ts'
import { isSafe } from './guards.ts'
import { definitionsOfFree, definitionsOfImport } from './names.ts'
import { originOfType } from './types.ts'
import type { Sources } from './values.ts'

const MARKER = /^fastapi\.(.*\.)?(Depends|Security)$/
const FIELD = /^(fastapi|pydantic)\.(.*\.)?(Query|Path|Header|Cookie|Form|Body|File|Field|constr)$/
const VALIDATOR = /^(annotated_types\.Predicate|pydantic\.(.*\.)?(AfterValidator|BeforeValidator|WrapValidator|PlainValidator))$/
/** How far an annotation's alias is followed. */
const DEEPEST = 6

export function parameterFlow(sources: Sources, { file, value, keys }: Operand): Flow {
  const { evaluation, effects } = sources.parts
  const { summary } = evaluation.file(file)
  const id = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
  if (isReceiver(sources, summary, file, value)) return constant
  const type = evaluation.typeOf(file, value)
  const typed = originOfType(evaluation, effects, type, keys)
  if (typed === 'validated' || typed === 'constant') return { ...capped(sources, id, typed) }
  const name = nameOf(summary, value)
  if (typed !== null) return origin(rankOf(typed), `\`${name}\``)
  const [annotation, byDefault] = listOf(summary, summary.values.b[value])
  const told = [byDefault, annotation].flatMap((each) => metadataOf(sources, { file, value: each }, 0))
  if (isClosed(sources, told)) return constant
  const dependency = told.find((each) => calledName(sources, each, MARKER))
  if (dependency !== undefined) return provided(sources, dependency, keys)
  const entry = sources.entries.get(id)
  if (entry === undefined) return parameter
  if (entry.receives === 'operator') return origin(CONFIGURATION, `option \`${name}\` of ${entry.label}`)
  if (entry.receives === 'job') return parameter
  // Objects the framework provides: BackgroundTasks, Response.
  if (type.is === 'instance' && isFrameworkObject(sources, type.of)) return constant
  // Bytes are content, no name.
  if (sources.kind === 'path' && type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'builtins.bytes')
    return origin(VALIDATED, '')
  // A path parameter holds no slash unless it is declared to: it names nothing outside a folder.
  if (sources.kind === 'path' && entry.label.includes(`{${name}}`)) return origin(VALIDATED, '')
  return { ...origin(REQUEST, `parameter \`${name}\` of ${entry.label}`) }
}

/** A closed type: clean whatever comes; constant if that is all its callers pass. */
function capped(sources: Sources, id: FunctionId, typed: 'validated' | 'constant'): Flow {
  if (typed === 'constant') return constant
  const entry = sources.entries.get(id)
  return entry?.receives === 'request' ? origin(rankOf('validated'), '') : { ...parameter, cap: rankOf('validated') }
}

function isReceiver({ parts }: Sources, summary: FileSummary, file: FileId, value: Value): boolean {
  if (summary.values.a[value] !== 0) return false
  const id = parts.evaluation.functionOfScope(file, parts.evaluation.scopeOf(file, value))
  if (id < 0 || parts.evaluation.function(id).owner === null) return false
  const type = parts.evaluation.typeOf(file, value)
  const { owner } = parts.evaluation.function(id)
  return (type.is === 'instance' || type.is === 'class') && type.of === owner
}

/** Whether what is written of a parameter or field lets only harmless values through: a literal type, a pattern, a validator. */
export function isClosed(sources: Sources, told: readonly Place[]): boolean {
  return told.some((each) => {
    if (isLiteral(sources, each)) return true
    if (calledName(sources, each, FIELD) && hasSafePattern(sources, each)) return true
    if (!calledName(sources, each, VALIDATOR)) return false
    const { summary } = sources.parts.evaluation.file(each.file)
    const how = calledName(sources, each, /Predicate$/) ? 'answers' : 'raises'
    const handed = sources.parts.callables.of(each.file, argumentAt(summary, each.value, 0))
    return handed.length > 0 && handed.every((one) => sources.cleaning.byValidator(one.function, how) !== null)
  })
}

/** An annotation or default with what it is an alias of: `Annotated[T, Query(...)]` is the call. */
export function metadataOf(sources: Sources, place: Place, depth: number): readonly Place[] {
  if (place.value < 0 || depth > DEEPEST) return []
  const { evaluation } = sources.parts
  const { summary } = evaluation.file(place.file)
  const { op, a, b } = summary.values
  const next = (value: Value): readonly Place[] => metadataOf(sources, { file: place.file, value }, depth + 1)
  switch (op[place.value] as Op) {
    case Op.Index: {
      const name = nameOf(summary, a[place.value])
      const inner = b[place.value]
      if (name === 'Literal') return [place]
      if (op[inner] !== Op.Tuple) return next(inner)
      return name === 'Annotated' ? Array.from(listOf(summary, b[inner])).flatMap(next) : []
    }
    case Op.Binary: {
      // `T | None`
      const isNone = (side: Value): boolean => op[side] === Op.Const && a[side] === ConstKind.None
      return isNone(b[place.value]) ? next(a[place.value]) : isNone(a[place.value]) ? next(b[place.value]) : []
    }
    case Op.Load:
      return next(a[place.value])
    case Op.Bind:
    case Op.TypeAlias:
      return next(b[place.value])
    case Op.Free:
      return definitionsOfFree(evaluation, place).flatMap((each) => metadataOf(sources, each, depth + 1))
    case Op.ImportFrom:
      return definitionsOfImport(evaluation, place).flatMap((each) => metadataOf(sources, each, depth + 1))
    case Op.Call:
      return [place]
    default:
      return []
  }
}

function isLiteral({ parts: { evaluation } }: Sources, { file, value }: Place): boolean {
  const { summary } = evaluation.file(file)
  if (summary.values.op[value] !== Op.Index) return false
  const type = evaluation.typeOf(file, summary.values.a[value])
  return type.is === 'external' ? type.path.endsWith('Literal') : nameOf(summary, summary.values.a[value]) === 'Literal'
}

function calledName({ parts }: Sources, { file, value }: Place, wanted: RegExp): boolean {
  const { op } = parts.evaluation.file(file).summary.values
  return op[value] === Op.Call && parts.effects.callsOf(file, value).some(({ name }) => wanted.test(name.replace(/\.__init__$/, '')))
}

function hasSafePattern({ parts: { evaluation } }: Sources, { file, value }: Place): boolean {
  const { summary } = evaluation.file(file)
  return ['pattern', 'regex'].some((name) => {
    const written = argumentAt(summary, value, name)
    const folded = written < 0 ? undefined : evaluation.constantOf(file, written)
    return folded?.is === 'text' && isSafe(folded.value, false)
  })
}

/** What `Depends(f)` gives: what f returns, its own parameters being a request's. */
function provided(sources: Sources, { file, value }: Place, keys: boolean): Flow {
  const { parts } = sources
  const { summary } = parts.evaluation.file(file)
  const named = argumentAt(summary, value, 'dependency')
  const given = named >= 0 ? named : argumentAt(summary, value, 0)
  if (given < 0) return origin(UNKNOWN, '')
  const functions = parts.callables.of(file, given).filter((handed) => parts.isProject(handed.function))
  const calls = functions.flatMap((handed) => {
    const { name } = parts.evaluation.function(handed.function)
    if (name === '__init__') return []
    const target = { is: 'function', function: handed.function } as const
    return [{ function: handed.function, item: null, call: { file, value }, target }]
  })
  return keys ? constant : { ...constant, calls }
}

function isFrameworkObject({ parts: { evaluation } }: Sources, of: number): boolean {
  const { file, qualifiedName } = evaluation.class(of)
  return evaluation.file(file).origin === 'library' && !/^(builtins|typing|collections|pydantic|pathlib)\./.test(qualifiedName)
}

/** The entry that decides what a function's parameters hold: a request before a job before a command. */
export function entriesByFunction(entries: readonly Entry[]): ReadonlyMap<FunctionId, Entry> {
  const weight = (entry: Entry): number => ['operator', 'job', 'request'].indexOf(entry.receives ?? '')
  const found = new Map<FunctionId, Entry>()
  for (const entry of entries) {
    const known = found.get(entry.function)
    if (entry.receives !== undefined && (known === undefined || weight(entry) > weight(known))) found.set(entry.function, entry)
  }
  return found
}
