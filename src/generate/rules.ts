/** The typed rule table and the declarations as data: `src/generated/rules.ts`. */
import type { RuleDeclaration } from '../model/rule.ts'
import { placeholders, readDeclaration, ruleIds } from './declaration.ts'
import type { Output } from './output.ts'
import { HEADER } from './output.ts'

export const generateRules = (): readonly Output[] => [
  { path: 'src/generated/rules.ts', text: rulesModule(ruleIds().map(readDeclaration)) },
]

/** Source of the module: a type that names every message, placeholder and exemption, and the declarations by id. */
export const rulesModule = (declarations: readonly RuleDeclaration[]): string =>
  [
    HEADER,
    `import type { RuleDeclaration } from '../model/rule.ts'\n\n`,
    '/** By rule: its messages with the placeholders of message and remedy, and the ids of its exemptions. */\n',
    'export interface RuleTable {\n',
    ...declarations.map(entryOf),
    '}\n\n',
    'export const declarations: { readonly [Id in keyof RuleTable]: RuleDeclaration } = ',
    JSON.stringify(Object.fromEntries(declarations.map((declaration) => [declaration.id, declaration])), null, 2),
    '\n',
  ].join('')

const entryOf = ({ id, messages, remedy, silent }: RuleDeclaration): string => {
  const lines = Object.entries(messages).map(([message, text]) => `      ${quote(message)}: ${union(placeholders(text + remedy))}\n`)
  return `  ${quote(id)}: {\n    messages: {\n${lines.join('')}    }\n    silent: ${union(Object.keys(silent))}\n  }\n`
}

const quote = (text: string): string => `'${text}'`
const union = (names: readonly string[]): string => (names.length === 0 ? 'never' : names.map(quote).join(' | '))
