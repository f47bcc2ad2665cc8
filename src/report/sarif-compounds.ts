/** Compound issues as SARIF: patterns are rules of their own, parts are related places. */
import type { ReportingDescriptor } from 'sarif'
import type { CompoundPattern, PatternPart } from '../model/compound.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { type PlacedCompound, compoundRule } from './compounds.ts'
import { type Draft, MOST_RELATED, locationOf, physical, plain } from './sarif-results.ts'
import { LEVELS, LONGEST_TEXT, cut, nameOf } from './sarif-rules.ts'

export const compoundDescriptor = ({ name, title, severity, effect, fix, parts, references }: CompoundPattern): ReportingDescriptor => {
  const sections: readonly (readonly [string, string])[] = [
    ['What happens under load', effect.trim()],
    ['What to do', fix.trim()],
    ['What lines up', parts.map((part) => `- ${told(part)}`).join('\n')],
    ...(references.length === 0 ? [] : [['References', references.map((reference) => `- <${reference}>`).join('\n')] as const]),
  ]
  return {
    id: compoundRule(name),
    name: nameOf(compoundRule(name)),
    shortDescription: { text: cut(title, LONGEST_TEXT) },
    fullDescription: { text: cut(effect.trim(), LONGEST_TEXT) },
    help: {
      text: `${title}. ${effect.trim()} ${fix.trim()}`,
      markdown: [`# ${title}`, ...sections.map(([heading, text]) => `## ${heading}\n\n${text}`), ''].join('\n\n'),
    },
    ...(references.length === 0 ? {} : { helpUri: references[0] }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['compound'],
      precision: 'high',
      'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[LEVELS[severity]],
    },
  }
}

const told = (part: PatternPart): string =>
  'fact' in part ? `${part.name}: ${part.fact}` : `${part.name}: ${part.rules.map((rule) => `\`${rule}\``).join(' or ')}`

/** One result at the first finding it sits on; every part is a related place. */
export const compoundResult = ({ compound, rule, at }: PlacedCompound, { findings }: Report): Draft => {
  const { id, title, severity, confidence, service, message, effect, fix, parts } = compound
  const level = LEVELS[severity]
  const byId = new Map<string, Finding>(findings.map((finding) => [finding.id, finding]))
  const places = parts.flatMap((part) => {
    if ('fact' in part) return part.evidence
    const finding = byId.get(part.finding)
    return finding === undefined ? [] : [{ ...finding, label: `${finding.rule}: ${finding.message}` }]
  })
  return {
    level,
    at,
    fingerprint: id,
    result: {
      ruleId: rule,
      level,
      message: { text: `${plain(title)}. ${plain(message)} ${plain(effect)} ${plain(fix)}` },
      locations: [{ physicalLocation: physical(at) }],
      relatedLocations: places.slice(0, MOST_RELATED).map((place, index) => ({ id: index + 1, ...locationOf(place) })),
      properties: {
        severity,
        confidence,
        ...(service === null ? {} : { service }),
        parts: parts.map((part) => ('fact' in part ? part.fact : part.finding)),
      },
    },
  }
}
