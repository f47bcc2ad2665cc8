/** Whole runs of the built tool, each a process of its own, as ratios in interleaved rounds. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { locate } from '../src/discover/location.ts'
import { walk } from '../src/discover/walk.ts'

/** What one process took: wall and CPU time (all threads) in milliseconds, peak of its memory in MB. */
interface Cost {
  readonly wall: number
  readonly cpu: number
  readonly mb: number
}

/** Medians over the rounds. Cold runs are by wall time of parsing alone, the others by wall time of the cold run on all cores. */
export interface Runs {
  readonly megabytes: number
  readonly coldOneThread: number
  readonly cold: number
  readonly unchanged: number
  readonly oneChanged: number
  readonly peakMb: number
  /** For a look at how much the machine did besides: wall and CPU milliseconds of each kind of run. */
  readonly costs: Readonly<Record<string, string>>
}

/** Writes what a process took to the file named in the environment, when it ends. */
const METER = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeFileSync(process.env.METER, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 }))
})`

const median = (numbers: readonly number[]): number => numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? 0

/** Runs Node with arguments, in a folder that also takes the meter's files. */
const measured = (scratch: string, args: readonly string[]): Cost => {
  const meter = path.join(scratch, 'meter.cjs')
  const result = path.join(scratch, 'meter.json')
  writeFileSync(meter, METER)
  const begun = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, ['--require', meter, ...args], {
    env: { ...process.env, METER: result },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  })
  const wall = Number(process.hrtime.bigint() - begun) / 1e6
  if (status === null || status > 1) throw new Error(`exit code ${status}: ${stderr}`)
  return { wall, ...(JSON.parse(readFileSync(result, 'utf8')) as { cpu: number; mb: number }) }
}

/** @param folder holds `faultline.js` and the bundled `parse-only.js` */
export const measureRuns = (root: string, folder: string, rounds: number): Runs => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'faultline-bench-'))
  try {
    const { copy, files, bytes } = copyOf(root, scratch)
    const run = (cache: string, ...flags: readonly string[]): Cost =>
      measured(scratch, [
        path.join(folder, 'faultline.js'),
        '-f',
        `json:${path.join(scratch, 'report.json')}`,
        ...flags,
        '--cache-dir',
        path.join(scratch, cache),
        copy,
      ])
    const kinds = { parse: [], coldOneThread: [], cold: [], unchanged: [], oneChanged: [] } as Record<string, Cost[]>
    for (let round = 0; round < rounds; round++) {
      kinds['parse'].push(measured(scratch, [path.join(folder, 'parse-only.js'), copy]))
      kinds['coldOneThread'].push(run(`one-${round}`, '--jobs', '1'))
      kinds['cold'].push(run(`all-${round}`))
      kinds['unchanged'].push(run(`all-${round}`))
      appendFileSync(path.join(copy, files[Math.floor(files.length / 2)]), `\n# changed in round ${round}\n`)
      kinds['oneChanged'].push(run(`all-${round}`))
      rmSync(path.join(scratch, `one-${round}`), { recursive: true })
      rmSync(path.join(scratch, `all-${round}`), { recursive: true })
    }
    const ratio = (kind: string, base: string): number => median(kinds[kind].map(({ wall }, round) => wall / kinds[base][round].wall))
    return {
      megabytes: bytes / 1e6,
      coldOneThread: ratio('coldOneThread', 'parse'),
      cold: ratio('cold', 'parse'),
      unchanged: ratio('unchanged', 'cold'),
      oneChanged: ratio('oneChanged', 'cold'),
      peakMb: Math.max(...kinds['cold'].map(({ mb }) => mb)),
      costs: Object.fromEntries(
        Object.entries(kinds).map(([kind, costs]) => [
          kind,
          `${Math.round(median(costs.map(({ wall }) => wall)))} / ${Math.round(median(costs.map(({ cpu }) => cpu)))}`,
        ]),
      ),
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** A copy that may be changed, of all that is read. */
const copyOf = (root: string, scratch: string): { readonly copy: string; readonly files: readonly string[]; readonly bytes: number } => {
  const location = locate([root], process.cwd())
  if ('missing' in location) throw new Error(`no such folder: ${root}`)
  const copy = path.join(scratch, 'copy')
  const { files, manifests } = walk(location, { excludes: () => false, includes: () => true })
  let bytes = 0
  for (const file of [...files, ...manifests.map((manifest) => manifest.file)]) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true })
    copyFileSync(path.join(location.base, file), path.join(copy, file))
  }
  for (const file of files) bytes += statSync(path.join(copy, file)).size
  return { copy, files, bytes }
}

/** CPU milliseconds of a first review of one small file, and of Node doing nothing: medians of interleaved runs. */
export const measureStart = (folder: string, rounds: number): { readonly review: number; readonly node: number } => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'faultline-bench-'))
  try {
    const small = path.join(scratch, 'small.py')
    writeFileSync(small, 'import time\n\n\nasync def wait():\n    time.sleep(1)\n')
    const [reviews, nodes]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      nodes.push(measured(scratch, ['-e', '0']).cpu)
      reviews.push(measured(scratch, [path.join(folder, 'faultline.js'), small]).cpu)
    }
    return { review: median(reviews), node: median(nodes) }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
