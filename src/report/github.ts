/** Workflow commands: what GitHub's runner turns into annotations. */
import type { Confidence, Finding, Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { Position } from '../model/span.ts'
import { type PlacedCompound, placedCompounds } from './compounds.ts'
import { isSureEnough } from './certainty.ts'
import { isAside, isSuppressed } from './concise.ts'
import { visible } from './visible.ts'

type Command = 'error' | 'warning' | 'notice'

const COMMANDS: Readonly<Record<Severity, Command>> = { blocker: 'error', major: 'warning', minor: 'notice', suggestion: 'notice' }
/** The runner shows so many of each in one step and drops the others. */
const MOST = 10
const RANK: readonly Severity[] = ['blocker', 'major', 'minor', 'suggestion']

interface Annotation {
  readonly command: Command
  readonly at: Position
  readonly title: string
  readonly message: string
}

/** One command per finding, the worst first, at most ten of each kind; the last notice says how many there was no room for. */
export const github = (report: Report, minConfidence: Confidence): string => {
  const shown = report.findings.filter((finding) => isSureEnough(finding, minConfidence) && !isSuppressed(finding))
  const all: readonly Annotation[] = [
    ...placedCompounds(report, minConfidence).map(ofCompound),
    ...shown
      .toSorted((x, y) => Number(isAside(x)) - Number(isAside(y)) || RANK.indexOf(x.severity) - RANK.indexOf(y.severity))
      .map(ofFinding),
    ...report.suppressions.map((problem): Annotation => ({
      command: 'notice',
      at: problem,
      title: problem.rule,
      message: problem.message,
    })),
  ]
  const of = (command: Command): readonly Annotation[] => all.filter((each) => each.command === command)
  const fitting = [...of('error').slice(0, MOST), ...of('warning').slice(0, MOST), ...of('notice').slice(0, MOST)]
  // The closing notice needs a place of its own.
  const printed =
    fitting.length === all.length
      ? fitting
      : fitting.filter(
          (each) =>
            !of('notice')
              .slice(MOST - 1)
              .includes(each),
        )
  const left = all.length - printed.length
  const closing = left === 0 ? [] : [`::notice title=faultline::${data(`${left} more findings: GitHub shows ten of a kind per step`)}\n`]
  return [...printed.map(lineOf), ...closing].join('')
}

const ofCompound = ({ compound, rule, at }: PlacedCompound): Annotation => ({
  command: COMMANDS[compound.severity],
  at,
  title: rule,
  message: `${compound.title}. ${compound.message} ${compound.fix}`,
})

/** What has no vote is a notice, whatever its severity. */
const ofFinding = (finding: Finding): Annotation => ({
  command: isAside(finding) ? 'notice' : COMMANDS[finding.severity],
  at: finding,
  title: finding.stage === 'preview' ? `${finding.rule} (preview)` : finding.rule,
  message: `${finding.message}. ${finding.remedy}`,
})

const lineOf = ({ command, at, title, message }: Annotation): string => {
  const { file, line, column, endLine, endColumn } = at
  // Columns of different lines are refused by the annotations' interface.
  const columns = line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []
  const properties = [`file=${property(file)}`, `line=${line}`, `endLine=${endLine}`, ...columns, `title=${property(title)}`]
  return `::${command} ${properties.join(',')}::${data(message)}\n`
}

const data = (text: string): string => visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** A file's name is passed on as it is: the runner looks it up. */
const property = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll(':', '%3A').replaceAll(',', '%2C')
