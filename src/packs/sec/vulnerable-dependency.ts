import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Advisory, KnownFault, PinnedPackageFact } from '../../model/advisory.ts'
import type { Severity } from '../../model/finding.ts'

const rule: Rule<'sec/vulnerable-dependency'> = defineRule('sec/vulnerable-dependency', {
  *'pinned-package'(fact) {
    const { at, node, name, version, development, faults } = fact
    if (faults.length === 0) {
      yield { is: 'fine', at, because: 'no-advisory' }
      return
    }
    const distinct = distinctOf(faults)
    const worst = distinct.reduce((high, fault) => (weight(fault.advisory) > weight(high.advisory) ? fault : high))
    yield {
      is: 'violation',
      at,
      severity: development ? 'minor' : severityOf(worst.advisory),
      subject: nodeSubject(at.file, node),
      expression: name,
      evidence: [...wayTo(fact), ...distinct.map(({ advisory }) => ({ at, label: labelOf(advisory) }))],
      message: 'pinned',
      data: {
        name,
        version,
        advisories: namesOf(distinct),
        verb: distinct.length === 1 ? 'speaks' : 'speak',
        rating: `${ratingOf(worst.advisory)}${development ? ', for development only' : ''}`,
        day: fact.asOf,
        end: endOf(fact, distinct.length),
      },
    }
  },
})
export default rule

/** One of those records that name each other, the gravest first. */
function distinctOf(faults: readonly KnownFault[]): readonly KnownFault[] {
  const seen = new Set<string>()
  const distinct: KnownFault[] = []
  for (const fault of faults.toSorted((x, y) => weight(y.advisory) - weight(x.advisory))) {
    const names = [fault.advisory.id, ...fault.advisory.aliases]
    if (!names.some((each) => seen.has(each))) distinct.push(fault)
    for (const each of names) seen.add(each)
  }
  return distinct
}

/** What a database's own words stand for on CVSS's scale, at the lower end; a record without any is taken for the middle. */
const WORDS: Readonly<Record<string, number>> = { CRITICAL: 9, HIGH: 7, MODERATE: 4, MEDIUM: 4, LOW: 0.1 }
const UNRATED = 4

const weight = ({ score, rating }: Advisory): number => score ?? WORDS[rating ?? ''] ?? UNRATED

function severityOf(advisory: Advisory): Severity {
  const score = weight(advisory)
  if (score >= 9) return 'blocker'
  if (score >= 7) return 'major'
  return score >= 4 ? 'minor' : 'suggestion'
}

function ratingOf({ score, rating }: Advisory): string {
  if (score !== null) return `CVSS ${score.toFixed(1)}`
  return rating === null ? 'without a score' : rating.toLowerCase()
}

const NAMED = 3
const named = ({ advisory: { id, aliases } }: KnownFault): string => {
  const cve = aliases.find((alias) => alias.startsWith('CVE-'))
  return cve === undefined || id === cve ? id : `${id} (${cve})`
}

/** Up to three by name, and how many more. */
function namesOf(faults: readonly KnownFault[]): string {
  const more = faults.length - NAMED
  return faults.slice(0, NAMED).map(named).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

const endOf = ({ ended }: PinnedPackageFact, count: number): string =>
  `${ended ?? 'no released version'} ends ${count === 1 ? 'it' : 'all of them'}`

function wayTo({ through, asked }: PinnedPackageFact) {
  if (asked === null) return []
  return [{ at: asked, label: through.length === 0 ? 'it is asked for here' : `asked for here, by way of ${through.join(', ')}` }]
}

const labelOf = ({ id, summary }: Advisory): string => (summary === '' ? id : `${id}: ${summary}`)
