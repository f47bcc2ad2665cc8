import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { concise } from '../../src/report/concise.ts'
import { compound, finding, report } from './samples.ts'

const LINE = /^.+?:\d+:\d+: (?:error|warning|info|hint) [a-z]+\/[a-z0-9-]+ .+$/

describe('concise', () => {
  it('writes exactly path:line:col: severity rule-id message', () => {
    expect(concise(report(), 'low')).toBe(
      'app/api/orders.py:3:15: error async/transitive-blocking-call `charge` reaches `requests.post`, which blocks the event loop\n',
    )
  })

  it('has a word for every severity', () => {
    const findings = (['blocker', 'major', 'minor', 'suggestion'] as const).map((severity, line) => finding({ severity, line: line + 1 }))
    const words = concise(report({ findings }), 'low')
      .split('\n')
      .map((line) => line.split(' ')[1])
    expect(words).toEqual(['error', 'warning', 'info', 'hint', undefined])
  })

  it('is one line per place and message: editors show one problem per place', () => {
    const findings = [finding(), finding({ id: 'f2', rule: 'async/sync-http-client' }), finding({ id: 'f3', message: 'another' })]
    expect(concise(report({ findings }), 'low').match(/\n/g)).toHaveLength(2)
  })

  it('begins with compounds, at the first finding they sit on', () => {
    const lines = concise(report({ compounds: [compound()] }), 'low')
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toBe('app/api/orders.py:3:15: error compound/unindexed-n-plus-one `POST /orders` sends one query per row.')
    expect(lines[0]).toMatch(LINE)
    expect(concise(report({ compounds: [compound()] }), 'high').match(/\n/g)).toHaveLength(1)
  })

  it('puts what has no vote last and says so', () => {
    const findings = [finding({ stage: 'preview' }), finding({ confidence: 'low', line: 4 }), finding({ line: 9 })]
    const lines = concise(report({ findings }), 'low').trimEnd().split('\n')
    expect(lines.map((line) => line.split(':')[1])).toEqual(['9', '3', '4'])
    expect(lines[1]).toMatch(/ \(preview\)$/)
    expect(lines[2]).toMatch(/ \(needs confirmation\)$/)
  })

  it('stays one line whatever the analysed tree contains', () => {
    const findings = [finding({ file: 'a\nb\u001b[31m.py', message: 'x\r\ny \u202e z \u200b \u0085 \u2028' })]
    const text = concise(report({ findings }), 'low')
    expect(text.match(/\n/g)).toHaveLength(1)
    expect(text).toContain('a\\nb\\x1b[31m.py:3:15: error')
    expect(text).toContain('x\\r\\ny \\u{202e} z \\u{200b} \\x85 \\u{2028}')
    expect(text.trimEnd()).toMatch(LINE)
  })
})

describe('problem matchers', () => {
  const text = (): string => {
    const places = [
      { file: 'C:\\work dir\\a b.py' },
      { severity: 'major' as const, line: 7 },
      { severity: 'minor' as const, line: 8 },
      { severity: 'suggestion' as const, line: 9 },
    ]
    return concise(report({ findings: [...places.map((place) => finding(place)), finding({ line: 10, stage: 'preview' })] }), 'low')
  }
  const lines = (): readonly string[] => text().trimEnd().split('\n')

  interface Pattern {
    readonly regexp: string
    readonly [group: string]: number | string
  }
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
  const groupsOf = (pattern: Pattern, line: string): Readonly<Record<string, string | undefined>> | null => {
    const match = new RegExp(pattern.regexp).exec(line)
    return (
      match &&
      Object.fromEntries(Object.entries(pattern).flatMap(([name, group]) => (typeof group === 'number' ? [[name, match[group]]] : [])))
    )
  }

  it('VS Code reads every line', () => {
    const { tasks } = read('.vscode/tasks.json') as { tasks: readonly [{ problemMatcher: { pattern: Pattern } }] }
    const { pattern } = tasks[0].problemMatcher
    expect(lines().map((line) => groupsOf(pattern, line)?.['severity'])).toEqual(['error', 'warning', 'info', 'hint', 'error'])
    expect(groupsOf(pattern, lines()[0])).toMatchObject({
      file: 'C:\\work dir\\a b.py',
      line: '3',
      column: '15',
      code: 'async/transitive-blocking-call',
    })
  })

  it('GitHub reads every line by exactly one matcher, and never sees a severity word it would drop', () => {
    const { problemMatcher } = read('.github/faultline-matcher.json') as {
      problemMatcher: readonly { owner: string; severity?: string; pattern: readonly [Pattern] }[]
    }
    for (const line of lines()) {
      const hits = problemMatcher.filter(({ pattern }) => groupsOf(pattern[0], line) !== null)
      expect(hits).toHaveLength(1)
      const severity = groupsOf(hits[0].pattern[0], line)?.['severity'] ?? hits[0].severity
      expect(['error', 'warning', 'notice']).toContain(severity)
    }
  })

  it('neither matches the lines of the terminal format or of progress', () => {
    const { tasks } = read('.vscode/tasks.json') as { tasks: readonly [{ problemMatcher: { pattern: Pattern } }] }
    for (const line of [
      'faultline: app/x.py: not analysed',
      '  app/api/orders.py:3:15 in app.api.orders.create',
      '3 | receipt = charge(order)',
    ])
      expect(groupsOf(tasks[0].problemMatcher.pattern, line)).toBeNull()
  })
})
