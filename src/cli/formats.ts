import { hint } from '../config/validate.ts'
import { UsageError } from './usage-error.ts'

export type FormatName = 'pretty' | 'concise' | 'json' | 'sarif' | 'github' | 'markdown' | 'html'
export const FORMATS: readonly FormatName[] = ['pretty', 'concise', 'json', 'sarif', 'github', 'markdown', 'html']

/** A format and where it goes: a file, or standard output when null. */
export interface Output {
  readonly format: FormatName
  readonly file: string | null
}

/**
 * Reads the `--format NAME[:FILE]` options.
 * @throws UsageError on an unknown name, an empty file name, or two formats for standard output.
 */
export const outputsOf = (given: readonly string[], isTerminal: boolean): readonly Output[] => {
  const outputs = given.map((option): Output => {
    const colon = option.indexOf(':')
    const name = colon < 0 ? option : option.slice(0, colon)
    const format = FORMATS.find((known) => known === name)
    if (format === undefined) throw new UsageError(`unknown format '${name}'${hint(name, FORMATS)}`)
    if (colon === option.length - 1) throw new UsageError(`--format ${option}: a file name is missing after the colon`)
    return { format, file: colon < 0 ? null : option.slice(colon + 1) }
  })
  const printed = outputs.filter(({ file }) => file === null)
  if (printed.length > 1) {
    const [first, second] = printed.map(({ format }) => format)
    throw new UsageError(`'${first}' and '${second}' cannot both go to standard output: give one a file, as in --format json:report.json`)
  }
  return outputs.length === 0 ? [{ format: isTerminal ? 'pretty' : 'concise', file: null }] : outputs
}
