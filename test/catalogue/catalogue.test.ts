/** Completeness of the rules' shelves: declaration, rule, fixtures, pages, in both directions. */
import { describe, expect, test } from 'vitest'
import { declarations } from '../../src/generated/rules.ts'
import { rules } from '../../src/generated/packs.ts'
import { standards } from '../../src/generated/standards.ts'
import { declarationOf, placeholders, readDeclaration, ruleIds } from '../../src/generate/declaration.ts'
import { shelf, textAt } from '../../src/generate/output.ts'
import type { Case } from '../fixtures/cases.ts'
import { casesOf } from '../fixtures/cases.ts'

const ids = ruleIds()
const packs = [...new Set(ids.map((id) => id.slice(0, id.indexOf('/'))))]

const bad = (cases: readonly Case[]): readonly Case[] => cases.filter(({ name }) => /\/bad[^/]*$/.test(name))
const good = (cases: readonly Case[]): readonly Case[] => cases.filter(({ name }) => /\/good[^/]*$/.test(name))
const noted = (cases: readonly Case[], is: 'expect' | 'ok', rule: string) =>
  cases.flatMap(({ annotations }) => annotations).filter((annotation) => annotation.is === is && annotation.rule === rule)

describe.for(ids)('%s', (id) => {
  const declaration = readDeclaration(id)
  const cases = casesOf(id)
  const expects = noted(cases, 'expect', id)
  const oks = noted(cases, 'ok', id)

  test('is implemented under its own id', () => {
    expect(rules.map((rule) => rule.id)).toContain(id)
    expect(textAt(`src/packs/${id}.ts`)).toContain(`defineRule('${id}'`)
  })

  test('has a bad case that expects it, and every message is expected somewhere', () => {
    expect(noted(bad(cases), 'expect', id).length).toBeGreaterThan(0)
    const messages = new Set(expects.map((annotation) => annotation.id))
    expect(Object.keys(declaration.messages).filter((message) => !messages.has(message))).toEqual([])
    expect([...messages].filter((message) => message !== undefined && !(message in declaration.messages))).toEqual([])
  })

  test('has good cases that hold code it considers, and expect nothing', () => {
    const silent = noted(good(cases), 'ok', id).filter((annotation) => annotation.id !== undefined && annotation.id in declaration.silent)
    expect(silent.length).toBeGreaterThan(0)
    expect(noted(good(cases), 'expect', id)).toEqual([])
  })

  test('shows every spelling', () => {
    const shown = new Set(expects.flatMap((annotation) => annotation.spellings))
    expect(Object.keys(declaration.spellings).filter((spelling) => !shown.has(spelling))).toEqual([])
    expect([...shown].filter((spelling) => !(spelling in declaration.spellings))).toEqual([])
  })

  test('shows every exemption and every lookalike', () => {
    const shown = new Set(oks.flatMap((annotation) => (annotation.id === undefined ? [] : [annotation.id])))
    const declared = { ...declaration.silent, ...declaration.lookalikes }
    expect(Object.keys(declared).filter((exemption) => !shown.has(exemption))).toEqual([])
    expect([...shown].filter((exemption) => !(exemption in declared))).toEqual([])
  })

  test('says of test code and of scripts why they are spared', () => {
    expect(Object.keys({ ...declaration.silent, ...declaration.lookalikes })).toEqual(expect.arrayContaining(['test', 'script']))
    expect(Object.keys(declaration.silent).filter((exemption) => exemption in declaration.lookalikes)).toEqual([])
  })

  test('only talks of its own fixtures', () => {
    const foreign = cases.flatMap(({ annotations }) => annotations).filter((annotation) => annotation.rule !== id)
    expect(foreign).toEqual([])
  })

  test('names a fault, and its messages say what is wrong, not what to do', () => {
    expect(id).not.toMatch(/\/(use|prefer|avoid|check)-/)
    for (const message of Object.values(declaration.messages)) expect(message).not.toMatch(/\b(use|should|consider|replace|avoid)\b/i)
  })

  test('uses placeholders that are words, and a standard that exists', () => {
    for (const text of [...Object.values(declaration.messages), declaration.remedy])
      expect(text.replaceAll(/\{[a-z]+\}/g, '')).not.toMatch(/[{}]/)
    expect(placeholders(declaration.why)).toEqual([])
    if (declaration.standard === null) return
    const row = standards.find(({ standard }) => standard === declaration.standard)
    expect(row?.rules).toContain(id)
  })

  test('has a page, and a line in the checklist of its pack', () => {
    const page = textAt(`references/${id}.md`)
    for (const heading of ['What it finds', 'Why it matters', 'Before', 'After', 'How it decides', 'When it stays silent', 'References']) {
      expect(page).toContain(`\n## ${heading}\n`)
    }
    expect(textAt(`references/${id.split('/')[0]}.md`)).toContain(`\`${id}\``)
  })
})

test('declarations are the generated ones', () => {
  expect(Object.keys(declarations)).toEqual([...ids])
})

test.for(packs)('pack %s has no orphans', (pack) => {
  const known = new Set(ids.filter((id) => id.startsWith(`${pack}/`)).map((id) => id.slice(pack.length + 1)))
  const orphans = (names: readonly string[]): readonly string[] => names.filter((name) => !known.has(name.split('/')[0]))
  const ruleModules = shelf(`src/packs/${pack}`, '.ts').filter((name) => textAt(`src/packs/${pack}/${name}.ts`).includes('export default'))
  expect(orphans(ruleModules)).toEqual([])
  expect(orphans(shelf(`queries/${pack}`, '.scm'))).toEqual([])
  expect(orphans(shelf(`references/${pack}`, '.md'))).toEqual([])
  expect(orphans(shelf(`fixtures/${pack}`, '.py'))).toEqual([])
})

test.for(packs)('the checklist of pack %s ends every line in a rule or a reason', (pack) => {
  const lines = textAt(`references/${pack}.md`)
    .split('\n')
    .filter((line) => line.startsWith('- '))
  expect(lines.length).toBeGreaterThan(5)
  const rule = new RegExp(`\`(${packs.join('|')})/[a-z0-9-]+\`$`)
  for (const line of lines) expect(line).toMatch(new RegExp(`${rule.source}|: (not built yet|not decidable from source), .{10,}[^.]$`))
  const named = lines.flatMap((line) => rule.exec(line)?.[0].slice(1, -1) ?? [])
  expect(named.filter((id) => !ids.includes(id))).toEqual([])
})

describe('a declaration is refused', () => {
  const text = textAt('rules/async/sync-http-client.yml')
  test.for([
    ['with an unknown key', `${text}\ncolour: red\n`, /additional properties/],
    ['with an unknown severity', text.replace('severity: blocker', 'severity: fatal'), /severity/],
    ['under another path', text.replace('id: async/sync-http-client', 'id: async/other'), /id is async\/other/],
    ['with a message that ends in a full stop', text.replace('({entry})"', '({entry})."'), /messages/],
    ['with a severity as the id of an exemption', text.replace('  offloaded:', '  major:'), /silent/],
  ] as const)('%s', ([, yaml, problem]) => {
    expect(() => declarationOf('async/sync-http-client', yaml)).toThrow(problem)
  })
})
