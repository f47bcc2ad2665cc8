import { expect, test, vi } from 'vitest'
import { loadPythonParser } from '../../src/parse/python.ts'
import { loadEngine } from './engine.ts'

// As if the runtime's structs had moved: what is read is no tree.
vi.mock('../../src/parse/read-memory.ts', () => ({ readFromMemory: () => 1 }))

test('a runtime of another layout is read through the cursor', async () => {
  const parser = await loadPythonParser()
  expect(parser.reader).toBe('cursor')
  const table = parser.parse('x = f(1)\n')
  if ('failed' in table) throw new Error(table.failed)
  const tree = (await loadEngine()).parse('x = f(1)\n')
  expect(table.length).toBe(tree.rootNode.descendantCount)
  tree.delete()
})
