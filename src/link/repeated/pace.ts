/** What makes a loop go one step after the other on purpose. */
import type { Region, Value } from '../../model/summary.ts'
import { Leaves, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { influenceOf } from '../loader/influence.ts'
import { eachOperand } from '../loader/operands.ts'
import { listOf, nameOf } from '../read.ts'

export interface Pace {
  /** A turn sleeps, or waits for its place. */
  isPaced(file: FileId, loop: Region, call: Value): boolean
  /** What a turn sends holds what the one before it brought. */
  isCarried(file: FileId, loop: Region, call: Value): boolean
  /** The function sends several commands at once where that is worth it. */
  hasPipeline(file: FileId, call: Value): boolean
  /** A turn yields before the next begins, or the elements come from elsewhere, each when it is there. */
  isStreamed(file: FileId, loop: Region): boolean
}

/** What lets only so many through at once goes by such a name: names only ever spare. */
const LIMITER = /sem(aphore)?$|limit|throttl|slot|permit/i
/** What arrives by and by goes by such a name where its type is not known: names only ever spare. */
const ARRIVES = /(stream|events|subscription)$/i
const GROWS = /^(append|extend|add|update|insert|setdefault|push)$/
/** Rows of an argument that are looked through. */
const MOST = 120

export function createPace({ evaluation, effects }: Pick<Parts, 'evaluation' | 'effects'>): Pace {
  function isPaced(file: FileId, loop: Region, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const isHeld = evaluation.held(file, call).some((enter) => {
      const entered = op[a[enter]] === Op.Call ? a[a[enter]] : a[enter]
      return LIMITER.test(nameOf(summary, entered))
    })
    return isHeld || callsIn(file, loop).some((each) => isSleep(file, each))
  }

  function isSleep(file: FileId, call: Value): boolean {
    return effects
      .callsOf(file, call)
      .some(({ name, effects: known }) => /(^|\.)sleep$/.test(name) || known.some((each) => each.does?.includes('sleeps')))
  }

  function isCarried(file: FileId, loop: Region, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const result = influenceOf(evaluation, file, evaluation.scopeOf(file, call), [call], () => false)
    const held = mentionedIn(file, call)
    if ([...held].some((value) => value !== call && value < call && result.has(value))) return true
    return callsIn(file, loop).some((each) => {
      const receiver = op[a[each]] === Op.Attr && GROWS.test(nameOf(summary, a[each])) ? a[a[each]] : -1
      if (receiver < 0 || !listOf(summary, summary.values.b[each]).some((item) => result.has(item))) return false
      return [...held].some((value) => isSameName(file, value, receiver))
    })
  }

  /** The same variable, or the same attribute of the same variable. */
  function isSameName(file: FileId, x: Value, y: Value): boolean {
    const { op, a, b } = evaluation.file(file).summary.values
    if (op[x] !== op[y]) return false
    if (op[x] === Op.Load || op[x] === Op.Free) return a[x] === a[y]
    return op[x] === Op.Attr && b[x] === b[y] && isSameName(file, a[x], a[y])
  }

  /** Rows that the arguments of a call are made of. */
  function mentionedIn(file: FileId, call: Value): ReadonlySet<Value> {
    const { summary } = evaluation.file(file)
    const seen = new Set<Value>(listOf(summary, summary.values.b[call]))
    for (const at of seen) {
      if (seen.size > MOST) break
      eachOperand(summary, at, (operand) => seen.add(operand))
    }
    return seen
  }

  function callsIn(file: FileId, region: Region): readonly Value[] {
    const { regions, values } = evaluation.file(file).summary
    const found: Value[] = []
    for (let at = regions.first[region]; at < regions.end[region]; at++) if (values.op[at] === Op.Call) found.push(at)
    return found
  }

  /** Keys that a server has, fetched in portions. */
  function isWalk(file: FileId, iterable: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    return op[iterable] === Op.Call && effects.callsOf(file, iterable).some(({ name }) => name.endsWith('scan_iter'))
  }

  function isStreamed(file: FileId, loop: Region): boolean {
    const { summary } = evaluation.file(file)
    const { regions, values } = summary
    const iterate = regions.subject[loop]
    const arrives = (values.b[iterate] === 1 && !isWalk(file, values.a[iterate])) || ARRIVES.test(nameOf(summary, values.a[iterate]))
    return arrives || (regions.leaves[loop] & Leaves.Yields) !== 0
  }

  function hasPipeline(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const around = summary.scopes.region[evaluation.scopeOf(file, call)]
    return callsIn(file, around).some((each) => op[a[each]] === Op.Attr && nameOf(summary, a[each]) === 'pipeline')
  }

  return { isPaced, isCarried, isStreamed, hasPipeline }
}
