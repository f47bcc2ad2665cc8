/** The interpreter of compound patterns: faults that line up, one issue per pattern and service. */
import { comparePositions, compareText, positionOf } from '../check/place.ts'
import type { Step } from '../check/rule.ts'
import { atMost, confidenceRank, severityRank } from '../check/severity.ts'
import { votes } from '../check/vote.ts'
import { fingerprint } from '../check/fingerprint.ts'
import type { CompoundPattern, FactPart, FindingPart, PatternPart } from '../model/compound.ts'
import type { Confidence, EvidenceStep, Finding, Severity } from '../model/finding.ts'
import type { Compound, CompoundPart } from '../model/issue.ts'
import type { Project } from '../model/project.ts'
import type { Told } from './facts/about.ts'
import { FACTS } from './facts.ts'
import type { Joined, Joins } from './join.ts'

/** More places than this are counted, not listed. */
const MOST_ANCHORS = 10

type Bound = { readonly is: 'finding'; readonly joined: Joined } | { readonly is: 'fact'; readonly evidence: readonly Step[] }
/** What each part of a pattern stands for at one place, by its name. */
type Binding = ReadonlyMap<string, Bound>

export interface CompoundInput {
  readonly project: Project
  /** By file and place. */
  readonly findings: readonly Joined[]
  readonly joins: Joins
  readonly patterns: readonly CompoundPattern[]
  /** What the configuration says of the deployment. */
  readonly told?: Told
  /** Puts the name of a file under the root that reports name files from. */
  readonly place?: (file: string) => string
}

/** Compounds by pattern and service. What has no vote is no part of any. */
export const findCompounds = ({
  project,
  findings,
  joins,
  patterns,
  told = {},
  place = (file) => file,
}: CompoundInput): readonly Compound[] => {
  const voting = findings.filter(({ finding }) => votes(finding))
  const found = patterns.flatMap((pattern) => ofPattern(pattern, { voting, project, joins, told, place }))
  return found
    .filter((compound) => !isFolded(compound, found, patterns))
    .toSorted((x, y) => compareText(x.pattern, y.pattern) || compareText(x.service ?? '', y.service ?? ''))
}

const ofPattern = (pattern: CompoundPattern, everywhere: Omit<Surroundings, 'service'>): readonly Compound[] => {
  const [lead, ...rest] = pattern.parts as readonly [FindingPart, ...PatternPart[]]
  const byService = new Map<string | null, Binding[]>()
  for (const joined of candidatesOf(lead, everywhere.voting)) {
    const services = joined.finding.services.length === 0 ? [null] : joined.finding.services
    for (const service of services) {
      const start = new Map<string, Bound>([[lead.name, { is: 'finding', joined }]])
      const binding = bind(rest, start, lead.name, { ...everywhere, service })
      if (binding === null) continue
      const known = byService.get(service)
      if (known === undefined) byService.set(service, [binding])
      else known.push(binding)
    }
  }
  return [...byService].map(([service, bindings]) => compoundOf(pattern, service, bindings, { ...everywhere, service }))
}

interface Surroundings {
  /** The service it happens in; a finding in code of several is looked at in each. */
  readonly service: string | null
  readonly voting: readonly Joined[]
  readonly project: Project
  readonly joins: Joins
  readonly told: Told
  readonly place: (file: string) => string
}

/** The first way, in the order of findings, to give every remaining part something that belongs; null if there is none. */
const bind = (parts: readonly PatternPart[], binding: Binding, lead: string, around: Surroundings): Binding | null => {
  const [part, ...others] = parts
  if (part === undefined) return binding
  const choices = 'fact' in part ? proofOf(part, binding, around) : partners(part, binding, lead, around)
  for (const choice of choices) {
    const complete = bind(others, new Map([...binding, [part.name, choice]]), lead, around)
    if (complete !== null) return complete
  }
  return null
}

const proofOf = ({ fact, of }: FactPart, binding: Binding, { project, joins, told, service }: Surroundings): readonly Bound[] => {
  const about = binding.get(of)
  const evidence = about?.is === 'finding' ? FACTS[fact]({ joined: about.joined, project, joins, told, service }) : null
  return evidence === null ? [] : [{ is: 'fact', evidence }]
}

const partners = (part: FindingPart, binding: Binding, lead: string, { voting, joins, service }: Surroundings): readonly Bound[] => {
  const anchor = binding.get(part.with ?? lead)
  if (anchor?.is !== 'finding') return []
  return candidatesOf(part, voting)
    .filter((joined) => joined !== anchor.joined && isOf(service, joined) && joins.belong(anchor.joined, joined, part.by ?? []))
    .map((joined) => ({ is: 'finding', joined }))
}

/** Without services the whole project is one. */
const isOf = (service: string | null, { finding: { services } }: Joined): boolean =>
  service === null || services.length === 0 || services.includes(service)

const candidatesOf = ({ rules, atLeast = 'suggestion' }: FindingPart, voting: readonly Joined[]): readonly Joined[] =>
  voting.filter(({ finding }) => rules.includes(finding.rule) && severityRank(finding.nativeSeverity) <= severityRank(atLeast))

const compoundOf = (pattern: CompoundPattern, service: string | null, bindings: readonly Binding[], around: Surroundings): Compound => {
  const { name, title, effect, fix } = pattern
  const lead = pattern.parts[0].name
  const shown = bindings.slice(0, MOST_ANCHORS)
  const aggravators = pattern.aggravators.filter((part) => partners(part, bindings[0], lead, around).length > 0)
  return {
    id: fingerprint({ rule: `compound/${name}`, symbol: service ?? '', expression: '', root: '', ordinal: 0 }),
    pattern: name,
    title,
    severity: severityOf(pattern, bindings, around),
    confidence: leastCertain(bindings.map(confidenceOf)),
    service,
    anchors: findingsOf(shown, lead).map(({ id }) => id),
    moreAnchors: bindings.length - shown.length,
    parts: partsOf(pattern, shown, around.project),
    message: [fill(pattern.message, bindings[0], lead, around.place), ...aggravators.map(({ message }) => message)].join(' '),
    effect: fill(effect, bindings[0], lead, around.place),
    fix: fill(fix, bindings[0], lead, around.place),
  }
}

const severityOf = (
  { severity, asLead, blockerIf, parts }: CompoundPattern,
  bindings: readonly Binding[],
  around: Surroundings,
): Severity => {
  if (blockerIf !== undefined && bindings.some((binding) => proofOf({ name: '', ...blockerIf }, binding, around).length > 0))
    return 'blocker'
  return asLead === true ? atMost(severity, worst(findingsOf(bindings, parts[0].name))) : severity
}

/** Each once, by part, then by file and place. */
const partsOf = ({ parts }: CompoundPattern, bindings: readonly Binding[], project: Project): readonly CompoundPart[] =>
  parts.flatMap((part): readonly CompoundPart[] =>
    'fact' in part
      ? [{ fact: part.fact, evidence: evidenceOf(bindings, part.name, project) }]
      : findingsOf(bindings, part.name).map(({ id }) => ({ finding: id })),
  )

const findingsOf = (bindings: readonly Binding[], part: string): readonly Finding[] => {
  const bound = bindings.map((binding) => binding.get(part))
  const found = bound.flatMap((each) => (each?.is === 'finding' ? [each.joined.finding] : []))
  return [...new Set(found)].toSorted((x, y) => comparePositions(x, y) || compareText(x.rule, y.rule))
}

const evidenceOf = (bindings: readonly Binding[], part: string, project: Project): readonly EvidenceStep[] => {
  const bound = bindings.map((binding) => binding.get(part))
  const steps = bound.flatMap((each) => (each?.is === 'fact' ? each.evidence : []))
  const found = new Map(steps.map(({ at, label }) => [`${at.file} ${at.start} ${label}`, { ...positionOf(project, at), label }]))
  return [...found.values()].toSorted((x, y) => comparePositions(x, y) || compareText(x.label, y.label))
}

const worst = (findings: readonly Finding[]): Severity =>
  findings.map((finding) => finding.severity).reduce((most, each) => (severityRank(each) < severityRank(most) ? each : most))

const confidenceOf = (binding: Binding): Confidence =>
  leastCertain([...binding.keys()].flatMap((part) => findingsOf([binding], part).map(({ confidence }) => confidence)))

const leastCertain = (confidences: readonly Confidence[]): Confidence =>
  confidences.reduce((least, each) => (confidenceRank(each) > confidenceRank(least) ? each : least))

const fill = (text: string, binding: Binding, lead: string, place: (file: string) => string): string =>
  text.trim().replaceAll(/\{([a-z]+)\}/g, (_, word: string) => {
    const [finding] = findingsOf([binding], word === 'entry' ? lead : word)
    if (finding === undefined) throw new Error(`placeholder {${word}} is no finding`)
    return word === 'entry' ? (finding.evidence[0]?.label ?? finding.symbol) : `${finding.rule} at ${place(finding.file)}:${finding.line}`
  })

/** Whether another pattern says the same of a place of this one, and more. */
const isFolded = (compound: Compound, all: readonly Compound[], patterns: readonly CompoundPattern[]): boolean => {
  const wider = patterns.find(({ name }) => name === compound.pattern)?.foldsInto ?? []
  return all.some(
    ({ pattern, service, anchors }) =>
      wider.includes(pattern) && service === compound.service && anchors.some((anchor) => compound.anchors.includes(anchor)),
  )
}
