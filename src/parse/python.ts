import { Language, Parser } from 'web-tree-sitter'
import type { Tree } from 'web-tree-sitter'
import type { Grammar, SyntaxTable } from '../model/syntax.ts'
import { compilePythonModules } from './assets.ts'
import type { PythonModules } from './assets.ts'
import { grammarOf, supertypesOf } from './grammar.ts'
import { readByCursor } from './read-cursor.ts'
import { readFromMemory } from './read-memory.ts'
import type { RuntimeMemory } from './read-memory.ts'
import { differenceOf, START_UP_TESTS } from './self-test.ts'
import { createTableBuffer, tableOf } from './table-buffer.ts'
import type { TableBuffer } from './table-buffer.ts'

/** Why a text has no syntax table: it is above the parse budget or the node cap. The same text always fails, on any machine. */
export interface ParseFailure {
  readonly failed: 'too-complex'
}

export type Parsed = SyntaxTable | ParseFailure

export interface PythonParser {
  readonly grammar: Grammar
  /** Supertypes of the grammar and their members, for the query compiler. */
  readonly supertypes: () => ReadonlyMap<string, readonly string[]>
  /** How tables are filled: `cursor` is the slow fallback for a runtime whose memory layout is not the known one. */
  readonly reader: 'memory' | 'cursor'
  /**
   * Parses Python text. The table lives until the next parse into the same slot; slot 1 is for a second text (a quoted
   * annotation) while the first table is still being read. Broken syntax is a table with ERROR nodes, never a failure.
   */
  parse(text: string, slot?: 0 | 1): Parsed
}

/** Texts shorter than this cannot take long; counting costs 2 to 4 % of a parse. */
const COUNTED_LENGTH = 200_000
/** Progress reports of the parser, one per about a hundred steps, before it is stopped. Counted, not timed: the result must repeat. */
const MAX_PROGRESS = 60_000

let loading: Promise<PythonParser> | undefined

/**
 * The Python parser of this thread; loaded once. `modules` are compiled elsewhere and only shared (worker threads); without
 * them the wasm files are looked up and compiled.
 */
export function loadPythonParser(modules?: PythonModules): Promise<PythonParser> {
  loading ??= start(modules)
  return loading
}

async function start(modules?: PythonModules): Promise<PythonParser> {
  const { runtime, grammar } = modules ?? (await compilePythonModules())
  // The runtime fills the object it is configured with: its memory views become readable there.
  const host = {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object {
      const instance = new WebAssembly.Instance(runtime, imports)
      done(instance, runtime)
      return instance.exports
    },
  }
  await Parser.init(host)
  const language = Language.loadSync(grammar)
  const parser = new Parser()
  parser.setLanguage(language)

  const memory = host as Partial<RuntimeMemory>
  const reader = readsMemory(parser, memory) ? 'memory' : 'cursor'
  const read = reader === 'memory' ? memoryReader(memory as RuntimeMemory) : readByCursor
  const buffers = [createTableBuffer(1 << 16), createTableBuffer(1 << 8)] as const
  return {
    grammar: grammarOf(language),
    supertypes: () => supertypesOf(language),
    reader,
    parse(text, slot = 0) {
      const tree = parseTree(parser, text)
      if (tree === null) return { failed: 'too-complex' }
      try {
        const length = read(tree, buffers[slot])
        return length < 0 ? { failed: 'too-complex' } : tableOf(buffers[slot], length)
      } finally {
        // Finalizers do not run inside a synchronous loop: without this, wasm memory grows with every file.
        tree.delete()
      }
    },
  }
}

function parseTree(parser: Parser, text: string): Tree | null {
  if (text.length < COUNTED_LENGTH) return parser.parse(text)
  let reports = 0
  const tree = parser.parse(text, null, { progressCallback: () => ++reports > MAX_PROGRESS })
  // A stopped parser would go on with this text when given the next one.
  if (tree === null) parser.reset()
  return tree
}

type Reader = (tree: Tree, buffer: TableBuffer) => number

/** The address of a tree stands under index 0, which its type does not tell. */
const memoryReader =
  (memory: RuntimeMemory): Reader =>
  (tree, buffer) =>
    readFromMemory(memory, (tree as unknown as { readonly 0: number })[0], buffer)

/** Whether reading from memory gives what the cursor gives. */
function readsMemory(parser: Parser, memory: Partial<RuntimeMemory>): boolean {
  if (memory.HEAP32 === undefined || memory.HEAPU16 === undefined || memory.HEAPU8 === undefined) return false
  const read = memoryReader(memory as RuntimeMemory)
  return START_UP_TESTS.every((text) => {
    const tree = parser.parse(text)
    return tree !== null && readersAgree(tree, read)
  })
}

function readersAgree(tree: Tree, read: Reader): boolean {
  const expected = createTableBuffer(1024)
  const actual = createTableBuffer(1024)
  try {
    return differenceOf(expected, readByCursor(tree, expected), actual, read(tree, actual)) === null
  } catch {
    return false
  } finally {
    tree.delete()
  }
}
