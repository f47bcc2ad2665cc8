/** Tests that leave a value harmless where they hold: allow-lists, patterns, project validators. */
import type { SinkKind } from '../../model/knowledge.ts'
import type { Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { CompareOp, ConstKind, Leaves, Op, RegionKind, UnaryOp } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { functionOf, parameterFor, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { createChecks } from './checks.ts'
import { isLookedUp } from './catalog.ts'
import { isFoundUnder } from './found.ts'
import { CATALOG, CONSTANT, UNRESOLVED, VALIDATED } from './content.ts'
import { contentOf, keysOf, type Operand } from './flow.ts'
import { namesSubject, subjectOf } from './subjects.ts'
import { isMapping } from './types.ts'

export interface Cleaning {
  /** Highest rank a read can still have because of the tests around it; null if they say nothing. */
  at(place: Place): number | null
  /** The same for one value that a join of two branches takes from the branch where a test failed to hold. */
  atJoin(file: FileId, operands: readonly Value[], operand: Value): number | null
  /** Rank that is left of whatever a validator lets through: one that answers whether, or one that raises or gives back. */
  byValidator(id: FunctionId, how: 'answers' | 'raises'): number | null
}

/** Tests of text that leave nothing to break out with. */
const SHAPES = new Set(['isidentifier', 'isalnum', 'isdigit', 'isnumeric', 'isdecimal', 'isalpha'])
const MATCHES = /^re\.(fullmatch|match|Pattern\.fullmatch|Pattern\.match)$/
/** Characters that end a quoted text or a word, unescaped, outside a negated class. */
const UNSAFE = /\.[*+]|\\[SWDs]|\[\^|['"`; ]/

/** Validators that call validators. */
const DEEPEST = 3

export function createCleaning(parts: Parts, kind: SinkKind, rank: (operand: Operand) => number): Cleaning {
  const { evaluation } = parts

  /** Names of files, hosts, programs and modules are checked in ways of their own. */
  const checks =
    kind === 'path' || kind === 'url' || kind === 'redirect' || kind === 'command' || kind === 'code' ? createChecks(parts) : null

  /** Rank that a subject has at most if a test comes out that way. */
  function cleans(file: FileId, test: Value, holds: boolean, subject: string, depth: number): number | null {
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    if (checks?.confines(file, test, holds, subject) === true) return VALIDATED
    switch (op[test] as Op) {
      case Op.Unary:
        return aux[test] === UnaryOp.Not ? cleans(file, a[test], !holds, subject, depth) : null
      case Op.Bool: {
        const both = [cleans(file, a[test], holds, subject, depth), cleans(file, b[test], holds, subject, depth)]
        const isEither = (aux[test] === 0) !== holds
        if (isEither && both.includes(null)) return null
        const known = both.filter((each) => each !== null)
        return known.length === 0 ? null : isEither ? Math.max(...known) : Math.min(...known)
      }
      case Op.Compare:
        return compared(file, summary, test, holds, subject)
      case Op.Bind:
        return cleans(file, b[test], holds, subject, depth)
      case Op.Load:
        return op[a[test]] === Op.Bind && b[a[test]] >= 0 ? cleans(file, b[a[test]], holds, subject, depth) : null
      case Op.Await:
        return cleans(file, a[test], holds, subject, depth)
      case Op.Call:
        return holds ? called(file, summary, test, subject, depth) : null
      default:
        return null
    }
  }

  function compared(file: FileId, summary: FileSummary, test: Value, holds: boolean, subject: string): number | null {
    const { op, a } = summary.values
    const operators = listOf(summary, summary.values.a[test])
    const [left, right] = listOf(summary, summary.values.b[test])
    if (operators.length !== 1) return null
    const operator: CompareOp = operators[0]
    // `PATTERN.match(x) is None`
    if ((operator === CompareOp.Is || operator === CompareOp.IsNot) && op[right] === Op.Const && a[right] === ConstKind.None)
      return cleans(file, left, (operator === CompareOp.IsNot) === holds, subject, 1)
    if (!namesSubject(summary, left, subject)) return null
    const isMember = (operator === CompareOp.In && holds) || (operator === CompareOp.NotIn && !holds)
    const isEqual = (operator === CompareOp.Eq && holds) || (operator === CompareOp.NotEq && !holds)
    if (isEqual) return rank(contentOf(file, right))
    if (!isMember) return null
    // A text contains any of its parts: only a collection is a list of what is allowed.
    const type = evaluation.typeOf(file, right)
    if (type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'builtins.str') return null
    return rank(isMapping(evaluation, type) ? keysOf(file, right) : contentOf(file, right))
  }

  function called(file: FileId, summary: FileSummary, call: Value, subject: string, depth: number): number | null {
    const { op, a } = summary.values
    const callee = a[call]
    if (op[callee] === Op.Attr && SHAPES.has(nameOf(summary, callee)) && namesSubject(summary, a[callee], subject)) return VALIDATED
    const given = listOf(summary, summary.values.b[call]).find((item) => namesSubject(summary, item, subject))
    if (given === undefined) return null
    for (const { name } of parts.effects.callsOf(file, call)) {
      if (name === 'hasattr') return CONSTANT
      if (name === 'isinstance') return isOneOfSeveral(file, call, subject) ? UNRESOLVED : null
      if (MATCHES.test(name)) return isSafePattern(file, call, name) ? VALIDATED : null
      if (name === 'all') return null
    }
    if (depth >= DEEPEST) return null
    return throughTargets(file, call, given, (id, parameter) => whenTrue(id, parameter, depth + 1))
  }

  /** A value that may also be an object of a class written here, and is one: what the other values were is not in its fields. */
  function isOneOfSeveral(file: FileId, call: Value, subject: string): boolean {
    const { summary } = evaluation.file(file)
    const made = /^L(\d+)$/.exec(subject)
    if (made === null) return false
    const type = evaluation.typeOf(file, argumentAt(summary, call, 1))
    // What may be a path or the content itself: which of them a caller gives is not told apart.
    if (kind === 'path' && type.is === 'class' && evaluation.class(type.of).qualifiedName === 'builtins.str') return true
    if (summary.values.op[Number(made[1])] === Op.Param) return false
    return type.is === 'class' && evaluation.file(evaluation.class(type.of).file).origin === 'project'
  }

  function isSafePattern(file: FileId, call: Value, name: string): boolean {
    const { summary } = evaluation.file(file)
    const callee = summary.values.a[call]
    const pattern = name.includes('Pattern') ? compiledAt(file, summary.values.a[callee]) : { file, value: argumentAt(summary, call, 0) }
    const constant = pattern === null || pattern.value < 0 ? undefined : evaluation.constantOf(pattern.file, pattern.value)
    // A pattern that cannot be read still is a pattern that somebody wrote for this text.
    return constant?.is !== 'text' || isSafe(constant.value, name.endsWith('fullmatch'))
  }

  /** First argument of the `re.compile` that made a pattern. */
  function compiledAt(file: FileId, value: Value): Place | null {
    for (const origin of parts.origins.of(file, value)) {
      const { summary } = evaluation.file(file)
      if (summary.values.op[origin] === Op.Call) return { file, value: argumentAt(summary, origin, 0) }
    }
    return null
  }

  /** What all targets of a call agree on for one argument: the worst of them. */
  function throughTargets(
    file: FileId,
    call: Value,
    argument: Value,
    ask: (id: FunctionId, parameter: Value) => number | null,
  ): number | null {
    let worst: number | null = null
    for (const target of evaluation.calleeOf(file, call).targets) {
      const id = functionOf(target)
      if (id === null || !parts.isProject(id)) return null
      const parameter = parametersOf(evaluation, id)[parameterFor(evaluation, file, call, target, argument)]
      const known = parameter === undefined ? null : ask(id, parameter)
      if (known === null) return null
      worst = Math.max(worst ?? 0, known)
    }
    return worst
  }

  /** A validator's parameter where the validator answers true. */
  function whenTrue(id: FunctionId, parameter: Value, depth: number): number | null {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    let worst: number | null = null
    for (const exit of listOf(summary, summary.scopes.exits[scope])) {
      const value = op[exit] === Op.Return ? a[exit] : exit
      if (value < 0 || (op[value] === Op.Const && (a[value] === ConstKind.False || a[value] === ConstKind.None))) continue
      const subject = `L${parameter}`
      const known = lowest([guarded(file, exit, subject, depth), cleans(file, unwrapped(summary, value), true, subject, depth)])
      if (known === null) return null
      worst = Math.max(worst ?? 0, known)
    }
    return worst
  }

  /** `bool(x)` asks what x asks. */
  function unwrapped(summary: FileSummary, value: Value): Value {
    const { op, a, b } = summary.values
    const isBool = op[value] === Op.Call && op[a[value]] === Op.Free && nameOf(summary, a[value]) === 'bool'
    return isBool ? (listOf(summary, b[value])[0] ?? value) : value
  }

  /** A parameter after a function that raises (or does not come back) unless it is harmless. */
  function afterwards(id: FunctionId, parameter: Value, depth: number): number | null {
    const { file, scope } = evaluation.function(id)
    const { regions, scopes } = evaluation.file(file).summary
    const body = scopes.region[scope]
    let known: number | null = null
    for (let arm = body + 1; arm < regions.count && regions.first[arm] < regions.end[body]; arm++) {
      if (regions.parent[arm] !== body || regions.kind[arm] !== RegionKind.Then) continue
      if ((regions.leaves[arm] & (Leaves.FallsThrough | Leaves.Returns)) !== 0) continue
      known = lowest([known, cleans(file, regions.subject[arm], false, `L${parameter}`, depth)])
    }
    return known
  }

  function guarded(file: FileId, value: Value, subject: string, depth: number): number | null {
    return lowest(evaluation.guards(file, value).map(({ test, holds }) => cleans(file, test, holds, subject, depth)))
  }

  /** `validate(x)` that has run, and did not raise. */
  function validated(place: Place, subject: string): number | null {
    const { file, value } = place
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] !== Op.Load) return null
    const known: (number | null)[] = []
    for (const read of evaluation.users(file, a[value])) {
      if (read >= value || op[read] !== Op.Load) continue
      for (const call of evaluation.users(file, read)) {
        if (op[call] !== Op.Call || call >= value || a[call] === read || !evaluation.dominates(file, call, value)) continue
        known.push(throughTargets(file, call, read, (id, parameter) => afterwards(id, parameter, 1)))
      }
    }
    return subject === '' ? null : lowest(known)
  }

  /** Behind a test of what the database's catalog knows of that name, or of an object that was found under it. */
  function lookedUp({ file, value }: Place, subject: string): number | null {
    if (kind !== 'sql') return null
    const guards = evaluation.guards(file, value)
    if (guards.some(({ test }) => isLookedUp(parts, file, test, subject))) return CATALOG
    return guards.some(({ test, holds }) => isFoundUnder(parts, file, test, holds, subject)) ? UNRESOLVED : null
  }

  function at(place: Place): number | null {
    const { summary } = evaluation.file(place.file)
    const subject = subjectOf(summary, place.value)
    if (subject === null) return null
    const known = lowest([guarded(place.file, place.value, subject, 0), validated(place, subject), lookedUp(place, subject)])
    // Something decides whether this place is reached by looking at it: what, is not understood.
    return known === null && checks?.looksAt(place, subject) === true ? UNRESOLVED : known
  }

  function atJoin(file: FileId, operands: readonly Value[], operand: Value): number | null {
    const { summary } = evaluation.file(file)
    const { kind, subject } = summary.regions
    for (const other of operands) {
      if (other < 0 || other === operand || summary.values.op[other] !== Op.Bind) continue
      const region = evaluation.regionOf(file, other)
      if (kind[region] !== RegionKind.Then && kind[region] !== RegionKind.Else) continue
      const known = cleans(file, subject[region], kind[region] === RegionKind.Else, `L${operand}`, 0)
      if (known !== null) return known
      // Something else is put in its place unless a test that is not understood holds.
      if (checks?.asks(file, subject[region], `L${operand}`) === true) return UNRESOLVED
    }
    return null
  }

  function byValidator(id: FunctionId, how: 'answers' | 'raises'): number | null {
    const parameters = parametersOf(evaluation, id)
    const parameter = parameters[evaluation.function(id).owner !== null && parameters.length > 1 ? 1 : 0]
    if (parameter === undefined || !parts.isProject(id)) return null
    return how === 'answers' ? whenTrue(id, parameter, 1) : lowest([afterwards(id, parameter, 1), whenTrue(id, parameter, 1)])
  }

  return { at, atJoin, byValidator }
}

/** Anchored (or matched whole), and of characters that cannot break out. */
export function isSafe(pattern: string, whole: boolean): boolean {
  const isAnchored = whole || /(\$|\\Z|\\z)\)?$/.test(pattern)
  return isAnchored && !UNSAFE.test(pattern.replaceAll(/\\[.\-+*$^/()[\]]/g, ''))
}

function lowest(ranks: readonly (number | null)[]): number | null {
  let found: number | null = null
  for (const rank of ranks) if (rank !== null && (found === null || rank < found)) found = rank
  return found
}
