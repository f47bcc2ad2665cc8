import { describe, expect, test } from 'vitest'
import { findCompounds } from '../../src/correlate/compound.ts'
import type { Joined } from '../../src/correlate/join.ts'
import { compounds as declared } from '../../src/generated/compounds.ts'
import { patternOf } from '../../src/generate/chair.ts'
import { textAt } from '../../src/generate/output.ts'
import type { CompoundPattern } from '../../src/model/compound.ts'
import type { Project } from '../../src/model/project.ts'
import { joined, sketchedJoins } from './joined.ts'

/** The interpreter asks the project for facts and positions only; these patterns have neither, and nothing says how it is started. */
const nowhere = { deployment: { processes: [] }, services: [], contextsOf: () => [] } as unknown as Project
const found = (findings: readonly Joined[], patterns: readonly CompoundPattern[] = declared) =>
  findCompounds({ project: nowhere, findings, joins: sketchedJoins, patterns })

const blocking = joined({ rule: 'async/sync-db-in-async', severity: 'blocker', touches: [['resource', 7]] })
const pool = joined({ rule: 'db/pool-sizing', severity: 'major', at: [80, 90], within: null, is: 'resource', touches: [['resource', 7]] })
const otherPool = joined({ rule: 'db/pool-sizing', severity: 'major', at: [60, 70], within: null, is: 'resource' })
const creation = joined({ rule: 'prod/create-all', severity: 'blocker', at: [40, 44], cause: 'schema-authority' })
const migrations = joined({ rule: 'prod/no-migrations', severity: 'blocker', at: [1, 2], within: null, is: 'service' })
const health = joined({ rule: 'prod/no-health-endpoint', severity: 'major', at: [3, 4], within: null, is: 'service' })
const names = (findings: readonly Joined[]): readonly string[] => found(findings).map(({ pattern }) => pattern)

describe('all parts have to be there', () => {
  test('and belong to one engine', () => {
    expect(names([blocking, pool])).toEqual(['blocked-loop-starved-pool'])
    expect(names([blocking, otherPool])).toEqual([])
    expect(names([blocking])).toEqual([])
    expect(names([pool])).toEqual([])
  })

  test('where the engine is not known, nothing is proven', () => {
    expect(names([joined({ rule: 'async/sync-db-in-async' }), otherPool])).toEqual([])
  })

  test('a part less is silence', () => {
    const all = [creation, migrations, health]
    expect(names(all)).toEqual(['unmanaged-schema'])
    for (const part of all) expect(names(all.filter((each) => each !== part))).toEqual([])
  })

  test.for([
    ['preview', { stage: 'preview' }],
    ['low confidence', { confidence: 'low' }],
    ['suppressed', { suppressed: { reason: 'known' } }],
  ] as const)('and have a vote: not %s', ([, over]) => {
    expect(names([creation, migrations, { ...health, finding: { ...health.finding, ...over } }])).toEqual([])
  })
})

describe('the issue', () => {
  test('names its parts by id, and what was there before in words', () => {
    const [issue] = found([blocking, pool])
    expect(issue).toMatchObject({
      severity: 'blocker',
      confidence: 'high',
      service: null,
      anchors: [blocking.finding.id],
      moreAnchors: 0,
      parts: [{ finding: blocking.finding.id }, { finding: pool.finding.id }],
    })
    expect(issue.message).toContain('`POST /orders`')
    expect(issue.message).toContain('async/sync-db-in-async at app/api/orders.py:10')
    for (const text of [issue.message, issue.effect, issue.fix]) expect(text).not.toMatch(/[{}\n]/)
  })

  test('is as certain as its least certain part', () => {
    const unsure = { ...pool, finding: { ...pool.finding, confidence: 'medium' } } as const
    expect(found([blocking, unsure])[0].confidence).toBe('medium')
  })

  test('says what makes it worse, if it is there', () => {
    expect(found([blocking, pool])[0].message).not.toContain('No health endpoint')
    expect(found([blocking, pool, health])[0].message).toContain('No health endpoint')
  })

  test('is one per pattern and service: ten places, the rest counted', () => {
    const many = Array.from({ length: 13 }, (_, at) =>
      joined({ rule: 'async/sync-db-in-async', at: [100 + at, 101 + at], touches: [['resource', 7]] }),
    )
    const issues = found([...many, pool])
    expect(issues).toHaveLength(1)
    expect(issues[0].anchors).toEqual(many.slice(0, 10).map(({ finding }) => finding.id))
    expect(issues[0].moreAnchors).toBe(3)
    expect(issues[0].parts).toHaveLength(11)

    const inTwo = many.map((each, at) => ({ ...each, finding: { ...each.finding, services: [at < 5 ? 'api' : 'worker'] } }))
    expect(found([...inTwo, pool]).map(({ service, anchors }) => [service, anchors.length])).toEqual([['api', 5], ['worker', 8]]) // prettier-ignore
    expect(new Set(found([...inTwo, pool]).map(({ id }) => id)).size).toBe(2)
  })

  test('keeps its id when code moves', () => {
    const moved = joined({ rule: 'async/sync-db-in-async', at: [500, 510], touches: [['resource', 7]] })
    expect(found([moved, pool])[0].id).toBe(found([blocking, pool])[0].id)
  })

  test('is folded into one that says the same of the same place and more', () => {
    const narrow = { ...declared.find(({ name }) => name === 'unmanaged-schema')!, name: 'narrow', foldsInto: ['unmanaged-schema'] }
    expect(found([creation, migrations, health], [...declared, narrow]).map(({ pattern }) => pattern)).toEqual(['unmanaged-schema'])
    expect(found([creation, migrations, health], [narrow]).map(({ pattern }) => pattern)).toEqual(['narrow'])
  })
})

describe('a pattern is refused', () => {
  const text = textAt('rules/compound/unmanaged-schema.yml')
  test.for([
    ['under another name', text.replace('name: unmanaged-schema', 'name: other'), /name is other/],
    ['with a placeholder that is no part', text.replace('({health})', '({pulse})'), /\{pulse\} is no part/],
    ['with two parts of one name', text.replace('name: health', 'name: creation'), /two parts are called 'creation'/],
    ['with a part that joins by nothing', text.replace('    by: [resource, service]\n', ''), /'migrations' needs 'by'/],
    ['with an unknown key to join by', text.replace('by: [resource, service]', 'by: [mood]'), /parts/],
    [
      'with an unknown fact',
      text.replace('rules: [prod/no-health-endpoint]\n    by: [service]', 'fact: no-luck\n    of: creation'),
      /parts/,
    ],
  ] as const)('%s', ([, yaml, problem]) => {
    expect(() => patternOf('unmanaged-schema', yaml)).toThrow(problem)
  })
})
