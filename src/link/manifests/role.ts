import type { Role } from '../../model/project.ts'
import { HOST_FOLDER } from '../roles.ts'

const FOLDERS: readonly (readonly [Role, ReadonlySet<string>])[] = [
  ['vendored', new Set(['site-packages', 'vendor', '_vendor', 'third_party', 'node_modules'])],
  [
    'test',
    new Set([
      'tests',
      'test',
      'testing',
      'e2e',
      'integration-tests',
      'fixtures',
      'benchmarks',
      '.devcontainer',
      'load_testing',
      'loadtest',
      'load-tests',
      '.github',
    ]),
  ],
  ['docs', new Set(['docs', 'doc', 'documentation', 'examples', 'example', 'samples', 'tutorials', 'cookbook', 'internal_docs', 'evals'])],
  ['script', new Set(['scripts', 'hack', 'tools'])],
]

/** What a manifest is for, by the folder it lies in; what it is referred to from may say more. */
export function manifestRole(path: string): Role {
  const folders = path.split('/').slice(0, -1)
  if (folders.some((folder) => HOST_FOLDER.test(folder))) return 'vendored'
  // `{{cookiecutter.name}}`: a template of a project.
  if (folders.some((folder) => folder.includes('{{'))) return 'docs'
  return FOLDERS.find(([, names]) => folders.some((folder) => names.has(folder)))?.[0] ?? 'app'
}
