/** What the chair judges by, as data: `src/generated/compounds.ts` and `src/generated/standards.ts`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { CompoundPattern } from '../model/compound.ts'
import type { StandardRow } from '../model/judgement.ts'
import type { Output } from './output.ts'
import { HEADER, projectRoot, shelf, textAt } from './output.ts'

export const generateChair = (): readonly Output[] => [
  {
    path: 'src/generated/compounds.ts',
    text: moduleOf('compounds', 'CompoundPattern', '../model/compound.ts', readPatterns(), 'Every compound pattern, by name.'),
  },
  {
    path: 'src/generated/standards.ts',
    text: moduleOf('standards', 'StandardRow', '../model/judgement.ts', readStandards(), 'The seventeen standards, in their order.'),
  },
]

const moduleOf = (name: string, type: string, from: string, data: readonly unknown[], comment: string): string =>
  [
    HEADER,
    `import type { ${type} } from '${from}'\n\n`,
    `/** ${comment} */\n`,
    `export const ${name}: readonly ${type}[] = ${JSON.stringify(data, null, 2)}\n`,
  ].join('')

/** All declared patterns, sorted by name. */
export const readPatterns = (): readonly CompoundPattern[] =>
  shelf('rules/compound', '.yml').map((name) => patternOf(name, textAt(`rules/compound/${name}.yml`)))

/**
 * The compiled form of a pattern's declaration.
 * @throws if it does not match `schemas/compound.schema.json`, its name is not the file's, or it speaks of a part it does not have.
 */
export const patternOf = (name: string, yaml: string): CompoundPattern => {
  const file = `rules/compound/${name}.yml`
  const data = validated('compound', file, yaml) as Partial<CompoundPattern>
  const pattern = { aggravators: [], foldsInto: [], ...data } as unknown as CompoundPattern
  if (pattern.name !== name) throw new Error(`${file}: name is ${pattern.name}`)
  const parts = pattern.parts.map((part) => part.name)
  const optional = pattern.aggravators.map((part) => part.name)
  const twice = [...parts, ...optional].find((part, at, all) => all.indexOf(part) !== at)
  if (twice !== undefined) throw new Error(`${file}: two parts are called ${twice}`)
  const named = [...pattern.parts, ...pattern.aggravators].flatMap((part) => ('of' in part ? [part.of] : (part.with ?? [])))
  const said = [pattern.message, pattern.effect, pattern.fix].flatMap((text) =>
    Array.from(text.matchAll(/\{([^}]*)\}/g), ([, word]) => word),
  )
  const unknown = [...named, ...said.filter((word) => word !== 'entry')].find((part) => !parts.includes(part))
  if (unknown !== undefined) throw new Error(`${file}: there is no part ${unknown}`)
  return pattern
}

/** @throws if the table does not match `schemas/standards.schema.json`. */
export const readStandards = (): readonly StandardRow[] =>
  validated('standards', 'rules/standards.yml', textAt('rules/standards.yml')) as readonly StandardRow[]

const validated = (schema: string, file: string, yaml: string): unknown => {
  const text = readFileSync(path.join(projectRoot, 'schemas', `${schema}.schema.json`), 'utf8')
  const validate = new Ajv({ allErrors: true, strictTypes: false, strictTuples: false }).compile(JSON.parse(text) as object)
  const data: unknown = parse(yaml)
  if (!validate(data))
    throw new Error(`${file}: ${(validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`).join('; ')}`)
  return data
}
