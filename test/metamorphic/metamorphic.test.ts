/** Changes to the code that must not change what is said of it, and one that must silence everything. */
import { assert, integer, property, shuffledSubarray } from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { rules } from '../../src/generated/packs.ts'
import { queryIds } from '../../src/generated/queries.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import type { Project } from '../../src/model/project.ts'
import type { Case } from '../fixtures/cases.ts'
import { casesOf, projects } from '../fixtures/cases.ts'
import { onceStable, reviewed } from '../fixtures/reviewed.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

type Sources = ReadonlyMap<string, string>
const [shop] = projects()
const findingsOf = (project: Project) => check(project, { rules }).findings
const ofPack = (pack: string, found: readonly string[]): readonly string[] => found.filter((line) => line.startsWith(`${pack}/`))
/** The whole review, as if every rule had a vote: findings, issues, standards, scores, roadmap. */
const bytes = (project: Project): string => JSON.stringify(reviewed(project, onceStable))
/** Rule, function and cause: what stays when code moves. */
const said = (sources: Sources): readonly string[] =>
  findingsOf(link(sources))
    .map(({ rule, severity, confidence, root }) => `${rule} ${severity} ${confidence} ${root?.callee ?? ''}`)
    .toSorted()

const everyCase = (): readonly Case[] => rules.flatMap((rule) => casesOf(rule.id))
const edited = (sources: Sources, edit: (text: string) => string): Sources =>
  new Map([...sources].map(([file, text]) => [file, edit(text)]))

describe('the same bytes', () => {
  test('from two runs', () => {
    expect(bytes(link(shop.sources))).toBe(bytes(link(shop.sources)))
  })

  test('from files found in any order', () => {
    const expected = bytes(link(shop.sources))
    assert(
      property(shuffledSubarray([...shop.sources.keys()], { minLength: shop.sources.size }), (order) => {
        expect(bytes(link(new Map(order.map((file) => [file, shop.sources.get(file)!]))))).toBe(expected)
      }),
      { numRuns: 6, seed: 11 },
    )
  })

  test('whatever was asked of the evaluator before', () => {
    const expected = bytes(link(shop.sources))
    assert(
      property(integer({ min: 1, max: 1 << 20 }), (seed) => {
        const project = link(shop.sources)
        const { evaluation } = project
        const files = evaluation.files.filter(({ origin }) => origin === 'project')
        let state = seed
        for (let asked = 0; asked < 400; asked++) {
          state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
          const file = files[state % files.length]
          evaluation.typeOf(file.id, (state >> 8) % file.summary.values.count)
        }
        expect(bytes(project)).toBe(expected)
      }),
      { numRuns: 6, seed: 12 },
    )
  })
})

describe('the same verdicts', () => {
  test('after an unrelated file', () => {
    expect(said(new Map([...shop.sources, ['app/unrelated.py', 'def nothing():\n    return None\n']]))).toEqual(said(shop.sources))
  })

  test('of the chair after an unrelated file: no elevation, no compound, no verdict', () => {
    const chair = (sources: Sources) => {
      const { elevations, compounds, verdict, standards, packs } = reviewed(link(sources), onceStable)
      const statuses = standards.map(({ standard, status }) => `${standard}: ${status}`)
      return { elevations, compounds, verdict, statuses, scores: Object.values(packs).map(({ score }) => score) }
    }
    expect(chair(new Map([...shop.sources, ['app/unrelated.py', 'def nothing():\n    return None\n']]))).toEqual(chair(shop.sources))
  })

  test('after renaming locals', () => {
    const renamed = edited(shop.sources, (text) =>
      text.replaceAll(/\b(answer|attempt|hashed|known|order|writer|connection|session)\b/g, 'the_$1'),
    )
    expect(said(renamed)).toEqual(said(shop.sources))
    const sources = new Map([['main.py', handler('    wait = time.sleep\n    wait(1)\n')]])
    expect(said(edited(sources, (text) => text.replaceAll('wait', 'zz')))).toEqual(said(sources))
  })

  test('through another name for the function', () => {
    const plain = ofPack('async', said(new Map([['main.py', handler('    time.sleep(1)\n')]])))
    expect(plain).toHaveLength(1)
    expect(ofPack('async', said(new Map([['main.py', handler('    f = time.sleep\n    f(1)\n')]])))).toEqual(plain)
  })

  test('of the root, after extracting a function and after moving it to another module', () => {
    const helper = 'def helper():\n    time.sleep(1)\n'
    const here = ofPack('async', said(new Map([['main.py', `${handler('    helper()\n')}\n\n${helper}`]])))
    expect(here).toEqual(['async/transitive-blocking-call blocker high time.sleep'])
    const there = new Map([
      ['main.py', handler('    helper()\n').replace('import time', 'from waiting import helper')],
      ['waiting.py', `import time\n\n\n${helper}`],
    ])
    expect(ofPack('async', said(there))).toEqual(here)
  })

  const handler = (body: string): string =>
    `import time\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\nasync def read():\n${body}`
})

test('fingerprints stay when lines are added above', () => {
  const ids = (sources: Sources) =>
    findingsOf(link(sources))
      .map(({ id }) => id)
      .toSorted()
  expect(ids(edited(shop.sources, (text) => `# one more line\n\n${text}`))).toEqual(ids(shop.sources))
})

/** A library's coroutine that nobody awaits is a fault that the stripping makes; starting work for every element, after the answer or in a task that nobody holds is none that it mends. */
const NEEDS_NO_AWAIT = new Set([
  'async/unawaited-coroutine',
  'async/unbounded-fan-out',
  'async/background-task-misuse',
  'async/fire-and-forget-task',
])

test('without async and await, pack async is silent', () => {
  // Handlers that a framework calls on the loop although they are plain functions are left out: they need no `async`.
  const plain = /strawberry|HTTPEndpoint|lifespan|on_event|call_later|call_soon|add_done_callback|websocket|middleware|dispatch|__call__/
  for (const { name, sources } of [shop, ...everyCase()]) {
    if ([...sources.values()].some((text) => plain.test(text)) && name !== shop.name) continue
    const stripped = edited(sources, (text) => text.replaceAll(/\basync (def|with|for)\b/g, '$1').replaceAll(/\bawait /g, ''))
    const left = findingsOf(link(stripped)).filter(({ pack, rule }) => pack === 'async' && !NEEDS_NO_AWAIT.has(rule))
    expect(left.map(({ rule, line, message }) => `${name}: ${rule} ${line} ${message}`)).toEqual([])
  }
})

const shape = (project: Project) => JSON.stringify([project.entries.map(({ label, kind }) => `${kind} ${label}`), findingsOf(project)])
/** The shape of each case with every query, by its name; each is linked once for all of them. */
const whole = new Map<string, string>()
const wholeShape = ({ name, sources }: { readonly name: string; readonly sources: Sources }): string => {
  let known = whole.get(name)
  if (known === undefined) whole.set(name, (known = shape(link(sources))))
  return known
}

test.for(queryIds)('without queries/%s.scm, a fact or a rule is silent', (id) => {
  const cases = [shop, ...everyCase()]
  expect(cases.some((each) => wholeShape(each) !== shape(link(each.sources, { without: id })))).toBe(true)
})
