/** Follows a text or buffer back to the place where data is put into it, row by row. */
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { BinaryOp, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import type { Loops } from '../loader/loops.ts'
import { functionOf } from '../parameters.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'

/** Where the rows of a content are put together, and the calls on the way there. */
export interface MadeOfRows {
  readonly at: Place
  readonly path: readonly Place[]
}

export interface Rows {
  /** Null where nothing, or nothing of unknown size, is seen to be put in. */
  of(file: FileId, content: Value): MadeOfRows | null
}

const BUFFERS = /^_?io\.(StringIO|BytesIO)$/
/** Write into the file they are given first. */
const WRITERS = /^_?csv\.(writer|DictWriter)$/
const DUMPS = /^(json|orjson|ujson|simplejson)\.dumps$/
const PUTS = /^(write|writerow|writelines)$/
/** Give what they hold, or the same in another form. */
const SAME = /^(getvalue|getbuffer|encode|decode|strip|rstrip|lstrip|tobytes)$/
const DEEPEST = 12
/** Project functions that are followed into. */
const CALLS = 2

export function createRows(parts: Parts, loops: Loops): Rows {
  const { evaluation, origins } = parts

  function of(file: FileId, content: Value): MadeOfRows | null {
    return behind(file, content, [], 0)
  }

  function behind(file: FileId, value: Value, path: readonly Place[], depth: number): MadeOfRows | null {
    if (value < 0 || depth > DEEPEST) return null
    const { summary } = evaluation.file(file)
    const { op, aux, a, b } = summary.values
    const go = (one: Value): MadeOfRows | null => behind(file, carried(summary, one), path, depth + 1)
    for (const origin of origins.of(file, value)) {
      const found =
        op[origin] === Op.Call
          ? throughCall(file, origin, path, depth)
          : op[origin] === Op.Binary && aux[origin] === (BinaryOp.Add as number)
            ? (go(a[origin]) ?? go(b[origin]))
            : op[origin] === Op.Dict || op[origin] === Op.List
              ? inDisplay(file, origin, path, depth)
              : op[origin] === Op.Pair
                ? go(b[origin])
                : op[origin] === Op.Comprehension
                  ? placed(file, loopOfComprehension(file, origin), path)
                  : null
      if (found !== null) return found
    }
    return null
  }

  /** A list that a loop fills, or what a display holds. */
  function inDisplay(file: FileId, display: Value, path: readonly Place[], depth: number): MadeOfRows | null {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const items = listOf(summary, b[display])
    if (items.length === 0 && op[display] === Op.List)
      return placed(file, loopAround(file, callsOn(file, display, /^(append|extend)$/)), path)
    for (const item of items) {
      const found = behind(file, item, path, depth + 1)
      if (found !== null) return found
    }
    return null
  }

  function throughCall(file: FileId, call: Value, path: readonly Place[], depth: number): MadeOfRows | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const first = argumentAt(summary, call, 0)
    const name = nameOf(summary, a[call])
    const [callee] = calleesOf(parts, file, call)
    if (callee !== undefined && callee !== null) {
      if (BUFFERS.test(callee)) return first >= 0 ? behind(file, first, path, depth + 1) : intoBuffer(file, call, path)
      if (DUMPS.test(callee) || callee === 'iter') return behind(file, first, path, depth + 1)
    }
    if (op[a[call]] === Op.Attr && name === 'join') return behind(file, first, path, depth + 1)
    if (op[a[call]] === Op.Attr && SAME.test(name)) return behind(file, a[a[call]], path, depth + 1)
    return intoFunction(file, call, path, depth)
  }

  function intoFunction(file: FileId, call: Value, path: readonly Place[], depth: number): MadeOfRows | null {
    const { targets } = evaluation.calleeOf(file, call)
    const id: FunctionId | null = targets.length === 1 && targets[0].is === 'function' ? functionOf(targets[0]) : null
    if (id === null || !parts.isProject(id) || path.length >= CALLS || evaluation.function(id).generator) return null
    const { file: home, scope } = evaluation.function(id)
    const { summary } = evaluation.file(home)
    for (const exit of listOf(summary, summary.scopes.exits[scope])) {
      const found = behind(home, summary.values.a[exit], [...path, { file, value: call }], depth + 1)
      if (found !== null) return found
    }
    return null
  }

  /** Calls that write into a buffer, by itself or through a writer around it. */
  function intoBuffer(file: FileId, buffer: Value, path: readonly Place[]): MadeOfRows | null {
    const writers = [buffer, ...writersOf(file, buffer)]
    const calls = writers.flatMap((writer) => callsOn(file, writer, PUTS))
    return placed(file, loopAround(file, calls), path)
  }

  function writersOf(file: FileId, buffer: Value): readonly Value[] {
    return callsIn(file, buffer).filter((call) => {
      const first = argumentAt(evaluation.file(file).summary, call, 0)
      const [callee] = first < 0 ? [] : calleesOf(parts, file, call)
      return callee !== undefined && callee !== null && WRITERS.test(callee) && origins.of(file, first).includes(buffer)
    })
  }

  /** Calls of methods of a value, in its function. */
  function callsOn(file: FileId, value: Value, method: RegExp): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return callsIn(file, value).filter(
      (call) => op[a[call]] === Op.Attr && method.test(nameOf(summary, a[call])) && origins.of(file, a[a[call]]).includes(value),
    )
  }

  function callsIn(file: FileId, near: Value): readonly Value[] {
    const { scopes, regions, values } = evaluation.file(file).summary
    const region = scopes.region[evaluation.scopeOf(file, near)]
    const found: Value[] = []
    for (let at = near; at < regions.end[region]; at++) if (values.op[at] === Op.Call) found.push(at)
    return found
  }

  /** The first loop over data that one of the calls stands in; -1 if none does. */
  function loopAround(file: FileId, calls: readonly Value[]): Value {
    const { regions } = evaluation.file(file).summary
    for (const call of calls) {
      for (const region of evaluation.repeats(file, call)) {
        const loop = regions.subject[region]
        if (loop >= 0 && loops.tripOf(file, loop) === 'data') return loop
      }
    }
    return -1
  }

  function loopOfComprehension(file: FileId, comprehension: Value): Value {
    return loopAround(file, [evaluation.file(file).summary.values.a[comprehension]])
  }

  function placed(file: FileId, loop: Value, path: readonly Place[]): MadeOfRows | null {
    return loop < 0 ? null : { at: { file, value: loop }, path }
  }

  return { of }
}
