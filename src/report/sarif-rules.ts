/** Rule declarations as SARIF describes rules, and the weakness classes they name. */
import type { MultiformatMessageString, ReportingDescriptor, ToolComponent } from 'sarif'
import type { Confidence, Severity } from '../model/finding.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import type { SuppressionProblem } from '../model/suppression.ts'

export type Level = 'error' | 'warning' | 'note'

export const LEVELS: Readonly<Record<Severity, Level>> = { blocker: 'error', major: 'warning', minor: 'note', suggestion: 'note' }

/** GitHub shows no more of a name and of a description. */
const LONGEST_NAME = 255
export const LONGEST_TEXT = 1024
const PRECISION: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' }

export const ruleDescriptor = (rule: RuleDeclaration): ReportingDescriptor => {
  const { id, title, aliases, why, severity, confidence, stage, securitySeverity, references, cwe } = rule
  return {
    id,
    name: nameOf(id),
    ...(aliases.length === 0 ? {} : { deprecatedIds: [...aliases] }),
    shortDescription: { text: cut(title, LONGEST_TEXT) },
    fullDescription: { text: cut(why.trim(), LONGEST_TEXT) },
    help: helpOf(rule),
    ...(references.length === 0 ? {} : { helpUri: references[0] }),
    defaultConfiguration: { level: stage === 'preview' ? 'note' : LEVELS[severity] },
    ...(cwe === undefined
      ? {}
      : { relationships: [{ target: { id: numberOf(cwe), toolComponent: { name: 'CWE' } }, kinds: ['superset'] }] }),
    properties: {
      tags: [...new Set(tagsOf(rule))],
      precision: PRECISION[stage === 'preview' && confidence === 'high' ? 'medium' : confidence],
      ...(securitySeverity === undefined
        ? { 'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[LEVELS[severity]] }
        : { 'security-severity': securitySeverity.toFixed(1) }),
    },
  }
}

/** At most eight: GitHub shows ten. */
const tagsOf = ({ pack, category, cause, stage, standard, securitySeverity, cwe }: RuleDeclaration): readonly string[] => [
  pack,
  slug(category),
  cause,
  ...(standard === null ? [] : ['non-negotiable']),
  ...(stage === 'preview' ? ['preview'] : []),
  ...(securitySeverity === undefined ? [] : ['security']),
  ...(cwe === undefined ? [] : [`external/cwe/cwe-${numberOf(cwe).padStart(3, '0')}`]),
]

const helpOf = ({ id, title, why, remedy, example, decides, silent, references }: RuleDeclaration): MultiformatMessageString => {
  const fix = remedy.trim().replaceAll(/\{([a-z]+)\}/g, 'the $1')
  const sections: readonly (readonly [string, string])[] = [
    ['Why it matters', why.trim()],
    ['What to do', fix],
    ['Before', code(example.before)],
    [example.safe ? 'After' : 'After (can change behaviour: look before applying)', code(example.after)],
    ['How it decides', decides.trim()],
    ['When it stays silent', Object.values(silent).map((words) => `- ${words.trim()}`).join('\n')], // prettier-ignore
    ['How to suppress it', code(`# faultline: ignore[${id}] -- the reason`)],
    ['References', references.map((reference) => `- <${reference}>`).join('\n')],
  ]
  const shown = sections.filter(([, text]) => text !== '')
  return {
    text: `${title}. ${why.trim()} ${fix}`,
    markdown: [`# ${title}`, ...shown.map(([heading, text]) => `## ${heading}\n\n${text}`), ''].join('\n\n'),
  }
}

const code = (text: string): string => `\`\`\`python\n${text.trimEnd()}\n\`\`\``

/** Pseudo-rules by which problems of suppressions are shown. */
export const problemDescriptor = (id: SuppressionProblem['rule']): ReportingDescriptor => {
  const kind = id.slice('meta/'.length, -'-suppression'.length).replace('-', ' ')
  const text = `A suppression that has to be looked at: ${kind}.`
  return {
    id,
    name: nameOf(id),
    shortDescription: { text },
    fullDescription: { text },
    help: {
      text: 'A suppression names its rules and gives a reason: # faultline: ignore[pack/rule] -- reason',
      markdown: `A suppression names its rules and gives a reason:\n\n${code('# faultline: ignore[pack/rule] until=2027-01-31 -- reason')}\n`,
    },
    defaultConfiguration: { level: 'note' },
    properties: { tags: ['suppression'], precision: 'high', 'problem.severity': 'recommendation' },
  }
}

/** The weakness classes that rules name; null if none does. */
export const cweTaxonomy = (rules: readonly RuleDeclaration[]): ToolComponent | null => {
  const numbers = [...new Set(rules.flatMap(({ cwe }) => (cwe === undefined ? [] : numberOf(cwe))))].toSorted(
    (x, y) => Number(x) - Number(y),
  )
  if (numbers.length === 0) return null
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'Common Weakness Enumeration' },
    isComprehensive: false,
    taxa: numbers.map((id) => ({ id, helpUri: `https://cwe.mitre.org/data/definitions/${id}.html` })),
  }
}

const numberOf = (cwe: string): string => cwe.slice('CWE-'.length)

/** `async/sync-http-client` as `AsyncSyncHttpClient`. */
export const nameOf = (id: string): string =>
  cut(id.replaceAll(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), LONGEST_NAME) // prettier-ignore

const slug = (words: string): string => words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

export const cut = (text: string, longest: number): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`)
