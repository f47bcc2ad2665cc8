/** What a schema cannot say of a compound pattern: that its parts speak of each other. */
import type { CompoundPattern } from '../model/compound.ts'

/** A pattern that fits `schemas/compound.schema.json`, as it is written. */
export interface WrittenPattern extends Omit<CompoundPattern, 'name' | 'parts' | 'aggravators' | 'foldsInto' | 'references'> {
  readonly name?: string
  readonly parts: readonly WrittenPart[]
  readonly aggravators?: CompoundPattern['aggravators']
  readonly foldsInto?: readonly string[]
  readonly references?: readonly string[]
}

interface WrittenPart {
  readonly name: string
  readonly rules?: readonly string[]
  readonly with?: string
  readonly by?: readonly string[]
  readonly fact?: string
  readonly of?: string
}

export const toPattern = (name: string, { aggravators = [], foldsInto = [], references = [], ...rest }: WrittenPattern): CompoundPattern =>
  ({ ...rest, name, aggravators, foldsInto, references }) as unknown as CompoundPattern

/** What is wrong, and the key it is wrong at; null if nothing is. */
export const patternFault = (written: WrittenPattern): { readonly key: string; readonly message: string } | null => {
  const { parts, aggravators = [] } = written
  const names = parts.map(({ name }) => name)
  const all = [...names, ...aggravators.map(({ name }) => name)]
  const twice = all.find((name, at) => all.indexOf(name) !== at)
  if (twice !== undefined) return { key: 'parts', message: `two parts are called '${twice}'; give each a name of its own` }
  if (all.includes('entry'))
    return { key: 'parts', message: "no part can be called 'entry': {entry} is where the way to the first part begins" }
  for (const [at, part] of parts.entries()) {
    const wrong = partFault(part, at === 0)
    if (wrong !== null) return { key: 'parts', message: wrong }
  }
  const unnamed = [...parts, ...aggravators, ...(written.blockerIf === undefined ? [] : [written.blockerIf])]
    .flatMap((part) => ['of' in part ? part.of : undefined, 'with' in part ? part.with : undefined])
    .find((name) => name !== undefined && !names.includes(name))
  if (unnamed !== undefined) return { key: 'parts', message: `there is no part '${unnamed}' (there is ${quoted(names)})` }
  return placeholderFault(written, names)
}

const partFault = ({ name, rules, by, fact, of, with: joined }: WrittenPart, isFirst: boolean): string | null => {
  if (fact !== undefined && rules !== undefined) return `part '${name}' has both 'rules' and 'fact'; keep one`
  if (fact !== undefined) {
    if (isFirst) return `the first part, '${name}', must have 'rules': the issue sits on its findings`
    return of === undefined ? `part '${name}' needs 'of', the part that '${fact}' is about` : null
  }
  if (rules === undefined) return `part '${name}' needs 'rules', or 'fact' with 'of'`
  if (of !== undefined) return `part '${name}' has 'of', which belongs to a 'fact'; say 'with' and 'by'`
  if (isFirst)
    return by === undefined && joined === undefined ? null : `the first part, '${name}', belongs to no other; take 'by' and 'with' away`
  return by === undefined ? `part '${name}' needs 'by': by what it belongs to the first part, as in by = ["function", "path"]` : null
}

/** Placeholders are findings: a fact has no one place that a sentence could name. */
const placeholderFault = (
  { parts, message, effect, fix }: WrittenPattern,
  names: readonly string[],
): { readonly key: string; readonly message: string } | null => {
  for (const [key, text] of Object.entries({ message, effect, fix })) {
    for (const [whole, word] of text.matchAll(/\{([^}]*)\}/g)) {
      if (word === 'entry') continue
      const part = parts.find(({ name }) => name === word)
      if (part === undefined) return { key, message: `${whole} is no part (there is ${quoted([...names, 'entry'])})` }
      if (part.fact !== undefined) return { key, message: `${whole} is a fact and has no place to name; leave it out` }
    }
  }
  return null
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')
