/** Compound patterns that a configuration declares: their names, and the rules they speak of. */
import type { Known } from './load.ts'
import { type WrittenPattern, patternFault } from './patterns.ts'
import { type Fault, hint } from './validate.ts'

/** The first thing wrong that the schema cannot see. */
export const compoundFault = (compounds: Readonly<Record<string, WrittenPattern>>, known: Known): Fault | null => {
  const others = [...known.compounds, ...Object.keys(compounds)]
  for (const [name, pattern] of Object.entries(compounds)) {
    const at = ['compounds', name]
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      return { at, message: `'${name}' is no name for a compound; write small-words-with-hyphens` }
    if (known.compounds.includes(name)) return { at, message: `there is a compound '${name}' already; take another name` }
    if (pattern.name !== undefined && pattern.name !== name)
      return { at: [...at, 'name'], message: `'name' is '${pattern.name}' in the table '${name}'; leave it out` }
    const fault = patternFault(pattern)
    if (fault !== null) return { at: [...at, fault.key], message: fault.message }
    const unknown = unknownRule(pattern, known)
    if (unknown !== null) return { at: [...at, ...unknown.at], message: unknown.message }
    const wider = (pattern.foldsInto ?? []).find((each) => !others.includes(each))
    if (wider !== undefined) return { at: [...at, 'foldsInto'], message: `unknown compound '${wider}'${hint(wider, others)}` }
  }
  return null
}

const unknownRule = (pattern: WrittenPattern, { rules, aliases }: Known): Fault | null => {
  for (const key of ['parts', 'aggravators'] as const) {
    for (const [at, part] of (pattern[key] ?? []).entries()) {
      const rule = (part.rules ?? []).find((each) => !rules.includes(each) && !Object.hasOwn(aliases, each))
      if (rule === undefined) continue
      const meant = hint(rule, rules)
      const help = meant.startsWith(';') ? meant : "; 'faultline rules' lists them"
      return { at: [key, `#${at + 1}`, 'rules'], message: `unknown rule '${rule}'${help}` }
    }
  }
  return null
}

/** Rules under former names, as they are called now. */
export const withCurrentRules = (pattern: WrittenPattern, aliases: Known['aliases']): WrittenPattern => {
  const current = <Part extends { readonly rules?: readonly string[] }>(part: Part): Part =>
    part.rules === undefined ? part : { ...part, rules: part.rules.map((rule) => aliases[rule] ?? rule) }
  return { ...pattern, parts: pattern.parts.map(current), aggravators: (pattern.aggravators ?? []).map(current) }
}
