/** What users may call a rule. */
import { declarations } from '../generated/rules.ts'
import { nearest } from '../config/nearest.ts'
import type { RuleId } from './rule.ts'

const ids = Object.keys(declarations) as readonly RuleId[]

/** A rule by its id, a former id, or the part after the pack where that is unambiguous. */
export const ruleIdOf = (name: string): RuleId | undefined => {
  const exact = ids.find((id) => id === name || declarations[id].aliases.includes(name))
  if (exact !== undefined) return exact
  const ending = ids.filter((id) => id.endsWith(`/${name}`))
  return ending.length === 1 ? ending[0] : undefined
}

/** "there is no rule 'x'; did you mean 'y'?" */
export const unknownRule = (name: string): string => {
  const meant = nearest(name, ids) ?? nearest(name, ids.map((id) => id.slice(id.indexOf('/') + 1))) // prettier-ignore
  return `there is no rule '${name}'${meant === undefined ? "; 'faultline rules' lists them" : `; did you mean '${meant}'?`}`
}
