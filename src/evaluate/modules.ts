/**
 * Which file an import names.
 *
 * Project files are indexed by every dotted suffix of their path, so that src layouts and several roots need no
 * configuration; of several candidates the one that shares the longest path prefix with the importer wins.
 */
import { reserve } from './table.ts'
import type { Unit } from './unit.ts'

export interface Modules {
  /** The file a dotted module name means to an importer, or null. */
  find(dotted: string, importer: Unit): Unit | null
  /** Absolute dotted name behind leading dots, or null when the dots leave the root. */
  absolute(dotted: string, importer: Unit): string | null
  /** Module of the bundled library. */
  library(dotted: string): Unit | null
  /** True where a directory without `__init__.py` holds modules under that name. */
  isNamespace(dotted: string, importer: Unit): boolean
}

/** Segments of a path without its extension; `a/__init__.py` is `a`. */
export function segmentsOf(path: string): string[] {
  const segments = path.replace(/\.pyi?$/, '').split('/')
  if (segments.at(-1) === '__init__') segments.pop()
  return segments
}

export const isPackagePath = (path: string): boolean => /(^|\/)__init__\.pyi?$/.test(path)

function sharedPrefix(x: readonly string[], y: readonly string[]): number {
  let n = 0
  while (n < x.length && n < y.length && x[n] === y[n]) n++
  return n
}

const before = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)

interface Index {
  /** Files by dotted suffix, in path order. */
  readonly files: ReadonlyMap<string, readonly Unit[]>
  /** Directories (as segments) by dotted suffix. */
  readonly directories: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly packages: ReadonlySet<string>
  readonly byPath: ReadonlyMap<string, Unit>
}

function indexUnits(units: readonly Unit[]): Index {
  const files = new Map<string, Unit[]>()
  const directories = new Map<string, (readonly string[])[]>()
  const packages = new Set<string>()
  const byPath = new Map<string, Unit>()
  const seen = new Set<string>()
  // Of two files for one module the interpreter takes the package, then the source rather than its stub.
  const rank = (unit: Unit): number => (unit.isPackage ? 0 : 2) + (unit.summary.path.endsWith('.pyi') ? 1 : 0)
  const sorted = units
    .map((unit) => ({ unit, full: unit.segments.join('/'), rank: rank(unit) }))
    .toSorted((x, y) => before(x.full, y.full) || x.rank - y.rank)
  for (const { unit, full } of sorted) {
    if (byPath.has(full)) continue
    byPath.set(full, unit)
    if (unit.isPackage) packages.add(full)
    let suffix = ''
    for (let i = unit.segments.length - 1; i >= 0; i--) {
      // No import can name a hyphen: such a folder is reached by its name with underscores, through a link or a packaging map.
      const segment = unit.segments[i].replaceAll('-', '_')
      suffix = suffix === '' ? segment : `${segment}.${suffix}`
      const list = files.get(suffix)
      if (list === undefined) files.set(suffix, [unit])
      else list.push(unit)
    }
    const directory = unit.directory
    for (let length = directory.length; length > 0; length--) {
      const prefix = directory.slice(0, length)
      const key = prefix.join('/')
      if (seen.has(key)) break
      seen.add(key)
      for (let i = prefix.length - 1; i >= 0; i--) {
        const name = prefix.slice(i).join('.')
        const list = directories.get(name)
        if (list === undefined) directories.set(name, [prefix])
        else list.push(prefix)
      }
    }
  }
  return { files, directories, packages, byPath }
}

/** A root that an importer's own directory lies in, `src` directories looked through. */
function isReachableRoot(root: readonly string[], importer: Unit): boolean {
  const bare = root.at(-1) === 'src' ? root.slice(0, -1) : root
  const from = importer.directory
  return bare.length <= from.length && sharedPrefix(bare, from) === bare.length
}

export function createModules(projectUnits: readonly Unit[], loadLibrary: (dotted: string) => Unit | null): Modules {
  const index = indexUnits(projectUnits)
  /** What names mean, by directory of the importer; the same tables by importer. */
  const found = new Map<string, Map<string, Unit | null>>()
  const foundBy: (Map<string, Unit | null> | undefined)[] = []
  const libraryUnits = new Map<string, Unit | null>()

  function library(dotted: string): Unit | null {
    let unit = libraryUnits.get(dotted)
    if (unit === undefined) libraryUnits.set(dotted, (unit = loadLibrary(dotted)))
    return unit
  }

  function search(dotted: string, importer: Unit): Unit | null {
    const candidates = index.files.get(dotted)
    if (candidates === undefined) return null
    const names = dotted.split('.')
    const inLibrary = library(names[0]) !== null
    const from = importer.directory
    let best: Unit | null = null
    let bestShare = -1
    for (const candidate of candidates) {
      const root = candidate.segments.slice(0, candidate.segments.length - names.length)
      if (names.length === 1 && candidate === importer) continue
      if ((names.length === 1 || inLibrary) && !isReachableRoot(root, importer)) continue
      // Inside a package an absolute import does not see the siblings; a script's directory is the root.
      if (inLibrary && index.packages.has(root.join('/'))) continue
      const share = sharedPrefix(candidate.directory, from)
      if (share > bestShare) {
        best = candidate
        bestShare = share
      }
    }
    return best
  }

  function absolute(dotted: string, importer: Unit): string | null {
    let dots = 0
    while (dotted[dots] === '.') dots++
    if (dots === 0) return dotted
    const home = importer.origin === 'library' ? importer.module.split('.') : importer.segments
    const keep = home.length - dots + (importer.isPackage ? 1 : 0)
    if (keep < 0) return null
    const rest = dotted.slice(dots)
    const base = home.slice(0, keep)
    return (rest === '' ? base : [...base, rest]).join('.')
  }

  function find(dotted: string, importer: Unit): Unit | null {
    if (importer.origin === 'library') {
      const name = absolute(dotted, importer)
      return name === null ? null : library(name)
    }
    if (dotted.startsWith('.')) {
      const name = absolute(dotted, importer)
      return name === null ? null : (index.byPath.get(name.replaceAll('.', '/')) ?? pathWithDots(dotted, importer))
    }
    reserve(foundBy, importer.id)
    let local = foundBy[importer.id]
    if (local === undefined) {
      const key = importer.directory.join('/')
      local = found.get(key) ?? new Map<string, Unit | null>()
      found.set(key, local)
      foundBy[importer.id] = local
    }
    // A file never means itself by its bare name, so that one answer is its own.
    const own = dotted === importer.segments.at(-1) ? `${dotted}@${importer.id}` : dotted
    let unit = local.get(own)
    if (unit === undefined) local.set(own, (unit = search(dotted, importer) ?? library(dotted)))
    return unit
  }

  /** Directory names may hold dots themselves; relative imports still work there. */
  function pathWithDots(dotted: string, importer: Unit): Unit | null {
    let dots = 0
    while (dotted[dots] === '.') dots++
    const base = importer.segments.slice(0, importer.segments.length - dots + (importer.isPackage ? 1 : 0))
    const rest = dotted.slice(dots)
    return index.byPath.get([...base, ...(rest === '' ? [] : rest.split('.'))].join('/')) ?? null
  }

  function isNamespace(dotted: string, importer: Unit): boolean {
    if (importer.origin === 'library') return false
    const names = dotted.split('.')
    if (library(names[0]) !== null) return false
    return index.directories.get(dotted)?.some((path) => isReachableRoot(path.slice(0, path.length - names.length), importer)) ?? false
  }

  return { find, absolute, library, isNamespace }
}

/** Gives every project file its dotted name: under the root by which most imports name files there, else its path without a leading `src`. */
export function nameModules(units: readonly Unit[], imports: (unit: Unit) => readonly string[], modules: Modules): void {
  const uses = new Map<string, number>()
  const named = new Map<Unit, Set<string>>()
  const rootsBy: (string[] | undefined)[] = []
  /** Path that a file's segments stand under when it is imported by that name. */
  const rootOf = (target: Unit, dotted: string): string => {
    let length = 1
    for (let at = dotted.indexOf('.'); at >= 0; at = dotted.indexOf('.', at + 1)) length++
    const roots = (rootsBy[target.id] ??= [])
    return (roots[length] ??= target.segments.slice(0, target.segments.length - length).join('/'))
  }
  for (const unit of units) {
    for (const dotted of imports(unit)) {
      if (dotted.startsWith('.')) continue
      const target = modules.find(dotted, unit)
      if (target === null || target.origin === 'library') continue
      const root = rootOf(target, dotted)
      uses.set(root, (uses.get(root) ?? 0) + 1)
      const roots = named.get(target)
      if (roots === undefined) named.set(target, new Set([root]))
      else roots.add(root)
    }
  }
  for (const unit of units) {
    let candidates = [...(named.get(unit) ?? [])]
    if (candidates.length === 0) candidates = prefixesOf(unit.segments.slice(0, -1)).filter((prefix) => uses.has(prefix))
    let best: string | null = null
    for (const root of candidates) {
      if (best === null || uses.get(root)! > uses.get(best)! || (uses.get(root) === uses.get(best) && root.length > best.length))
        best = root
    }
    const skipped =
      best === null ? (unit.segments[0] === 'src' && unit.segments.length > 1 ? 1 : 0) : best === '' ? 0 : best.split('/').length
    unit.module = unit.segments.slice(skipped).join('.')
  }
}

function prefixesOf(segments: readonly string[]): string[] {
  const out = ['']
  for (let i = 1; i <= segments.length; i++) out.push(segments.slice(0, i).join('/'))
  return out
}
