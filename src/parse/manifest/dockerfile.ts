/** Dockerfiles to instructions with places. */
import { DockerfileParser, type Flag, type Instruction as Parsed, type JSONInstruction, type ModifiableInstruction } from 'dockerfile-ast'
import type { Instruction, ManifestProblem, Range } from '../../model/manifest.ts'
import { NOWHERE } from './document.ts'

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

export function parseDockerfile(text: string, lineStarts: Uint32Array): ParsedDockerfile {
  if (text.length > MAX_LENGTH)
    return { instructions: [], comments: [], problems: [{ ...NOWHERE, because: 'The file is too large for a Dockerfile.' }] }
  const rangeOf = (range: LineRange | null): Range =>
    range === null
      ? NOWHERE
      : { start: lineStarts[range.start.line] + range.start.character, end: lineStarts[range.end.line] + range.end.character }
  const parsed = DockerfileParser.parse(text)
  const instructions = parsed.getInstructions().map((each) => instructionOf(each, text, rangeOf))
  const problems = instructions
    .filter(({ keyword }) => !KEYWORDS.has(keyword))
    .map(({ start, end, keyword }) => ({ start, end, because: `\`${keyword}\` is no instruction of a Dockerfile; the rest was analysed.` }))
  const comments = parsed.getComments().map((comment) => {
    const range = rangeOf(comment.getRange())
    return { ...range, text: text.slice(range.start, range.end) }
  })
  return { instructions: instructions.filter(({ keyword }) => KEYWORDS.has(keyword)), comments, problems }
}

function instructionOf(parsed: Parsed, text: string, rangeOf: (range: LineRange | null) => Range): Instruction {
  const flags = isModifiable(parsed) ? parsed.getFlags() : []
  const exec = isJson(parsed) && parsed.getOpeningBracket() !== null && parsed.getClosingBracket() !== null
  const words = exec
    ? parsed.getJSONStrings().map((item) => ({ ...rangeOf(item.getRange()), text: item.getJSONValue() }))
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
    inner: inner === null ? null : instructionOf(inner, text, rangeOf),
    ...whole,
  }
}

function restOf(text: string, whole: Range, words: readonly Range[], flags: readonly Range[]): Instruction['rest'] {
  const behind = flags.reduce((end, flag) => Math.max(end, flag.end), whole.start)
  const start = words.find((word) => word.start >= behind)?.start ?? whole.end
  return { start, end: whole.end, text: text.slice(start, whole.end) }
}

const isModifiable = (parsed: Parsed): parsed is ModifiableInstruction => 'getFlags' in parsed
const isJson = (parsed: Parsed): parsed is JSONInstruction => 'getOpeningBracket' in parsed
const innerOf = (parsed: Parsed): Parsed | null =>
  'getTriggerInstruction' in parsed ? (parsed as { getTriggerInstruction(): Parsed | null }).getTriggerInstruction() : null
