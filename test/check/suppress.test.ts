import { beforeAll, describe, expect, test } from 'vitest'
import { type CheckOptions, type CheckResult, check } from '../../src/check/run.ts'
import { configuredSeverity } from '../../src/check/severity.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { rules } from '../../src/generated/packs.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const RULE = 'async/direct-blocking-call'
const RUN = rules.filter(({ id }) => id === RULE || id === 'prod/create-all')
/** `~` stands for the comment, `@` for what it names. */
const app = (body: string): string =>
  `import time\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get("/")\nasync def read():\n${body}`
const review = (text: string, options: Partial<CheckOptions> = {}): CheckResult =>
  check(link(new Map([['main.py', text]])), { rules: RUN, ...options })
/** What is left of the one finding, and what is wrong with the comments. */
const outcome = (text: string, options: Partial<CheckOptions> = {}): readonly string[] => {
  const { findings, suppressions } = review(text, options)
  return [
    ...findings.map(({ line, suppressed }) => `${line} ${suppressed === undefined ? 'open' : `suppressed: ${suppressed.reason}`}`),
    ...suppressions.map(({ line, rule, message }) => `${line} ${rule}: ${message}`),
  ]
}

describe('a suppression', () => {
  test.for([
    ['on the line', `    time.sleep(1)  # faultline: ignore[${RULE}] -- known\n`, ['8 suppressed: known']],
    ['above it', `    # faultline: ignore[${RULE}] -- known\n    time.sleep(1)\n`, ['9 suppressed: known']],
    ['by the short name', `    time.sleep(1)  # faultline: ignore[direct-blocking-call] -- known\n`, ['8 suppressed: known']],
    [
      'with other rules',
      `    time.sleep(1)  # faultline: ignore[prod/create-all, ${RULE}] -- known\n`,
      ['8 suppressed: known', "8 meta/unused-suppression: 'prod/create-all' reports nothing here: remove the suppression"],
    ],
    ['that a string quotes', `    time.sleep(float("# faultline: ignore[${RULE}] -- known"))\n`, ['8 open']],
    [
      'on another line',
      `    time.sleep(1)\n    x = 1  # faultline: ignore[${RULE}] -- known\n`,
      ['8 open', `9 meta/unused-suppression: '${RULE}' reports nothing here: remove the suppression`],
    ],
    [
      'without a reason',
      `    time.sleep(1)  # faultline: ignore[${RULE}]\n`,
      ['8 open', '8 meta/reasonless-suppression: the suppression has no effect: it gives no reason; end it with -- and the reason'],
    ],
    [
      'of an unknown rule',
      '    time.sleep(1)  # faultline: ignore[async/direct-blocking-cal] -- known\n',
      ['8 open', `8 meta/unknown-rule-suppression: there is no rule 'async/direct-blocking-cal'; did you mean '${RULE}'?`],
    ],
    [
      'of everything',
      '    time.sleep(1)  # faultline: ignore -- known\n',
      [
        '8 open',
        "8 meta/malformed-suppression: the suppression has no effect: this is not understood; write 'faultline: ignore[pack/rule] -- reason'",
      ],
    ],
    [
      'of the file, below code',
      `    # faultline: ignore-file[${RULE}] -- known\n    time.sleep(1)\n`,
      ['9 open', '8 meta/malformed-suppression: the suppression has no effect: ignore-file stands above the first statement of a file'],
    ],
  ] as const)('%s', ([, body, expected]) => {
    expect(outcome(app(body))).toEqual(expected)
  })

  test('of the whole file', () => {
    const text = app('    time.sleep(1)\n    time.sleep(2)\n')
    expect(outcome(`"""Doc."""\n# faultline: ignore-file[${RULE}] -- a demo\n${text}`)).toEqual([
      '10 suppressed: a demo',
      '11 suppressed: a demo',
    ])
  })

  test('holds through its last day', () => {
    const text = app(`    time.sleep(1)  # faultline: ignore[${RULE}] until=2027-01-31 -- known\n`)
    expect(review(text, { today: '2027-01-31' }).findings[0].suppressed).toEqual({ reason: 'known', until: '2027-01-31' })
    expect(outcome(text, { today: '2027-02-01' })).toEqual([
      '8 open',
      '8 meta/expired-suppression: the suppression has no effect: it held until 2027-01-31',
    ])
  })

  test('of a rule that did not run is not called unused', () => {
    const text = app('    x = 1  # faultline: ignore[prod/create-all] -- known\n')
    expect(outcome(text, { rules: rules.filter(({ id }) => id === RULE) })).toEqual([])
  })

  test('in a file that is not read whole is not called unused', () => {
    expect(outcome(`${app(`    x = 1  # faultline: ignore[${RULE}] -- known\n`)}\ny = (\n`)).toEqual([])
  })

  test('does not change the fingerprint of what it silences', () => {
    const ids = ['', `  # faultline: ignore[${RULE}] -- known`].map(
      (comment) => review(app(`    time.sleep(1)${comment}\n`)).findings[0].id,
    )
    expect(ids[0]).toBe(ids[1])
  })
})

describe('settings', () => {
  const text = app('    time.sleep(1)\n')
  const severities = (setting: 'off' | 'minor' | undefined): readonly string[] =>
    review(text, { settingOf: (rule, file) => (rule === RULE && file === 'main.py' ? setting : undefined) }).findings.map(
      ({ severity }) => severity,
    )

  test('change the severity of a rule in a file, or turn it off there', () => {
    expect([severities(undefined), severities('minor'), severities('off')]).toEqual([['blocker'], ['minor'], []])
  })

  test('never excuse a violated standard by the way', () => {
    const standards = (setting: 'minor' | undefined): readonly unknown[] =>
      review(text, { settingOf: () => setting }).findings.map(({ nonNegotiable }) => nonNegotiable)
    expect(standards('minor')).toEqual(standards(undefined))
  })

  test('raise only what is as severe as declared', () => {
    expect(configuredSeverity('minor', 'minor', 'blocker')).toBe('blocker')
    expect(configuredSeverity('suggestion', 'minor', 'blocker')).toBe('suggestion')
    expect(configuredSeverity('suggestion', 'blocker', 'minor')).toBe('suggestion')
    expect(configuredSeverity('major', 'blocker', 'minor')).toBe('minor')
    expect(configuredSeverity('major', 'blocker', undefined)).toBe('major')
  })
})
