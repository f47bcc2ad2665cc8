/** Parts of the review that are made from more than findings: the stack of each service, the event loop, the ceilings. */
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { html } from '../../src/report/html.ts'
import { markdown } from '../../src/report/markdown.ts'
import { pretty } from '../../src/report/pretty.ts'
import { compound, finding, plain, report } from './samples.ts'

const at = { file: 'uv.lock', line: 12 }
const known = (value: string | number, confidence: 'high' | 'low' = 'high') => ({ value, confidence, evidence: [at], conflicts: [] })
const full: Report = report({
  compounds: [compound()],
  services: [
    {
      name: 'shop',
      root: '',
      files: 9,
      snapshot: {
        fastapi: { ...known('0.115.6'), conflicts: [{ value: '0.100.0', file: 'requirements.txt', line: 3 }] },
        workers: known(4),
        instances: known(1, 'low'),
        driver: known('asyncpg'),
      },
    },
    { name: 'mailer', root: 'mailer', files: 2, snapshot: {} },
  ],
  scorecards: {
    async: [
      {
        finding: 'f1',
        call: 'requests.post',
        context: 'loop-request',
        path: ['charge', 'Gateway.send'],
        replacement: 'httpx.AsyncClient.post',
        effect: 'every request of the process waits 50 to 500 ms',
        stallMs: [50, 500],
      },
    ],
    asyncHealthy: { handlers: 7, clean: 6 },
    queries: [],
    ceilings: [
      {
        endpoint: 'POST /orders',
        now: [2, 19.8],
        limiter: 'event loop',
        terms: ['requests.post: 50 to 500 ms on the event loop'],
        fix: 'httpx.AsyncClient.post',
        after: [330, 2000],
        nextLimiter: 'processors',
        growth: 'instances',
        assumptions: ['instances: 1 (assumed)'],
      },
    ],
  },
})
const settings = { minConfidence: 'low', brief: false, sourceOf: () => undefined, paint: plain, showUnresolved: false } as const
const text = markdown(full, settings)
const page = html(full, settings)

describe('the stack of each service', () => {
  test('with where each fact was read, and what says otherwise', () => {
    expect(text).toContain('Stack of shop: FastAPI 0.115.6, asyncpg, 4 workers')
    expect(page).toContain(
      '<td>FastAPI</td><td>0.115.6</td><td><code>uv.lock:12</code></td><td>0.100.0 in <code>requirements.txt:3</code></td>',
    )
    expect(page).toContain('<td>Instances</td><td>1 (low confidence)</td><td><code>uv.lock:12</code></td><td>-</td>')
    expect(text).toContain('Stack of mailer: 2 files, and nothing is known of how it is built and run')
  })

  test('on the terminal too', () => {
    expect(pretty(full, settings)).toMatch(/^ {2}stack {2}shop: FastAPI 0\.115\.6, asyncpg, 4 workers\n {9}mailer: 2 files/m)
  })
})

test('async health: each call with context, path, replacement and effect, and how many handlers have none', () => {
  expect(text).toContain('**6 of 7** handlers on the event loop reach no blocking call')
  expect(text).toContain(
    '`requests.post` | `app/api/orders.py:3` | loop request: POST /orders → `charge` → `Gateway.send` | httpx.AsyncClient.post | every request of the process waits 50 to 500 ms |',
  )
})

test('ceilings: the arithmetic, the next limiter, and every assumption', () => {
  expect(text).toContain(
    '| `POST /orders` | 2 to 19.8/s | event loop | requests.post: 50 to 500 ms on the event loop | httpx.AsyncClient.post | 330 to 2000/s | processors | instances |',
  )
  expect(text).toContain('Taken as given: instances: 1 (assumed).')
  expect(page).toMatch(/2 to 19\.8\/s <svg class="gauge bar" aria-hidden="true"/)
  expect(markdown(report(), settings)).toContain('Not enough evidence for figures')
})

describe('five seconds: the first screen says the verdict, the worst and what to do first', () => {
  test.for<readonly [string, (given: Report) => string, number]>([
    ['pretty', (given) => pretty(given, settings), 8],
    ['pretty, brief', (given) => pretty(given, { ...settings, brief: true }), 8],
    ['markdown', (given) => markdown(given, settings), 16],
    ['markdown, brief', (given) => markdown(given, { ...settings, brief: true }), 16],
    ['html', (given) => html(given, settings).replace(/<head>.*?<\/head>/s, ''), 24],
  ])('%s', ([, write, lines]) => {
    const screen = write(full).split('\n').slice(0, lines).join('\n')
    expect(screen).toContain('Needs Rework')
    expect(screen).toContain('One query per row, each of them a scan of the table')
    expect(screen).toMatch(/first|Do first/i)
    expect(screen).toContain('httpx.AsyncClient.post')
  })
})

test('html: printed without navigation and with every detail open; a page of a huge project stays below 3 MB', () => {
  const print = /@media print \{.*?\n\}/s.exec(page)![0]
  for (const rule of ['nav, .skip { display: none; }', '.scroll { overflow: visible; }', 'details::details-content'])
    expect(print).toContain(rule)
  const many = Array.from({ length: 9000 }, (_, number) => finding({ id: `f${number}`, line: number + 1, why: 'w'.repeat(900) }))
  const huge = html(report({ findings: many }), settings)
  expect(Buffer.byteLength(huge)).toBeLessThan(3_000_000)
  expect(huge).toContain('the JSON report')
})

test('html: by keyboard every part is reached: a skip link first, links and summaries only, nothing that takes the order apart', () => {
  expect(page).toMatch(/<body>\n<a class="skip" href="#main">/)
  for (const [, index] of page.matchAll(/tabindex="([^"]*)"/g)) expect(index).toBe('0')
  for (const [details] of page.matchAll(/<details[^>]*>(?!<summary>)/g)) expect(details).toBe('')
})
