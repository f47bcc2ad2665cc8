/** Finds, reads, decodes and parses Python on one thread, and does nothing with it: the yardstick for whole runs. Argument: a folder. */
import path from 'node:path'
import { Language, Parser } from 'web-tree-sitter'
import { locate } from '../src/discover/location.ts'
import { readSource } from '../src/discover/read.ts'
import { walk } from '../src/discover/walk.ts'
import { compilePythonModules } from '../src/parse/assets.ts'
import { loadPythonParser } from '../src/parse/python.ts'
import { decodePython } from '../src/parse/text.ts'

const location = locate(process.argv.slice(2), process.cwd())
if ('missing' in location) throw new Error(`no such folder: ${location.missing}`)
const modules = await compilePythonModules()
await loadPythonParser(modules)
const parser = new Parser()
parser.setLanguage(Language.loadSync(modules.grammar))
for (const file of walk(location, { excludes: () => false, includes: () => true }).files) {
  const bytes = readSource(path.join(location.base, file))
  const source = 'because' in bytes ? { reason: bytes.because } : decodePython(bytes)
  if ('text' in source) parser.parse(source.text)?.delete()
}
