import { declarations } from '../generated/rules.ts'
import type { RuleDeclaration } from '../model/rule.ts'

/** Every declared rule, by pack and id. */
export const allRules = (): readonly RuleDeclaration[] => Object.values(declarations).toSorted((x, y) => (x.id < y.id ? -1 : 1))

/** A rule by its id, a former id, or the part after the pack where that is unambiguous. */
export const ruleNamed = (name: string): RuleDeclaration | undefined => {
  const rules = allRules()
  const exact = rules.find(({ id, aliases }) => id === name || aliases.includes(name))
  if (exact) return exact
  const ending = rules.filter(({ id }) => id.endsWith(`/${name}`))
  return ending.length === 1 ? ending[0] : undefined
}

/** Packs that have a rule, sorted. */
export const packNames = (): readonly string[] => [...new Set(allRules().map(({ pack }) => pack))]
