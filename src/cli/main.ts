#!/usr/bin/env node
/** The command line, and the script of the threads it starts. Only this folder prints, and it ends the process when pipes are written out. */
import { CommanderError } from 'commander'
import { carryOut, isOrdered } from '../threads/worker.ts'
import { commandLine } from './command-line.ts'
import { spareCompiling } from './compiler.ts'
import { flushed, say, tolerateClosedPipes } from './output.ts'
import { UsageError } from './usage-error.ts'

const main = async (argv: readonly string[]): Promise<number> => {
  try {
    return await commandLine(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      say(
        error.code === 'commander.help'
          ? "a command is missing; 'faultline --help' lists them"
          : error.message
              .replace(/^error: /, '')
              .replaceAll('\n', ' ')
              .trim(),
      )
    } else if (error instanceof UsageError) {
      say(error.message)
    } else {
      const message = error instanceof Error ? error.message : String(error)
      say(`internal error: ${message} (a bug of faultline, please report it; FAULTLINE_DEBUG=1 prints the stack)`)
      if (process.env['FAULTLINE_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    }
    return 2
  }
}

if (isOrdered()) await carryOut()
else {
  spareCompiling()
  tolerateClosedPipes()
  const exitCode = await main(process.argv.slice(2))
  await flushed()
  // Left to end by itself, the process would wait for all that the engine is still optimising in the background: up to seconds.
  process.exit(exitCode)
}
