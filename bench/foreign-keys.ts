/**
 * Compares the foreign keys that no index of the models serves with what `bench/oracle/foreign_keys.py` found for the same backend.
 *
 *   npm run fk:agree -- REPO ORACLE.json      exit 1 if the sets differ on tables that both know
 */
import { readFileSync } from 'node:fs'
import type { ServedKey } from '../src/model/schema.ts'
import { backends } from './backends.ts'
import { linked } from './linked.ts'

interface Oracle {
  readonly tables: readonly string[]
  readonly foreignKeys: number
  readonly uncovered: readonly string[]
}

const [word, file] = process.argv.slice(2)
const [backend] = backends(word ? [word] : [])
const oracle = JSON.parse(readFileSync(file ?? '', 'utf8')) as Oracle
const project = await linked(backend.root)

const nameOf = ({ table, key }: ServedKey): string => `${table.name ?? '?'}(${key.columns.join(',')})`
const difference = (left: Iterable<string>, right: ReadonlySet<string>): readonly string[] =>
  [...new Set(left)].filter((each) => !right.has(each)).toSorted()
const list = (label: string, names: readonly string[]): void => {
  if (names.length > 0) console.log(`  ${label}: ${names.join(', ')}`)
}

const facts = project.facts('foreign-key').filter(({ at }) => project.role(at.file) !== 'test')
const tables = new Set(oracle.tables)
const ours = new Set(project.schema.tables.filter(({ at }) => project.role(at.file) !== 'test').map(({ name }) => name ?? '?'))
const keys = facts.flatMap((fact) => fact.tables).filter(({ table }) => tables.has(table.name ?? '?'))
const bare = keys.filter(({ index }) => index === null)
const uncovered = new Set(bare.map(nameOf))
const theirs = new Set(oracle.uncovered)

console.log(`${backend.name}: ${ours.size} tables (oracle ${oracle.tables.length}), ${keys.length} foreign keys (${oracle.foreignKeys})`)
console.log(
  `  without an index in the models: ${uncovered.size} (oracle ${theirs.size}) at ${new Set(bare.map(({ key }) => key.at)).size} places`,
)
list('tables only here', difference(ours, tables))
list('tables only there', difference(tables, ours))
list('uncovered only here', difference(uncovered, theirs))
list('uncovered only there', difference(theirs, uncovered))
list('index in the migrations only', bare.filter(({ migrated }) => migrated !== null).map(nameOf))
if (difference(uncovered, theirs).length + difference(theirs, uncovered).length > 0) process.exitCode = 1
