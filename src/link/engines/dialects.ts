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

/** What a URL begins with. */
export interface Scheme {
  /** `postgresql`, `sqlite`. */
  readonly dialect: string
  /** `asyncpg`; empty where none is written, null where ways disagree. */
  readonly driver: string | null
}

export interface Dialects {
  /** `bound` says what a wrapper's parameters are given. */
  of(place: Place, bound: (parameter: Place) => Place | null): Scheme | null
}

export function createDialects(evaluation: Evaluation, origins: Origins, definitions: Definitions): Dialects {
  function read(place: Place, bound: (parameter: Place) => Place | null, depth: number): Scheme | null {
    if (place.value < 0 || depth > DEEPEST) return null
    const again = (next: Place | null): Scheme | null => (next === null ? null : read(next, bound, depth + 1))
    const constant = evaluation.constantOf(place.file, place.value)
    if (constant?.is === 'text') return named(SCHEME, constant.value)
    if (constant?.is === 'template') return named(SCHEME, constant.parts[0] ?? '')
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    const at = (value: number): Place => ({ file: place.file, value })
    if (op[place.value] === Op.Param) return again(bound(place))
    const ways = origins.of(place.file, place.value).filter((origin) => origin !== place.value)
    if (ways.length > 0) return agreed(ways.map((origin) => again(at(origin))))
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
  function attribute({ file, value }: Place, again: (next: Place | null) => Scheme | null): Scheme | null {
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

  function returned(id: FunctionId, again: (next: Place | null) => Scheme | null): Scheme | null {
    const { file, scope } = evaluation.function(id)
    const { summary, origin } = evaluation.file(file)
    if (origin === 'library') return null
    return agreed(Array.from(listOf(summary, summary.scopes.exits[scope]), (exit) => again({ file, value: summary.values.a[exit] })))
  }

  function called(place: Place, again: (next: Place | null) => Scheme | null): Scheme | null {
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

function named(pattern: RegExp, text: string): Scheme | null {
  const found = pattern.exec(text)
  return found === null ? null : { dialect: SYNONYMS[found[1]] ?? found[1], driver: found[2]?.slice(1) ?? '' }
}

/** What several ways to one URL have in common. */
function agreed(ways: readonly (Scheme | null)[]): Scheme | null {
  const [first] = ways
  if (first === undefined || first === null || ways.some((way) => way?.dialect !== first.dialect)) return null
  return ways.every((way) => way?.driver === first.driver) ? first : { dialect: first.dialect, driver: null }
}
