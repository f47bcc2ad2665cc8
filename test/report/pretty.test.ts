import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { type PrettyOptions, pretty } from '../../src/report/pretty.ts'
import { finding, plain, report } from './samples.ts'

const SOURCE = '@router.post("/orders")\nasync def create(order: Order):\n    receipt = charge(order)\n    return receipt\n'
const show = (given: Report, options: Partial<PrettyOptions> = {}): string =>
  pretty(given, { paint: plain, sourceOf: () => SOURCE, brief: false, showUnresolved: false, minConfidence: 'low', ...options })

describe('pretty', () => {
  it('explains a finding: place, code, path, reason, fix', () => {
    expect(show(report())).toMatchInlineSnapshot(`
      "Needs Rework: 1 blocker; 1 fix to Approve with Changes; 17 of 17 standards not proven yet
        worst  \`charge\` reaches \`requests.post\`, which blocks the event loop app/api/orders.py:3:15
        first  Await \`httpx.AsyncClient.post\`. (closes 1, medium change, async +31, in app/api/orders.py and 1 more file)
        health 69 (async 69 needs work; 7 packs not scored)

      blocker \`charge\` reaches \`requests.post\`, which blocks the event loop [async/transitive-blocking-call, confidence high]
        app/api/orders.py:3:15 in app.api.orders.create
          2 | async def create(order: Order):
          3 |     receipt = charge(order)
            |               ^^^^^^^^^^^^^
        path  app/api/orders.py:2:1  POST /orders
              app/api/orders.py:3:15  calls charge
              app/billing.py:9:12  requests.post
        why   The loop serves every request.
        help  Await \`httpx.AsyncClient.post\`.
        fix   for example
              - charge(order)
              + await asyncio.to_thread(charge, order)

      Standards: 0 violated, 0 waived, 0 held, 0 not applicable, 17 not proven

      ✓ prod: no issues found, 1 check ran

      Calls resolved: 90 % of 10; the rest is unknown and stays silent ('--show-unresolved' says why).
      1 finding (1 blocker) in 2 files.
      'faultline explain async/transitive-blocking-call' tells how the rule decides.
      "
    `)
  })

  it('groups the places that one call is reached from', () => {
    const places = [
      finding({ id: 'f2', line: 8, symbol: 'app.api.orders.pay' }),
      finding(),
      finding({ id: 'f3', file: 'app/jobs.py', symbol: 'app.jobs.run' }),
    ]
    const text = show(report({ findings: places }))
    expect(text).toContain('app/billing.py:9 requests.post, reached from 3 places')
    expect(text.match(/^  why/gm)).toHaveLength(1)
    expect(text).toContain('    app/jobs.py:3:15 in app.jobs.run, from POST /orders')
  })

  it('shows preview and unsure findings apart', () => {
    const text = show(report({ findings: [finding({ id: 'p', stage: 'preview', line: 1 }), finding()] }))
    expect(text.indexOf('Without a vote')).toBeGreaterThan(text.indexOf('confidence high]'))
    expect(text).toContain('1 finding (1 blocker) and 1 without a vote in 2 files.')
  })

  it('says that a pack found nothing, that nothing was found, and what was not analysed', () => {
    const text = show(report({ findings: [], notAnalysed: [{ file: 'bad.py', because: 'The file is binary.' }] }))
    expect(text).toContain('✓ prod: no issues found, 1 check ran')
    expect(text).toContain('bad.py: The file is binary.')
    expect(text).toContain('No findings in 2 files.')
  })

  it('says when nothing is reached: silence must not look like a clean bill', () => {
    const { stats } = report()
    expect(show(report({ findings: [], stats: { ...stats, reachedCalls: 0 } }))).toContain('No entry point was found')
    expect(show(report({ findings: [] }))).not.toContain('No entry point was found')
  })

  it('shows no code when the file has changed since', () => {
    expect(show(report(), { sourceOf: () => undefined })).not.toContain('^^^')
    expect(show(report(), { sourceOf: () => 'short' })).not.toContain('^^^')
  })

  it('lists the unresolved calls by reason on request', () => {
    expect(show(report(), { showUnresolved: true, minConfidence: 'low' })).toMatch(/ 1 {2}untyped-parameter/)
  })

  it('never lets the analysed tree write to the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u202e\u200b'
    const step = { file: evil, line: 1, column: 1, endLine: 1, endColumn: 2, label: evil }
    const hostile = finding({
      file: evil, symbol: evil, message: evil, why: evil, remedy: evil, evidence: [step], root: { ...step, callee: evil },
      fix: { before: evil, after: `a\n${evil}`, safe: true, example: false },
    }) // prettier-ignore
    const text = show(report({ findings: [hostile, { ...hostile, id: 'f2', line: 4 }], notAnalysed: [{ file: evil, because: evil }] }), {
      sourceOf: () => `a\n\n  ${evil} = 1\n`,
    })
    // eslint-disable-next-line no-control-regex
    expect(text.match(/[\u0000-\u0009\u000b-\u001f\u007f\u200b\u202e]/g)).toBeNull()
  })
})
