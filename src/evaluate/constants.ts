/** The constant domain: text, numbers, flags and sequences folded from literals, through names and imports. */
import type { Constant } from '../model/evaluation.ts'
import { BindFlag, BindKind, BinaryOp, ConstKind, Op, type Scope, ScopeFlag, ScopeKind, UnaryOp, type Value } from '../model/summary.ts'
import { createEngine, type Engine } from './engine.ts'
import { isLive } from './liveness.ts'
import type { Modules } from './modules.ts'
import { bindingsOf, listOf, STAR, type Unit } from './unit.ts'

export interface Constants {
  /** The folded constant, or undefined. */
  of(unit: Unit, value: Value): Constant | undefined
  /** Folds one value for the engine. */
  compute(unit: Unit, value: Value): number
}

const BOTTOM = 1
const UNKNOWN = 2
const MAX_TEXT = 4_096
const MAX_ITEMS = 256
const MAX_HOPS = 8
const BUDGET = 50_000

export function createConstants(modules: () => Modules): Constants {
  const engine: Engine = createEngine(BOTTOM, UNKNOWN, BUDGET)
  const known: (Constant | undefined)[] = [undefined, undefined, undefined]
  const numbers = new Map<string, number>()

  function intern(constant: Constant | undefined): number {
    if (constant === undefined) return UNKNOWN
    const key = JSON.stringify(constant)
    let number = numbers.get(key)
    if (number === undefined) {
      number = known.length
      known.push(constant)
      numbers.set(key, number)
    }
    return number
  }

  const ask = (unit: Unit, value: Value): number => (value < 0 ? UNKNOWN : engine.ask(unit.constants, value))
  const folded = (unit: Unit, value: Value): Constant | undefined => known[ask(unit, value)]

  /** Equal on every path, or unknown. */
  function agree(unit: Unit, values: Iterable<Value>): number {
    let out = BOTTOM
    for (const value of values) {
      const next = ask(unit, value)
      if (next === BOTTOM || next === out) continue
      if (out !== BOTTOM) return UNKNOWN
      out = next
    }
    return out
  }

  function named(unit: Unit, scope: Scope, name: string): number {
    const cell = bindingsOf(unit, scope).get(name)
    if (cell === undefined) return 0
    return agree(
      unit,
      [...listOf(unit, cell)].filter((bind) => isLive(unit, bind)),
    )
  }

  function moduleName(unit: Unit, name: string, hops: number): number {
    const own = named(unit, 0, name)
    if (own !== 0 || hops === 0) return own === 0 ? UNKNOWN : own
    const stars = bindingsOf(unit, 0).get(STAR)
    if (stars === undefined) return UNKNOWN
    for (const star of [...listOf(unit, stars)].toReversed()) {
      const target = modules().find(unit.strings[unit.a[star]], unit)
      if (target === null || target === unit) continue
      const found = moduleName(target, name, hops - 1)
      if (found !== UNKNOWN) return found
    }
    return UNKNOWN
  }

  function free(unit: Unit, value: Value): number {
    const { parent, flags } = unit.summary.scopes
    const name = unit.strings[unit.a[value]]
    for (let scope = unit.b[value]; scope > 0; scope = parent[scope]!) {
      if ((flags[scope] & ScopeFlag.Kind) === ScopeKind.Class && scope !== unit.b[value]) continue
      const found = named(unit, scope, name)
      if (found !== 0) return found
    }
    return moduleName(unit, name, MAX_HOPS)
  }

  function attribute(unit: Unit, value: Value): number {
    let object = unit.a[value]
    for (let hops = 0; object >= 0 && hops < MAX_HOPS; hops++) {
      const op: Op = unit.op[object]
      if (op === Op.Load) object = unit.a[object]!
      else if (op === Op.Bind && (unit.aux[object] & BindFlag.Kind) === BindKind.Import) object = unit.b[object]!
      else if (op === Op.Free) {
        const cell = bindingsOf(unit, 0).get(unit.strings[unit.a[object]])
        if (cell === undefined || unit.lists[cell] !== 1) return UNKNOWN
        object = unit.lists[cell + 1]!
      } else break
    }
    const target = object < 0 ? null : moduleOf(unit, object)
    return target === null ? UNKNOWN : moduleName(target, unit.strings[unit.b[value]], MAX_HOPS)
  }

  function moduleOf(unit: Unit, value: Value): Unit | null {
    const text = unit.strings[unit.a[value]]
    if (unit.op[value] === Op.Import) return modules().find(unit.b[value] === 1 ? text : text.split('.')[0], unit)
    if (unit.op[value] !== Op.ImportFrom) return null
    return modules().find(text.endsWith('.') ? text + unit.strings[unit.b[value]] : `${text}.${unit.strings[unit.b[value]]}`, unit)
  }

  function imported(unit: Unit, value: Value): number {
    const target = modules().find(unit.strings[unit.a[value]], unit)
    return target === null || target === unit ? UNKNOWN : moduleName(target, unit.strings[unit.b[value]], MAX_HOPS)
  }

  function sequence(unit: Unit, value: Value): Constant | undefined {
    const items = listOf(unit, unit.b[value])
    if (items.length > MAX_ITEMS) return undefined
    return { is: 'sequence', items: Array.from(items, (item) => (unit.op[item] === Op.Star ? undefined : folded(unit, item))) }
  }

  function binary(unit: Unit, value: Value): Constant | undefined {
    const x = folded(unit, unit.a[value])
    if (x === undefined && unit.aux[value] !== BinaryOp.Add) return undefined
    const y = folded(unit, unit.b[value])
    const operator: BinaryOp = unit.aux[value]
    if (x?.is === 'number' && y?.is === 'number') return arithmetic(operator, x.value, y.value)
    if (operator === BinaryOp.Mod && x?.is === 'text')
      return percent(x.value, y?.is === 'sequence' && unit.op[unit.b[value]] === Op.Tuple ? y.items : [y])
    if (operator !== BinaryOp.Add) return undefined
    if (x?.is === 'sequence' && y?.is === 'sequence')
      return x.items.length + y.items.length > MAX_ITEMS ? undefined : { is: 'sequence', items: [...x.items, ...y.items] }
    if (isTextual(x) || isTextual(y)) return join([x, y])
    return undefined
  }

  function format(unit: Unit, value: Value): Constant | undefined {
    return join(Array.from(listOf(unit, unit.b[value]), (part) => folded(unit, part)))
  }

  function call(unit: Unit, value: Value): Constant | undefined {
    const callee = unit.a[value]
    if (unit.op[callee] !== Op.Attr || unit.strings[unit.b[callee]] !== 'format') return undefined
    const text = folded(unit, unit.a[callee])
    if (text?.is !== 'text') return undefined
    const positional: (Constant | undefined)[] = []
    const keywords = new Map<string, Constant | undefined>()
    for (const argument of listOf(unit, unit.b[value])) {
      const op: Op = unit.op[argument]
      if (op === Op.Star || op === Op.DoubleStar) return undefined
      if (op === Op.Keyword) keywords.set(unit.strings[unit.a[argument]], folded(unit, unit.b[argument]))
      else positional.push(folded(unit, argument))
    }
    return braces(text.value, positional, keywords)
  }

  function literal(unit: Unit, value: Value): Constant | undefined {
    const text = unit.b[value] < 0 ? '' : unit.strings[unit.b[value]].replaceAll('_', '')
    switch (unit.a[value] as ConstKind) {
      case ConstKind.None:
        return { is: 'none' }
      case ConstKind.True:
        return { is: 'bool', value: true }
      case ConstKind.False:
        return { is: 'bool', value: false }
      case ConstKind.Int:
      case ConstKind.Float:
        return Number.isNaN(Number(text)) ? undefined : { is: 'number', value: Number(text) }
      default:
        return undefined
    }
  }

  function unary(unit: Unit, value: Value): Constant | undefined {
    const operand = folded(unit, unit.a[value])
    if (unit.aux[value] === UnaryOp.Not) return operand?.is === 'bool' ? { is: 'bool', value: !operand.value } : undefined
    if (operand?.is !== 'number') return undefined
    return unit.aux[value] === UnaryOp.Minus
      ? { is: 'number', value: -operand.value }
      : unit.aux[value] === UnaryOp.Plus
        ? operand
        : undefined
  }

  function compute(unit: Unit, value: Value): number {
    switch (unit.op[value] as Op) {
      case Op.Const:
        return intern(literal(unit, value))
      case Op.Text:
        return intern(
          unit.b[value] === 0 ? { is: 'text', value: unit.strings[unit.a[value]] } : unit.b[value] === 1 ? { is: 'bytes' } : undefined,
        )
      case Op.Load:
        return ask(unit, unit.a[value])
      case Op.Bind:
        return isPlain(unit, value) ? ask(unit, unit.b[value]) : UNKNOWN
      case Op.Phi:
        return agree(unit, listOf(unit, unit.b[value]))
      case Op.Conditional:
        return agree(unit, listOf(unit, unit.b[value]))
      case Op.Free:
        return free(unit, value)
      case Op.Attr:
        return attribute(unit, value)
      case Op.ImportFrom:
        return imported(unit, value)
      case Op.Tuple:
      case Op.List:
        return intern(sequence(unit, value))
      case Op.Binary:
        return intern(binary(unit, value))
      case Op.Unary:
        return intern(unary(unit, value))
      case Op.Format:
        return intern(format(unit, value))
      case Op.Call:
        return intern(call(unit, value))
      default:
        return UNKNOWN
    }
  }

  return { compute, of: (unit, value) => folded(unit, value) }
}

/** Bindings that give the name exactly the value on their right. */
function isPlain(unit: Unit, bind: Value): boolean {
  const kind: BindKind = unit.aux[bind] & BindFlag.Kind
  return kind === BindKind.Assign || kind === BindKind.Walrus || kind === BindKind.Import
}

const isTextual = (constant: Constant | undefined): boolean => constant?.is === 'text' || constant?.is === 'template'

/** Text with a hole wherever a part is unknown. */
function join(parts: readonly (Constant | undefined)[]): Constant | undefined {
  const out: (string | null)[] = []
  for (const part of parts) {
    for (const piece of part === undefined ? [null] : piecesOf(part)) {
      const last = out.at(-1)
      if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece
      else if (piece !== null || last !== null || out.length === 0) out.push(piece)
    }
  }
  let length = 0
  for (const piece of out) length += piece?.length ?? 0
  if (length > MAX_TEXT || out.length > MAX_ITEMS) return undefined
  if (out.length === 0) return { is: 'text', value: '' }
  return out.length === 1 && typeof out[0] === 'string' ? { is: 'text', value: out[0] } : { is: 'template', parts: out }
}

function piecesOf(constant: Constant): readonly (string | null)[] {
  switch (constant.is) {
    case 'text':
      return [constant.value]
    case 'template':
      return constant.parts
    case 'number':
      return [String(constant.value)]
    case 'bool':
      return [constant.value ? 'True' : 'False']
    case 'none':
      return ['None']
    default:
      return [null]
  }
}

function arithmetic(operator: BinaryOp, x: number, y: number): Constant | undefined {
  let value = Number.NaN
  if (operator === BinaryOp.Add) value = x + y
  else if (operator === BinaryOp.Sub) value = x - y
  else if (operator === BinaryOp.Mul) value = x * y
  else if (operator === BinaryOp.Div && y !== 0) value = x / y
  else if (operator === BinaryOp.FloorDiv && y !== 0) value = Math.floor(x / y)
  else if (operator === BinaryOp.Pow) value = x ** y
  else if (operator === BinaryOp.LeftShift && y >= 0 && y < 32) value = x * 2 ** y
  return Number.isFinite(value) ? { is: 'number', value } : undefined
}

/** `"%s/%d" % (a, b)`. */
function percent(text: string, values: readonly (Constant | undefined)[]): Constant | undefined {
  let next = 0
  const parts: (Constant | undefined)[] = []
  let last = 0
  for (const match of text.matchAll(/%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?([a-zA-Z%])/g)) {
    parts.push({ is: 'text', value: text.slice(last, match.index) })
    last = match.index + match[0].length
    if (match[1] === '%') parts.push({ is: 'text', value: '%' })
    else parts.push(match[0] === '%s' || match[0] === '%d' ? values[next++] : undefined)
  }
  parts.push({ is: 'text', value: text.slice(last) })
  return join(parts)
}

/** `"{}/{name}".format(a, name=b)`; anything but plain fields is a hole. */
function braces(
  text: string,
  positional: readonly (Constant | undefined)[],
  keywords: ReadonlyMap<string, Constant | undefined>,
): Constant | undefined {
  let next = 0
  const parts: (Constant | undefined)[] = []
  let last = 0
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}/g)) {
    parts.push({ is: 'text', value: text.slice(last, match.index) })
    last = match.index + match[0].length
    const field = match[1]
    if (field === undefined) parts.push({ is: 'text', value: match[0][0] })
    else if (field === '') parts.push(positional[next++])
    else if (/^\d+$/.test(field)) parts.push(positional[Number(field)])
    else parts.push(keywords.get(field))
  }
  parts.push({ is: 'text', value: text.slice(last) })
  return join(parts)
}

/** How a literal type spells a constant; null for what no literal type holds. */
export function literalKey(constant: Constant | undefined): string | null {
  switch (constant?.is) {
    case 'text':
      return `s:${constant.value}`
    case 'number':
      return `n:${constant.value}`
    case 'bool':
      return constant.value ? 't' : 'f'
    default:
      return null
  }
}
