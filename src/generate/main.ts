/** Writes everything generated; `--check` only says what is out of date, and fails if anything is. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { generateChair } from './chair.ts'
import { generatePacks } from './packs.ts'
import type { Output } from './output.ts'
import { isNewer, stale, write } from './output.ts'
import { generateQueries } from './queries.ts'
import { generateRules } from './rules.ts'
import { generateSupport } from './support.ts'

const KNOWLEDGE = 'src/generated/knowledge.bin'
/** What decides the bytes of the knowledge file: what is known, and the code that lowers it. */
const KNOWLEDGE_SOURCES = [
  'rules/knowledge',
  'queries',
  'src/evaluate',
  'src/generate',
  'src/lower',
  'src/model',
  'src/parse',
  'package-lock.json',
] as const

const isCheck = process.argv.includes('--check')

/** Tells of outputs that differ from what is there, and writes them unless only checking. Returns how many differed. */
const settle = (outputs: readonly Output[]): number => {
  const differing = stale(outputs)
  for (const file of differing) console.log(`${isCheck ? 'out of date' : 'written'}: ${file.path}`)
  if (!isCheck) write(differing)
  return differing.length
}

let differing = settle([...(await generateQueries()), ...generateRules(), ...generatePacks(), ...generateChair(), ...generateSupport()])
// Not in the repository, so there is nothing to compare it with; on its own because it reads what was just written.
if (!isCheck && !isNewer(KNOWLEDGE, KNOWLEDGE_SOURCES))
  execFileSync(process.execPath, [...process.execArgv, path.join(import.meta.dirname, 'knowledge.ts')], { stdio: 'inherit' })
const { generatePages } = await import('./pages.ts')
differing += settle(await generatePages())

if (isCheck && differing > 0) {
  console.log('run `npm run generate`')
  process.exitCode = 1
}
