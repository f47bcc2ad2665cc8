import type { FileSummary } from '../../src/model/summary.ts'
import { decodeSummary, encodeSummary } from '../../src/lower/codec.ts'
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

/** Whether a summary survives packing, compared as bytes: a deep comparison of long columns takes longer than all else. */
export function survivesPacking(summary: FileSummary): boolean {
  const packed = encodeSummary(summary)
  return Buffer.compare(encodeSummary(decodeSummary(packed)), packed) === 0
}
