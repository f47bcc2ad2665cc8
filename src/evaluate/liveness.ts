/** Code that never runs on the assumed interpreter: other Python versions and platforms, the twin of `if TYPE_CHECKING`. */
import { CompareOp, ConstKind, Op, RegionKind, UnaryOp, type Value } from '../model/summary.ts'
import { listOf, nameOf, regionOf, type Unit } from './unit.ts'

/** What `sys.version_info` and `sys.platform` are taken to be. */
const VERSION = [3, 13, 0]
const PLATFORM = 'linux'

const MENTIONED = new Set(['version_info', 'platform', 'TYPE_CHECKING'])

/** False where a value stands in a region that never runs. */
export function isLive(unit: Unit, value: Value): boolean {
  const dead = unit.dead ?? findDead(unit)
  return dead.length === 0 || dead[regionOf(unit, value)] === 0
}

/** Whether some of a file's code never runs. */
export const hasDeadCode = (unit: Unit): boolean => (unit.dead ?? findDead(unit)).length > 0

function findDead(unit: Unit): Uint8Array {
  if (!unit.strings.some((text) => MENTIONED.has(text))) return (unit.dead = new Uint8Array(0))
  const { count, kind, parent, subject } = unit.summary.regions
  const dead = new Uint8Array(count)
  for (let region = 1; region < count; region++) {
    if (dead[parent[region]] === 1) dead[region] = 1
    else if ((kind[region] === RegionKind.Then || kind[region] === RegionKind.Else) && subject[region] >= 0) {
      const holds = staticTest(unit, subject[region], 8)
      if (holds === (kind[region] === RegionKind.Else)) dead[region] = 1
    }
  }
  return (unit.dead = dead)
}

/** The outcome of a test about the interpreter, undefined where it is about anything else. */
function staticTest(unit: Unit, test: Value, depth: number): boolean | undefined {
  if (depth === 0 || test < 0) return undefined
  switch (unit.op[test] as Op) {
    case Op.Unary: {
      if (unit.aux[test] !== UnaryOp.Not) return undefined
      const inner = staticTest(unit, unit.a[test], depth - 1)
      return inner === undefined ? undefined : !inner
    }
    case Op.Bool: {
      const x = staticTest(unit, unit.a[test], depth - 1)
      const y = staticTest(unit, unit.b[test], depth - 1)
      const decisive = unit.aux[test] === 1
      return x === decisive || y === decisive ? decisive : x === undefined || y === undefined ? undefined : !decisive
    }
    case Op.Load:
    case Op.Free:
      return nameOf(unit, test) === 'TYPE_CHECKING' ? true : undefined
    case Op.Attr:
      return unit.strings[unit.b[test]] === 'TYPE_CHECKING' ? true : undefined
    case Op.Compare: {
      const operands = listOf(unit, unit.b[test])
      const operators = listOf(unit, unit.a[test])
      return operands.length === 2 ? compareStatic(unit, operands[0], operators[0], operands[1]) : undefined
    }
    case Op.Call: {
      const callee = unit.a[test]
      if (unit.op[callee] !== Op.Attr || unit.strings[unit.b[callee]] !== 'startswith' || !isSystem(unit, unit.a[callee], 'platform'))
        return undefined
      const text = textOf(unit, listOf(unit, unit.b[test])[0] ?? -1)
      return text === null ? undefined : PLATFORM.startsWith(text)
    }
    default:
      return undefined
  }
}

function compareStatic(unit: Unit, left: Value, operator: number, right: Value): boolean | undefined {
  if (isSystem(unit, left, 'platform')) {
    const text = textOf(unit, right)
    if (text === null) return undefined
    return operator === CompareOp.Eq ? text === PLATFORM : operator === CompareOp.NotEq ? text !== PLATFORM : undefined
  }
  const sliced = unit.op[left] === Op.Index ? unit.a[left] : left
  if (!isSystem(unit, sliced, 'version_info')) return undefined
  const wanted = unit.op[right] === Op.Tuple ? [...listOf(unit, unit.b[right])].map((item) => integer(unit, item)) : [integer(unit, right)]
  if (wanted.some((part) => Number.isNaN(part))) return undefined
  let order = 0
  for (let i = 0; i < wanted.length && order === 0; i++) order = Math.sign(VERSION[i] - wanted[i])
  switch (operator as CompareOp) {
    case CompareOp.GtE:
      return order >= 0
    case CompareOp.Gt:
      return order > 0 || wanted.length < VERSION.length
    case CompareOp.LtE:
      return order < 0
    case CompareOp.Lt:
      return order < 0
    case CompareOp.Eq:
      return order === 0
    case CompareOp.NotEq:
      return order !== 0
    default:
      return undefined
  }
}

function isSystem(unit: Unit, value: Value, name: string): boolean {
  return unit.op[value] === Op.Attr && unit.strings[unit.b[value]] === name && nameOf(unit, unit.a[value]) === 'sys'
}

function textOf(unit: Unit, value: Value): string | null {
  return value >= 0 && unit.op[value] === Op.Text && unit.b[value] === 0 ? unit.strings[unit.a[value]] : null
}

function integer(unit: Unit, value: Value): number {
  return unit.op[value] === Op.Const && unit.a[value] === ConstKind.Int ? Number(unit.strings[unit.b[value]]) : Number.NaN
}

/** Of a name's definitions in one scope, those that can be its value when the scope has run: what a later one standing right in `region` replaces is left out. */
export function survivors(unit: Unit, binds: ArrayLike<Value>, region: number, outer: (bind: Value) => boolean): Value[] {
  const live: Value[] = []
  for (let i = 0; i < binds.length; i++) if (isLive(unit, binds[i])) live.push(binds[i])
  let from = 0
  for (let i = live.length - 1; i > 0 && from === 0; i--) {
    if (!outer(live[i]) && regionOf(unit, live[i]) === region) from = i
  }
  return from === 0 ? live : live.filter((bind, i) => i >= from || outer(bind))
}
