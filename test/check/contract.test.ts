/** What must not compile: `tsc` fails on an expectation that no longer holds. */
import { expect, test } from 'vitest'
import { defineRule } from '../../src/check/rule.ts'
import type { Span } from '../../src/model/span.ts'

const at: Span = { file: 0, start: 0, end: 1 }
const violation = { is: 'violation', at, subject: { is: 'call', place: { file: 0, value: 0 } }, expression: 'x', evidence: [] } as const
const data = { call: 'time.sleep', entry: 'GET /', replacement: 'asyncio.sleep' }

test('messages, placeholders and exemptions are types', () => {
  const rules = [
    defineRule('async/direct-blocking-call', {
      *blocking() {
        yield { ...violation, message: 'blocks', data }
        yield { is: 'fine', at, because: 'offloaded' }
      },
    }),
    defineRule('async/direct-blocking-call', {
      // @ts-expect-error: a placeholder of the message is missing
      *blocking() {
        yield { ...violation, message: 'freezes', data }
      },
    }),
    defineRule('async/direct-blocking-call', {
      // @ts-expect-error: no such message
      *blocking() {
        yield { ...violation, message: 'stalls', data }
      },
    }),
    defineRule('async/direct-blocking-call', {
      // @ts-expect-error: no such exemption
      *blocking() {
        yield { is: 'fine', at, because: 'greenlet' }
      },
    }),
    defineRule('async/direct-blocking-call', {
      // @ts-expect-error: no such kind of fact
      *sleeping() {
        yield { is: 'fine', at, because: 'offloaded' }
      },
    }),
    // @ts-expect-error: no such rule
    defineRule('async/no-such-rule', {}),
  ]
  expect(rules).toHaveLength(6)
})
