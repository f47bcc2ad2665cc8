/**
 * Times the phases of one process over one backend, in interleaved rounds, as ratios of parsing alone (CPU time).
 * Bundled by `bench.ts` so that it measures what users run. Arguments: backend folder, rounds, share of the files.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Language, Parser } from 'web-tree-sitter'
import { compilePythonModules } from '../src/parse/assets.ts'
import { loadPythonParser } from '../src/parse/python.ts'
import { createMatcher } from '../src/parse/query-match.ts'
import { decodePython } from '../src/parse/text.ts'
import { captureNames, programs, queryIds } from '../src/generated/queries.ts'
import { lower } from '../src/lower/lower.ts'
import { encodeSummary } from '../src/lower/codec.ts'
import { createEvaluation } from '../src/evaluate/evaluation.ts'
import { loadLibrary } from '../src/evaluate/library.ts'
import { linkProject } from '../src/link/project.ts'
import { rules } from '../src/generated/packs.ts'
import { check } from '../src/check/run.ts'
import { walk } from '../src/discover/walk.ts'
import { locate } from '../src/discover/location.ts'
import { spareCompiling } from '../src/cli/compiler.ts'
import type { FileSummary } from '../src/model/summary.ts'
import { readSource } from '../src/discover/read.ts'

const [root = '.', rounds = '3', share = '1'] = process.argv.slice(2)

/** CPU milliseconds (user and system, all threads) of one call. */
const cpu = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const median = (numbers: readonly number[]): number => numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)] ?? 0

const location = locate([root], process.cwd())
if ('missing' in location) throw new Error(`no such folder: ${root}`)
const files = walk(location, { excludes: () => false, includes: () => true }).files
const texts = files.flatMap((file, index) => {
  if (index % Math.round(1 / Number(share)) !== 0) return []
  const bytes = readSource(path.join(location.base, file))
  if ('because' in bytes) return []
  const source = decodePython(bytes)
  return 'reason' in source ? [] : [{ file, text: source.text }]
})
const lines = texts.reduce((sum, { text }) => sum + text.split('\n').length, 0)

const parser = await loadPythonParser()
const modules = await compilePythonModules()
const bare = new Parser()
bare.setLanguage(Language.loadSync(modules.grammar))
const match = createMatcher(parser.grammar, programs)
const knowledge = new Uint8Array(readFileSync(path.join(import.meta.dirname, 'knowledge.bin')))

const phases = ['parse', 'table', 'match', 'lower', 'pack', 'link', 'check'] as const
const measured: Record<(typeof phases)[number], number[]> = { parse: [], table: [], match: [], lower: [], pack: [], link: [], check: [] }

const round = (): Record<(typeof phases)[number], number> => {
  const parse = cpu(() => {
    for (const { text } of texts) bare.parse(text)?.delete()
  })
  const parseAndTable = cpu(() => {
    for (const { text } of texts) parser.parse(text)
  })
  const upToMatch = cpu(() => {
    for (const { text } of texts) {
      const table = parser.parse(text)
      if (!('failed' in table)) match(table, text)
    }
  })
  const summaries: FileSummary[] = []
  const upToLower = cpu(() => {
    for (const { file, text } of texts) {
      const table = parser.parse(text)
      if (!('failed' in table))
        summaries.push(lower({ path: file, hash: '', version: '', text, table, parser, matches: match(table, text) }))
    }
  })
  const pack = cpu(() => {
    for (const summary of summaries) encodeSummary(summary)
  })
  let linked: ReturnType<typeof linkProject> | undefined
  const link = cpu(() => {
    const library = loadLibrary(knowledge)
    linked = linkProject({
      evaluation: createEvaluation(summaries, library),
      library,
      queries: { queries: queryIds, captures: captureNames },
    })
  })
  const checked = cpu(() => {
    if (linked) check(linked, { rules })
  })
  return { parse, table: parseAndTable - parse, match: upToMatch - parseAndTable, lower: upToLower - upToMatch, pack, link, check: checked }
}

/** Lines that warm the JIT: a small tree goes round more often, or its first hot rounds would be counted as its speed. */
const WARM_LINES = 1_500_000
const WARM_ROUNDS = 12

spareCompiling()
const cold = round()
for (let index = 1; index < Math.min(WARM_ROUNDS, Math.ceil(WARM_LINES / lines)); index++) round()
for (let index = 0; index < Number(rounds); index++) {
  const times = round()
  for (const phase of phases) measured[phase].push(times[phase] / times.parse)
  measured.parse[index] = times.parse
}
const ratio = Object.fromEntries(phases.map((phase) => [phase, median(measured[phase])]))
const perFile = 1 + (ratio['table'] ?? 0) + (ratio['match'] ?? 0) + (ratio['lower'] ?? 0) + (ratio['pack'] ?? 0)
const whole = (ratio['link'] ?? 0) + (ratio['check'] ?? 0)
console.log(
  JSON.stringify({
    files: texts.length,
    lines,
    parseMs: Math.round(ratio['parse'] ?? 0),
    ratios: { ...ratio, parse: 1 },
    perFile,
    whole,
    coldWhole: (cold.link + cold.check) / cold.parse,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)
