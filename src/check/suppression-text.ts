/** What a comment addressed to faultline says; the same in every language that has comments. */

export interface Directive {
  readonly is: 'ignore' | 'ignore-file'
  /** Names as written; at least one. */
  readonly rules: readonly string[]
  /** Last day it holds, as YYYY-MM-DD. */
  readonly until: string | null
  /** Empty if none is given. */
  readonly reason: string
}

/** A comment that cannot be followed, with what is wrong. */
export interface Malformed {
  readonly malformed: string
}

/** `# faultline: …`, also after another tool's comment on the line; `//`, `--` and `;` begin comments elsewhere. */
const ADDRESSED = /(?:#|\/\/|--|;)[ \t]*faultline:[ \t]*(.*)$/s
const DIRECTIVE = /^ignore(?<file>-file)?[ \t]*\[(?<rules>[^\]]*)\](?<rest>.*)$/s
const REST = /^[ \t]*(?:until[ \t]*=[ \t]*(?<until>\S+))?[ \t]*(?:--(?<reason>.*))?$/s
const SHAPE = "'faultline: ignore[pack/rule] -- reason'"

/** Reads a comment with its mark. Null for prose that only mentions the name. */
export const directiveOf = (comment: string): Directive | Malformed | null => {
  const said = ADDRESSED.exec(comment)?.[1]
  if (said === undefined) return null
  const groups = DIRECTIVE.exec(said)?.groups
  if (groups === undefined)
    return /^ig\w*\b/i.test(said) || said.includes('[') ? { malformed: `this is not understood; write ${SHAPE}` } : null
  const rules = groups['rules'].split(',').map((name) => name.trim()).filter((name) => name !== '') // prettier-ignore
  if (rules.length === 0) return { malformed: `it names no rule; write ${SHAPE}` }
  const rest = REST.exec(groups['rest'])?.groups
  if (rest === undefined) return { malformed: `what follows the rules is not understood; write ${SHAPE}` }
  const until = rest['until'] ?? null
  if (until !== null && !isDay(until)) return { malformed: `'${until}' is no day; write until=YYYY-MM-DD` }
  return {
    is: groups['file'] === undefined ? 'ignore' : 'ignore-file',
    rules: [...new Set(rules)],
    until,
    reason: (rest['reason'] ?? '').trim(),
  }
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
