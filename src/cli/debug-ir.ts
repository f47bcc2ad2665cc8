import { readSource } from '../discover/read.ts'
import { renderIr } from '../lower/render.ts'
import { summarise } from '../lower/summarise.ts'
import { loadPythonParser } from '../parse/python.ts'
import { decodePython } from '../parse/text.ts'
import { visible } from '../report/visible.ts'
import { locationOf } from './check.ts'
import { print } from './output.ts'
import { UsageError } from './usage-error.ts'

/** `faultline debug ir FILE`: the value representation of one file. @throws UsageError if the file has none. */
export const debugIr = async (file: string): Promise<void> => {
  const [target] = locationOf([file]).targets
  const bytes = readSource(target.absolute)
  if ('because' in bytes) throw new UsageError(`${file}: ${bytes.because}`)
  const summary = summarise(file, bytes, await loadPythonParser())
  if ('because' in summary) throw new UsageError(`${file}: ${summary.because}`)
  const source = decodePython(bytes)
  const lines = renderIr(summary, 'text' in source ? source.text : undefined).split('\n')
  print(lines.map(visible).join('\n'))
}
