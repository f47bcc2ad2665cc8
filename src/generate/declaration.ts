/** Reads and validates rule declarations: `rules/<pack>/<rule>.yml`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { Pack } from '../model/finding.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import { projectRoot, shelf, textAt } from './output.ts'

const PACKS: readonly Pack[] = ['perf', 'db', 'api', 'sec', 'async', 'infra', 'prod', 'scale']

/** Ids of all declared rules, sorted. */
export const ruleIds = (): readonly string[] =>
  PACKS.flatMap((pack) => shelf(`rules/${pack}`, '.yml').map((name) => `${pack}/${name}`)).toSorted()

const schema = JSON.parse(readFileSync(path.join(projectRoot, 'schemas', 'rule.schema.json'), 'utf8')) as object
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema)

/**
 * The compiled form of a rule's declaration.
 * @throws if it does not match `schemas/rule.schema.json` or its id is not its path.
 */
export const readDeclaration = (id: string): RuleDeclaration => declarationOf(id, textAt(`rules/${id}.yml`))

/** As `readDeclaration`, from text. */
export const declarationOf = (id: string, yaml: string): RuleDeclaration => {
  const file = `rules/${id}.yml`
  const data = parse(yaml) as Partial<RuleDeclaration> & { readonly id?: string }
  if (!validate(data)) {
    const problems = (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`)
    throw new Error(`${file}: ${problems.join('; ')}`)
  }
  const declaration = data as RuleDeclaration
  if (declaration.id !== id) throw new Error(`${file}: id is ${declaration.id}`)
  return {
    ...declaration,
    pack: id.slice(0, id.indexOf('/')) as Pack,
    also: declaration.also ?? [],
    aliases: declaration.aliases ?? [],
    lookalikes: declaration.lookalikes ?? {},
  }
}

/** Names of the `{placeholders}` of a text, in order of appearance, each once. */
export const placeholders = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/\{([a-z]+)\}/g), ([, name]) => name)),
]
