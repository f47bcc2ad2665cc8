/** Project functions that run without a call being written: `with`, loops, properties, operators, decorators. */
import type { Value } from '../model/summary.ts'
import { BinaryOp, CompareOp, Op } from '../model/summary.ts'
import type { FunctionId, Type } from '../model/type.ts'
import { isOfDecorated } from './calls.ts'
import type { Defined } from './defined.ts'
import type { Draft, Parts } from './draft.ts'
import { addEdge, siteOf } from './draft.ts'
import { textOf } from './read.ts'
import { membersOf } from './specials.ts'

const BINARY: Readonly<Record<number, string>> = {
  [BinaryOp.Add]: '__add__',
  [BinaryOp.Sub]: '__sub__',
  [BinaryOp.Mul]: '__mul__',
  [BinaryOp.Div]: '__truediv__',
  [BinaryOp.FloorDiv]: '__floordiv__',
  [BinaryOp.Mod]: '__mod__',
  [BinaryOp.Pow]: '__pow__',
  [BinaryOp.MatMul]: '__matmul__',
  [BinaryOp.And]: '__and__',
  [BinaryOp.Or]: '__or__',
  [BinaryOp.Xor]: '__xor__',
  [BinaryOp.LeftShift]: '__lshift__',
  [BinaryOp.RightShift]: '__rshift__',
}

/** Edges of one value that is not a call. */
export function addImplicit(parts: Parts, draft: Draft, value: Value): void {
  const { defined } = parts
  const { op, a, b, aux } = parts.evaluation.file(draft.file).summary.values
  switch (op[value]) {
    case Op.Attr:
      addProperty(parts, draft, value)
      break
    case Op.Enter:
      for (const name of b[value] === 1 ? ['__aenter__', '__aexit__'] : ['__enter__', '__exit__'])
        addMethod(parts, draft, 'enter', value, a[value], name)
      break
    case Op.Iterate:
      for (const name of b[value] === 1 ? ['__aiter__', '__anext__'] : ['__iter__', '__next__']) {
        if (defined.methods.has(name) || name === '__iter__') addMethod(parts, draft, 'iterate', value, a[value], name)
      }
      break
    case Op.Index:
      addOperator(parts, draft, defined, value, a[value], '__getitem__')
      break
    case Op.SetItem:
      addOperator(parts, draft, defined, value, a[value], '__setitem__')
      break
    case Op.Binary:
    case Op.Augment:
      addOperator(parts, draft, defined, value, a[value], BINARY[aux[value]])
      break
    case Op.Compare:
      addComparison(parts, draft, defined, value)
      break
  }
}

function addComparison(parts: Parts, draft: Draft, defined: Defined, value: Value): void {
  const { lists, a, b } = parts.evaluation.file(draft.file).summary.values
  const operators = a[value]
  const operands = b[value]
  for (let i = 1; i <= lists[operators]; i++) {
    const operator: CompareOp = lists[operators + i]
    if (operator === CompareOp.In || operator === CompareOp.NotIn)
      addOperator(parts, draft, defined, value, lists[operands + i + 1], '__contains__')
  }
}

/** Of an attribute that is named like a property. */
function addProperty(parts: Parts, draft: Draft, value: Value): void {
  const { evaluation } = parts
  const { summary } = evaluation.file(draft.file)
  const name = summary.values.b[value]
  for (const type of membersOf(evaluation.typeOf(draft.file, summary.values.a[value]))) {
    const getter = evaluation.propertyOf(type, textOf(summary, name))
    if (getter !== null && parts.isProject(getter)) addEdge(draft, 'property', value, getter, false)
  }
}

function addOperator(parts: Parts, draft: Draft, defined: Defined, value: Value, operand: Value, method: string): void {
  if (defined.methods.has(method)) addMethod(parts, draft, 'operator', value, operand, method)
}

function addMethod(parts: Parts, draft: Draft, kind: 'enter' | 'iterate' | 'operator', value: Value, operand: Value, method: string): void {
  const { evaluation } = parts
  if (operand < 0) return
  const type = evaluation.typeOf(draft.file, operand)
  const found = parts.specials.of(type, method)
  for (const { type: receiver, function: id } of found) {
    if (parts.isProject(id)) addBody(parts, draft, kind, value, id, type.is === 'oneOf' && type.of.length > 1)
    // `__enter__ = acquire`: holding a lock for a block is not the wait that `acquire` is known for.
    else if (kind !== 'operator' && evaluation.function(id).name === method) addLibraryMethod(parts, draft, value, id, receiver)
  }
}

/** An `__iter__` that is a generator runs where it is walked, which is here. */
function addBody(parts: Parts, draft: Draft, kind: 'enter' | 'iterate' | 'operator', value: Value, id: FunctionId, several: boolean): void {
  const info = parts.evaluation.function(id)
  if (info.generator && kind !== 'iterate') return
  addEdge(draft, kind, value, id, several)
}

function addLibraryMethod(parts: Parts, draft: Draft, value: Value, id: FunctionId, type: Type): void {
  const known = parts.effects.ofFunction(id, type.is === 'instance' ? type.of : null)
  if (known === null || known.effects.some((effect) => effect.harmless === true)) return
  const call = { file: draft.file, call: value, target: { is: 'function', function: id, self: type }, ...known } as const
  for (const effect of known.effects) {
    if (effect.blocks === undefined || isOfDecorated(effect)) continue
    const site = siteOf(draft, value, known.name, effect, true)
    if (effect.when === undefined || parts.predicates.holds(effect.when, call)) draft.sites.push(site)
    else draft.spared.push({ site, because: 'condition-not-met' })
    return
  }
}
