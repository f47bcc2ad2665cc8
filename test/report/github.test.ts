import { expect, test } from 'vitest'
import type { Finding, Severity } from '../../src/model/finding.ts'
import { github } from '../../src/report/github.ts'
import { compound, finding, report } from './samples.ts'

const commands = (findings: readonly Finding[], over: Parameters<typeof report>[0] = {}): readonly string[] =>
  github(report({ findings, ...over }), 'medium').split('\n').slice(0, -1) // prettier-ignore
const many = (count: number, severity: Severity): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => finding({ id: `${severity}${at}`, severity, line: at + 1, endLine: at + 1 }))

test('one command per finding, by severity', () => {
  const lines = commands([finding({ severity: 'minor' }), finding({ severity: 'major' }), finding()])
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['::error', '::warning', '::notice'])
  expect(lines[0]).toBe(
    '::error file=app/api/orders.py,line=3,endLine=3,col=15,endColumn=28,title=async/transitive-blocking-call' +
      '::`charge` reaches `requests.post`, which blocks the event loop. Await `httpx.AsyncClient.post`.',
  )
})

test('a compound comes first, at the first finding it sits on', () => {
  const lines = commands([finding()], { compounds: [compound()] })
  expect(lines).toHaveLength(2)
  expect(lines[0]).toBe(
    '::error file=app/api/orders.py,line=3,endLine=3,col=15,endColumn=28,title=compound/unindexed-n-plus-one' +
      '::One query per row, each of them a scan of the table. `POST /orders` sends one query per row. Load it with the first query.',
  )
})

test('what comes from the code cannot end a property, a line or a command', () => {
  const hostile = 'a%:,\r\n::error::b\u202e.py'
  const [line, ...others] = commands([finding({ file: hostile, message: hostile })])
  expect(others).toEqual([])
  expect(line).toMatch(/^::error file=a%25%3A%2C%0D%0A%3A%3Aerror%3A%3Ab\u202e\.py,line=3,/)
  expect(line).toContain('::a%25:,\\r\\n::error::b\\u{202e}.py. Await')
})

test('a place of several lines has no columns', () => {
  expect(commands([finding({ endLine: 5 })])[0]).toContain('file=app/api/orders.py,line=3,endLine=5,title=')
})

test('ten of a kind, the worst first, and a notice of how many were left out', () => {
  const preview = many(3, 'blocker').map((each) => ({ ...each, id: `p${each.id}`, stage: 'preview' as const }))
  const lines = commands([...preview, ...many(12, 'minor'), ...many(11, 'major'), ...many(13, 'blocker')])
  const count = (command: string): number => lines.filter((line) => line.startsWith(`::${command} `)).length
  expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10])
  expect(lines.at(-1)).toBe('::notice title=faultline::10 more findings: GitHub shows ten of a kind per step')
  expect(lines.filter((line) => line.includes('(preview)'))).toEqual([])
})

test('exactly ten of each kind need no closing notice', () => {
  const lines = commands([...many(10, 'blocker'), ...many(10, 'major'), ...many(10, 'minor')])
  expect(lines).toHaveLength(30)
  expect(lines.join('')).not.toContain('more findings')
})

test('preview findings are notices, suppressed and unsure ones are left out, problems of suppressions are shown', () => {
  const at = { file: 'a.py', line: 1, column: 1, endLine: 1, endColumn: 9 }
  const lines = commands(
    [finding({ stage: 'preview' }), finding({ suppressed: { reason: 'known' } }), finding({ confidence: 'low' })],
    { suppressions: [{ rule: 'meta/unused-suppression', message: 'nothing here', ...at }] }, // prettier-ignore
  )
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^::notice .*title=async\/transitive-blocking-call \(preview\)::/)
  expect(lines[1]).toBe('::notice file=a.py,line=1,endLine=1,col=1,endColumn=9,title=meta/unused-suppression::nothing here')
})

test('nothing found: no command', () => {
  expect(github(report({ findings: [] }), 'medium')).toBe('')
})
