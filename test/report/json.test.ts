import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { json } from '../../src/report/json.ts'
import { finding, report } from './samples.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)

describe('json', () => {
  it('fits its schema', () => {
    const bare = finding()
    const { root: _root, fix: _fix, ...withoutOptional } = bare
    const text = json(report({ findings: [bare, withoutOptional], notAnalysed: [{ file: 'x.py', because: 'The file is binary.' }] }))
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('the schema refuses what the model does not have', () => {
    expect(validate({ ...report(), verdict: 'fine' })).toBe(false)
    expect(validate({ ...report(), mood: 'good' })).toBe(false)
    expect(validate(report({ standards: report().standards.slice(1) }))).toBe(false)
    expect(validate(report({ findings: [finding({ line: 0 })] }))).toBe(false)
  })

  it('ends with a line feed and keeps hostile text as data', () => {
    const text = json(report({ findings: [finding({ message: '\u001b[2J\ud800' })] }))
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).toContain('\\u001b[2J\\ud800')
  })
})
