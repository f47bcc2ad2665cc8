/**
 * Which files the applications import: the files their code can be, whatever folders they stand in.
 *
 * Roots are the files that make an application, a worker or their tasks. Edges are imports, at the top and inside
 * functions, the packages around what is imported, and names of modules in the strings of files that import by name.
 */
import type { Evaluation } from '../model/evaluation.ts'
import type { Role } from '../model/project.ts'
import type { FileSummary } from '../model/summary.ts'
import { ImportFlag, Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { nameOf, textOf } from './read.ts'
import { fixedRole, isOnlyExecutable, namedRole } from './roles.ts'

/** Calls that import what a string names. */
const BY_NAME = new Set(['import_module', 'import_string', '__import__', 'autodiscover_tasks', 'entry_points'])
const NAMED = new Set([...BY_NAME, 'uvicorn', 'Celery'])
const MODULE_NAME = /^\.*[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_][\w.]*)?$/

/** Role of every file; `roots` are the files that make applications. */
export function rolesOf(evaluation: Evaluation, roots: ReadonlySet<FileId>): ReadonlyMap<FileId, Role> {
  const fixed = new Map<FileId, Role | null>()
  const named = new Map<FileId, Role>()
  const paths = new Map<string, FileId>()
  for (const { id, summary, origin } of evaluation.files) {
    if (origin !== 'project') continue
    fixed.set(id, fixedRole(summary))
    paths.set(summary.path, id)
  }
  const nameRole = (id: FileId): Role => {
    let role = named.get(id)
    if (role === undefined) named.set(id, (role = namedRole(evaluation.file(id).summary)))
    return role
  }
  const reached = reach()
  const roles = new Map<FileId, Role>()
  for (const [id, role] of fixed) roles.set(id, role ?? (reached.has(id) ? 'app' : nameRole(id)))
  return roles

  function reach(): ReadonlySet<FileId> {
    const seen = new Set<FileId>()
    const work: FileId[] = []
    const visit = (id: FileId | null): void => {
      if (id === null || seen.has(id) || fixed.get(id) === undefined) return
      const role = fixed.get(id) ?? null
      if (role !== null && role !== 'generated' && role !== 'migration') return
      seen.add(id)
      work.push(id)
      for (const parent of packagesOf(evaluation.file(id).summary.path)) visit(paths.get(parent) ?? null)
    }
    const isRoot = (id: FileId, summary: FileSummary): boolean =>
      roots.has(id) && fixed.get(id) === null && (nameRole(id) === 'unreached' || isOnlyExecutable(summary))
    for (const { id, summary } of evaluation.files) if (isRoot(id, summary)) visit(id)
    for (let id = work.pop(); id !== undefined; id = work.pop()) {
      for (const dotted of importsOf(evaluation.file(id).summary)) {
        const target = evaluation.moduleOf(id, dotted)
        // A module that only tests have is not part of the application because a name in it was met.
        if (target !== null && !isTestCode(target)) visit(target)
      }
    }
    return seen
  }

  /** Names like a test and imports a test framework: a chain through it proves nothing. */
  function isTestCode(id: FileId): boolean {
    return fixed.get(id) === null && nameRole(id) === 'test' && /(^|\/)(conftest\.py$|tests?\/)/.test(evaluation.file(id).summary.path)
  }
}

/** `__init__.py` of the folders around a file. */
export function packagesOf(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1)
  return folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/__init__.py`)
}

/** Dotted names a file imports, by statement or by string. */
export function importsOf(summary: FileSummary): readonly string[] {
  const { op, aux, a, b, count } = summary.values
  const names = new Set<string>()
  const mayImportByName = summary.strings.some((text) => NAMED.has(text))
  let byName = false
  for (let value = 0; value < count; value++) {
    switch (op[value]) {
      case Op.Import:
      case Op.ImportStar:
      case Op.ImportFrom: {
        if ((aux[value] & ImportFlag.TypeChecking) !== 0) break
        const module = textOf(summary, a[value])
        names.add(module)
        if (op[value] === Op.ImportFrom)
          names.add(module.endsWith('.') ? module + textOf(summary, b[value]) : `${module}.${textOf(summary, b[value])}`)
        break
      }
      case Op.Call:
        byName ||= mayImportByName && importsByName(summary, a[value])
        break
    }
  }
  if (byName) for (const text of moduleNames(summary)) names.add(text)
  return [...names]
}

function importsByName(summary: FileSummary, callee: number): boolean {
  const name = nameOf(summary, callee)
  if (BY_NAME.has(name)) return true
  // `uvicorn.run("app.main:app")` and `Celery(include=["app.tasks"])`.
  return (
    name === 'Celery' ||
    (name === 'run' && summary.values.op[callee] === Op.Attr && nameOf(summary, summary.values.a[callee]) === 'uvicorn')
  )
}

function moduleNames(summary: FileSummary): readonly string[] {
  const { op, a, b, count } = summary.values
  const found: string[] = []
  for (let value = 0; value < count; value++) {
    if (op[value] !== Op.Text || b[value] !== 0) continue
    const text = textOf(summary, a[value])
    if (text.length < 200 && text.includes('.') && MODULE_NAME.test(text)) found.push(text.replace(/:.*$/, ''))
  }
  return found
}
