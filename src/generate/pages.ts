/** The rules' pages: `references/<pack>/<rule>.md`, from declaration, fixtures and what the tool really says of them. */
import { manifestFormatOf } from '../discover/manifests.ts'
import { check } from '../check/run.ts'
import { rules } from '../generated/packs.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import { readDeclaration, ruleIds } from './declaration.ts'
import type { Output } from './output.ts'
import { shelf, textAt } from './output.ts'
import type { LinkSources } from './link-sources.ts'
import { STAND_INS, linkSources } from './link-sources.ts'

const START = '<!-- generated: start -->\n'
const END = '<!-- generated: end -->\n'
const REGION = /^[ \t]*# region example\n([\s\S]*?)^[ \t]*# endregion$/m
const ANNOTATION = /[ \t]*# (expect|ok|todo): .*$/gm

export const generatePages = async (): Promise<readonly Output[]> => {
  const link = await linkSources()
  return ruleIds().map((id) => {
    const path = `references/${id}.md`
    return { path, text: merged(pageOf(readDeclaration(id), link), textAt(path)) }
  })
}

/** How the remedy gets into production, where the rule says so. */
const operationsOf = ({ rollout, rollback, monitor }: RuleDeclaration): readonly string[] =>
  rollout === undefined ? [] : [section('In production', [`- Roll out: ${rollout}`, `- Roll back: ${rollback}`, `- Watch: ${monitor}`])]

/** The generated part in front of what was written by hand after it. */
const merged = (generated: string, known: string): string => {
  const end = known.indexOf(END)
  return `${START}${generated}${END}${end < 0 ? '' : known.slice(end + END.length)}`
}

const pageOf = (rule: RuleDeclaration, link: LinkSources): string => {
  const { id, title, severity, confidence, stage, standard, category, measured } = rule
  const facts = [
    `severity ${severity}`,
    `confidence ${confidence}`,
    stage,
    category,
    ...(standard === null ? [] : [`standard: ${standard}`]),
  ]
  const before = exampleOf(id, 'bad')
  const after = exampleOf(id, 'good')
  return (
    [
      `# ${id}`,
      `${title}. ${facts.join(' · ')}`,
      section('What it finds', [listOf(rule.spellings)]),
      section('Why it matters', [rule.why.trim()]),
      section('Before', [fenced(before.language, before.code)]),
      section('What the tool says', [fenced('text', outputOn(id, before, link))]),
      section('After', [fenced(after.language, after.code)]),
      ...operationsOf(rule),
      section('How it decides', [rule.decides.trim()]),
      section('When it stays silent', [listOf(rule.silent), 'Never considered:', listOf(rule.lookalikes)]),
      section('When it is wrong', [
        measured === null
          ? 'Not measured on real code yet.'
          : `Judged on ${measured.on.join(', ')}: ${measured.right} right, ${measured.wrong} wrong, ${measured.arguable} arguable.`,
      ]),
      section('References', [rule.references.map((reference) => `- <${reference}>`).join('\n')]),
    ].join('\n\n') + '\n'
  )
}

const section = (heading: string, paragraphs: readonly string[]): string => [`## ${heading}`, ...paragraphs].join('\n\n')
const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``
const listOf = (words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .map(([name, text]) => `- \`${name}\`: ${text}`)
    .join('\n')

const isSource = (name: string): boolean => name.endsWith('.py') || manifestFormatOf(name) !== null || STAND_INS.has(name)

interface Example {
  readonly code: string
  readonly language: string
  /** Path inside the case to text. */
  readonly sources: ReadonlyMap<string, string>
  readonly file: string
  readonly lines: readonly [number, number]
}

/** The marked region of a rule's first bad or good fixture. */
const exampleOf = (id: string, kind: 'bad' | 'good'): Example => {
  const files = shelf(`fixtures/${id}`, '').filter((name) => name.startsWith(kind) && isSource(name))
  for (const name of files) {
    const text = textAt(`fixtures/${id}/${name}`)
    const region = REGION.exec(text)
    if (region === null) continue
    const first = text.slice(0, region.index).split('\n').length
    const folder = name.includes('/') ? `${name.slice(0, name.indexOf('/'))}/` : ''
    const inside = folder === '' ? [name] : files.filter((other) => other.startsWith(folder))
    return {
      code: region[1].replaceAll(ANNOTATION, ''),
      language: manifestFormatOf(name) ?? 'python',
      sources: new Map(inside.map((other) => [other.slice(folder.length), textAt(`fixtures/${id}/${other}`)])),
      file: name.slice(folder.length),
      lines: [first, first + region[0].split('\n').length],
    }
  }
  throw new Error(`fixtures/${id}: no ${kind} fixture has a "# region example"`)
}

/** What the rule reports inside the region, one line each. */
const outputOn = (id: string, { sources, file, lines: [first, last] }: Example, link: LinkSources): string => {
  const { findings } = check(link(sources), { rules: rules.filter((rule) => rule.id === id) })
  return findings
    .filter((finding) => finding.file === file && finding.line >= first && finding.line <= last)
    .flatMap(({ line, column, severity, message, evidence }) => [
      `${file}:${line}:${column}: ${severity} ${message}`,
      ...evidence.map((step) => `    ${step.file}:${step.line}  ${step.label}`),
    ])
    .join('\n')
}
