import { ruleIdOf } from '../check/rule-names.ts'
import type { Known } from '../config/load.ts'
import { compounds } from '../generated/compounds.ts'
import { declarations } from '../generated/rules.ts'
import { standards } from '../generated/standards.ts'
import type { RuleDeclaration } from '../model/rule.ts'

/** Every declared rule, by pack and id. */
export const allRules = (): readonly RuleDeclaration[] => Object.values(declarations).toSorted((x, y) => (x.id < y.id ? -1 : 1))

/** A rule by its id, a former id, or the part after the pack where that is unambiguous. */
export const ruleNamed = (name: string): RuleDeclaration | undefined => {
  const id = ruleIdOf(name)
  return id === undefined ? undefined : declarations[id]
}

/** What a configuration may name. */
export const known = (): Known => {
  const all = allRules()
  return {
    rules: all.map(({ id }) => id),
    packs: [...new Set(all.map(({ pack }) => pack))],
    aliases: Object.fromEntries(all.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id]))),
    standards: standards.map(({ standard }) => standard),
    compounds: compounds.map(({ name }) => name),
  }
}
