/**
 * The budgets, as ratios of parsing alone in one interleaved run, and whether link grows linearly.
 *
 *   npm run bench -- [REPO…]      exit 1 when a ratio is above the limit
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { backends } from './backends.ts'
import { type Runs, measureRuns, measureStart } from './runs.ts'

/** Upper limits of the ratios. */
const LIMITS = { perFile: 1.35, whole: 0.15, cold: 0.9, unchanged: 0.12, oneChanged: 0.25, peakMb: 350 }
/** A cold run is held to its limit from this much Python on, below it starting up weighs more; memory is, up to this many lines. */
const [MEGABYTES, LINES] = [5, 850_000]
/** What starting up may cost above twice Node's own start, in CPU milliseconds. */
const START = 150

interface Measured {
  readonly files: number
  readonly lines: number
  readonly parseMs: number
  readonly ratios: Readonly<Record<string, number>>
  readonly perFile: number
  readonly whole: number
  /** Link and check of the first round, when nothing was compiled yet: what one run of the command line pays. */
  readonly coldWhole: number
  readonly peakMb: number
}

const project = path.join(import.meta.dirname, '..')
// Inside dist, beside the wasm and knowledge files the bundle looks for.
const folder = mkdtempSync(path.join(project, 'dist', 'bench-'))

const measure = (root: string, share: number): Measured => {
  const run = spawnSync(process.execPath, [path.join(folder, 'phases.js'), root, '3', String(share)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Measured
}

/** A figure with its limit, and whether it is met. */
const held = (figure: number, limit: number, digits = 2): string =>
  `${figure.toFixed(digits)} (limit ${limit}: ${figure > limit ? 'NOT met' : 'met'})`

const row = (name: string, { files, lines, parseMs, ratios, perFile, whole, coldWhole, peakMb }: Measured): string => {
  const parts = Object.entries(ratios).map(([phase, ratio]) => `${phase} ${ratio.toFixed(3)}`)
  return `${name}: ${files} files, ${lines} lines, parsing ${parseMs} ms CPU | ${parts.join(', ')} | per file ${held(perFile, LIMITS.perFile)}, link and check ${held(whole, LIMITS.whole)} (cold ${coldWhole.toFixed(2)}), peak ${peakMb} MB`
}

const runsRow = (name: string, { megabytes, coldOneThread, cold, unchanged, oneChanged, peakMb, costs }: Runs): string =>
  `${name}: ${megabytes.toFixed(1)} MB, whole runs | cold ${held(cold, LIMITS.cold)} x parsing on one thread (${coldOneThread.toFixed(2)} x with --jobs 1), unchanged ${held(unchanged, LIMITS.unchanged, 3)} x cold, one file changed ${held(oneChanged, LIMITS.oneChanged, 3)} x cold, peak ${held(peakMb, LIMITS.peakMb, 0)} MB | wall / CPU ms: ${Object.entries(
    costs,
  )
    .map(([kind, cost]) => `${kind} ${cost}`)
    .join(', ')}`

try {
  await build({
    entryPoints: ['phases', 'parse-only'].map((name) => path.join(project, 'bench', `${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)" },
  })
  for (const name of ['web-tree-sitter.wasm', 'tree-sitter-python.wasm', 'knowledge.bin', 'faultline.js'])
    copyFileSync(path.join(project, 'dist', name), path.join(folder, name))
  const start = measureStart(folder, 5)
  console.log(
    `one small file: ${Math.round(start.review)} ms CPU, Node alone ${Math.round(start.node)} (limit ${Math.round(2 * start.node + START)}: ${start.review > 2 * start.node + START ? 'NOT met' : 'met'})`,
  )
  if (start.review > 2 * start.node + START) process.exitCode = 1
  for (const { name, root } of backends(process.argv.slice(2))) {
    const whole = measure(root, 1)
    const half = measure(root, 0.5)
    console.log(row(name, whole))
    console.log(row(`${name}, every second file`, half))
    console.log(
      `  twice the lines: link and check take ${((whole.whole * whole.parseMs) / (half.whole * half.parseMs)).toFixed(2)} x the time (lines ${(whole.lines / half.lines).toFixed(2)} x)`,
    )
    const runs = measureRuns(root, folder, 3)
    console.log(runsRow(name, runs))
    if (runs.megabytes > MEGABYTES && runs.cold > LIMITS.cold) process.exitCode = 1
    if (whole.lines <= LINES && runs.peakMb > LIMITS.peakMb) process.exitCode = 1
    if (runs.unchanged > LIMITS.unchanged || runs.oneChanged > LIMITS.oneChanged) process.exitCode = 1
    if (whole.perFile > LIMITS.perFile || whole.whole > LIMITS.whole) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
