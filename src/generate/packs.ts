/** The static list of all rules: `src/generated/packs.ts`. */
import { ruleIds } from './declaration.ts'
import type { Output } from './output.ts'
import { HEADER } from './output.ts'

export const generatePacks = (): readonly Output[] => [{ path: 'src/generated/packs.ts', text: packsModule(ruleIds()) }]

/** Source of the module that imports every declared rule. */
export const packsModule = (ids: readonly string[]): string =>
  [
    HEADER,
    `import type { AnyRule } from '../check/rule.ts'\n`,
    ...ids.map((id) => `import ${nameOf(id)} from '../packs/${id}.ts'\n`),
    '\n/** Every rule, by id. */\n',
    `export const rules: readonly AnyRule[] = [\n${ids.map((id) => `  ${nameOf(id)},\n`).join('')}]\n`,
  ].join('')

/** `async/sync-http-client` as a variable. */
const nameOf = (id: string): string => id.replaceAll(/[/-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
