/** The database that a URL leads to, as far as the source tells. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, listOf, textOf } from '../read.ts'
import type { Origins } from '../origins.ts'
import type { Definitions } from '../schema/definitions.ts'

const DEEPEST = 10
const SCHEME = /^([a-z][a-z0-9]*)(\+[a-z0-9_]+)?:/
const DRIVER = /^([a-z][a-z0-9]*)(\+[a-z0-9_]+)?$/
/** Names that lead to one database. */
const SYNONYMS: Readonly<Record<string, string>> = { postgres: 'postgresql', cockroachdb: 'postgresql' }

export interface Dialects {
  /** `bound` says what a wrapper's parameters are given. */
  of(place: Place, bound: (parameter: Place) => Place | null): string | null
}

export function createDialects(evaluation: Evaluation, origins: Origins, definitions: Definitions): Dialects {
  function read(place: Place, bound: (parameter: Place) => Place | null, depth: number): string | null {
    if (place.value < 0 || depth > DEEPEST) return null
    const again = (next: Place | null): string | null => (next === null ? null : read(next, bound, depth + 1))
    const constant = evaluation.constantOf(place.file, place.value)
    if (constant?.is === 'text') return named(SCHEME, constant.value)
    if (constant?.is === 'template') return named(SCHEME, constant.parts[0] ?? '')
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const at = (value: number): Place => ({ file: place.file, value })
    if (op[place.value] === Op.Param) return again(bound(place))
    const found = new Set<string>()
    for (const origin of origins.of(place.file, place.value)) {
      if (origin === place.value) continue
      const dialect = again(at(origin))
      if (dialect === null) return null
      found.add(dialect)
    }
    if (found.size > 0) return found.size === 1 ? [...found][0] : null
    switch (op[place.value] as Op) {
      case Op.Format:
      case Op.Binary:
        return again(at(op[place.value] === Op.Binary ? a[place.value] : (listOf(summary, b[place.value])[0] ?? -1)))
      case Op.Attr:
        return attribute(place, again)
      case Op.Call:
        return called(place, again)
      case Op.Index:
        return null
      default: {
        const behind = definitions.of(place)
        return behind === null || (behind.file === place.file && behind.value === place.value) ? null : again(behind)
      }
    }
  }

  /** A field of a settings object: its default, or what its property returns. */
  function attribute({ file, value }: Place, again: (next: Place | null) => string | null): string | null {
    const { summary } = evaluation.file(file)
    const { a, b } = summary.values
    const name = textOf(summary, b[value])
    const type = evaluation.typeOf(file, a[value])
    if (type.is !== 'instance' && type.is !== 'class') {
      const behind = definitions.of({ file, value })
      return behind === null || (behind.file === file && behind.value === value) ? null : again(behind)
    }
    const property = evaluation.propertyOf(type, name)
    if (property !== null) return returned(property, again)
    const found = definitions.attribute(type.of, name)
    return found === null || found.value < 0 ? null : again({ file: found.file, value: found.value })
  }

  function returned(id: FunctionId, again: (next: Place | null) => string | null): string | null {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    if (origin === 'library') return null
    const found = new Set(
      Array.from(listOf(summary, summary.scopes.exits[scope]), (exit) => again({ file, value: summary.values.a[exit] })),
    )
    return found.size === 1 ? [...found][0] : null
  }

  function called(place: Place, again: (next: Place | null) => string | null): string | null {
    const { file, value } = place
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const given = (key: number | string): Place | null => {
      const found = argumentAt(summary, value, key)
      return found < 0 ? null : { file, value: found }
    }
    for (const key of ['drivername', 'scheme']) {
      const written = given(key)
      const constant = written === null ? undefined : evaluation.constantOf(written.file, written.value)
      if (constant?.is === 'text') return named(DRIVER, constant.value)
    }
    const [target] = evaluation.calleeOf(file, value).targets
    if (target?.is === 'function' && isProject(evaluation.function(target.function).file)) return returned(target.function, again)
    if (op[a[value]] === Op.Attr) {
      const method = textOf(summary, b[a[value]])
      const receiver = { file, value: a[a[value]] }
      if (method === 'replace') return again(given(1)) ?? again(receiver)
      if (['render_as_string', 'unicode_string', 'strip', 'set', 'format'].includes(method)) return again(receiver)
      const first = given(0)
      const constant = method === 'create' && first !== null ? evaluation.constantOf(file, first.value) : undefined
      if (constant?.is === 'text') return named(DRIVER, constant.value)
    }
    // `os.getenv("DATABASE_URL", "postgresql://...")`, `Field(default=...)`, `make_url(url)`, `str(url)`.
    return again(given('default')) ?? again(given(1)) ?? again(given(0))
  }

  const isProject = (file: FileId): boolean => evaluation.file(file).origin === 'project'

  return { of: (place, bound) => read(place, bound, 0) }
}

function named(pattern: RegExp, text: string): string | null {
  const dialect = pattern.exec(text)?.[1]
  return dialect === undefined ? null : (SYNONYMS[dialect] ?? dialect)
}
