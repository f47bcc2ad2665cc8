/** Compound patterns of a project's own: read as the built-in ones are, and every mistake is told with its line and its mend. */
import { describe, expect, test } from 'vitest'
import { compounds } from '../../src/generated/compounds.ts'
import { known } from '../../src/cli/catalogue.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { tree } from '../discover/tree.ts'

const load = (toml: string, name = 'faultline.toml'): Config | { readonly fault: string } => {
  const root = tree({ [name]: toml })
  return loadConfig([root], undefined, root, known())
}
const fault = (toml: string): string => {
  const config = load(toml)
  return 'fault' in config ? config.fault : 'nothing is wrong'
}

const HEAD = `[compounds.slow-partner]
title = "A partner that nobody gives up on"
severity = "major"
message = "{call} waits for a partner, and {clause} hides that it failed."
effect = "Requests pile up behind the partner and nobody is told."
fix = "Give the client a timeout and let the failure be seen."
`
const PARTS = `
[[compounds.slow-partner.parts]]
name = "call"
rules = ["prod/outbound-no-timeout"]

[[compounds.slow-partner.parts]]
name = "clause"
rules = ["prod/swallowed-exception"]
by = ["call", "function"]
`

describe('a pattern in the configuration', () => {
  test('is one like those that are built in', () => {
    const config = load(HEAD + PARTS)
    expect('compounds' in config ? config.compounds : config).toEqual([
      {
        name: 'slow-partner',
        title: 'A partner that nobody gives up on',
        severity: 'major',
        parts: [
          { name: 'call', rules: ['prod/outbound-no-timeout'] },
          { name: 'clause', rules: ['prod/swallowed-exception'], by: ['call', 'function'] },
        ],
        aggravators: [],
        foldsInto: [],
        message: '{call} waits for a partner, and {clause} hides that it failed.',
        effect: 'Requests pile up behind the partner and nobody is told.',
        fix: 'Give the client a timeout and let the failure be seen.',
        references: [],
      },
    ])
  })

  test('every built-in pattern could stand there, whose rules are built', () => {
    const isBuilt = (rule: string): boolean => known().rules.includes(rule)
    const built = compounds.filter(({ parts, aggravators }) =>
      [...parts, ...aggravators].every((part) => 'fact' in part || part.rules.every(isBuilt)),
    )
    expect(built.length).toBeGreaterThan(5)
    for (const { name, ...pattern } of built) {
      const pairs = Object.entries(pattern).map(([key, value]) => `${key} = ${inline(value)}`)
      const config = load(`[compounds.own-${name}]\n${pairs.join('\n')}\n`)
      expect('fault' in config ? config.fault : config.compounds[0], name).toEqual({ ...pattern, name: `own-${name}` })
    }
  })

  test.for([
    [
      'a rule that is not there',
      PARTS.replace('prod/swallowed-exception', 'prod/swallowed-exeption'),
      "faultline.toml:14:1: unknown rule 'prod/swallowed-exeption'; did you mean 'prod/swallowed-exception'?",
    ],
    [
      'a key that is not there',
      PARTS.replace('by = ', 'join = '),
      "faultline.toml:15:1: unknown key 'join' (there is 'name', 'rules', 'atLeast', 'with', 'by', 'fact', 'of')",
    ],
    [
      'a join that is not there',
      PARTS.replace('"function"', '"functoin"'),
      "faultline.toml:15:1: 'by' cannot be 'functoin'; did you mean 'function'?",
    ],
    [
      'a part that joins by nothing',
      PARTS.replace('by = ["call", "function"]\n', ''),
      'faultline.toml:8:1: part \'clause\' needs \'by\': by what it belongs to the first part, as in by = ["function", "path"]',
    ],
    ['one part', PARTS.slice(0, PARTS.lastIndexOf('[[')), "faultline.toml:8:1: 'parts' needs at least 2 entries"],
    [
      'a fact that is not there',
      PARTS.replace(/rules = \["prod\/swallowed-exception"\]\nby = .*\n/, 'fact = "no-replika"\nof = "call"\n'),
      "faultline.toml:14:1: 'fact' cannot be 'no-replika'; did you mean 'no-replica'?",
    ],
    [
      'a fact in a sentence',
      PARTS.replace(/rules = \["prod\/swallowed-exception"\]\nby = .*\n/, 'fact = "no-replica"\nof = "call"\n'),
      'faultline.toml:4:1: {clause} is a fact and has no place to name; leave it out',
    ],
    [
      'a fact about nothing',
      PARTS.replace(/rules = \["prod\/swallowed-exception"\]\nby = .*\n/, 'fact = "no-replica"\n'),
      "faultline.toml:8:1: part 'clause' needs 'of', the part that 'no-replica' is about",
    ],
    [
      'a part of another',
      PARTS.replace('by = ', 'with = "cal"\nby = '),
      "faultline.toml:8:1: there is no part 'cal' (there is 'call', 'clause')",
    ],
    [
      'two parts of one name',
      PARTS.replace('name = "clause"', 'name = "call"'),
      "faultline.toml:8:1: two parts are called 'call'; give each a name of its own",
    ],
  ] as const)('%s', ([, parts, expected]) => {
    expect(fault(HEAD + parts)).toBe(expected)
  })

  test.for([
    [
      'a sentence about a part that is not there',
      HEAD.replace('{clause}', '{claus}'),
      "faultline.toml:4:1: {claus} is no part (there is 'call', 'clause', 'entry')",
    ],
    ['no fix', HEAD.replace(/fix = .*\n/, ''), "faultline.toml:1:1: 'slow-partner' needs 'fix'"],
    [
      'a severity that is not there',
      HEAD.replace('"major"', '"huge"'),
      "faultline.toml:3:1: 'severity' cannot be 'huge' (there is 'blocker', 'major')",
    ],
    [
      'a title with a full stop',
      HEAD.replace('gives up on"', 'gives up on."'),
      "faultline.toml:2:1: 'title' cannot be 'A partner that nobody gives up on.'; leave the full stop away",
    ],
    [
      'a name that is taken',
      (HEAD + PARTS).replaceAll('slow-partner', 'unmanaged-schema'),
      "faultline.toml:1:1: there is a compound 'unmanaged-schema' already; take another name",
    ],
    [
      'a wider one that is not there',
      `${HEAD}foldsInto = ["unmanaged-shema"]\n`,
      "faultline.toml:7:1: unknown compound 'unmanaged-shema'; did you mean 'unmanaged-schema'?",
    ],
  ] as const)('%s', ([, head, expected]) => {
    expect(fault(head.includes('parts') ? head : head + PARTS)).toBe(expected)
  })
})

/** A value as TOML writes it on one line. */
const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, each]) => `${key} = ${inline(each)}`).join(', ')} }` // prettier-ignore
  return JSON.stringify(value)
}
