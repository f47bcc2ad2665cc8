/** Lock files of uv, poetry, pdm and pipenv to the packages they fix. */
import { parse } from 'smol-toml'
import type { LockedPackage } from '../../model/manifest.ts'
import { normalised } from './distribution.ts'

/** The packages in the order of the file; null if it is no lock file that can be read. */
export function parseLock(path: string, text: string): readonly LockedPackage[] | null {
  try {
    return path.endsWith('Pipfile.lock') ? pipenv(JSON.parse(text) as unknown) : tables(parse(text))
  } catch {
    return null
  }
}

/** A lock of nothing has no `package` table. */
function tables({ package: packages = [] }: Readonly<Record<string, unknown>>): readonly LockedPackage[] | null {
  if (!Array.isArray(packages)) return null
  return packages.flatMap((each: unknown) => {
    if (!isRecord(each) || typeof each['name'] !== 'string') return []
    return [{ name: normalised(each['name']), version: typeof each['version'] === 'string' ? each['version'] : null }]
  })
}

function pipenv(root: unknown): readonly LockedPackage[] | null {
  if (!isRecord(root) || !isRecord(root['default'])) return null
  return Object.entries(root['default']).map(([name, entry]) => {
    const version = isRecord(entry) && typeof entry['version'] === 'string' ? entry['version'].replace(/^==/, '') : null
    return { name: normalised(name), version }
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
