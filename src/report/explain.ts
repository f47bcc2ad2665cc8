import type { RuleDeclaration } from '../model/rule.ts'
import type { Paint } from './paint.ts'

/** A rule's page for the terminal: what it finds, why, before and after, how it decides, when it stays silent, how right it was. */
export const explain = (rule: RuleDeclaration, paint: Paint): string => {
  const { id, title, severity, confidence, stage, standard, category, cwe, aliases, measured } = rule
  const facts = [
    `severity ${severity}`,
    `confidence ${confidence}`,
    stage,
    category,
    ...(cwe === undefined ? [] : [cwe]),
    ...(standard === null ? [] : [`standard: ${standard}`]),
    ...(aliases.length === 0 ? [] : [`formerly ${aliases.join(', ')}`]),
  ]
  const section = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [paint.bold(heading), ...lines.map((line) => `  ${line}`.trimEnd()), '']
  const lines = [
    `${paint.bold(id)}  ${title}`,
    paint.dim(facts.join(' · ')),
    '',
    ...section('Messages', Object.values(rule.messages)),
    ...section('Why it matters', paragraphs(rule.why)),
    ...section('What to do', paragraphs(rule.remedy)),
    ...section(
      'Roll out',
      paragraphs(rule.rollout ?? '').filter((line) => line !== ''),
    ),
    ...section(
      'Roll back',
      paragraphs(rule.rollback ?? '').filter((line) => line !== ''),
    ),
    ...section(
      'Watch',
      paragraphs(rule.monitor ?? '').filter((line) => line !== ''),
    ),
    ...section('Before', paragraphs(rule.example.before)),
    ...section(rule.example.safe ? 'After' : 'After (can change behaviour: look before applying)', paragraphs(rule.example.after)),
    ...section('How it decides', paragraphs(rule.decides)),
    ...section('Stays silent when', entries(rule.silent)),
    ...section('Measured on real code', [measuredLine(measured)]),
    ...section('References', rule.references),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

/** Every rule in one line, by pack. */
export const ruleList = (rules: readonly RuleDeclaration[], paint: Paint): string => {
  const width = Math.max(0, ...rules.map(({ id }) => id.length))
  return rules
    .map(({ id, severity, stage, title }) => `${paint.cyan(id.padEnd(width))}  ${severity.padEnd(10)}  ${stage.padEnd(7)}  ${title}\n`)
    .join('')
}

const paragraphs = (text: string): readonly string[] => text.trimEnd().split('\n')

const entries = (words: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(words).map(([id, text]) => `${id}: ${text.trim()}`)

const measuredLine = (measured: RuleDeclaration['measured']): string =>
  measured === null
    ? 'not yet'
    : `${measured.right} right, ${measured.wrong} wrong, ${measured.arguable} arguable, on ${measured.on.join(', ')}`
