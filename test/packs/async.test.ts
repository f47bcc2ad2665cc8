import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { declarations } from '../../src/generated/rules.ts'
import { rules } from '../../src/generated/packs.ts'
import type { BlockKind } from '../../src/model/knowledge.ts'
import type { BlockingFact, Spared } from '../../src/model/project.ts'
import { fakeEdge, fakeFact, fakeProject, inContext } from '../check/fake-project.ts'

const KINDS: readonly BlockKind[] = [
  'sleep',
  'subprocess',
  'socket',
  'dns',
  'input',
  'http',
  'db',
  'cache',
  'queue',
  'llm',
  'vector',
  'cloud',
  'cpu',
  'file',
  'wait',
  'loop',
]
const SPARED: readonly Spared[] = [
  'offloaded',
  'thread-context',
  'worker-context',
  'not-on-loop',
  'greenlet',
  'guarded-loop',
  'awaited',
  'condition-not-met',
  'once-per-process',
  'harmless',
  'low-cost',
  'generator-not-consumed',
  'script',
  'test',
]

const project = (fact: BlockingFact) =>
  fakeProject(
    [
      {
        path: 'app/main.py',
        spans: [
          [0, 5],
          [12, 4],
          [24, 3],
        ],
      },
    ],
    [fact],
  )
const run = (fact: BlockingFact) => check(project(fact), { rules })
const onlyFinding = (fact: BlockingFact) => {
  const { findings } = run(fact)
  expect(findings).toHaveLength(1)
  return findings[0]
}

describe.for(KINDS)('a blocking call of kind %s', (kind) => {
  test('belongs to exactly one rule, directly and through others', () => {
    expect(run(fakeFact({ kind })).findings).toHaveLength(1)
    expect(run(fakeFact({ kind, path: [fakeEdge(1)] })).findings).toHaveLength(1)
  })

  test.for(SPARED)('spared as %s is fine for a declared reason', (spared) => {
    for (const context of [inContext('loop-request'), { ...inContext('thread')!, path: [fakeEdge(2)] }]) {
      const { findings, verdicts: all } = run(fakeFact({ kind, spared, context }))
      expect(findings).toEqual([])
      // What computes in a thread is asked about by pack perf, too.
      const verdicts = all.filter(({ rule }) => rule.startsWith('async/'))
      expect(verdicts).toHaveLength(1)
      const [{ rule, verdict }] = verdicts
      expect(Object.keys(declarations[rule].silent)).toContain(verdict.is === 'fine' ? verdict.because : undefined)
    }
  })
})

describe('what it says', () => {
  test('the whole way and where it ends', () => {
    const finding = onlyFinding(fakeFact({ path: [fakeEdge(1)], kind: 'subprocess', callee: 'subprocess.run' }))
    expect(finding.message).toBe('`subprocess.run` blocks the event loop: GET /rates → read → fetch → subprocess.run (app/main.py:2)')
    expect(finding.remedy).toContain('`fetch`')
    expect(finding.evidence.map(({ label }) => label)).toEqual(['GET /rates', '`read` calls `fetch`', '`subprocess.run` blocks in `read`'])
  })
  test('a long way without its middle', () => {
    const path = Array.from({ length: 14 }, () => fakeEdge(1))
    expect(onlyFinding(fakeFact({ path })).message).toContain('fetch → … → fetch')
  })
  test('when nobody calls', () => {
    expect(onlyFinding(fakeFact({ context: inContext('unknown') })).message).toBe(
      '`time.sleep` blocks the event loop (`read`, which nothing in the project calls)',
    )
  })
  test.for([
    ['loop-startup', 'at startup'],
    ['loop-shutdown', 'at shutdown'],
    ['loop-background', 'in the background'],
  ] as const)('in context %s: %s', ([kind, words]) => {
    expect(onlyFinding(fakeFact({ context: inContext(kind) })).message).toContain(words)
  })
  test('the cost of a computation', () => {
    const fact = fakeFact({ kind: 'cpu', callee: 'bcrypt.checkpw' })
    expect(onlyFinding({ ...fact, blocks: { ...fact.blocks, ms: [50, 400] } }).message).toContain('for 50 to 400 ms')
    expect(onlyFinding(fact).message).toContain('for an unbounded time')
  })
  test('first requests only', () => {
    expect(onlyFinding(fakeFact({ once: true, path: [fakeEdge(1)] })).message).toContain('on the first request of each process')
  })
  test('that a second loop raises', () => {
    const fact = fakeFact({ kind: 'loop', callee: 'asyncio.run' })
    expect(onlyFinding({ ...fact, blocks: { ...fact.blocks, class: 'error' } }).message).toContain('raises RuntimeError')
  })
  test('the default patience of a model client', () => {
    expect(onlyFinding(fakeFact({ kind: 'llm', callee: 'ollama.chat' })).message).toContain('without a timeout')
  })
})

describe('which standard it violates', () => {
  const stable = (fact: BlockingFact) => {
    const [{ verdict }] = run(fact).verdicts
    return verdict.is === 'violation' ? (verdict.standard === undefined ? 'declared' : verdict.standard) : undefined
  }
  const endpoint = 'no blocking call in an async endpoint'

  test.for([
    [fakeFact(), endpoint],
    [fakeFact({ context: inContext('loop-background') }), null],
    [fakeFact({ kind: 'cpu', severity: 'major' }), null],
    [fakeFact({ kind: 'cpu' }), endpoint],
    [fakeFact({ kind: 'http', callee: 'requests.get', context: inContext('loop-background') }), 'declared'],
    [fakeFact({ kind: 'http', callee: 'httpx.get' }), endpoint],
    [fakeFact({ kind: 'db', callee: 'sqlalchemy.orm.Session.get' }), 'declared'],
    [fakeFact({ kind: 'db', callee: 'psycopg2.connect' }), endpoint],
  ] as const)('%#', ([fact, expected]) => {
    expect(stable(fact)).toBe(expected)
  })
})

describe('what it spares by itself', () => {
  test.for(['loop-startup', 'loop-shutdown', 'loop-script'] as const)('files read in context %s', (kind) => {
    const { findings, verdicts } = run(fakeFact({ kind: 'file', severity: 'minor', context: inContext(kind) }))
    expect(findings).toEqual([])
    expect(verdicts).toMatchObject([{ verdict: { because: 'startup' } }])
  })
  test('files read once', () => {
    expect(run(fakeFact({ kind: 'file', severity: 'minor', once: true })).verdicts).toMatchObject([
      { verdict: { because: 'first-request' } },
    ])
  })
})
