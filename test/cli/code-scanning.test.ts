/** SARIF as continuous integration gets it: through the built command line, and by the example workflow. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Log } from 'sarif'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { tree } from '../discover/tree.ts'
import { schemaFaults } from '../report/sarif-schema.ts'
import { built } from './built.ts'

const project = path.join(import.meta.dirname, '..', '..')
const faultline = built()
const faultsOf = schemaFaults()

const RULE = 'async/direct-blocking-call'
const app = (comment: string): string =>
  `import time\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\nasync def read():\n    time.sleep(1)${comment}\n`

/** What the smallest application lacks (a rate limit, a handler of last resort) is not what these cases are about. */
const QUIET = `[rules]\nprod = "off"\ninfra = "off"\n`

describe('sarif', () => {
  it('hashes lines as the uploader does: from the bytes, with a byte order mark', () => {
    const hashOf = (text: string): unknown => {
      const log = JSON.parse(faultline(['-f', 'sarif', '.'], { cwd: tree({ 'main.py': text }) }).stdout) as Log
      return log.runs[0].results?.[0].partialFingerprints?.['primaryLocationLineHash']
    }
    expect(hashOf(app(''))).toMatch(/^[0-9a-f]{1,16}:1$/)
    expect(hashOf(`\ufeff${app('')}`)).toBe(hashOf(app('')))
    expect(hashOf(app('').replaceAll('\n', '\r\n'))).toBe(hashOf(app('')))
  })

  it('names files from the git root, and itself by the reviewed folder', () => {
    const root = tree({ '.git/HEAD': '', 'my server/pyproject.toml': '', 'my server/main.py': app('') })
    const [run] = (JSON.parse(faultline(['-f', 'sarif', 'my server'], { cwd: root }).stdout) as Log).runs
    expect(run.automationDetails?.id).toBe('faultline/my server/')
    expect(run.results?.[0].locations?.[0].physicalLocation?.artifactLocation?.uri).toBe('my%20server/main.py')
  })

  it('is not written by a review that saw nothing: every alert would be closed', () => {
    const root = tree({ 'bad.py': 'x = 1\n\0\0\n' })
    const { code } = faultline(['-f', 'sarif:out.sarif', '-f', 'json:out.json', '.'], { cwd: root })
    expect(code).toBe(2)
    expect([existsSync(path.join(root, 'out.sarif')), existsSync(path.join(root, 'out.json'))]).toEqual([false, true])
  })
})

describe('suppressed findings', () => {
  const known = `  # faultline: ignore[${RULE}] until=2027-01-31 -- measured, 1 ms`

  const FORMATS = ['concise', 'pretty', 'json', 'sarif', 'github']
  /** One review, with every format in a file. */
  const review = (
    source: string,
    ...flags: readonly string[]
  ): { readonly code: number | null; readonly text: (format: string) => string } => {
    const cwd = tree({ 'faultline.toml': QUIET, 'main.py': source })
    const { code } = faultline([...FORMATS.flatMap((format) => ['-f', `${format}:out.${format}`]), ...flags, '.'], { cwd })
    return { code, text: (format) => readFileSync(path.join(cwd, `out.${format}`), 'utf8') }
  }

  it('do not fail the run, are counted, and stay in the JSON report', () => {
    const { code, text } = review(app(known), '--today', '2027-01-01')
    expect([code, text('concise'), text('github')]).toEqual([0, '', ''])
    expect(text('pretty')).toContain('1 suppressed with a reason')
    const { findings } = JSON.parse(text('json')) as { findings: object[] }
    expect(findings).toMatchObject([{ rule: RULE, suppressed: { reason: 'measured, 1 ms', until: '2027-01-31' } }])
    expect((JSON.parse(text('sarif')) as Log).runs[0].results).toEqual([])
  })

  it('are in SARIF when asked for, and said on standard error', () => {
    const { stdout } = faultline(['-f', 'sarif', '--sarif-suppressed', '--today', '2027-01-31', '.'], {
      cwd: tree({ 'faultline.toml': QUIET, 'main.py': app(known) }),
    })
    const justification = 'measured, 1 ms (until 2027-01-31)'
    expect((JSON.parse(stdout) as Log).runs[0].results).toMatchObject([{ suppressions: [{ justification }] }])
    expect(faultline(['--today', '2027-01-31', '.'], { cwd: tree({ 'main.py': app(known) }) }).stderr).toContain(
      "faultline: 1 finding suppressed with a reason ('--format json' lists them)\n",
    )
  })

  it.for([
    ['expired', app(known), 'meta/expired-suppression', 1],
    ['without a reason', app(`  # faultline: ignore[${RULE}]`), 'meta/reasonless-suppression', 1],
    ['unused', `x = 1  # faultline: ignore[${RULE}] -- was needed once\n`, 'meta/unused-suppression', 0],
  ] as const)('%s: every format says so, and only the finding fails the run', ([, source, problem, expected]) => {
    const { code, text } = review(source, '--today', '2027-02-01')
    expect(code).toBe(expected)
    for (const format of FORMATS) expect(text(format)).toContain(format === 'pretty' ? 'Suppressions to look at: 1' : problem)
  })
})

describe('configuration', () => {
  it('settings by path, a waiver with its end', () => {
    const toml = `[standards]\n"no blocking call in an async endpoint" = { waived = "one user", until = 2027-01-31 }\n`
    const cwd = tree({ 'faultline.toml': toml, 'main.py': app('') })
    expect(faultline(['--today', '2027-01-31', '.'], { cwd }).code).toBe(0)
    const late = faultline(['--today', '2027-02-01', '.'], { cwd })
    expect(late.code).toBe(1)
    expect(late.stdout).toContain('faultline.toml:2:1: info meta/expired-suppression the waiver of')
    const off = tree({ 'faultline.toml': `${QUIET}[paths."main.py"]\nasync = "off"\n`, 'main.py': app(''), 'other.py': app('') })
    expect(faultline(['.'], { cwd: off }).stdout.trimEnd().split('\n').map((line) => line.split(':')[0])).toEqual(['other.py']) // prettier-ignore
  })
})

describe('brief', () => {
  it('is two lines a finding', () => {
    const { stdout } = faultline(['-f', 'pretty', '--brief', '.'], { cwd: tree({ 'faultline.toml': QUIET, 'main.py': app('') }) })
    const lines = stdout.split('\n')
    const first = lines.findIndex((line) => line.startsWith('blocker '))
    expect(lines.slice(first, first + 3)).toEqual([
      expect.stringMatching(/^blocker `time\.sleep` .+ \[async\/direct-blocking-call, confidence \w+\]$/),
      '  main.py:9:5 in main.read',
      '',
    ])
  })
})

describe('the example workflow', () => {
  interface Step {
    readonly name?: string
    readonly uses?: string
    readonly run?: string
    readonly if?: string
    readonly with?: Readonly<Record<string, unknown>>
  }
  interface Workflow {
    readonly permissions: Readonly<Record<string, string>>
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
  }
  const file = path.join(project, 'references/ci/github-code-scanning.yml')
  const workflow = parse(readFileSync(file, 'utf8'), { strict: true }) as Workflow
  const { steps } = workflow.jobs['faultline']
  const review = steps.find(({ run }) => run?.includes('faultline') === true)
  const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@') === true)

  it('may upload, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write', actions: 'read' })
  })

  it('pins every action to a major version', () => {
    const actions = steps.flatMap(({ uses }) => uses ?? [])
    expect(actions.length).toBe(3)
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w/-]+@v\d+$/)
  })

  it('puts nothing that others can choose into a command', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{')
  })

  it('reviews with flags that exist, and writes the file that is uploaded', () => {
    const words = review?.run?.trim().split(/\s+/) ?? []
    expect(words.slice(0, 3)).toEqual(['npx', '--yes', 'faultline@0'])
    const root = tree({ 'main.py': app('') })
    expect(faultline(words.slice(3), { cwd: root }).code).toBe(1)
    const written = readFileSync(path.join(root, String(upload?.with?.['sarif_file'])), 'utf8')
    expect(faultsOf(JSON.parse(written))).toEqual([])
  })

  it('uploads after findings, but not what is not there, and not from a fork', () => {
    expect(upload?.if).toContain('!cancelled()')
    expect(upload?.if).toContain(`hashFiles('${String(upload?.with?.['sarif_file'])}') != ''`)
    expect(upload?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository')
    expect(steps.indexOf(upload as Step)).toBeGreaterThan(steps.indexOf(review as Step))
  })
})
