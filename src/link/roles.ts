/**
 * What a file is for, by its path and its first lines alone.
 *
 * Precedence of the catalogue: vendored, generated, stub, migration, then (see `reach.ts`) whatever the application
 * imports, whatever it is called; only then test, docs, notebook, cli and script by name.
 */
import type { Role } from '../model/project.ts'
import type { FileSummary } from '../model/summary.ts'
import { Mark, Op, ScopeKind } from '../model/summary.ts'
import { scopeKind, textOf } from './read.ts'

const VENDORED = new Set(['site-packages', 'vendor', '_vendor', 'third_party', '.venv', 'venv', 'node_modules'])
const TEST_FOLDERS = new Set([
  'tests',
  'test',
  'testing',
  'e2e',
  'integration-tests',
  'integration_tests',
  'fixtures',
  'benches',
  'benchmarks',
  'load_testing',
  'load-testing',
  'load_tests',
  'load-tests',
  'loadtest',
  'loadtests',
])
const DOCS_FOLDERS = new Set([
  'docs',
  'docs_src',
  'examples',
  'example',
  'tutorials',
  'samples',
  'cookbook',
  'cookbooks',
  'notebooks',
  'plans',
  'api_reference',
  'templates',
])
const CLI_FOLDERS = new Set(['cli', 'commands'])
const SCRIPT_FOLDERS = new Set(['scripts', 'bin', 'tools', 'dev', 'ci', 'debug', 'hack', '.github', 'ansible'])
const SCRIPT_NAMES = new Set(['noxfile.py', 'fabfile.py', 'tasks.py'])
const TEST_FRAMEWORKS = ['pytest', 'unittest']
const SETUP_TOOLS = ['setuptools', 'distutils']
/** A copy deployed to a host: `role@172.16.0.4`. */
export const HOST_FOLDER = /@|^\d+\.\d+\.\d+\.\d+$/
const TEST_NAME = /^(test_.*|.*_test|.*_tests|conftest|tests?)\.py$/
const GENERATED_PATH = /_pb2(_grpc)?\.py$|(^|\/)(__generated__|generated)\//

/** Roles no import can override. */
export function fixedRole(summary: FileSummary): Role | null {
  const { path } = summary
  const folders = path.split('/').slice(0, -1)
  if (folders.some((folder) => VENDORED.has(folder) || HOST_FOLDER.test(folder))) return 'vendored'
  if ((summary.marks & Mark.Generated) !== 0 || GENERATED_PATH.test(path)) return 'generated'
  if (path.endsWith('.pyi') || folders.includes('typings')) return 'stub'
  if (isMigration(summary)) return 'migration'
  return null
}

/** Role by name, for what no application imports. */
export function namedRole(summary: FileSummary): Role {
  const segments = summary.path.split('/')
  const name = segments[segments.length - 1]
  const folders = segments.slice(0, -1)
  if (folders.some((folder) => TEST_FOLDERS.has(folder)) || TEST_NAME.test(name) || isTestModule(summary)) return 'test'
  if (folders.some((folder) => DOCS_FOLDERS.has(folder))) return 'docs'
  if ((summary.marks & Mark.Notebook) !== 0) return 'notebook'
  if (name === '__main__.py' || folders.some((folder) => CLI_FOLDERS.has(folder))) return 'cli'
  if (folders.some((folder) => SCRIPT_FOLDERS.has(folder)) || SCRIPT_NAMES.has(name)) return 'script'
  if ((summary.marks & Mark.Shebang) !== 0 || isSetupScript(summary)) return 'script'
  return 'unreached'
}

/** Describes a distribution; a module of that name that imports no build tool is any module. */
export const isSetupScript = (summary: FileSummary): boolean =>
  /(?:^|\/)setup\.py$/.test(summary.path) && importsModule(summary, SETUP_TOOLS)

/** Could be run by hand, and only that makes it a script. */
export const isOnlyExecutable = (summary: FileSummary): boolean =>
  (summary.marks & Mark.Shebang) !== 0 && namedRole({ ...summary, marks: summary.marks & ~Mark.Shebang }) === 'unreached'

/** An Alembic revision names itself and its parent; a folder called migrations proves nothing. */
function isMigration(summary: FileSummary): boolean {
  return bindsAtTop(summary, 'revision') && bindsAtTop(summary, 'down_revision')
}

function bindsAtTop(summary: FileSummary, name: string): boolean {
  const { bindingStart, bindingName } = summary.scopes
  for (let row = bindingStart[0]; row < bindingStart[1]; row++) if (textOf(summary, bindingName[row]) === name) return true
  return false
}

/** Imports a test framework and defines tests. */
function isTestModule(summary: FileSummary): boolean {
  if (!importsModule(summary, TEST_FRAMEWORKS)) return false
  const { scopes } = summary
  for (let scope = 1; scope < scopes.count; scope++) {
    const name = textOf(summary, scopes.name[scope])
    const kind = scopeKind(summary, scope)
    if (kind === ScopeKind.Function && name.startsWith('test_')) return true
    if (kind === ScopeKind.Class && name.startsWith('Test')) return true
  }
  return false
}

function importsModule(summary: FileSummary, packages: readonly string[]): boolean {
  const isOneOf = (text: string): boolean => packages.some((name) => text === name || (text.startsWith(name) && text[name.length] === '.'))
  const { count, op, a } = summary.values
  for (let value = 0; value < count; value++) {
    if ((op[value] === Op.Import || op[value] === Op.ImportFrom) && isOneOf(textOf(summary, a[value]))) return true
  }
  return false
}
