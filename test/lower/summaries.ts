import type { FileSummary } from '../../src/model/summary.ts'
import { lower } from '../../src/lower/lower.ts'
import { loadPythonParser } from '../../src/parse/python.ts'

export const fixtures = new URL('../../fixtures/ir/', import.meta.url)

/** The summary of a text, without candidates. */
export async function summaryOf(text: string, path = 'file.py'): Promise<FileSummary> {
  const parser = await loadPythonParser()
  const table = parser.parse(text)
  if ('failed' in table) throw new Error('too complex')
  return lower({ path, hash: 'hash', version: 'version', text, table, parser })
}
