import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BindFlag, BindKind, Op, RegionKind } from '../../src/model/summary.ts'
import { renderIr } from '../../src/lower/render.ts'
import { fixtures, summaryOf } from './summaries.ts'

const OPS = Op.Broken + 1
const REGION_KINDS = RegionKind.Case + 1
const BIND_KINDS = BindKind.TypeParam + 1

describe('golden files', () => {
  test.each(readdirSync(fixtures).filter((file) => file.endsWith('.py')))('%s', async (file) => {
    const text = readFileSync(new URL(file, fixtures), 'utf8')
    const rendered = renderIr(await summaryOf(text, file), text)
    await expect(rendered).toMatchFileSnapshot(new URL(file.replace(/py$/, 'ir'), fixtures).pathname)
  })

  test('show every operation, kind of region and kind of binding', async () => {
    const ops = new Set<number>()
    const regions = new Set<number>()
    const binds = new Set<number>()
    for (const file of readdirSync(fixtures)) {
      if (!file.endsWith('.py')) continue
      const { values, regions: found } = await summaryOf(readFileSync(new URL(file, fixtures), 'utf8'), file)
      for (let v = 0; v < values.count; v++) {
        ops.add(values.op[v])
        if (values.op[v] === Op.Bind) binds.add(values.aux[v] & BindFlag.Kind)
      }
      for (let r = 0; r < found.count; r++) regions.add(found.kind[r])
    }
    expect([...Array(OPS).keys()].filter((op) => !ops.has(op))).toEqual([])
    expect([...Array(REGION_KINDS).keys()].filter((kind) => !regions.has(kind))).toEqual([])
    expect([...Array(BIND_KINDS).keys()].filter((kind) => !binds.has(kind))).toEqual([])
  })
})
