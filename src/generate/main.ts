/** Writes everything generated; `--check` only says what is out of date, and fails if anything is. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { generateChair } from './chair.ts'
import { generatePacks } from './packs.ts'
import type { Output } from './output.ts'
import { stale, write } from './output.ts'
import { generateQueries } from './queries.ts'
import { generateRules } from './rules.ts'
import { generateSupport } from './support.ts'

const isCheck = process.argv.includes('--check')

/** Tells of outputs that differ from what is there, and writes them unless only checking. Returns how many differed. */
const settle = (outputs: readonly Output[]): number => {
  const differing = stale(outputs)
  for (const file of differing) console.log(`${isCheck ? 'out of date' : 'written'}: ${file}`)
  if (!isCheck) write(outputs)
  return differing.length
}

let differing = settle([...(await generateQueries()), ...generateRules(), ...generatePacks(), ...generateChair(), ...generateSupport()])
// Not in the repository, so there is nothing to compare it with; on its own because it reads what was just written.
if (!isCheck) execFileSync(process.execPath, [...process.execArgv, path.join(import.meta.dirname, 'knowledge.ts')], { stdio: 'inherit' })
const { generatePages } = await import('./pages.ts')
differing += settle(await generatePages())

if (isCheck && differing > 0) {
  console.log('run `npm run generate`')
  process.exitCode = 1
}
