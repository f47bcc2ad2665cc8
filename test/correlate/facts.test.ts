/** Joins and facts over real code: which way leads to a finding, and what is not on it. */
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { FACTS } from '../../src/correlate/facts.ts'
import type { Joined } from '../../src/correlate/join.ts'
import { createJoins } from '../../src/correlate/join.ts'
import { rules } from '../../src/generated/packs.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { Project } from '../../src/model/project.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const HEAD = 'import functools\nimport time\n\nimport redis\nfrom fastapi import FastAPI\n\napp = FastAPI()\nstore = redis.Redis()\n\n\n'
const joinedIn = (project: Project): readonly Joined[] => {
  const { findings, concerns } = check(project, { rules: rules.filter(({ id }) => /^async\/(direct|transitive)/.test(id)) })
  return findings.map((finding) => ({ finding, concern: concerns.get(finding.id)! }))
}
const proven = (body: string): boolean => {
  const project = link(new Map([['main.py', HEAD + body]]))
  const [first] = joinedIn(project)
  return FACTS['no-cache-on-path']({ joined: first, project, joins: createJoins(project), told: {}, service: null }) !== null
}

describe('no cache on the path', () => {
  test.for<[string, string, boolean]>([
    ['nothing but the call', '@app.get("/a")\nasync def a():\n    time.sleep(1)\n', true],
    [
      'a cache asked in the handler',
      '@app.get("/a")\nasync def a():\n    if store.get("a"):\n        return 1\n    time.sleep(1)\n',
      false,
    ],
    [
      'a cache asked behind a function',
      'def known():\n    return store.get("a")\n\n\n@app.get("/a")\nasync def a():\n    if known():\n        return 1\n    time.sleep(1)\n',
      false,
    ],
    [
      'a memoised handler',
      '@app.get("/a")\n@functools.lru_cache\ndef a():\n    return 1\n\n\n@app.get("/b")\n@cached_for(5)\nasync def b():\n    time.sleep(1)\n',
      false,
    ],
    [
      'a call that is not known',
      '@app.get("/a")\nasync def a(anything):\n    if anything.find("a"):\n        return 1\n    time.sleep(1)\n',
      false,
    ],
  ])('%s', ([, body, expected]) => {
    expect(proven(body)).toBe(expected)
  })
})

describe('joins', () => {
  const project = (): Project =>
    link(
      new Map([
        [
          'main.py',
          `${HEAD}from other import deep\n\n\n@app.get("/a")\nasync def a():\n    time.sleep(1)\n    deep()\n\n\n@app.get("/b")\nasync def b():\n    time.sleep(2)\n`,
        ],
        ['other.py', 'import time\n\n\ndef deep():\n    time.sleep(3)\n'],
      ]),
    )

  test('by function, by file, by service, by the way from one entry point', () => {
    const linked = project()
    const joins = createJoins(linked)
    const [sleepA, deepA, sleepB] = joinedIn(linked)
    expect([sleepA, deepA, sleepB].map(({ finding }) => finding.symbol)).toEqual(['main.a', 'main.a', 'main.b'])
    expect(joins.belong(sleepA, deepA, ['function'])).toBe(true)
    expect(joins.belong(sleepA, sleepB, ['function'])).toBe(false)
    expect(joins.belong(sleepA, sleepB, ['file'])).toBe(true)
    expect(joins.belong(sleepA, sleepB, ['path'])).toBe(false)
    expect(joins.belong(sleepA, deepA, ['path'])).toBe(true)
    expect(joins.belong(sleepA, sleepB, ['service'])).toBe(true)
    expect(joins.entriesTo(sleepB).map(({ label }) => label)).toEqual(['GET /b'])
  })

  test('the first key that both know decides', () => {
    const linked = project()
    const joins = createJoins(linked)
    const [sleepA, , sleepB] = joinedIn(linked)
    expect(joins.belong(sleepA, sleepB, ['call', 'service'])).toBe(false)
    expect(joins.belong(sleepA, sleepB, ['resource', 'service'])).toBe(true)
    expect(joins.belong(sleepA, sleepB, ['resource', 'column'])).toBe(false)
  })
})
