import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { built } from './built.ts'

const project = path.join(import.meta.dirname, '..', '..')
const faultline = built()
const sample = (
  format: string,
  ...flags: readonly string[]
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } =>
  faultline(['-f', format, ...flags, 'fixtures/projects/shop'], { cwd: project })

describe('the bundled sample, through the built command line', () => {
  it('fails the run, with direct and transitive blocking calls and create_all', () => {
    const { code, stdout, stderr } = sample('json')
    const report = JSON.parse(stdout) as Report
    const schema = JSON.parse(readFileSync(path.join(project, 'schemas/report.schema.json'), 'utf8')) as object
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect([code, stderr, report.notAnalysed]).toEqual([1, '', []])
    const found = new Set(report.findings.map(({ rule }) => rule))
    for (const rule of ['async/sync-db-in-async', 'async/transitive-blocking-call', 'prod/create-all']) expect(found).toContain(rule)
    for (const { file } of report.findings) expect(file).toMatch(/^fixtures\/projects\/shop\/(?:app\/|pyproject\.toml$)/)
    for (const { evidence } of report.findings.filter(({ pack }) => pack === 'async')) expect(evidence.length).toBeGreaterThan(0)
  })

  it('has one line per finding in the concise format, and nothing but that', () => {
    const { stdout, stderr } = sample('concise')
    expect(stderr).toMatch(
      /^faultline: 1 finding of lower confidence .+\nfaultline: Needs Rework: .+; \d+ fix(es)? to Approve with Changes; \d+ of 17 standards not proven yet\n$/,
    )
    for (const line of stdout.trimEnd().split('\n'))
      expect(line).toMatch(/^\S+\.(?:py|toml):\d+:\d+: (?:error|warning|info|hint) [a-z]+\/[a-z0-9-]+ .+$/)
  })

  it('shows code, path, reason and fix on the terminal', () => {
    const { stdout } = sample('pretty')
    for (const part of [/^ {4}\d+ \| .+/m, /^ {2}path {2}\S+\.py:\d+:\d+ {2}/m, /^ {2}why {3}/m, /^ {2}help {2}/m, /^ {8}- /m, /^ {8}\+ /m])
      expect(stdout).toMatch(part)
  })

  it('exits 0 on request, whatever the format', () => {
    for (const format of ['json', 'concise', 'pretty']) {
      expect(sample(format).code, format).toBe(1)
      expect(sample(format, '--exit-zero').code, format).toBe(0)
    }
  })

  it('why tells the context, the callee, the effect and the verdict', () => {
    const report = JSON.parse(sample('json').stdout) as Report
    const direct = report.findings.find(({ file, line, root }) => root?.file === file && root.line === line) ?? report.findings[0]
    const { code, stdout, stderr } = faultline(['why', `${direct.file}:${direct.line}`], { cwd: project })
    expect([code, stderr]).toEqual([0, ''])
    for (const part of [/^file is app code$/m, /^ {2}runs as loop-\w+, from /m, /^call at /m, /: blocks \(/m, /^async\/\S+: violation/m])
      expect(stdout).toMatch(part)
  })

  it('the committed report is what the tool prints (renewed by `vitest --update`)', async () => {
    await expect(sample('markdown').stdout).toMatchFileSnapshot('../../references/sample-report.md')
  })

  it('a rule turned off is silent', () => {
    const config = path.join(project, 'test', 'cli', 'without-async.toml')
    const report = JSON.parse(sample('json', '--config', config).stdout) as Report
    expect(report.findings.filter(({ pack }) => pack === 'async')).toEqual([])
    expect(report.packs['async']).toMatchObject({ checksRun: 0, score: null })
    expect(report.packs['async'].notChecked[0]).toMatch(/: turned off$/)
  })
})
