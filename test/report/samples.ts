import { standards } from '../../src/generated/standards.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Compound } from '../../src/model/issue.ts'
import type { PackReview } from '../../src/model/judgement.ts'
import type { Report } from '../../src/model/report.ts'
import type { Paint } from '../../src/report/paint.ts'

const same = (text: string): string => text
export const plain: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same }

/** A finding with everything filled in; override what a test is about. */
export const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'f1',
  rule: 'async/transitive-blocking-call',
  also: [],
  pack: 'async',
  severity: 'blocker',
  nativeSeverity: 'blocker',
  confidence: 'high',
  stage: 'stable',
  nonNegotiable: null,
  category: 'Blocking Call',
  cause: 'blocking-io',
  file: 'app/api/orders.py',
  line: 3,
  column: 15,
  endLine: 3,
  endColumn: 28,
  symbol: 'app.api.orders.create',
  services: [],
  occurrences: 1,
  message: '`charge` reaches `requests.post`, which blocks the event loop',
  why: 'The loop serves every request.',
  remedy: 'Await `httpx.AsyncClient.post`.',
  evidence: [
    { file: 'app/api/orders.py', line: 2, column: 1, endLine: 2, endColumn: 30, label: 'POST /orders' },
    { file: 'app/api/orders.py', line: 3, column: 15, endLine: 3, endColumn: 28, label: 'calls charge' },
    { file: 'app/billing.py', line: 9, column: 12, endLine: 9, endColumn: 40, label: 'requests.post' },
  ],
  root: { file: 'app/billing.py', line: 9, column: 12, endLine: 9, endColumn: 40, callee: 'requests.post' },
  related: [],
  fix: { before: 'charge(order)', after: 'await asyncio.to_thread(charge, order)', safe: false, example: true },
  ...over,
})

/** A compound that sits on the finding above. */
export const compound = (over: Partial<Compound> = {}): Compound => ({
  id: 'c1',
  pattern: 'unindexed-n-plus-one',
  title: 'One query per row, each of them a scan of the table',
  severity: 'blocker',
  confidence: 'medium',
  service: null,
  anchors: ['f1'],
  moreAnchors: 0,
  parts: [
    { finding: 'f1' },
    {
      fact: 'no-cache-on-path',
      evidence: [{ file: 'app/api/orders.py', line: 2, column: 1, endLine: 2, endColumn: 30, label: 'no cache is asked on the way' }],
    },
  ],
  message: '`POST /orders` sends one query per row.',
  effect: 'It grows with use.',
  fix: 'Load it with the first query.',
  ...over,
})

const nothingChecked: PackReview = {
  checksRun: 0,
  findings: 0,
  notChecked: ['no rule of this pack is built yet'],
  score: null,
  grade: 'not-applicable',
  ledger: [],
}

export const report = (over: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: { name: 'faultline', version: '0.0.0' },
  services: [],
  routes: [],
  findings: [finding()],
  elevations: [],
  compounds: [],
  verdict: 'needs-rework',
  health: { overall: 69 },
  standards: standards.map(({ standard }) => ({ standard, status: 'needsConfirmation', findings: [], reason: 'not checked' })),
  packs: {
    perf: nothingChecked,
    db: nothingChecked,
    api: nothingChecked,
    sec: nothingChecked,
    async: {
      checksRun: 10,
      findings: 1,
      notChecked: [],
      score: 69,
      grade: 'needs-work',
      ledger: [{ rule: 'async/transitive-blocking-call', severity: 'blocker', findings: 1, opportunities: 1, factor: 0.7, left: 70 }],
      cap: { limit: 69, because: '1 blocker' },
    },
    infra: nothingChecked,
    prod: { ...nothingChecked, checksRun: 1, notChecked: [] },
    scale: nothingChecked,
  },
  passed: [{ check: 'Nothing creates tables.', rule: 'prod/create-all', pack: 'prod', stage: 'preview', proof: { count: 3 } }],
  roadmap: [
    {
      stage: 'fix before merge',
      fix: 'Await `httpx.AsyncClient.post`.',
      closes: ['f1'],
      scoreGain: { async: 31 },
      effort: 'medium',
      files: ['app/api/orders.py', 'app/billing.py'],
    },
  ],
  scorecards: { queries: [], async: [], asyncHealthy: { handlers: 0, clean: 0 }, ceilings: [] },
  suppressions: [],
  notAnalysed: [],
  stats: {
    files: 2,
    lines: 40,
    calls: 10,
    resolvedCalls: 9,
    reachedCalls: 4,
    resolvedReachedCalls: 4,
    unresolved: { 'untyped-parameter': 1 },
    loopFunctions: 1,
    cleanLoopFunctions: 0,
  },
  ...over,
})
