/** Finds the wasm files of the parsers, and compiles the two that every run needs. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Budget, optimiseAfter } from './optimising.ts'

/** Compiled wasm; a structured clone to a worker thread shares the machine code instead of compiling it again. */
export interface PythonModules {
  readonly runtime: WebAssembly.Module
  readonly grammar: WebAssembly.Module
}

/**
 * Path of a wasm file: beside the running file when the CLI is bundled, else inside its package.
 * Throws when neither place has it.
 */
function locate(packageName: string, file: string): string {
  const beside = fileURLToPath(new URL(file, import.meta.url))
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`${packageName}/${file}`)
}

const compile = async (path: string): Promise<WebAssembly.Module> => WebAssembly.compile(new Uint8Array(await readFile(path)))

/** Reads and compiles both wasm files. */
export async function compilePythonModules(): Promise<PythonModules> {
  optimiseAfter(Budget.Python)
  const [runtime, grammar] = await Promise.all([
    compile(locate('web-tree-sitter', 'web-tree-sitter.wasm')),
    compile(locate('tree-sitter-python', 'tree-sitter-python.wasm')),
  ])
  return { runtime, grammar }
}

/** The bytes of a further grammar; only runs that need it pay for it. */
export const readGrammar = async (packageName: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(locate(packageName, `${packageName}.wasm`)))
