import { nearest } from '../config/nearest.ts'
import { explain, ruleList } from '../report/explain.ts'
import { allRules, ruleNamed } from './catalogue.ts'
import { type ColorChoice, paintFor, print } from './output.ts'
import { UsageError } from './usage-error.ts'

/** `faultline explain RULE`. @throws UsageError if there is no such rule. */
export const explainRule = (name: string, color: ColorChoice = 'auto'): void => {
  const rule = ruleNamed(name)
  if (rule === undefined) {
    const meant = nearest(name, allRules().map(({ id }) => id)) // prettier-ignore
    throw new UsageError(
      `there is no rule '${name}'${meant === undefined ? "; 'faultline rules' lists them" : `; did you mean '${meant}'?`}`,
    )
  }
  print(explain(rule, paintFor(color, process.stdout)))
}

/** `faultline rules`. */
export const listRules = (color: ColorChoice = 'auto'): void => print(ruleList(allRules(), paintFor(color, process.stdout)))
