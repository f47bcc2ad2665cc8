import { expect, test } from 'vitest'
import { generateChair } from '../../src/generate/chair.ts'
import { declarationOf } from '../../src/generate/declaration.ts'
import { stubsOf } from '../../src/generate/new-rule.ts'
import { stale } from '../../src/generate/output.ts'
import { generatePacks, packsModule } from '../../src/generate/packs.ts'
import { generatePages } from '../../src/generate/pages.ts'
import { generateRules, rulesModule } from '../../src/generate/rules.ts'
import { annotationsOf } from '../fixtures/annotations.ts'

test('generated modules and pages are fresh', async () => {
  expect(stale([...generateRules(), ...generatePacks(), ...generateChair(), ...(await generatePages())])).toEqual([])
})

test('the stubs of a new rule are a valid declaration with a fixture that expects it', () => {
  const id = 'async/swallowed-cancellation'
  const stubs = stubsOf(id, true)
  expect(stubs.map((stub) => stub.path)).toEqual([
    `rules/${id}.yml`,
    `src/packs/${id}.ts`,
    `fixtures/${id}/bad.py`,
    `fixtures/${id}/good.py`,
    `queries/${id}.scm`,
  ])
  const declaration = declarationOf(id, stubs[0].text)
  const [expected] = annotationsOf('bad.py', stubs[2].text)
  expect(expected).toMatchObject({ is: 'expect', rule: id, line: 2 })
  expect(Object.keys(declaration.messages)).toContain(expected.id)
  expect(Object.keys(declaration.spellings)).toEqual(expected.spellings)
  expect(rulesModule([declaration])).toContain("'found': 'call'")
  expect(packsModule([id])).toContain("import asyncSwallowedCancellation from '../packs/async/swallowed-cancellation.ts'")
})
