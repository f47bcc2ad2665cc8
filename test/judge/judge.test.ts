import { describe, expect, test } from 'vitest'
import type { JudgeInput } from '../../src/judge/judge.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Finding, Stage } from '../../src/model/finding.ts'
import type { Compound } from '../../src/model/issue.ts'
import type { Tally } from '../../src/model/judgement.ts'
import { law } from '../fixtures/reviewed.ts'
import { finding } from '../report/samples.ts'

const N_PLUS_ONE = 'no requests in async context'
const rule = 'async/sync-http-client'
const tally = (over: Partial<Tally> = {}): Tally => ({ rule, stage: 'stable', fine: 40, unknown: 0, proof: null, ...over })
const fault = (over: Partial<Finding> = {}): Finding => finding({ rule, severity: 'major', nativeSeverity: 'major', ...over })
const rootless = (over: Partial<Finding>): Finding => {
  const { root: _root, ...rest } = fault(over)
  return rest
}
const judged = (over: Partial<JudgeInput> = {}) =>
  judge({ findings: [], compounds: [], tallies: [tally()], hasApplication: true, files: 12, waivers: [], ...over }, law)
const standard = (name: string, over: Partial<JudgeInput> = {}) => judged(over).standards.find((each) => each.standard === name)!
const compound: Compound = {
  id: 'c1', pattern: 'unmanaged-schema', title: 'x', severity: 'major', confidence: 'high', service: null, anchors: ['f1'], moreAnchors: 0,
  parts: [{ finding: 'f1' }, { finding: 'f2' }], message: 'm', effect: 'e', fix: 'one change',
} // prettier-ignore

describe('the verdict', () => {
  test.for<[string, Partial<JudgeInput>, string]>([
    [
      'without an application there is none, whatever was found',
      { hasApplication: false, findings: [fault({ severity: 'blocker' })] },
      'not-assessed',
    ],
    ['nothing found', {}, 'approved'],
    ['a minor', { findings: [fault({ severity: 'minor' })] }, 'approved'],
    ['a major', { findings: [fault()] }, 'approve-with-changes'],
    ['a blocker', { findings: [fault({ severity: 'blocker' })] }, 'needs-rework'],
    ['a violated standard of a major', { findings: [fault({ nonNegotiable: N_PLUS_ONE })] }, 'needs-rework'],
    [
      'a waived standard',
      { findings: [fault({ severity: 'blocker', nonNegotiable: N_PLUS_ONE, suppressed: { reason: 'known' } })] },
      'approve-with-changes',
    ],
    ['a blocker of a preview rule', { findings: [fault({ severity: 'blocker', stage: 'preview' })] }, 'approved'],
    ['a blocker of low confidence', { findings: [fault({ severity: 'blocker', confidence: 'low' })] }, 'approved'],
    [
      'many blockers of low confidence, which cost score',
      { findings: Array.from({ length: 60 }, (_, at) => fault({ id: `f${at}`, severity: 'blocker', confidence: 'low' })) },
      'approved',
    ],
    ['a compound', { compounds: [compound] }, 'approve-with-changes'],
    ['a compound blocker', { compounds: [{ ...compound, severity: 'blocker' }] }, 'needs-rework'],
  ])('%s', ([, input, expected]) => {
    expect(judged(input).verdict).toBe(expected)
  })
})

describe('standards', () => {
  test('are seventeen, always, and what nothing has looked at is not held', () => {
    const { standards } = judged({ tallies: [] })
    expect(standards).toHaveLength(17)
    expect(new Set(standards.map(({ status }) => status))).toEqual(new Set(['needsConfirmation']))
    for (const { reason } of standards) expect(reason).toMatch(/^not checked/)
  })

  test('violated, with the places', () => {
    expect(standard(N_PLUS_ONE, { findings: [fault({ nonNegotiable: N_PLUS_ONE })] })).toMatchObject({
      status: 'violated',
      findings: ['f1'],
    })
  })
  test('waived, with the reason', () => {
    const waived = fault({ nonNegotiable: N_PLUS_ONE, suppressed: { reason: 'a probe' } })
    expect(standard(N_PLUS_ONE, { findings: [waived] })).toMatchObject({ status: 'waived', reason: 'a probe' })
    const both = [waived, fault({ id: 'f2', nonNegotiable: N_PLUS_ONE })]
    expect(standard(N_PLUS_ONE, { findings: both })).toMatchObject({ status: 'violated', findings: ['f2'] })
  })
  test('to be confirmed: found by preview rules or with low confidence, or not decidable', () => {
    const of = (over: Partial<JudgeInput>) => standard(N_PLUS_ONE, over)
    expect(of({ findings: [fault({ stage: 'preview' })] })).toMatchObject({
      status: 'needsConfirmation',
      findings: ['f1'],
      reason: 'found by preview rules only',
    })
    expect(of({ findings: [fault({ confidence: 'low' })] }).reason).toBe('found with low confidence only')
    expect(of({ tallies: [tally({ stage: 'preview' })] }).reason).toMatch(/still in preview/)
    expect(of({ tallies: [tally({ unknown: 2 })] }).reason).toMatch(/2 places could not be decided/)
  })
  test('held, with a count or the place', () => {
    expect(standard(N_PLUS_ONE)).toEqual({ standard: N_PLUS_ONE, status: 'held', findings: [], proof: { count: 40 } })
    const proof = { file: 'a.py', line: 3, column: 1, endLine: 3, endColumn: 2 }
    expect(standard(N_PLUS_ONE, { tallies: [tally({ fine: 1, proof })] }).proof).toEqual({ file: 'a.py', line: 3 })
  })
  test('without anything to judge a prohibition is held in the files that were read', () => {
    expect(standard(N_PLUS_ONE, { tallies: [tally({ fine: 0 })] })).toMatchObject({ status: 'held', proof: { count: 12 } })
    expect(standard(N_PLUS_ONE, { tallies: [tally({ fine: 0 })], files: 0 })).toMatchObject({ status: 'notApplicable' })
  })
  test('have a row for every standard that a rule names, and the row names the rule', () => {
    const strays = Object.values(law.declarations).filter(
      (rule) =>
        rule &&
        rule.standard !== null &&
        !law.standards.some(({ standard, rules }) => standard === rule.standard && rules.includes(rule.id)),
    )
    expect(strays.map((rule) => rule?.id)).toEqual([])
  })
})

describe('passed checks', () => {
  const passed = (over: Partial<Tally>, findings: readonly Finding[] = []) => judged({ tallies: [tally(over)], findings }).passed
  test('need something to judge, all of it right', () => {
    expect(passed({})).toMatchObject([{ rule, pack: 'async', stage: 'stable', proof: { count: 40 } }])
    expect(passed({ fine: 0 })).toEqual([])
    expect(passed({ unknown: 1 })).toEqual([])
    expect(passed({}, [fault({ confidence: 'low' })])).toEqual([])
  })
  test('say when the rule is in preview', () => {
    expect(passed({ stage: 'preview' })).toMatchObject([{ stage: 'preview' }])
  })
})

describe('packs', () => {
  test('all eight answer, and say what was not checked', () => {
    const { packs } = judged()
    expect(Object.keys(packs)).toEqual(['perf', 'db', 'api', 'sec', 'async', 'infra', 'prod', 'scale'])
    const idle = Object.values(packs).filter(({ checksRun }) => checksRun === 0)
    expect(idle.map(({ score, notChecked }) => [score, notChecked.length > 0])).toEqual(idle.map(() => [null, true]))
    expect(packs['async'].notChecked).toContain('async/direct-blocking-call: turned off')
  })
  test('preview rules and suppressed findings cost nothing', () => {
    const scored = (over: Partial<Finding>) => judged({ findings: [fault(over)] }).packs['async'].score
    expect([scored({ stage: 'preview' }), scored({ suppressed: { reason: 'known' } }), scored({})]).toEqual([100, 100, 94])
  })
  test('a pack of preview rules has no score', () => {
    const { packs } = judged({ tallies: [tally({ stage: 'preview' })] })
    expect(packs['async']).toMatchObject({ score: null, grade: 'not-applicable' })
  })
  test('the weakest counts half', () => {
    const tallies = [tally(), tally({ rule: 'prod/create-all' })]
    expect(judged({ tallies, findings: [fault({ severity: 'blocker' })] }).health.overall).toBe(77)
    expect(judged({ tallies: [] }).health.overall).toBe(null)
  })
})

describe('the roadmap', () => {
  const of = (severity: Finding['severity'], over: Partial<Finding> = {}): Finding =>
    rootless({ id: `${severity}${over.line ?? ''}${over.remedy ?? ''}`, severity, remedy: severity, ...over })
  const roadmap = (findings: readonly Finding[], compounds: readonly Compound[] = []) => judged({ findings, compounds }).roadmap

  test('goes from what stops the merge to what can be talked about', () => {
    const items = roadmap([of('suggestion'), of('minor'), of('major'), of('blocker')])
    expect(items.map(({ stage, fix }) => [stage, fix])).toEqual([
      ['fix before merge', '`charge`: blocker'],
      ['fix before deploy', '`charge`: major'],
      ['next sprint', '`charge`: minor'],
      ['consider', '`charge`: suggestion'],
    ])
    expect(roadmap([of('major', { nonNegotiable: N_PLUS_ONE })])[0].stage).toBe('fix before merge')
  })
  test('groups what one call causes, and what asks for the same change', () => {
    expect(roadmap([fault(), fault({ id: 'f2', line: 9 })])).toMatchObject([{ closes: ['f1', 'f2'] }])
    expect(roadmap([of('major', { line: 1 }), of('major', { line: 2 })])).toMatchObject([{ closes: ['major1', 'major2'] }])
  })
  test('mends the missing indexes of one model in one migration, and names them', () => {
    const index = (column: string, symbol: string): Finding =>
      of('blocker', {
        id: column,
        rule: 'db/unindexed-foreign-key',
        pack: 'db',
        symbol,
        message: `\`${column}\` has no index`,
        remedy: 'Add it.',
      })
    const items = roadmap([index('order.user_id', 'app.Order'), index('item.order_id', 'app.Item'), index('order.shop_id', 'app.Order')])
    expect(items.map(({ fix, closes }) => [fix, closes])).toEqual([
      ['`order.user_id`, `order.shop_id`: Add it.', ['order.user_id', 'order.shop_id']],
      ['`item.order_id`: Add it.', ['item.order_id']],
    ])
    const many = roadmap(['a', 'b', 'c', 'd', 'e', 'f'].map((column) => index(`order.${column}`, 'app.Order')))
    expect(many.map(({ fix }) => fix)).toEqual(['`order.a`, `order.b`, `order.c`, `order.d` and 2 more: Add it.'])
  })
  test('names nothing twice', () => {
    expect(roadmap([of('major', { message: '`x` is wrong', remedy: 'Mend `x`.' })]).map(({ fix }) => fix)).toEqual(['Mend `x`.'])
  })
  test('closes a compound together with its parts, each once', () => {
    const items = roadmap([fault(), rootless({ id: 'f2', remedy: 'other', line: 9 })], [compound, { ...compound, id: 'c2', pattern: 'z' }])
    expect(items.map(({ closes }) => closes)).toEqual([['c1', 'f1', 'f2'], ['c2']])
  })
  test('puts what wins more for less first', () => {
    const many = [1, 2, 3].map((line) => of('blocker', { line, remedy: 'many' }))
    const safe = of('blocker', { remedy: 'safe', fix: { before: 'a', after: 'b', safe: true, example: false } })
    expect(roadmap([of('blocker', { remedy: 'one' }), ...many, safe]).map(({ fix, effort }) => `${fix} ${effort}`)).toEqual([
      '`charge`: many medium',
      '`charge`: safe small',
      '`charge`: one medium',
    ])
  })
  test('says what each change wins, by recomputing the score without it', () => {
    expect(roadmap([of('blocker')])[0].scoreGain).toEqual({ async: 31 })
  })
  test('leaves out what has no vote', () => {
    const stage: Stage = 'preview'
    expect(roadmap([of('blocker', { stage }), of('blocker', { confidence: 'low' })])).toEqual([])
  })
})
