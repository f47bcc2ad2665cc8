/** Hands every fact to the rules that ask for its kind. The one place that forgets which rule a verdict belongs to. */
import type { Fact, FactKind, Project } from '../model/project.ts'
import type { AnyRule, AnyVerdict, RuleId } from './rule.ts'

export interface RuleVerdict {
  readonly rule: RuleId
  readonly verdict: AnyVerdict
}

type Listener = (fact: Fact, project: Project) => Iterable<AnyVerdict>

/** A rule's own candidates; facts of other kinds are shared by all rules. */
const factsFor = (rule: RuleId, kind: FactKind, project: Project): readonly Fact[] =>
  kind === 'candidate' ? project.candidates(rule) : project.facts(kind)

/** All verdicts, by rule in the given order, then in the order of the facts. */
export function* dispatch(rules: readonly AnyRule[], project: Project): Generator<RuleVerdict> {
  for (const rule of rules) {
    for (const [kind, listener] of Object.entries(rule.on) as unknown as readonly (readonly [FactKind, Listener])[]) {
      for (const fact of factsFor(rule.id, kind, project)) {
        for (const verdict of listener(fact, project)) yield { rule: rule.id, verdict }
      }
    }
  }
}
