/** Dockerfiles to instructions with places. */
import { DockerfileParser, type Flag, type Instruction as Parsed, type JSONInstruction, type ModifiableInstruction } from 'dockerfile-ast'
import type { Command, Instruction, ManifestProblem, Range } from '../../model/manifest.ts'
import { NOWHERE } from './document.ts'
import { execCommands, type ShellParser } from './shell.ts'

interface LineRange {
  readonly start: { readonly line: number; readonly character: number }
  readonly end: { readonly line: number; readonly character: number }
}

export interface ParsedDockerfile {
  readonly instructions: readonly Instruction[]
  readonly comments: readonly (Range & { readonly text: string })[]
  readonly problems: readonly ManifestProblem[]
}

const KEYWORDS = new Set([
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL',
  'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
]) // prettier-ignore
/** No Dockerfile is longer; what is longer is data under that name. */
const MAX_LENGTH = 300_000

export function parseDockerfile(text: string, lineStarts: Uint32Array, shell: ShellParser): ParsedDockerfile {
  if (text.length > MAX_LENGTH)
    return { instructions: [], comments: [], problems: [{ ...NOWHERE, because: 'The file is too large for a Dockerfile.' }] }
  const rangeOf = (range: LineRange | null): Range =>
    range === null
      ? NOWHERE
      : { start: lineStarts[range.start.line] + range.start.character, end: lineStarts[range.end.line] + range.end.character }
  const parsed = DockerfileParser.parse(text)
  const instructions = parsed.getInstructions().map((each) => instructionOf(each, text, rangeOf, shell))
  const problems = instructions
    .filter(({ keyword }) => !KEYWORDS.has(keyword))
    .map(({ start, end, keyword }) => ({ start, end, because: `\`${keyword}\` is no instruction of a Dockerfile; the rest was analysed.` }))
  const comments = parsed.getComments().map((comment) => {
    const range = rangeOf(comment.getRange())
    return { ...range, text: text.slice(range.start, range.end) }
  })
  return { instructions: instructions.filter(({ keyword }) => KEYWORDS.has(keyword)), comments, problems }
}

function instructionOf(parsed: Parsed, text: string, rangeOf: (range: LineRange | null) => Range, shell: ShellParser): Instruction {
  const flags = isModifiable(parsed) ? parsed.getFlags() : []
  const exec = isJson(parsed) && parsed.getOpeningBracket() !== null && parsed.getClosingBracket() !== null
  const words = exec
    ? parsed.getJSONStrings().map((item) => withText(text, rangeOf(item.getRange())))
    : parsed.getArguments().map((word) => ({ ...rangeOf(word.getRange()), text: word.getValue() }))
  const whole = rangeOf(parsed.getRange())
  const rest = restOf(
    text,
    whole,
    words,
    flags.map((flag) => rangeOf(flag.getRange())),
  )
  const inner = innerOf(parsed)
  return {
    keyword: parsed.getKeyword(),
    flags: flags.map((flag: Flag) => ({ ...rangeOf(flag.getRange()), name: flag.getName(), value: flag.getValue() })),
    words: flags.length > 0 && !exec ? words.filter(({ start }) => start >= rest.start) : words,
    exec,
    rest,
    inner: inner === null ? null : instructionOf(inner, text, rangeOf, shell),
    commands: RUNNING.has(parsed.getKeyword()) ? commandsOf(parsed.getKeyword(), words, exec, rest, shell) : [],
    ...whole,
  }
}

function restOf(text: string, whole: Range, words: readonly Range[], flags: readonly Range[]): Instruction['rest'] {
  const behind = flags.reduce((end, flag) => Math.max(end, flag.end), whole.start)
  const start = words.find((word) => word.start >= behind)?.start ?? whole.end
  return { start, end: whole.end, text: text.slice(start, whole.end) }
}

/** An item of the exec form; the package's own reading of it drops white space. */
function withText(text: string, range: Range): Range & { readonly text: string } {
  const written = text.slice(range.start, range.end)
  try {
    return { ...range, text: String(JSON.parse(written)) }
  } catch {
    return { ...range, text: written.replaceAll('"', '') }
  }
}

const RUNNING = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'])

function commandsOf(
  keyword: string,
  words: Instruction['words'],
  exec: boolean,
  rest: Instruction['rest'],
  shell: ShellParser,
): readonly Command[] {
  if (exec)
    return execCommands(
      words.map(({ text }) => text),
      rest,
      shell,
    )
  // `HEALTHCHECK CMD …` holds an instruction of its own, whose exec form is JSON.
  const text = keyword === 'HEALTHCHECK' ? rest.text.replace(/^(?:CMD|NONE)\s*/, '') : rest.text
  const items = keyword === 'HEALTHCHECK' ? jsonWords(text) : null
  return items === null ? shell.parse(text).map((command) => ({ ...command, ...rangeIn(rest, command) })) : execCommands(items, rest, shell)
}

function jsonWords(text: string): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : null
  } catch {
    return null
  }
}

/** Places inside the text behind the keyword are near enough: what is shown is the instruction. */
const rangeIn = (rest: Range, { start, end }: Range): Range => ({
  start: Math.min(rest.start + start, rest.end),
  end: Math.min(rest.start + end, rest.end),
})

const isModifiable = (parsed: Parsed): parsed is ModifiableInstruction => 'getFlags' in parsed
const isJson = (parsed: Parsed): parsed is JSONInstruction => 'getOpeningBracket' in parsed
const innerOf = (parsed: Parsed): Parsed | null =>
  'getTriggerInstruction' in parsed ? (parsed as { getTriggerInstruction(): Parsed | null }).getTriggerInstruction() : null
