/** Writes everything generated; `--check` only says what is out of date, and fails if anything is. */
import { generatePacks } from './packs.ts'
import type { Output } from './output.ts'
import { stale, write } from './output.ts'
import { generateQueries } from './queries.ts'
import { generateRules } from './rules.ts'

/** In order: a later step may read what an earlier one wrote. */
const steps: readonly (() => readonly Output[] | Promise<readonly Output[]>)[] = [generateQueries, generateRules, generatePacks]

const isCheck = process.argv.includes('--check')
let differing = 0
for (const step of steps) {
  const outputs = await step()
  for (const path of stale(outputs)) {
    differing++
    console.log(`${isCheck ? 'out of date' : 'written'}: ${path}`)
  }
  if (!isCheck) write(outputs)
}
if (isCheck && differing > 0) {
  console.log('run `npm run generate`')
  process.exitCode = 1
}
