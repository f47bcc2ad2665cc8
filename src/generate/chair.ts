/** What the chair judges by, as data: `src/generated/compounds.ts` and `src/generated/standards.ts`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { WrittenPattern } from '../config/patterns.ts'
import { patternFault, toPattern } from '../config/patterns.ts'
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
  const written = validated('compound', file, yaml) as WrittenPattern
  if (written.name !== name) throw new Error(`${file}: name is ${written.name}`)
  const fault = patternFault(written)
  if (fault !== null) throw new Error(`${file}: ${fault.key}: ${fault.message}`)
  return toPattern(name, written)
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
