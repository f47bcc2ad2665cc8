/** What the chair says, for a terminal: the verdict, how far it is to the next one, the worst that lines up, what to do first. */
import type { Finding } from '../model/finding.ts'
import type { Compound } from '../model/issue.ts'
import type { Verdict } from '../model/judgement.ts'
import type { Report } from '../model/report.ts'
import { isAside } from './concise.ts'
import { plural } from './group.ts'
import { GRADES, countOf, firstOf, gainOf, verdictLine, worstOf } from './headline.ts'
import type { Paint } from './paint.ts'
import { stackOf } from './stack.ts'
import { visible } from './visible.ts'

/** What a reader sees first. */
export const firstLines = (report: Report, paint: Paint): readonly string[] => {
  const item = firstOf(report)
  return [
    verdictPaint(report.verdict, paint)(visible(verdictLine(report))),
    ...worstLines(report, paint),
    ...(item === null ? [] : [`  first  ${visible(item.fix)} ${paint.dim(`(${gainOf(item)})`)}`]),
    ...healthLine(report, paint),
    ...stackLines(report, paint),
    '',
  ]
}

const verdictPaint = (verdict: Verdict, paint: Paint): ((text: string) => string) => {
  const colour = verdict === 'needs-rework' ? paint.red : verdict === 'approved' ? paint.green : paint.yellow
  return (text) => colour(paint.bold(text))
}

/** The compound, or the finding where there is none. */
const worstLines = (report: Report, paint: Paint): readonly string[] => {
  const worst = worstOf(report)
  if (worst === null) return []
  if ('compound' in worst) return [`  worst  ${paint.bold(visible(worst.compound.title))}: ${visible(worst.compound.message)}`]
  const { finding } = worst
  const note = isAside(finding) ? ' (preview, without a vote)' : ''
  return [`  worst  ${visible(finding.message)}${note} ${paint.dim(placeOf(finding))}`]
}

const healthLine = ({ health, packs }: Report, paint: Paint): readonly string[] => {
  if (health.overall === null) return []
  const scored = Object.entries(packs).flatMap(([pack, { score, grade }]) => (score === null ? [] : [`${pack} ${score} ${GRADES[grade]}`]))
  const left = Object.values(packs).filter(({ score }) => score === null).length
  return [`  health ${health.overall} ${paint.dim(`(${scored.join(', ')}${left === 0 ? '' : `; ${left} packs not scored`})`)}`]
}

/** Services whose stack is said; the JSON report holds all. */
const MOST_STACKS = 3

const stackLines = ({ services }: Report, paint: Paint): readonly string[] => {
  const more = services.length - MOST_STACKS
  return services
    .slice(0, MOST_STACKS)
    .map((service, at) => `  ${at === 0 ? 'stack ' : '      '} ${visible(service.name)}: ${visible(stackOf(service))}`)
    .concat(more > 0 ? [paint.dim(`         and ${more} more services`)] : [])
}

/** Compounds and elevations: what no single finding says. */
export const issueLines = ({ compounds, elevations, findings }: Report, paint: Paint): readonly string[] => {
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const raised = elevations.map(({ finding, from, to, because }) => {
    const own = byId.get(finding)
    const others = [...new Set(because.map((id) => byId.get(id)?.pack ?? ''))].join(' and ')
    return `  ${own === undefined ? finding : placeOf(own)} ${own?.rule ?? ''} raised from ${from} to ${to}: ${others} agrees`
  })
  return [
    ...compounds.flatMap((compound) => [...compoundLines(compound, byId, paint), '']),
    ...(raised.length === 0 ? [] : [paint.bold('Raised because packs agree'), ...raised, '']),
  ]
}

const compoundLines = (compound: Compound, byId: ReadonlyMap<string, Finding>, paint: Paint): readonly string[] => {
  const { severity, title, pattern, confidence, message, effect, fix, parts, moreAnchors } = compound
  const partLines = parts.flatMap((part) => {
    if ('fact' in part) return part.evidence.map((step) => `${paint.cyan(placeOf(step))}  ${visible(step.label)}`)
    const finding = byId.get(part.finding)
    return finding === undefined
      ? []
      : [`${paint.cyan(placeOf(finding))}  ${finding.nativeSeverity} ${visible(finding.message)} ${paint.dim(`[${finding.rule}]`)}`]
  })
  return [
    `${paint.red(paint.bold(`${severity}, together`))} ${paint.bold(visible(title))} ${paint.dim(`[${pattern}, confidence ${confidence}]`)}`,
    `  ${visible(message)}`,
    ...partLines.map((line, at) => `  ${at === 0 ? 'parts' : '     '} ${line}`),
    ...(moreAnchors === 0 ? [] : [`        and ${moreAnchors} more places`]),
    `  load  ${visible(effect)}`,
    `  help  ${visible(fix)}`,
  ]
}

const placeOf = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string =>
  `${visible(file)}:${line}:${column}`

/** Every standard that is not simply held or without subject. */
export const standardLines = ({ standards }: Report, paint: Paint): readonly string[] => {
  const shown = standards.filter(({ status }) => status === 'violated' || status === 'waived')
  const held = countOf(standards, 'held')
  const rest = `${held} held, ${countOf(standards, 'notApplicable')} not applicable, ${countOf(standards, 'needsConfirmation')} not proven`
  return [
    `${paint.bold('Standards')}: ${countOf(standards, 'violated')} violated, ${countOf(standards, 'waived')} waived, ${rest}`,
    ...shown.map(({ standard, status, findings, reason }) => {
      const places = `${findings.length} ${plural('place', findings.length)}`
      return `  ${status === 'violated' ? paint.red(status) : paint.yellow(status)} ${standard}: ${places}${reason === undefined ? '' : `, ${visible(reason)}`}`
    }),
    '',
  ]
}
