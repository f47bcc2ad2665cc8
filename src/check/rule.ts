/**
 * The rule contract: a rule is a pure generator over facts that yields verdicts.
 *
 * Findings, passed checks, "fine because" and "unknown" all come from this one stream. Severity, title, wording and remedy
 * stand in the rule's declaration; a rule only picks one of its declared messages and fills in the placeholders.
 */
import type { RuleTable } from '../generated/rules.ts'
import type { Confidence, Severity } from '../model/finding.ts'
import type { FactKind, FactOf, Place, Project } from '../model/project.ts'
import type { Span } from '../model/span.ts'
import type { Why } from '../model/type.ts'

export type RuleId = keyof RuleTable
type Messages<Id extends RuleId> = RuleTable[Id]['messages']
export type MessageId<Id extends RuleId> = keyof Messages<Id>
export type SilentId<Id extends RuleId> = RuleTable[Id]['silent']

/** What a finding is about; findings of several packs join, and raise each other, by it. `input`: what a request fills, where code takes it in. */
export interface Subject {
  readonly is: 'call' | 'input' | 'resource' | 'function' | 'model' | 'column' | 'route' | 'job' | 'service'
  readonly place: Place
}

/** One hop of the way to the fault. */
export interface Step {
  readonly at: Span
  readonly label: string
}

/** The call many violations lead to; readers group by it. */
export interface Cause {
  readonly at: Span
  readonly callee: string
}

/** A replacement in the user's own code; spans in `text` are copied from the source. */
export interface Edit {
  readonly span: Span
  readonly text: readonly (string | Span)[]
}

interface Violated {
  readonly is: 'violation'
  readonly at: Span
  readonly subject: Subject
  /** What else the fault is about: the engine behind a session, the column a query filters by. Other findings join by it. */
  readonly touches?: readonly Subject[]
  /** Dotted name of what stands at `at`, independent of local names: the fingerprint's expression. */
  readonly expression: string
  /** From the entry point to the cause. */
  readonly evidence: readonly Step[]
  readonly root?: Cause
  /** Further causes behind the same place. */
  readonly others?: readonly Cause[]
  /** At most the declared severity and confidence; anything higher is cut. */
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** The row of the standards table this place violates, if it is not the declared one; null if it violates none. */
  readonly standard?: string | null
  readonly edits?: readonly Edit[]
}

/** A violation with one declared message and exactly that message's placeholders. */
export type Violation<Id extends RuleId> = {
  [M in MessageId<Id>]: Violated & {
    readonly message: M
    readonly data: Readonly<Record<Messages<Id>[M] & string, string>>
  }
}[MessageId<Id>]

/** Considered and right, for one of the reasons the declaration lists. */
export interface Fine<Id extends RuleId> {
  readonly is: 'fine'
  readonly at: Span
  readonly because: SilentId<Id>
}

/** Considered, but not decidable; counted, and no passed check is claimed. */
export interface Unknown {
  readonly is: 'unknown'
  readonly at: Span
  readonly why: Why
}

export type Verdict<Id extends RuleId> = Violation<Id> | Fine<Id> | Unknown

/** The fact kinds a rule asks for. `candidate` visits the matches of `queries/<id>.scm` only. */
export type Listeners<Id extends RuleId> = {
  readonly [K in FactKind]?: (fact: FactOf<K>, project: Project) => Iterable<Verdict<Id>>
}

export interface Rule<Id extends RuleId = RuleId> {
  readonly id: Id
  readonly on: Listeners<Id>
}

/** Declares the rule `rules/<id>.yml`; its message and silent ids are checked by the compiler. */
export const defineRule = <const Id extends RuleId>(id: Id, on: Listeners<Id>): Rule<Id> => ({ id, on })

/** Any declared rule, for lists of them. */
export type AnyRule = { [Id in RuleId]: Rule<Id> }[RuleId]

/** A verdict whose rule is no longer known to the compiler. */
export type AnyVerdict = (Violated & { readonly message: string; readonly data: Readonly<Record<string, string>> }) | AnyFine | Unknown
export type AnyViolation = Extract<AnyVerdict, { is: 'violation' }>
interface AnyFine {
  readonly is: 'fine'
  readonly at: Span
  readonly because: string
}
