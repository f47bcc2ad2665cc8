import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readRecords } from '../../src/discover/advisories.ts'
import { faultsOf } from '../../src/link/advisories/affected.ts'
import type { Advisories, Advisory, AdvisoryEvent } from '../../src/model/advisory.ts'
import { advisoriesOf } from '../../src/parse/osv.ts'
import { tree } from './tree.ts'

const record = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    id,
    modified: '2024-05-06T07:08:09Z',
    affected: [
      {
        package: { ecosystem: 'PyPI', name: 'Web_Core' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.4' }] }],
      },
    ],
    ...more,
  })

const advisoriesAt = (from: string): Advisories | { readonly fault: string } => {
  const records = readRecords(from)
  return 'fault' in records ? records : advisoriesOf(from, records)
}
const read = (files: Readonly<Record<string, string | Uint8Array>>, name = ''): Advisories | { readonly fault: string } =>
  advisoriesAt(`${tree(files)}/${name}`)

const idsIn = (advisories: ReturnType<typeof read>): readonly string[] =>
  'fault' in advisories ? [advisories.fault] : (advisories.byPackage.get('web-core') ?? []).map(({ id }) => id)

describe('an export of advisories', () => {
  it('reads a folder, and the same as a zip', () => {
    const files = { 'a/B-1.json': record('B-1'), 'A-1.json': record('A-1'), 'notes.txt': 'not a record' }
    const packed = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])))
    const [folder, archive] = [read(files), read({ 'all.zip': packed }, 'all.zip')]
    expect(idsIn(folder)).toEqual(['A-1', 'B-1'])
    expect(archive).toEqual(folder)
    expect(folder).toMatchObject({ asOf: '2024-05-06' })
  })

  it('leaves out what was withdrawn and what is no package of PyPI', () => {
    const npm = record('N-1', { affected: [{ package: { ecosystem: 'npm', name: 'web-core' } }] })
    expect(idsIn(read({ '1.json': record('A-1'), '2.json': record('A-2', { withdrawn: '2024-01-01' }), '3.json': npm }))).toEqual(['A-1'])
  })

  it('takes the score from the vector, of any version of CVSS', () => {
    const scored = (score: string) => {
      const advisories = read({ '1.json': record('A-1', { severity: [{ type: 'CVSS', score }] }) })
      return 'fault' in advisories ? advisories.fault : advisories.byPackage.get('web-core')?.[0].score
    }
    expect(scored('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')).toBe(9.8)
    expect(scored('CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H')).toBe(7.5)
    expect(scored('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toBe(9.3)
    expect(scored('nonsense')).toBeNull()
  })

  it.each([
    ['a broken record', { '1.json': '{' }, '', '1.json is no OSV record'],
    ['a document that is none', { '1.json': '[]' }, '', '1.json is no OSV record'],
    ['an empty folder', { 'readme.md': '' }, '', 'no JSON records in it'],
    ['no record of PyPI', { '1.json': '{"id":"X","affected":[]}' }, '', 'no record in it is about a package of PyPI'],
    ['a file of another kind', { 'x.json': '{}' }, 'x.json', 'neither a folder nor a zip archive'],
    ['a cut archive', { 'x.zip': 'PK\u0003\u0004' }, 'x.zip', 'a zip archive that cannot be read'],
    ['nothing there', {}, 'nowhere', 'it does not exist'],
  ])('says what is wrong with %s', (_, files, name, fault) => {
    expect(idsIn(read(files, name))[0]).toContain(fault)
  })
})

describe('faultsOf', () => {
  const advisory = (ranges: readonly (readonly AdvisoryEvent[])[], versions: readonly string[] = []): Advisory => ({
    id: 'A', aliases: [], summary: '', score: null, rating: null, ranges, versions,
  }) // prettier-ignore
  const twoBranches = advisory([
    [{ is: 'introduced', version: '1.0' }, { is: 'fixed', version: '1.4.2' }],
    [{ is: 'introduced', version: '2.0a1' }, { is: 'lastAffected', version: '2.1' }],
  ]) // prettier-ignore
  const fixes = (version: string, one: Advisory = twoBranches): readonly (string | null)[] =>
    faultsOf(version, [one]).map(({ fixed }) => fixed)

  it('compares as PEP 440 has it', () => {
    expect(fixes('0.9')).toEqual([])
    expect(fixes('1.0')).toEqual(['1.4.2'])
    expect(fixes('1.4.2rc1')).toEqual(['1.4.2'])
    expect(fixes('1.4.2')).toEqual([])
    expect(fixes('1.4.10')).toEqual([])
    expect(fixes('2.0b1')).toEqual([null])
    expect(fixes('2.1.post1')).toEqual([])
    expect(fixes('2.1+local')).toEqual([])
  })

  it('takes events in any order, several times over', () => {
    const again = advisory([
      [{ is: 'fixed', version: '3.1' }, { is: 'introduced', version: '3.0' }, { is: 'fixed', version: '1.5' }, { is: 'introduced', version: '0' }],
    ]) // prettier-ignore
    expect([fixes('1.4', again), fixes('2.0', again), fixes('3.0.1', again)]).toEqual([['1.5'], [], ['3.1']])
  })

  it('knows listed versions however they are written, and nothing of what is no version', () => {
    expect(fixes('1.0.0', advisory([], ['1.0']))).toEqual([null])
    expect(fixes('latest', advisory([[{ is: 'introduced', version: '0' }]]))).toEqual([])
  })
})
