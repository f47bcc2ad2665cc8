/** Lock files of uv, poetry, pdm and pipenv to the packages they fix. */
import { parse } from 'smol-toml'
import type { LockedPackage, Range } from '../../model/manifest.ts'
import { normalised } from './distribution.ts'

/** The packages in the order of the file; null if it is no lock file that can be read. */
export function parseLock(path: string, text: string): readonly LockedPackage[] | null {
  try {
    return path.endsWith('Pipfile.lock') ? pipenv(JSON.parse(text) as unknown, text) : tables(parse(text), text)
  } catch {
    return null
  }
}

/** A lock of nothing has no `package` table. */
function tables({ package: packages = [] }: Readonly<Record<string, unknown>>, text: string): readonly LockedPackage[] | null {
  if (!Array.isArray(packages)) return null
  const places = placesOf(text, packages.length)
  return packages.flatMap((each: unknown, index): readonly LockedPackage[] => {
    if (!isRecord(each) || typeof each['name'] !== 'string') return []
    return [
      {
        name: normalised(each['name']),
        version: typeof each['version'] === 'string' ? each['version'] : null,
        requires: requiredBy(each),
        own: isOwn(each['source']),
        ...places[index],
      },
    ]
  })
}

/** The parser tells no places: the lines behind the headers of the tables, as long as there is one for each package. */
function placesOf(text: string, count: number): readonly Range[] {
  const headers = [...text.matchAll(/^\[\[package\]\].*$/gm)]
  if (headers.length !== count) return Array.from({ length: count }, () => ({ start: 0, end: 0 }))
  return headers.map(({ index, 0: header }) => {
    const start = Math.min(index + header.length + 1, text.length)
    const end = text.indexOf('\n', start)
    return { start, end: end < 0 ? text.length : end }
  })
}

/** uv lists tables with a name, pdm requirements, poetry keeps a table by name; uv's extras stand in a table of lists. */
function requiredBy({ dependencies, 'optional-dependencies': optional }: Readonly<Record<string, unknown>>): readonly string[] {
  const named = (list: unknown): readonly string[] => {
    if (!Array.isArray(list)) return isRecord(list) ? Object.keys(list) : []
    return list.flatMap((each: unknown) => {
      if (isRecord(each) && typeof each['name'] === 'string') return [each['name']]
      return typeof each === 'string' ? (/^[A-Za-z0-9][\w.-]*/.exec(each) ?? []) : []
    })
  }
  const extras = isRecord(optional) ? Object.values(optional).flatMap(named) : []
  return [...new Set([...named(dependencies), ...extras].map(normalised))]
}

/** Of the repository itself. */
const isOwn = (source: unknown): boolean =>
  isRecord(source) && ['virtual', 'editable', 'directory'].some((kind) => source[kind] !== undefined || source['type'] === kind)

function pipenv(root: unknown, text: string): readonly LockedPackage[] | null {
  if (!isRecord(root) || !isRecord(root['default'])) return null
  const from = text.indexOf('"default"')
  return Object.entries(root['default']).map(([name, entry]) => {
    const version = isRecord(entry) && typeof entry['version'] === 'string' ? entry['version'].replace(/^==/, '') : null
    const key = JSON.stringify(name)
    const start = Math.max(text.indexOf(`${key}:`, from), 0)
    const isFound = text.startsWith(key, start)
    return { name: normalised(name), version, requires: [], own: false, start: isFound ? start : 0, end: isFound ? start + key.length : 0 }
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
