/** Tests of a path or an address: those that confine it, and those of which only is known that something looks at it. */
import type { Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf } from '../parameters.ts'
import { listOf, nameOf, textOf } from '../read.ts'
import { namesSubject, subjectOf } from './subjects.ts'

/** Questions about a value that say nothing about where it leads. */
const IDLE =
  /^(len|isinstance|bool|hasattr|callable|exists|is_file|is_dir|isfile|isdir|is_symlink|stat|endswith|strip|lower|upper|get|print|debug|info|warning|error|exception)$/
/** Methods that compare with a folder, or with the start of an address. */
const CONFINES = new Set(['is_relative_to', 'relative_to', 'startswith', 'commonpath', 'commonprefix', 'samefile'])
const MOST = 60

export interface Checks {
  /** The test compares the subject with a folder or a prefix, and holds that way. */
  confines(file: FileId, test: Value, holds: boolean, subject: string): boolean
  /** Something is called with the subject, or with what is made of it, that decides whether this place is reached. */
  looksAt(place: Place, subject: string): boolean
  /** The test is made of a call over the subject. */
  asks(file: FileId, test: Value, subject: string): boolean
}

export function createChecks(parts: Parts): Checks {
  const { evaluation } = parts
  const known = new Map<string, boolean>()

  function confines(file: FileId, test: Value, holds: boolean, subject: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[test] === Op.Call && op[a[test]] === Op.Attr && CONFINES.has(nameOf(summary, a[test])))
      return holds && namesSubject(summary, a[a[test]], subject)
    if (op[test] !== Op.Compare) return false
    const [operator] = listOf(summary, a[test])
    const [left, right] = listOf(summary, b[test])
    const isIn = (operator === CompareOp.In && holds) || (operator === CompareOp.NotIn && !holds)
    // `base in path.parents`
    if (isIn && op[right] === Op.Attr && nameOf(summary, right) === 'parents') return namesSubject(summary, a[right], subject)
    const isEqual = (operator === CompareOp.Eq && holds) || (operator === CompareOp.NotEq && !holds)
    return isEqual && [left, right].some((side) => isCommonPath(summary, side, subject))
  }

  function isCommonPath(summary: FileSummary, value: Value, subject: string): boolean {
    const { op, a, b } = summary.values
    if (op[value] !== Op.Call || !CONFINES.has(nameOf(summary, a[value]))) return false
    const [list] = listOf(summary, b[value])
    return list !== undefined && Array.from(listOf(summary, b[list])).some((item) => namesSubject(summary, item, subject))
  }

  /** Whether a test is made of a call over the subject, or forbids `..` in it. */
  function asks(file: FileId, test: Value, subject: string): boolean {
    const key = `${file}:${test}:${subject}`
    const answer = known.get(key)
    if (answer !== undefined) return answer
    const found = isMadeOf(file, test, subject)
    known.set(key, found)
    return found
  }

  function isMadeOf(file: FileId, test: Value, subject: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const work: { readonly value: Value; readonly through: boolean }[] = [{ value: test, through: false }]
    const seen = new Set<string>()
    for (let item = work.pop(); item !== undefined && seen.size < MOST; item = work.pop()) {
      const { value, through } = item
      if (value < 0 || seen.has(`${value}:${through}`)) continue
      seen.add(`${value}:${through}`)
      if (through && namesSubject(summary, value, subject)) return true
      const go = (next: Value, by = through): number => work.push({ value: next, through: by })
      switch (op[value] as Op) {
        case Op.Call: {
          const isIdle = IDLE.test(nameOf(summary, a[value]))
          for (const given of listOf(summary, b[value])) go(given, through || !isIdle)
          if (op[a[value]] === Op.Attr) go(a[a[value]], through || !isIdle)
          break
        }
        case Op.Compare:
          for (const side of listOf(summary, b[value])) go(side, through || isUpward(summary, b[value]))
          break
        case Op.Attr:
        case Op.Index:
        case Op.Unary:
        case Op.Await:
        case Op.Keyword:
        case Op.Iterate:
        case Op.Unpack:
          go(op[value] === Op.Keyword ? b[value] : a[value])
          break
        case Op.Bool:
        case Op.Binary:
          go(a[value])
          go(b[value])
          break
        case Op.Load:
          if (op[a[value]] === Op.Bind) go(b[a[value]])
          else if (op[a[value]] === Op.Phi) for (const one of listOf(summary, b[a[value]])) go(op[one] === Op.Bind ? b[one] : one)
          break
        case Op.Tuple:
        case Op.List:
          for (const one of listOf(summary, b[value])) go(one)
          break
        case Op.Comprehension:
          go(a[value])
          break
        default:
      }
    }
    return false
  }

  /** `".." in x`: forbids leaving upwards. */
  const isUpward = (summary: FileSummary, sides: number): boolean => {
    const { op, a } = summary.values
    return Array.from(listOf(summary, sides)).some(
      (side) => op[side] === Op.Text && /^(\.\.|\/|\\|\.\.\/|:\/\/)$/.test(textOf(summary, a[side])),
    )
  }

  /** A project function that may raise has been given the subject, or the object it is read from, before. */
  function isHandedToValidator(place: Place, subject: string): boolean {
    const { file, value } = place
    const { op, a } = evaluation.file(file).summary.values
    let root = value
    while (op[root] === Op.Attr || op[root] === Op.Index) root = a[root]
    if (op[root] !== Op.Load) return false
    return evaluation
      .users(file, a[root])
      .some(
        (read) =>
          read < value && op[read] === Op.Load && usersUpTo(file, read, value).some((user) => isValidated(file, user, value, subject)),
      )
  }

  /** Calls, and methods called, that a read leads to directly, through an attribute or a keyword. */
  function usersUpTo(file: FileId, read: Value, value: Value): readonly Value[] {
    const { op } = evaluation.file(file).summary.values
    const found: Value[] = []
    const work: Value[] = [read]
    for (let at = work.pop(); at !== undefined && found.length < MOST; at = work.pop()) {
      for (const user of evaluation.users(file, at)) {
        if (user >= value) continue
        if (op[user] === Op.Call) found.push(user)
        else if (op[user] === Op.Attr || op[user] === Op.Keyword || op[user] === Op.Index) work.push(user)
      }
    }
    return found
  }

  function isValidated(file: FileId, call: Value, value: Value, subject: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (!evaluation.dominates(file, call, value)) return false
    if (op[a[call]] === Op.Attr && nameOf(summary, a[call]) === 'relative_to' && namesSubject(summary, a[a[call]], subject)) return true
    for (const item of listOf(summary, b[call])) {
      const given = op[item] === Op.Keyword ? b[item] : item
      const object = subjectOf(summary, given)
      // `validate(file)` that looks at `file.filename`
      const within = object !== null && subject.startsWith(`${object}.`) ? subject.slice(subject.lastIndexOf('.') + 1) : null
      if (within === null && !namesSubject(summary, given, subject)) continue
      if (evaluation.calleeOf(file, call).targets.some((target) => mayRaise(functionOf(target), within))) return true
    }
    return false
  }

  /** The function raises, and looks at an attribute of that name if there is one to look at. */
  function mayRaise(id: number | null, attribute: string | null): boolean {
    if (id === null || !parts.isProject(id)) return false
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const region = summary.scopes.region[scope]
    let raises = false
    let looks = attribute === null
    for (let at = summary.regions.first[region]; at < summary.regions.end[region]; at++) {
      raises ||= summary.values.op[at] === Op.Raise
      looks ||= summary.values.op[at] === Op.Attr && nameOf(summary, at) === attribute
    }
    return raises && looks
  }

  return {
    confines,
    asks,
    looksAt: (place, subject) =>
      evaluation.guards(place.file, place.value).some(({ test }) => asks(place.file, test, subject)) || isHandedToValidator(place, subject),
  }
}
