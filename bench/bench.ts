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

/** Upper limits of the ratios; the aim is 1.35 and 0.15. */
const LIMITS = { perFile: 1.6, whole: 0.3 }

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

const row = (name: string, { files, lines, parseMs, ratios, perFile, whole, coldWhole, peakMb }: Measured): string => {
  const parts = Object.entries(ratios).map(([phase, ratio]) => `${phase} ${ratio.toFixed(3)}`)
  return `${name}: ${files} files, ${lines} lines, parsing ${parseMs} ms CPU | ${parts.join(', ')} | per file ${perFile.toFixed(2)}, link and check ${whole.toFixed(2)} (cold ${coldWhole.toFixed(2)}), peak ${peakMb} MB`
}

try {
  await build({
    entryPoints: [path.join(project, 'bench', 'phases.ts')],
    outfile: path.join(folder, 'phases.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)" },
  })
  for (const name of ['web-tree-sitter.wasm', 'tree-sitter-python.wasm', 'knowledge.bin'])
    copyFileSync(path.join(project, 'dist', name), path.join(folder, name))
  for (const { name, root } of backends(process.argv.slice(2))) {
    const whole = measure(root, 1)
    const half = measure(root, 0.5)
    console.log(row(name, whole))
    console.log(row(`${name}, every second file`, half))
    console.log(
      `  twice the lines: link and check take ${((whole.whole * whole.parseMs) / (half.whole * half.parseMs)).toFixed(2)} x the time (lines ${(whole.lines / half.lines).toFixed(2)} x)`,
    )
    if (whole.perFile > LIMITS.perFile || whole.whole > LIMITS.whole) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
