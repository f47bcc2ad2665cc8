import { renameSync, rmSync, writeFileSync } from 'node:fs'
import picocolors from 'picocolors'
import { reasonOf } from '../discover/read.ts'
import type { Paint } from '../report/paint.ts'
import { visible } from '../report/visible.ts'
import { UsageError } from './usage-error.ts'

export type ColorChoice = 'auto' | 'always' | 'never'

/** `--color` decides, then NO_COLOR and FORCE_COLOR, then whether the stream is a terminal. */
export const paintFor = (choice: ColorChoice, stream: { readonly isTTY?: boolean }): Paint =>
  picocolors.createColors(isColored(choice, stream))

const isColored = (choice: ColorChoice, stream: { readonly isTTY?: boolean }): boolean => {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (choice !== 'auto') return choice === 'always'
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true
  return stream.isTTY === true && TERM !== 'dumb'
}

/** Results go to standard output, everything else to standard error. */
export const print = (text: string): void => void process.stdout.write(text)

/** One line to standard error; what it quotes may come from the reviewed tree. */
export const say = (line: string): void => void process.stderr.write(`faultline: ${visible(line)}\n`)

/** Writes a report file whole or not at all: an interrupted run must not leave half a report for another tool to believe. */
export const writeReport = (file: string, text: string): void => {
  const partial = `${file}.${process.pid}.partial`
  try {
    writeFileSync(partial, text)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw new UsageError(`${file}: the report cannot be written (${reasonOf(error)})`)
  }
}

/** Resolves when everything printed has left the process. */
export const flushed = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0 && !stream.destroyed) await new Promise<void>((resolve) => stream.write('', () => resolve()))
  }
}

/** A reader that stops listening (`| head`) is no error. Interrupts keep their default: the process ends at once, with 130. */
export const tolerateClosedPipes = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
