/**
 * Findings added and removed per rule between two commits of this project, over the checked-out backends.
 *
 *   npm run eco -- A B [REPO…]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Finding } from '../src/model/finding.ts'
import { backends } from './backends.ts'
import { review } from './review.ts'

const project = path.join(import.meta.dirname, '..')
const [before, after, ...words] = process.argv.slice(2)
if (!before || !after) throw new Error('npm run eco -- COMMIT COMMIT [REPO…]')

/** A built command line of one commit, in a work tree of its own. */
const buildOf = (commit: string, into: string): string => {
  const tree = path.join(into, commit.replaceAll(/\W/g, '_'))
  execFileSync('git', ['-C', project, 'worktree', 'add', '--detach', tree, commit], { stdio: 'ignore' })
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'ignore' })
  execFileSync('npm', ['run', 'build'], { cwd: tree, stdio: 'ignore' })
  return path.join(tree, 'dist', 'faultline.js')
}

const byId = (findings: readonly Finding[]): ReadonlyMap<string, Finding> => new Map(findings.map((finding) => [finding.id, finding]))

const missing = (from: ReadonlyMap<string, Finding>, there: ReadonlyMap<string, Finding>): readonly Finding[] =>
  [...from.values()].filter(({ id }) => !there.has(id))

const scratch = mkdtempSync(path.join(tmpdir(), 'faultline-eco-'))
try {
  const [old, fresh] = [buildOf(before, scratch), buildOf(after, scratch)]
  for (const backend of backends(words)) {
    const was = byId(review(old, backend.root).findings)
    const is = byId(review(fresh, backend.root).findings)
    const [added, removed] = [missing(is, was), missing(was, is)]
    console.log(`${backend.name}: ${was.size} -> ${is.size}, +${added.length} -${removed.length}`)
    for (const [sign, findings] of [
      ['+', added],
      ['-', removed],
    ] as const) {
      for (const { rule, file, line, message } of findings) console.log(`  ${sign} ${rule} ${file}:${line} ${message}`)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
  execFileSync('git', ['-C', project, 'worktree', 'prune'])
}
