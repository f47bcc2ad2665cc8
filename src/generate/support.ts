/** The dated table of what is no longer supported, as data: `src/generated/support.ts`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { SupportTable } from '../model/support.ts'
import type { Output } from './output.ts'
import { HEADER, projectRoot, textAt } from './output.ts'

export const generateSupport = (): readonly Output[] => [
  {
    path: 'src/generated/support.ts',
    text: `${HEADER}import type { SupportTable } from '../model/support.ts'\n\nexport const support: SupportTable = ${JSON.stringify(supportOf(textAt('rules/knowledge/support.yml')), null, 2)}\n`,
  },
]

/** @throws if the table does not match `schemas/support.schema.json`. */
export const supportOf = (yaml: string): SupportTable => {
  const schema = JSON.parse(readFileSync(path.join(projectRoot, 'schemas', 'support.schema.json'), 'utf8')) as object
  const validate = new Ajv({ allErrors: true }).compile<SupportTable>(schema)
  const data: unknown = parse(yaml)
  if (!validate(data))
    throw new Error(
      `rules/knowledge/support.yml: ${(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')}`,
    )
  return data
}
