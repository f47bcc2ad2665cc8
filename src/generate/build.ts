/** Builds the command line as one file that needs nothing but Node, with the data it reads beside it. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { build } from 'esbuild'

const project = path.join(import.meta.dirname, '..', '..')

/** Files copied beside the bundle: parser and grammar as WebAssembly, and what is known about libraries. */
const DATA = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
  'src/generated/knowledge.bin',
]

/** Stands for the digest of the bundle until that can be taken: by it the cache knows what its own build has written. */
const BUILD = 'digest of this build'

/**
 * Writes `faultline.js` and its data to a folder, which is emptied first.
 * @throws if something does not compile or a data file is missing (then `npm run generate` has not run).
 */
export const buildCli = async (folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const outfile = path.join(folder, 'faultline.js')
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Bundled CommonJS packages call `require` for Node's own modules.
    banner: { js: "import{createRequire as faultlineRequire}from'node:module';const require=faultlineRequire(import.meta.url);" },
    legalComments: 'none',
    define: { FAULTLINE_BUILD: JSON.stringify(BUILD) },
    metafile: true,
    logLevel: 'error',
  })
  const digest = createHash('sha256').update(readFileSync(outfile))
  for (const file of DATA) {
    copyFileSync(path.join(project, file), path.join(folder, path.basename(file)))
    digest.update(readFileSync(path.join(project, file)))
  }
  writeFileSync(outfile, readFileSync(outfile, 'utf8').replaceAll(BUILD, digest.digest('hex')))
  chmodSync(outfile, 0o755)
  const stubs = readFileSync(path.join(project, 'src/generated/knowledge-notice.txt'), 'utf8')
  writeFileSync(path.join(folder, 'NOTICES.txt'), `${notices(Object.keys(metafile.inputs))}\n${stubs}`)
}

/** The licences of everything that is bundled or copied. */
const notices = (inputs: readonly string[]): string => {
  const packages = new Set(['web-tree-sitter', 'tree-sitter-python', 'tree-sitter-bash'])
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]
    if (name !== undefined) packages.add(name)
  }
  return [...packages].toSorted().map(notice).join('\n')
}

interface Manifest {
  readonly version: string
  readonly license: string
  readonly author?: string | { readonly name: string }
}

/** A package's licence file; one that ships none is named with its author and the licence it declares. */
const notice = (name: string): string => {
  const folder = path.join(project, 'node_modules', name)
  const { version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENSE-MIT', 'license'].map((each) => path.join(folder, each)).find(existsSync)
  const holder = typeof author === 'string' ? author : author?.name
  if (file === undefined && holder === undefined) throw new Error(`${name} has no licence file and names no author`)
  const text = file === undefined ? `Copyright ${holder}; licensed under ${license}.` : readFileSync(file, 'utf8').trim()
  return `${name} ${version} (${license})\n\n${text}\n\n${'-'.repeat(80)}\n`
}

if (process.argv[1] === import.meta.filename) await buildCli(path.join(project, 'dist'))
