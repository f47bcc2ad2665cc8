/** The taint domain on the evaluator's engine: contents of values, parameters joined over the calls that fill them. */
import type { SinkKind } from '../../model/knowledge.ts'
import type { Entry, Role } from '../../model/project.ts'
import { Op, type Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { addSlot, createEngine, createSlots, type Space } from '../../evaluate/engine.ts'
import type { Parts } from '../draft.ts'
import { listOf } from '../read.ts'
import type { CallIndex } from './callers.ts'
import { BOTTOM, type Content, type Contents, createContents, UNKNOWN, UNRESOLVED } from './content.ts'
import { constant, type Flow, type Operand, type Returned } from './flow.ts'
import { createCleaning } from './guards.ts'
import { entriesByFunction } from './parameters.ts'
import { flowOf, type Sources } from './values.ts'

export interface Taint {
  flowOf(operand: Operand): Flow
  /** Rank of a content with every parameter followed to its callers. */
  rankOf(operand: Operand): number
  /** The same inside calls that are known: innermost last. */
  rankWithin(operand: Operand, frames: readonly Returned[]): number
  /** Values that a call of a project function gives back. */
  resultsOf(call: Returned, keys: boolean): readonly Operand[]
  readonly callers: CallIndex
  ownerOf(operand: Operand): FunctionId
  readonly entries: ReadonlyMap<FunctionId, Entry>
}

/** Evaluations one question may take. */
const BUDGET = 20_000
const PER_FILE = 0x4000000

export function createTaint(
  parts: Parts,
  kind: SinkKind,
  entries: readonly Entry[],
  callers: CallIndex,
  role: (file: FileId) => Role,
): Taint {
  const { evaluation } = parts
  const contents: Contents = createContents()
  const engine = createEngine(BOTTOM, contents.of(UNRESOLVED), BUDGET)
  const spaces: (Space | undefined)[] = []
  /** Parameters joined over the calls that fill them. */
  const slots = createSlots((at) => joined(operandOf(slotKeys[at])))
  const slotOf = new Map<number, number>()
  const slotKeys: number[] = []
  const byFunction = entriesByFunction(entries)
  const flows = new Map<number, Flow>()
  const sources: Sources = { parts, kind, entries: byFunction, cleaning: createCleaning(parts, kind, (operand) => rankOf(operand)) }

  /** One number for a value's content or that of its keys. */
  const keyOf = ({ file, value, keys }: Operand): number => file * PER_FILE + value * 2 + (keys ? 1 : 0)
  const operandOf = (key: number): Operand => {
    const inFile = key % PER_FILE
    return { file: (key - inFile) / PER_FILE, value: inFile >> 1, keys: (inFile & 1) === 1 }
  }

  function spaceOf(file: FileId): Space {
    return (spaces[file] ??= {
      memo: new Int32Array(0),
      size: evaluation.file(file).summary.values.count * 2,
      compute: (at) => compute({ file, value: at >> 1, keys: (at & 1) === 1 }),
    })
  }

  function ask({ file, value, keys }: Operand): Content {
    return value < 0 ? BOTTOM : engine.ask(spaceOf(file), value * 2 + (keys ? 1 : 0))
  }

  function flow(operand: Operand): Flow {
    if (operand.value < 0) return constant
    const key = keyOf(operand)
    let known = flows.get(key)
    if (known === undefined) flows.set(key, (known = flowOf(sources, operand)))
    return known
  }

  function compute(operand: Operand): Content {
    const { own, from, calls, isParameter, cap } = flow(operand)
    let content = isParameter ? contents.join(contents.of(own), contents.parameter(keyOf(operand))) : contents.of(own)
    for (const each of from) content = contents.join(content, ask(each))
    for (const call of calls) content = contents.join(content, given(call, operand.keys))
    return cap === null ? content : contents.capped(content, cap)
  }

  /** What a call gives back, its own arguments put in for the parameters of what it calls. */
  function given(call: Returned, keys: boolean): Content {
    let content = BOTTOM
    for (const result of resultsOf(call, keys)) {
      const inside = ask(result)
      content = contents.join(content, contents.of(contents.rank(inside)))
      for (const key of contents.parameters(inside)) {
        const parameter = operandOf(key)
        if (ownerOf(parameter) !== call.function) {
          content = contents.join(content, contents.parameter(key))
          continue
        }
        const passed = passedBy(call, parameter)
        if (passed === null) content = contents.join(content, contents.of(UNRESOLVED))
        else for (const each of passed) content = contents.join(content, ask(each))
      }
    }
    return content
  }

  function passedBy(call: Returned, parameter: Operand): readonly Operand[] | null {
    const bound = boundOf(call)
    return callers.argument({ call: call.call, bound, skip: 0 }, call.function, parameter.value, parameter.keys)
  }

  const boundOf = ({ target, function: id }: Returned): number =>
    target.is === 'construct' || (target.is === 'function' && target.self !== undefined && evaluation.function(id).owner !== null) ? 1 : 0

  function resultsOf({ function: id, item }: Returned, keys: boolean): readonly Operand[] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const results: Operand[] = []
    for (const exit of listOf(summary, summary.scopes.exits[scope])) results.push(part(op[exit] === Op.Return ? a[exit] : exit))
    for (const each of listOf(summary, summary.scopes.yields[scope])) results.push(part(a[each]))
    return results

    function part(value: Value): Operand {
      const inner = item === null || value < 0 || op[value] !== Op.Tuple ? undefined : listOf(summary, b[value])[item]
      return { file, value: inner ?? value, keys }
    }
  }

  function ownerOf({ file, value }: Operand): FunctionId {
    return evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
  }

  function rankOf(operand: Operand): number {
    const content = ask(operand)
    let rank = contents.rank(content)
    for (const key of contents.parameters(content)) rank = Math.max(rank, rankOfParameter(key))
    return rank
  }

  function slot(key: number): number {
    let at = slotOf.get(key)
    if (at === undefined) {
      at = addSlot(slots)
      slotKeys[at] = key
      slotOf.set(key, at)
    }
    return at
  }

  function joined(parameter: Operand): Content {
    let content = BOTTOM
    for (const each of passedTo(parameter)) {
      const inside = each === null ? contents.of(UNRESOLVED) : ask(each)
      content = contents.join(content, contents.of(contents.rank(inside)))
      for (const key of contents.parameters(inside)) content = contents.join(content, engine.ask(slots, slot(key)))
    }
    return contents.join(content, contents.of(openness(parameter)))
  }

  const rankOfParameter = (key: number): number => contents.rank(engine.ask(slots, slot(key)))

  const passedTo = (parameter: Operand): readonly (Operand | null)[] =>
    callers.passedTo(ownerOf(parameter), parameter.value, parameter.keys)

  /** A function that others may call holds what they please; of a private one nobody is known to call, nothing is known. */
  function openness(parameter: Operand): number {
    const id = ownerOf(parameter)
    const { sites, open } = callers.of(id)
    const { name, lambda } = evaluation.function(id)
    if (lambda) return UNRESOLVED
    const isPublic = !name.startsWith('_') && role(evaluation.function(id).file) !== 'migration'
    return sites.length === 0 ? (isPublic ? UNKNOWN : UNRESOLVED) : open ? (isPublic ? UNKNOWN : UNRESOLVED) : 0
  }

  function rankWithin(operand: Operand, frames: readonly Returned[]): number {
    const frame = frames.at(-1)
    if (frame === undefined) return rankOf(operand)
    const content = ask(operand)
    let rank = contents.rank(content)
    for (const key of contents.parameters(content)) {
      const parameter = operandOf(key)
      const passed = ownerOf(parameter) === frame.function ? passedBy(frame, parameter) : undefined
      if (passed === undefined) rank = Math.max(rank, rankOfParameter(key))
      else if (passed === null) rank = Math.max(rank, UNRESOLVED)
      else for (const each of passed) rank = Math.max(rank, rankWithin(each, frames.slice(0, -1)))
    }
    return rank
  }

  return { flowOf: flow, rankOf, rankWithin, resultsOf, callers, ownerOf, entries: byFunction }
}
