/**
 * Shows what nobody has judged yet, stores judgements, and checks that old ones still hold.
 *
 *   npm run triage -- show REPO… [--rule ID] [--sure] [--draw N --seed S] [--limit N]     --sure leaves out low confidence
 *   npm run triage -- judge REPO ID right|wrong|arguable "why" [--drawn "seed 1"]
 *   npm run triage -- verify [REPO…]      exit 1 if a wrong finding is sure again or a right one vanished without a word
 *   npm run triage -- measured            right, wrong, arguable per rule over all triage files
 */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding } from '../src/model/finding.ts'
import { type Backend, backends } from './backends.ts'
import { draw } from './random.ts'
import { lineOf, review } from './review.ts'
import { type Judgement, judge, judgements } from './triage-file.ts'

const cli = path.join(import.meta.dirname, '..', 'dist', 'faultline.js')
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: 'string' },
    sure: { type: 'boolean', default: false },
    draw: { type: 'string' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '1000' },
    drawn: { type: 'string' },
  },
})

const only = (word: string | undefined): Backend => {
  const found = backends(word ? [word] : [])
  const [first] = found
  if (!word || !first || found.length !== 1) throw new Error(`name one backend: ${found.map(({ name }) => name).join(', ')}`)
  return first
}

const frame = (root: string, file: string, line: number): string => lineOf(path.join(root, file), line).trim().slice(0, 160)

const print = (backend: Backend, finding: Finding): void => {
  console.log(`\n${backend.name} ${finding.id}  ${finding.rule}  ${finding.severity}/${finding.confidence}  ${finding.symbol}`)
  console.log(`  ${finding.message}`)
  console.log(`  ${finding.file}:${finding.line}  ${frame(backend.root, finding.file, finding.line)}`)
  for (const step of finding.evidence) {
    console.log(`    ${step.file}:${step.line}  ${step.label}  | ${frame(backend.root, step.file, step.line)}`)
  }
  if (finding.root)
    console.log(
      `    root ${finding.root.file}:${finding.root.line} ${finding.root.callee}  | ${frame(backend.root, finding.root.file, finding.root.line)}`,
    )
}

const isWanted = ({ rule, confidence }: Finding): boolean =>
  (!options.rule || rule === options.rule) && !(options.sure && confidence === 'low')

/** A draw is over all findings, judged or not, so that the same seed is the same sample; what is judged already is only counted. */
const show = (words: readonly string[]): void => {
  const pool = backends(words).flatMap((backend) =>
    review(cli, backend.root)
      .findings.filter(isWanted)
      .map((finding) => ({ backend, finding })),
  )
  const drawn = options.draw ? draw(pool, Number(options.draw), Number(options.seed)) : pool
  const open = drawn
    .filter(({ backend, finding }) => !judgements(backend).some(({ id }) => id === finding.id))
    .slice(0, Number(options.limit))
  for (const { backend, finding } of open) print(backend, finding)
  const roots = new Set(
    pool.map(({ backend, finding: { root, file, line } }) => `${backend.name} ${root ? `${root.file}:${root.line}` : `${file}:${line}`}`),
  )
  const pairs = new Set(
    pool.map(
      ({ backend, finding: { root, file, line, column } }) =>
        `${backend.name} ${file}:${line}:${column} ${root ? `${root.file}:${root.line}` : ''}`,
    ),
  )
  console.log(
    `\n${pool.length} findings (${pairs.size} pairs of loop-side call and root, ${roots.size} roots), ${drawn.length} looked at, ${open.length} not judged`,
  )
}

const store = (backend: Backend, [id = '', verdict = '', why = '']: readonly string[]): void => {
  if (verdict !== 'right' && verdict !== 'wrong' && verdict !== 'arguable')
    throw new Error(`verdict is right, wrong or arguable, not ${verdict}`)
  if (!why) throw new Error('say why')
  const finding = review(cli, backend.root).findings.find((candidate) => candidate.id === id)
  if (!finding) throw new Error(`${backend.name} has no finding ${id}`)
  const at = `${finding.file}:${finding.line}`
  judge(backend, { id, rule: finding.rule, verdict, why, at, ...(options.drawn ? { drawn: options.drawn } : {}) })
}

/** What became of the judgements of one backend. */
interface Kept {
  /** Wrong ones that are reported as sure, right ones that are not reported and nobody has said why, and such as are back although somebody has. */
  readonly broken: readonly Judgement[]
  /** Wrong ones that are still shown with low confidence. */
  readonly doubtful: number
}

/**
 * A wrong finding with low confidence does not fail the check: such a finding says itself that it may be wrong, stands apart and
 * changes neither verdict nor score nor exit code. That is no acquittal (it is noise that somebody reads), so these are counted and
 * printed, and precision is never claimed for low confidence. A right one that has sunk to low confidence is still reported.
 */
const kept = (backend: Backend): Kept => {
  const known = judgements(backend)
  if (known.length === 0) return { broken: [], doubtful: 0 }
  const reported = new Map(review(cli, backend.root).findings.map(({ id, confidence }) => [id, confidence]))
  return {
    broken: known.filter(({ id, verdict, gone }) =>
      verdict === 'wrong'
        ? reported.has(id) && reported.get(id) !== 'low'
        : verdict === 'right' && reported.has(id) === (gone !== undefined),
    ),
    doubtful: known.filter(({ id, verdict }) => verdict === 'wrong' && reported.get(id) === 'low').length,
  }
}

const verify = (words: readonly string[]): void => {
  for (const backend of backends(words)) {
    const { broken, doubtful } = kept(backend)
    for (const { id, verdict, rule, at, why, gone } of broken) {
      const outcome = verdict === 'wrong' || gone !== undefined ? 'reported again' : 'no longer reported'
      console.log(`${backend.name} ${id} ${rule} ${at}: judged ${verdict} (${why}), ${outcome}`)
    }
    if (broken.length > 0) process.exitCode = 1
    console.log(
      `${backend.name}: ${judgements(backend).length} judged, ${broken.length} broken, ${doubtful} wrong ones shown with low confidence`,
    )
  }
}

const measured = (): void => {
  const folder = path.join(import.meta.dirname, '..', 'test', 'triage')
  const counts = new Map<string, { right: number; wrong: number; arguable: number; on: Set<string> }>()
  for (const name of readdirSync(folder)
    .filter((entry) => entry.endsWith('.jsonl'))
    .toSorted()) {
    for (const line of readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean)) {
      const { rule, verdict } = JSON.parse(line) as Judgement
      const count = counts.get(rule) ?? { right: 0, wrong: 0, arguable: 0, on: new Set() }
      count[verdict] += 1
      count.on.add(name.replace(/@.*/, '').replace('+', '/'))
      counts.set(rule, count)
    }
  }
  for (const [rule, { right, wrong, arguable, on }] of [...counts].toSorted(([x], [y]) => (x < y ? -1 : 1)))
    console.log(`${rule}: ${right} right, ${wrong} wrong, ${arguable} arguable on ${[...on].join(', ')}`)
}

const [command, ...rest] = positionals
if (command === 'show') show(rest)
else if (command === 'judge') store(only(rest[0]), rest.slice(1))
else if (command === 'verify') verify(rest)
else if (command === 'measured') measured()
else throw new Error('show REPO… | judge REPO ID VERDICT WHY | verify [REPO…] | measured')
