import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import type { AnyRule } from '../../src/check/rule.ts'
import type { Project } from '../../src/model/project.ts'
import { rules } from '../../src/generated/packs.ts'
import type { FakeFile } from './fake-project.ts'
import { fakeEdge, fakeFact, fakeProject, inContext } from './fake-project.ts'

const file: FakeFile = {
  path: 'app/main.py',
  spans: [
    [0, 5],
    [12, 4],
    [24, 3],
    [34, 3],
  ],
}
const only = (id: string): readonly AnyRule[] => rules.filter((rule) => rule.id === id)
const findingsOf = (project: Project, id = 'async/direct-blocking-call') => check(project, { rules: only(id) }).findings

describe('findings', () => {
  test('sit on the span of the place, one-based', () => {
    const [finding] = findingsOf(fakeProject([file], [fakeFact()]))
    expect(finding).toMatchObject({ file: 'app/main.py', line: 2, column: 3, endLine: 2, endColumn: 7, symbol: 'app.main.read' })
    expect(finding.message).toBe('`time.sleep` blocks the event loop (GET /rates → read)')
    expect(finding.evidence.map(({ label }) => label)).toEqual(['GET /rates', '`time.sleep` blocks in `read`'])
  })

  test('are ordered by path, line, column and rule, whatever the order of files and facts', () => {
    const other: FakeFile = { ...file, path: 'app/a.py' }
    const facts = [fakeFact({ at: { file: 0, value: 2 } }), fakeFact(), fakeFact({ at: { file: 1, value: 1 } })]
    const places = (project: Project) => findingsOf(project).map(({ file, line }) => `${file}:${line}`)
    expect(places(fakeProject([file, other], facts))).toEqual(['app/a.py:2', 'app/main.py:2', 'app/main.py:3'])
    expect(places(fakeProject([file, other], facts.toReversed()))).toEqual(['app/a.py:2', 'app/main.py:2', 'app/main.py:3'])
  })

  test('one per rule and place: the most severe, the others related', () => {
    const weak = fakeFact({
      severity: 'major',
      callee: 'socket.getaddrinfo',
      kind: 'dns',
      path: [fakeEdge(1)],
      root: { ...fakeFact().root, at: { file: 0, value: 3 }, callee: 'socket.getaddrinfo' },
    })
    const strong = fakeFact({ path: [fakeEdge(1)], root: { ...fakeFact().root, at: { file: 0, value: 2 } } })
    for (const facts of [
      [weak, strong],
      [strong, weak],
    ]) {
      const findings = findingsOf(fakeProject([file], facts), 'async/transitive-blocking-call')
      expect(findings).toHaveLength(1)
      expect(findings[0]).toMatchObject({ severity: 'blocker', root: { callee: 'time.sleep', line: 3 } })
      expect(findings[0].related).toMatchObject([{ label: 'also reaches `socket.getaddrinfo`', line: 4 }])
    }
  })
})

describe('fingerprints', () => {
  const idOf = (project: Project) => findingsOf(project).map(({ id }) => id)
  const moved: FakeFile = {
    ...file,
    spans: [
      [0, 5],
      [22, 4],
      [24, 3],
      [34, 3],
    ],
  }

  test('do not change with the line', () => {
    expect(idOf(fakeProject([file], [fakeFact()]))).toEqual(idOf(fakeProject([moved], [fakeFact()])))
  })
  test('tell equal findings of one function apart', () => {
    const ids = idOf(fakeProject([file], [fakeFact(), fakeFact({ at: { file: 0, value: 2 } })]))
    expect(new Set(ids).size).toBe(2)
  })
  test('change with what is called', () => {
    expect(idOf(fakeProject([file], [fakeFact()]))).not.toEqual(idOf(fakeProject([file], [fakeFact({ callee: 'subprocess.run' })])))
  })
})

describe('severity and confidence', () => {
  const judged = (fact: ReturnType<typeof fakeFact>, role?: FakeFile['role'], id?: string) =>
    findingsOf(fakeProject([role === undefined ? file : { ...file, role }], [fact]), id).map(
      ({ severity, confidence }) => `${severity} ${confidence}`,
    )

  test.for([
    ['loop-request', 'blocker high'],
    ['loop-websocket', 'blocker high'],
    ['loop-background', 'blocker high'],
    ['loop-worker', 'blocker high'],
    ['loop-startup', 'suggestion high'],
    ['loop-shutdown', 'suggestion high'],
    ['unknown', 'major low'],
  ] as const)('in context %s: %s', ([kind, expected]) => {
    expect(judged(fakeFact({ context: inContext(kind) }))).toEqual([expected])
  })
  test('in a script that starts no task: none', () => {
    expect(judged(fakeFact({ context: inContext('loop-script') }))).toEqual([])
  })
  test('once per process is a step down, and may be paid before the first request', () => {
    expect(judged(fakeFact({ once: true }))).toEqual(['major low'])
  })
  test('a branch that an ordinary request may not take leaves the confidence low', () => {
    expect(judged(fakeFact({ ordinary: false }))).toEqual(['blocker low'])
  })
  test('a way of more than eight calls is a step down', () => {
    const path = Array.from({ length: 9 }, () => fakeEdge(1))
    expect(judged(fakeFact({ path }), undefined, 'async/transitive-blocking-call')).toEqual(['major high'])
    expect(judged(fakeFact({ path: path.slice(1) }), undefined, 'async/transitive-blocking-call')).toEqual(['blocker high'])
  })
  test('an uncertain hop is major and medium at most', () => {
    expect(judged(fakeFact({ path: [fakeEdge(1, 'several')] }), undefined, 'async/transitive-blocking-call')).toEqual(['major medium'])
  })
  test('documented knowledge stays medium', () => {
    expect(judged(fakeFact({ confidence: 'medium' }))).toEqual(['blocker medium'])
  })
  test('what nothing imports is minor and low at most', () => {
    expect(judged(fakeFact(), 'unreached')).toEqual(['minor low'])
  })
  test('a suggestion of the knowledge is counted, not reported', () => {
    const { findings, verdicts } = check(fakeProject([file], [fakeFact({ kind: 'file', severity: 'suggestion' })]), {
      rules: only('async/file-io-on-loop'),
    })
    expect(findings).toEqual([])
    expect(verdicts).toMatchObject([{ verdict: { is: 'fine', because: 'metadata' } }])
  })
})

describe('what serves nobody', () => {
  test.for([
    ['test', 'test'],
    ['script', 'script'],
    ['cli', 'script'],
    ['migration', 'script'],
    ['docs', 'script'],
    ['vendored', 'script'],
  ] as const)('role %s: fine because %s', ([role, because]) => {
    const { findings, verdicts } = check(fakeProject([{ ...file, role }], [fakeFact()]), { rules: only('async/direct-blocking-call') })
    expect(findings).toEqual([])
    expect(verdicts).toMatchObject([{ verdict: { is: 'fine', because } }])
  })
})

test('every rule that ran has a tally: places that are right, and those that could not be decided', () => {
  const offloaded = fakeFact({ spared: 'offloaded', at: { file: 0, value: 2 } })
  const { tallies } = check(fakeProject([file], [fakeFact(), offloaded]), { rules })
  expect(tallies.map(({ rule }) => rule)).toEqual(rules.map(({ id }) => id))
  expect(tallies.find(({ rule }) => rule === 'async/direct-blocking-call')).toMatchObject({ fine: 1, unknown: 0, proof: { line: 3 } })
})

test('what serves nobody is no opportunity', () => {
  const { tallies } = check(fakeProject([{ ...file, role: 'test' }], [fakeFact()]), { rules: only('async/direct-blocking-call') })
  expect(tallies).toMatchObject([{ fine: 0, unknown: 0, proof: null }])
})

test('the stage can be another one for a test', () => {
  const project = fakeProject([file], [fakeFact()])
  const of = (stage: 'stable' | 'preview') => check(project, { rules: only('async/direct-blocking-call'), stageOf: () => stage })
  expect(of('preview').findings).toMatchObject([{ stage: 'preview', nonNegotiable: null }])
  expect(of('stable').findings).toMatchObject([{ stage: 'stable', nonNegotiable: 'no blocking call in an async endpoint' }])
  expect(of('preview').tallies).toMatchObject([{ stage: 'preview' }])
})

test('preview findings violate no standard', () => {
  const [finding] = findingsOf(fakeProject([file], [fakeFact()]))
  expect(finding.nonNegotiable).toBe(finding.stage === 'preview' ? null : 'no blocking call in an async endpoint')
})
