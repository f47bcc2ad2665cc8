/** What a turn of a loop does besides its statement: remembers, leaves, commits. */
import { CompareOp, Leaves, Op, RegionKind } from '../../model/summary.ts'
import type { Region, Scope, Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf } from '../read.ts'
import type { Influence } from './influence.ts'
import { influenceOf } from './influence.ts'
import type { QuerySites } from './query-sites.ts'

export interface Turns {
  /** Asked only for what is not known yet. */
  isMemoised(file: FileId, call: Value): boolean
  /** In the handler of an error: only an element that has failed comes here. */
  isAfterFailure(file: FileId, call: Value, loop: Region): boolean
  /** What the call gives decides whether the loop is left: it looks for the first that fits. */
  endsOnHit(file: FileId, region: Region, call: Value): boolean
  /** A commit, or a session or transaction entered, in every turn. */
  commitsIn(file: FileId, region: Region): boolean
}

/** What a lookup raises that has found nothing. */
const MISSES = new Set(['builtins.KeyError', 'builtins.LookupError', 'builtins.IndexError'])

export function createTurns(
  parts: Parts,
  sites: QuerySites,
  influenceOfLoop: (file: FileId, scope: Scope, loop: Value) => Influence,
): Turns {
  const { evaluation } = parts

  /** Under `if key not in seen`, or where a lookup has found nothing. */
  function isMemoised(file: FileId, call: Value): boolean {
    if (isAfterMiss(file, call)) return true
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return parts.guards.tests(file, call).some(({ test, holds }) => {
      if (op[test] === Op.Compare) {
        const [operator] = listOf(summary, a[test])
        const [left] = listOf(summary, b[test])
        if ((operator === CompareOp.NotIn && holds) || (operator === CompareOp.In && !holds)) return true
        const isNone = (operator === CompareOp.Is && holds) || (operator === CompareOp.IsNot && !holds)
        return isNone && isLookup(file, left)
      }
      return !holds && isLookup(file, test)
    })
  }

  /** `cache.get(key)` of something that is no session, by itself or behind a name. */
  function isLookup(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return parts.origins.of(file, value).some((origin) => {
      const callee = op[origin] === Op.Call ? a[origin] : -1
      return (
        callee >= 0 &&
        op[callee] === Op.Attr &&
        nameOf(summary, callee) === 'get' &&
        evaluation.typeOf(file, a[callee]).is === 'instance' &&
        !sites.isSession(file, a[callee])
      )
    })
  }

  function endsOnHit(file: FileId, region: Region, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { kind, first, end, leaves, subject } = summary.regions
    if ((leaves[region] & (Leaves.Breaks | Leaves.Returns)) === 0) return false
    const scope = evaluation.scopeOf(file, call)
    const influence = influenceOf(evaluation, file, scope, [call], () => false)
    for (let inner = region + 1; inner < summary.regions.count && first[inner] < end[region]; inner++) {
      if (kind[inner] !== RegionKind.Then && kind[inner] !== RegionKind.Else) continue
      if ((leaves[inner] & (Leaves.Breaks | Leaves.Returns)) === 0 || subject[inner] < 0 || !influence.has(subject[inner])) continue
      if (!meansNothingFound(file, subject[inner], kind[inner] === RegionKind.Then) || returnsElement(file, region, inner)) return true
    }
    return false
  }

  /** `if not taken: return name`: what nothing was found for is what was looked for. */
  function returnsElement(file: FileId, loop: Region, arm: Region): boolean {
    const { regions, values } = evaluation.file(file).summary
    const scope = evaluation.scopeOf(file, regions.first[arm])
    const influence = influenceOfLoop(file, scope, regions.subject[loop])
    for (let at = regions.first[arm]; at < regions.end[arm]; at++)
      if (values.op[at] === Op.Return && values.a[at] >= 0 && influence.has(values.a[at])) return true
    return false
  }

  /** `if row is None: return …` gives up on an element that is missing; every other element goes on. */
  function meansNothingFound(file: FileId, test: Value, holds: boolean): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, aux } = summary.values
    if (op[test] === Op.Compare) {
      const [operator] = listOf(summary, a[test])
      return operator === CompareOp.Is ? holds : operator === CompareOp.IsNot ? !holds : false
    }
    if (op[test] === Op.Unary && aux[test] === 0) return holds
    return !holds
  }

  function commitsIn(file: FileId, region: Region): boolean {
    const { summary } = evaluation.file(file)
    const { first, end } = summary.regions
    const { op, a } = summary.values
    for (let at = first[region]; at < end[region]; at++) {
      if (op[at] === Op.Enter && sites.isSession(file, at)) return true
      if (op[at] !== Op.Call) continue
      const name = nameOf(summary, a[at])
      if (name === 'commit' && op[a[at]] === Op.Attr && sites.isSession(file, a[a[at]])) return true
      if (name === 'begin' && op[a[at]] === Op.Attr && sites.isSession(file, a[a[at]])) return true
    }
    return false
  }

  function isAfterFailure(file: FileId, call: Value, loop: Region): boolean {
    const { kind, parent } = evaluation.file(file).summary.regions
    for (let at = evaluation.regionOf(file, call); at > loop && kind[at] !== RegionKind.Function; at = parent[at])
      if (kind[at] === RegionKind.Handler) return true
    return false
  }

  /** In the handler of the error of a lookup: nearly every turn finds what it needs. */
  function isAfterMiss(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { kind, parent, subject } = summary.regions
    for (let at = evaluation.regionOf(file, call); at > 0 && kind[at] !== RegionKind.Function; at = parent[at]) {
      const caught = kind[at] === RegionKind.Handler && subject[at] >= 0 ? summary.values.a[subject[at]] : -1
      const type = caught < 0 ? null : evaluation.typeOf(file, caught)
      if (type?.is === 'class' && MISSES.has(evaluation.class(type.of).qualifiedName)) return true
    }
    return false
  }

  return { isMemoised, isAfterFailure, endsOnHit, commitsIn }
}
