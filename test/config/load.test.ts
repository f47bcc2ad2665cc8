import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import { loadConfig } from '../../src/config/load.ts'
import { validate } from '../../src/config/validate.ts'
import { tree } from '../discover/tree.ts'

const known = {
  rules: ['async/direct-blocking-call', 'prod/create-all'],
  packs: ['async', 'prod'],
  aliases: { 'prod/created-schema': 'prod/create-all' },
  standards: ['no create_all() in production', 'no N+1'],
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
    expect(load({})).toEqual({ folder: '', include: [], exclude: [], failOn: 'blocker', off: [] })
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
    expect(load(files, ['a', '.'])).toMatchObject({ folder: '', off: ['async'] })
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
    ['rules.async = "on"', "faultline.toml:1:1: 'async' cannot be 'on' (there is 'off')"],
    [
      '[rules]\nasync = "off"\nasync = "off"',
      'faultline.toml:3:1: Invalid TOML document: trying to redefine an already defined table or value',
    ],
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

describe('config.schema.json', () => {
  const judge = new Ajv({ strict: true }).compile(schema)
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
  ])('our reading of it agrees with ajv on %j', (toml) => {
    const value = parse(toml)
    expect(validate(value, schema) === null).toBe(judge(value))
  })

  it('is documented key by key in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    for (const key of Object.keys(schema.properties)) expect(readme).toContain(key)
  })
})
