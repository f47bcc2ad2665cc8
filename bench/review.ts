import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Report } from '../src/model/report.ts'

/** Runs a built command line over a folder and returns its JSON report. Exit 1 means findings; anything else but 0 is an error. */
export const review = (cli: string, root: string): Report => {
  const run = spawnSync(process.execPath, [cli, 'check', root, '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 30 })
  if (run.status !== 0 && run.status !== 1) throw new Error(`${cli} on ${root}: exit ${run.status}\n${run.stderr}`)
  return JSON.parse(run.stdout) as Report
}

/** The line of a file, or an empty string past its end. */
export const lineOf = (file: string, line: number): string => readFileSync(file, 'utf8').split(/\r\n|\r|\n/)[line - 1] ?? ''
