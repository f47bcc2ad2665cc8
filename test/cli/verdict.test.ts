import { describe, expect, it } from 'vitest'
import { fails } from '../../src/cli/verdict.ts'
import { outputsOf } from '../../src/cli/formats.ts'
import type { Standard } from '../../src/model/judgement.ts'
import { finding, report } from '../report/samples.ts'

/** Whether a report with one finding fails. */
const failsWith = (found: ReturnType<typeof finding>, failOn: Parameters<typeof fails>[1], waived: readonly string[] = []): boolean => {
  const standards = waived.map((standard): Standard => ({ standard, status: 'waived', findings: [], reason: 'known' }))
  return fails(report({ findings: [found], standards }), failOn)
}

describe('fails', () => {
  const severities = ['blocker', 'major', 'minor', 'suggestion'] as const

  it('from the asked severity upwards', () => {
    const table = severities.map((failOn) => severities.map((severity) => failsWith(finding({ severity }), failOn)))
    expect(table).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
      [true, true, true, true],
    ])
  })

  it('a violated standard always', () => {
    expect(failsWith(finding({ severity: 'major', nonNegotiable: 'no blocking call in an async endpoint' }), 'blocker')).toBe(true)
  })

  it('never what is suppressed, never what violates a waived standard', () => {
    const nonNegotiable = 'no blocking call in an async endpoint'
    expect(failsWith(finding({ nonNegotiable, suppressed: { reason: 'known' } }), 'suggestion')).toBe(false)
    expect(failsWith(finding({ nonNegotiable }), 'suggestion', [nonNegotiable])).toBe(false)
    expect(failsWith(finding({ nonNegotiable }), 'suggestion', ['another'])).toBe(true)
    expect(failsWith(finding(), 'blocker', [nonNegotiable])).toBe(true)
  })

  it('never a preview rule, never low confidence', () => {
    for (const over of [{ stage: 'preview' }, { confidence: 'low' }] as const)
      expect(failsWith(finding({ ...over, nonNegotiable: 'no blocking call in an async endpoint' }), 'suggestion')).toBe(false)
  })
})

describe('outputsOf', () => {
  it('defaults to pretty on a terminal and concise in a pipe', () => {
    expect(outputsOf([], true)).toEqual([{ format: 'pretty', file: null }])
    expect(outputsOf([], false)).toEqual([{ format: 'concise', file: null }])
  })

  it('reads a file after the first colon', () => {
    expect(outputsOf(['json:C:\\r.json', 'pretty'], false)).toEqual([
      { format: 'json', file: 'C:\\r.json' },
      { format: 'pretty', file: null },
    ])
  })
})
