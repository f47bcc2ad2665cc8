import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SEVERITIES } from '../../src/config/config.ts'
import { FORMATS } from '../../src/cli/formats.ts'
import { compounds } from '../../src/generated/compounds.ts'
import { declarations } from '../../src/generated/rules.ts'
import { built } from './built.ts'

const project = path.join(import.meta.dirname, '..', '..')
const readme = readFileSync(path.join(project, 'README.md'), 'utf8')
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text)
const faultline = built()

describe('README', () => {
  it('shows what the tool really prints', () => {
    const [output] = blocks('text')
    expect(faultline(['-f', 'pretty', 'fixtures/projects/shop'], { cwd: project }).stdout).toContain(output)
  })

  it('names its two commands as continuous integration runs them', () => {
    const script = readFileSync(path.join(project, '.ci/run'), 'utf8')
    const commands = blocks('sh').map((block) => block.trim())
    expect(commands).toHaveLength(2)
    for (const command of commands) expect(script).toContain(command)
  })

  it('names every flag, format and severity', () => {
    const flags = faultline(['check', '--help']).stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)
    const words = [...flags].map(([, flag]) => flag).filter((flag) => flag !== '--help')
    expect(words.length).toBeGreaterThan(4)
    for (const word of [...words, ...FORMATS, ...SEVERITIES]) expect(readme).toContain(word)
  })

  it('gives a reason for every dependency', () => {
    const { devDependencies } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as { devDependencies: object }
    const rows = [...readme.matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)].flatMap(([, names]) => names.split(', '))
    expect(rows).toEqual(expect.arrayContaining(Object.keys(devDependencies)))
  })

  it('says how many rules are stable', () => {
    const stages = Object.values(declarations).map(({ stage }) => stage)
    expect(readme).toContain(`- ${stages.filter((stage) => stage === 'stable').length} of ${stages.length} rules are stable`)
  })

  it('says how many compound patterns there are', () => {
    expect(readme).toContain(`${compounds.length} patterns in \`rules/compound/*.yml\``)
  })

  it('links to files that exist', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#]+)\)/g)) expect(() => readFileSync(path.join(project, target))).not.toThrow()
  })
})
