import { describe, expect, test } from 'vitest'
import { directiveOf, isDay } from '../../src/check/suppression-text.ts'

const rules = ['async/a', 'b']

describe('directiveOf', () => {
  test.for([
    ['# faultline: ignore[async/a, b] -- known', { is: 'ignore', rules, until: null, reason: 'known' }],
    ['#faultline:ignore[ async/a ,b, b ]--known', { is: 'ignore', rules, until: null, reason: 'known' }],
    ['# faultline: ignore[async/a,b] until=2027-01-31 -- a -- b', { is: 'ignore', rules, until: '2027-01-31', reason: 'a -- b' }],
    ['# faultline: ignore-file[b] -- generated', { is: 'ignore-file', rules: ['b'], until: null, reason: 'generated' }],
    ['# noqa: E501  # faultline: ignore[b] -- known', { is: 'ignore', rules: ['b'], until: null, reason: 'known' }],
    ['// faultline: ignore[b] -- JSON with comments', { is: 'ignore', rules: ['b'], until: null, reason: 'JSON with comments' }],
    ['-- faultline: ignore[b] -- SQL', { is: 'ignore', rules: ['b'], until: null, reason: 'SQL' }],
    ['; faultline: ignore[b] -- INI', { is: 'ignore', rules: ['b'], until: null, reason: 'INI' }],
    ['# faultline: ignore[b]', { is: 'ignore', rules: ['b'], until: null, reason: '' }],
    ['# faultline: ignore[b] --', { is: 'ignore', rules: ['b'], until: null, reason: '' }],
  ] as const)('%s', ([text, expected]) => {
    expect(directiveOf(text)).toEqual(expected)
  })

  test.for([
    '# faultline: ignore',
    '# faultline: ignore -- all of it',
    '# faultline: ignore[]  -- nothing',
    '# faultline: ignore[b',
    '# faultline: ignroe[b] -- mistyped',
    '# faultline: ignore[b] known',
    '# faultline: ignore[b] until=2027-02-30 -- no such day',
    '# faultline: ignore[b] until=tomorrow -- no day',
    '# faultline: disable[b] -- other word',
  ])('malformed: %s', (text) => {
    expect(directiveOf(text)).toEqual({ malformed: expect.stringMatching(/\w/) as string })
  })

  test.for(['# see faultline: it ignores this', '# faultline: geology of the valley', '# my-faultline: ignore[b] -- x', '# x'])(
    'prose: %s',
    (text) => {
      expect(directiveOf(text)).toBeNull()
    },
  )
})

test('a day is one of the calendar', () => {
  expect(['2024-02-29', '2027-12-31'].map(isDay)).toEqual([true, true])
  expect(['2023-02-29', '2027-13-01', '27-01-01', '2027-1-1', '2027-01-01T00:00', ''].map(isDay)).toEqual(Array(6).fill(false))
})
