import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import compound from '../../schemas/compound.schema.json' with { type: 'json' }
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { settingsOf } from '../../src/config/settings.ts'
import { validate } from '../../src/config/validate.ts'
import { expiredWaivers, waiversOn } from '../../src/config/waivers.ts'
import { tree } from '../discover/tree.ts'

const known = {
  rules: ['async/direct-blocking-call', 'prod/create-all'],
  packs: ['async', 'prod'],
  aliases: { 'prod/created-schema': 'prod/create-all' },
  standards: ['no create_all() in production', 'no N+1'],
  compounds: ['unmanaged-schema'],
}
const load = (
  files: Readonly<Record<string, string>>,
  folders: readonly string[] = ['.'],
  explicit?: string,
): ReturnType<typeof loadConfig> => {
  const root = tree(files)
  const config = loadConfig(folders.map((folder) => path.join(root, folder)), explicit, root, known) // prettier-ignore
  return 'folder' in config ? { ...config, folder: path.relative(root, config.folder) } : config
}
const fault = (toml: string, name = 'faultline.toml'): string => {
  const config = load({ [name]: toml })
  return 'fault' in config ? config.fault : ''
}

describe('loadConfig', () => {
  it('has defaults', () => {
    expect(load({})).toEqual({
      folder: '',
      include: [],
      exclude: [],
      failOn: 'blocker',
      rules: {},
      paths: [],
      facts: {},
      waivers: [],
      compounds: [],
    })
  })

  it('takes the nearest folder, and there the first of the three names', () => {
    const files = {
      'faultline.toml': 'fail-on = "minor"',
      'a/.faultline.toml': 'fail-on = "major"',
      'a/pyproject.toml': '[tool.faultline]\nfail-on = "suggestion"',
    }
    expect(load(files, ['a', '.'])).toMatchObject({ folder: 'a', failOn: 'major' })
    expect(load({ ...files, 'a/.faultline.toml': '', 'a/faultline.toml': 'exclude = ["x"]' }, ['a', '.'])).toMatchObject({ exclude: ['x'] })
  })

  it('passes by a pyproject.toml without our table', () => {
    const files = { 'a/pyproject.toml': '[tool.ruff]\n# faultline', 'pyproject.toml': '[tool.faultline.rules]\nasync = "off"' }
    expect(load(files, ['a', '.'])).toMatchObject({ folder: '', rules: { async: 'off' } })
  })

  it('reads a file given by name, which has to exist', () => {
    expect(load({ 'ci.toml': 'include = ["app"]' }, ['.'], 'ci.toml')).toMatchObject({ include: ['app'] })
    expect(load({}, ['.'], 'ci.toml')).toEqual({ fault: 'ci.toml: the configuration cannot be read' })
    expect(load({ 'pyproject.toml': '' }, ['.'], 'pyproject.toml')).toEqual({ fault: 'pyproject.toml: there is no [tool.faultline] table' })
  })

  it.for([
    ['exlude = ["x"]', "faultline.toml:1:1: unknown key 'exlude'; did you mean 'exclude'?"],
    ['exclude = "x"', "faultline.toml:1:1: 'exclude' must be a list, not a text"],
    ['exclude = ["x", 1]', "faultline.toml:1:1: 'exclude' must be a text, not a number"],
    ['include = [""]', "faultline.toml:1:1: 'include' must not hold an empty text"],
    ['# c\n\n  fail-on = "mayor"', "faultline.toml:3:3: 'fail-on' cannot be 'mayor'; did you mean 'major'?"],
    [
      '[rules]\n"async/direct-blocking-cal" = "off"',
      "faultline.toml:2:1: unknown rule 'async/direct-blocking-cal'; did you mean 'async/direct-blocking-call'?",
    ],
    ['[rules]\nwhatever = "off"', "faultline.toml:2:1: unknown rule 'whatever'; 'faultline rules' lists them"],
    ['rules.async = "on"', "faultline.toml:1:1: 'async' cannot be 'on' (there is 'blocker', 'major', 'minor', 'suggestion', 'off')"],
    [
      '[rules]\nasync = "off"\nasync = "off"',
      'faultline.toml:3:1: Invalid TOML document: trying to redefine an already defined table or value',
    ],
    ['[rules]\nasync = "of"', "faultline.toml:2:1: 'async' cannot be 'of'; did you mean 'off'?"],
    ['[paths."legacy/"]\nasnyc = "off"', "faultline.toml:2:1: unknown rule 'asnyc'; did you mean 'async'?"],
    ['[paths]\n"legacy/" = "off"', "faultline.toml:2:1: 'legacy/' must be a table, not a text"],
    ['[facts]\ninstances = 1.5', "faultline.toml:2:1: 'instances' must be a whole number, not a number"],
    ['[facts]\ninstances = 0', "faultline.toml:2:1: 'instances' must be at least 1"],
    ['[facts]\nworker = 2', "faultline.toml:2:1: unknown key 'worker'; did you mean 'workers'?"],
    ['[standards]\n"no N+1s" = { waived = "x" }', "faultline.toml:2:1: unknown standard 'no N+1s'; did you mean 'no N+1'?"],
    ['[standards]\n"no N+1" = "x"', "faultline.toml:2:1: 'no N+1' must be a table, not a text"],
    ['[standards]\n"no N+1" = { until = "2027-01-01" }', "faultline.toml:2:1: 'no N+1' needs 'waived'"],
    ['[standards]\n"no N+1" = { waived = "" }', "faultline.toml:2:1: 'waived' must not hold an empty text"],
    ['[standards]\n"no N+1" = { waived = "x", until = "soon" }', "faultline.toml:2:1: 'until' cannot be 'soon'; write YYYY-MM-DD"],
    ['x = ', 'faultline.toml:1:5: Invalid TOML document: invalid value'],
  ])('refuses %j with its place and a way out', ([toml, expected]) => {
    expect(fault(toml)).toBe(expected)
  })

  it('finds the place in a pyproject.toml', () => {
    const toml = '[project]\nname = "x"\nexclude = 1\n\n[tool.faultline]\nfail-on = "major"\nexclude = 1\n'
    expect(fault(toml, 'pyproject.toml')).toBe("pyproject.toml:7:1: 'exclude' must be a list, not a number")
    expect(fault('[tool]\nfaultline = { excludes = [] }\n', 'pyproject.toml')).toBe(
      "pyproject.toml:2:1: unknown key 'excludes'; did you mean 'exclude'?",
    )
  })
})

describe('what is set', () => {
  const toml = `
[rules]
async = "minor"
"prod/created-schema" = "major"

[paths."legacy/"]
async = "off"
"async/direct-blocking-call" = "suggestion"

[paths."legacy/jobs/*.py"]
"async/direct-blocking-call" = "blocker"

[facts]
instances = 3

[standards]
"no create_all() in production" = { waived = "one tenant", until = 2027-01-31 }
"no N+1" = { waived = "batch jobs only" }
`
  const config = load({ 'faultline.toml': toml }) as Config

  it('a former rule id means the rule as it is called now', () => {
    expect(config.rules).toEqual({ async: 'minor', 'prod/create-all': 'major' })
  })

  it('by path, then rule, then pack; later paths win; paths outside are not its business', () => {
    const settingOf = settingsOf({ ...config, folder: '/r/server' }, '/r')
    const of = (file: string, rule = 'async/direct-blocking-call'): unknown => settingOf(rule, file)
    expect(of('server/app/main.py')).toBe('minor')
    expect(of('server/app/main.py', 'prod/create-all')).toBe('major')
    expect(of('server/legacy/main.py')).toBe('suggestion')
    expect(of('server/legacy/main.py', 'async/file-io-on-loop')).toBe('off')
    expect(of('server/legacy/jobs/a.py')).toBe('blocker')
    expect(of('legacy/jobs/a.py')).toBe('minor')
    expect(of('server/app/main.py', 'db/x')).toBeUndefined()
  })

  it('facts and waivers, with both spellings of a day', () => {
    expect(config.facts).toEqual({ instances: 3 })
    expect(config.waivers).toMatchObject([
      { standard: 'no N+1', reason: 'batch jobs only', at: { line: 18, column: 1 } },
      { standard: 'no create_all() in production', reason: 'one tenant', until: '2027-01-31', at: { line: 17, column: 1 } },
    ])
  })

  it('a waiver holds through its last day, then it is reported', () => {
    const names = (day: string): readonly string[] => waiversOn(config, day).map(({ standard }) => standard)
    expect(names('2027-01-31')).toHaveLength(2)
    expect(names('2027-02-01')).toEqual(['no N+1'])
    const [problem] = expiredWaivers(config, '2027-02-01', path.dirname(config.waivers[0].at.file))
    expect(problem).toMatchObject({ rule: 'meta/expired-suppression', file: 'faultline.toml', line: 17, column: 1 })
    expect(problem.message).toContain('2027-01-31')
    expect(expiredWaivers(config, '2027-01-31', '/')).toEqual([])
  })
})

describe('config.schema.json', () => {
  const judge = new Ajv({ strict: true }).addSchema(compound).compile(schema)
  it.for([
    '',
    'exclude = ["a"]',
    'exclude = 1',
    'include = [""]',
    'fail-on = "major"',
    'fail-on = "x"',
    'a = 1',
    '[rules]\nx = "off"',
    '[rules]\nx = "on"',
    'rules = []',
    '[paths."a/"]\nx = "minor"',
    'paths = { a = 1 }',
    '[facts]\ninstances = 3',
    '[facts]\ninstances = 0',
    '[facts]\nworkers = 1.5',
    '[facts]\nx = 1',
    '[standards]\nx = { waived = "y", until = "2027-01-01" }',
    '[standards]\nx = { waived = "y", until = "2027" }',
    '[standards]\nx = { waived = "" }',
    '[standards]\nx = {}',
  ])('our reading of it agrees with ajv on %j', (toml) => {
    const value = parse(toml)
    expect(validate(value, schema) === null).toBe(judge(value))
  })

  it('is documented key by key in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    for (const key of Object.keys(schema.properties)) expect(readme).toContain(key)
  })
})
