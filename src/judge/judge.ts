/** The chair: standards, scores, passed checks, roadmap and verdict, from findings, compounds and what the rules looked at. */
import { votes } from '../check/vote.ts'
import type { Finding, Pack } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Judgement, PackReview, PassedCheck, Score, StandardRow, Tally } from '../model/judgement.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import { roadmapOf } from './roadmap.ts'
import { halfToEven, scoreOf } from './score.ts'
import { judgeStandards, proofOf, type Waiver } from './standards.ts'
import { verdictOf } from './verdict.ts'

export interface JudgeInput {
  /** By file and place, with raised severities. */
  readonly findings: readonly Finding[]
  readonly compounds: readonly Compound[]
  /** Of the rules that ran, by rule. */
  readonly tallies: readonly Tally[]
  readonly hasApplication: boolean
  /** Files of the application that were looked at. */
  readonly files: number
  /** Standards that the configuration waives, with the reason. */
  readonly waivers: readonly Waiver[]
  /** Rules that had nothing to go by, with what was not given. */
  readonly idle?: ReadonlyMap<string, string>
}

export interface Law {
  readonly declarations: Readonly<Record<string, RuleDeclaration | undefined>>
  readonly standards: readonly StandardRow[]
}

const PACKS: readonly Pack[] = ['perf', 'db', 'api', 'sec', 'async', 'infra', 'prod', 'scale']

/** Pure: the same findings give the same judgement, whatever their order of discovery. */
export const judge = (input: JudgeInput, { declarations, standards: rows }: Law): Judgement => {
  const { findings, compounds, tallies, hasApplication, files, waivers } = input
  const scored = findings.filter(({ stage, suppressed }) => stage === 'stable' && suppressed === undefined)
  const standards = judgeStandards(rows, {
    findings,
    tallies,
    files,
    waivers,
    standardOf: (rule) => (declarations[rule] === undefined ? undefined : declarations[rule].standard),
  })
  const packs = Object.fromEntries(PACKS.map((pack) => [pack, reviewOf(pack, input, scored, declarations)]))
  const gainOf = (closed: readonly Finding[]): Readonly<Record<string, number>> => gains(closed, scored, tallies)
  return {
    verdict: verdictOf({
      hasApplication,
      findings,
      compounds,
      standards,
      scores: PACKS.map((pack) => scoreOfPack(pack, findings.filter(votes), tallies)),
    }),
    health: { overall: overallOf(Object.values(packs)) },
    standards,
    packs,
    passed: passedChecks(findings, tallies, declarations),
    roadmap: roadmapOf({ findings, compounds, gainOf, stepOf: (rule) => declarations[rule]?.step }),
  }
}

/** Of the stable rules of a pack. */
const scoreOfPack = (pack: string, findings: readonly Finding[], tallies: readonly Tally[]): Score =>
  scoreOf({
    findings: findings.filter((finding) => finding.pack === pack),
    tallies: tallies.filter(({ rule, stage }) => stage === 'stable' && packOf(rule) === pack),
  })

const packOf = (rule: string): string => rule.slice(0, rule.indexOf('/'))

const reviewOf = (
  pack: Pack,
  { findings, tallies, idle }: JudgeInput,
  scored: readonly Finding[],
  declarations: Law['declarations'],
): PackReview => {
  const ran = tallies.filter(({ rule }) => packOf(rule) === pack)
  return {
    checksRun: ran.length,
    findings: findings.filter((finding) => finding.pack === pack).length,
    notChecked: notChecked(pack, ran, declarations, idle),
    ...scoreOfPack(pack, scored, tallies),
  }
}

/** What a reader must not take for a clean bill. */
const notChecked = (pack: Pack, ran: readonly Tally[], declarations: Law['declarations'], idle: JudgeInput['idle']): readonly string[] => {
  const built = Object.keys(declarations).filter((rule) => packOf(rule) === pack)
  if (built.length === 0) return ['no rule of this pack is built yet']
  const off = built.filter((rule) => !ran.some((tally) => tally.rule === rule)).map((rule) => `${rule}: ${idle?.get(rule) ?? 'turned off'}`)
  const undecided = ran
    .filter(({ unknown }) => unknown > 0)
    .map(({ rule, unknown }) => `${rule}: ${unknown} ${unknown === 1 ? 'place' : 'places'} could not be decided`)
  const preview =
    ran.length > 0 && ran.every(({ stage }) => stage === 'preview') ? ['no score: every rule of this pack is still in preview'] : []
  return [...off, ...undecided, ...preview].toSorted()
}

/** The weakest pack counts as much as all of them together; packs that judged nothing are left out. */
const overallOf = (packs: readonly PackReview[]): number | null => {
  const scores = packs.flatMap(({ score }) => score ?? [])
  if (scores.length === 0) return null
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return halfToEven(0.5 * Math.min(...scores) + 0.5 * mean)
}

/** A check passes if there was something to judge, all of it is right, and nothing was left undecided. */
const passedChecks = (
  findings: readonly Finding[],
  tallies: readonly Tally[],
  declarations: Law['declarations'],
): readonly PassedCheck[] => {
  const faulty = new Set(findings.map(({ rule }) => rule))
  return tallies.flatMap((tally) => {
    const declaration = declarations[tally.rule]
    if (declaration === undefined || tally.fine === 0 || tally.unknown > 0 || faulty.has(tally.rule)) return []
    return [
      { check: declaration.passed, rule: tally.rule, pack: declaration.pack, stage: tally.stage, proof: proofOf([tally], tally.fine) },
    ]
  })
}

/** Points that packs win when findings are mended: the places stay, and are right. */
const gains = (closed: readonly Finding[], scored: readonly Finding[], tallies: readonly Tally[]): Readonly<Record<string, number>> => {
  const ids = new Set(closed.map(({ id }) => id))
  const left = scored.filter(({ id }) => !ids.has(id))
  const mended = tallies.map((tally) => ({ ...tally, fine: tally.fine + closed.filter(({ rule }) => rule === tally.rule).length }))
  const packs = [...new Set(closed.map(({ pack }) => pack))].toSorted()
  const won = packs.map(
    (pack) => [pack, (scoreOfPack(pack, left, mended).score ?? 0) - (scoreOfPack(pack, scored, tallies).score ?? 0)] as const,
  )
  return Object.fromEntries(won.filter(([, points]) => points !== 0))
}
