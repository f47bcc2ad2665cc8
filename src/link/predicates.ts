/** The closed list of conditions under which a library call has its effect, decided at the call. */
import type { Constant, Evaluation, SourceFile } from '../model/evaluation.ts'
import type { Argument, Predicate } from '../model/knowledge.ts'
import type { Value } from '../model/summary.ts'
import { BinaryOp, Op } from '../model/summary.ts'
import type { FileId, FunctionId, Type } from '../model/type.ts'
import type { Callables } from './callables.ts'
import type { Effects, LibraryCall } from './effects.ts'
import type { Guards } from './guards.ts'
import type { Origins } from './origins.ts'
import { argumentAt, nameOf } from './read.ts'
import { isRightAfter } from './right-after.ts'
import { usesOf } from './uses.ts'

type Literal = string | number | boolean | null

export interface Predicates {
  holds(predicate: Predicate, call: LibraryCall): boolean
  /** What the call returns is walked over here: `for`, a comprehension, `list()`, `next()`. */
  isConsumed(file: FileId, call: Value): boolean
}

/** Builtins that walk what they are given before they return. */
const WALKERS = new Set([
  'list',
  'tuple',
  'set',
  'frozenset',
  'dict',
  'sorted',
  'sum',
  'min',
  'max',
  'any',
  'all',
  'next',
  'join',
  'deque',
  'extend',
  'update',
  'Counter',
])

export function createPredicates(
  evaluation: Evaluation,
  effects: Effects,
  origins: Origins,
  guards: Guards,
  callables: Callables,
): Predicates {
  let doneCallbacks: ReadonlySet<FunctionId> | null = null
  const called = new Map<string, boolean>()

  function holds(predicate: Predicate, call: LibraryCall): boolean {
    if ('all' in predicate) return predicate.all.every((part) => holds(part, call))
    if ('any' in predicate) return predicate.any.some((part) => holds(part, call))
    if ('not' in predicate) return !holds(predicate.not, call)
    if ('argument-is' in predicate) {
      const { argument, value } = predicate['argument-is']
      return isLiteral(call.file, effects.argument(call, argument), [value])
    }
    if ('argument-absent' in predicate) return effects.argument(call, predicate['argument-absent'].argument) < 0
    if ('argument-above' in predicate) {
      const { argument, than } = predicate['argument-above']
      return isAbove(call.file, effects.argument(call, argument), than)
    }
    if ('literal-in' in predicate) {
      const { argument, values } = predicate['literal-in']
      return isLiteral(call.file, effects.argument(call, argument), values)
    }
    if ('argument-unknown' in predicate) {
      const argument = effects.argument(call, predicate['argument-unknown'].argument)
      return argument >= 0 && literalOf(evaluation.constantOf(call.file, argument)) === undefined
    }
    if ('flag-in' in predicate) {
      const argument = effects.argument(call, predicate['flag-in'].argument)
      return argument >= 0 && hasFlag(call.file, argument, predicate['flag-in'].flag)
    }
    if ('argument-type' in predicate) {
      const argument = effects.argument(call, predicate['argument-type'].argument)
      return argument >= 0 && isInstanceOf(evaluation.typeOf(call.file, argument), predicate['argument-type'].type)
    }
    if ('argument-from' in predicate) {
      const { argument, callable } = predicate['argument-from']
      const made = origins.of(call.file, effects.argument(call, argument))
      return made.some((origin) => isCallOf(call.file, origin, callable))
    }
    if ('receiver-is' in predicate) return receiverIs(call, predicate['receiver-is'])
    if ('receiver-built-with' in predicate) return receiverBuiltWith(call, predicate['receiver-built-with'])
    if ('receiver-called' in predicate) return receiverCalled(call, predicate['receiver-called'])
    if ('right-after' in predicate) return isRightAfter(evaluation, call, predicate['right-after'])
    if ('consumed' in predicate) return isConsumed(call.file, call.call)
    if ('guarded-by' in predicate) return guards.noRunningLoop(call.file, call.call)
    if ('project-calls' in predicate) return projectCalls(predicate['project-calls'])
    if ('in-callback' in predicate) return inDoneCallback(call)
    return fromDoneSet(call)
  }

  function isCallOf(file: FileId, value: Value, callable: string): boolean {
    if (evaluation.file(file).summary.values.op[value] !== Op.Call) return false
    return effects.callsOf(file, value).some(({ name }) => name === callable)
  }

  function isLiteral(file: FileId, value: Value, wanted: readonly Literal[]): boolean {
    if (value < 0) return false
    const literal = literalOf(evaluation.constantOf(file, value))
    return literal !== undefined && wanted.includes(literal)
  }

  function isAbove(file: FileId, value: Value, than: number): boolean {
    if (value < 0) return false
    const literal = literalOf(evaluation.constantOf(file, value))
    return typeof literal === 'number' && literal > than
  }

  function hasFlag(file: FileId, value: Value, flag: string): boolean {
    const { summary } = evaluation.file(file)
    const { op, aux, a, b } = summary.values
    return origins.of(file, value).some((origin) => {
      if (op[origin] === Op.Binary && aux[origin] === BinaryOp.Or) return hasFlag(file, a[origin], flag) || hasFlag(file, b[origin], flag)
      return nameOf(summary, origin) === flag
    })
  }

  function isInstanceOf(type: Type, name: string): boolean {
    if (type.is === 'instance') return evaluation.isSubclass(type.of, name)
    if (type.is === 'oneOf') return type.of.every((member) => isInstanceOf(member, name))
    return type.is === 'external' && type.path === `${name}()`
  }

  function receiverOf(call: LibraryCall): Value {
    const { values } = evaluation.file(call.file).summary
    const callee = values.a[call.call]
    return values.op[callee] === Op.Attr ? values.a[callee] : -1
  }

  function receiverIs(call: LibraryCall, name: string): boolean {
    if (call.target.is === 'function' && call.target.self !== undefined) return isInstanceOf(call.target.self, name)
    const receiver = receiverOf(call)
    return receiver >= 0 && isInstanceOf(evaluation.typeOf(call.file, receiver), name)
  }

  function receiverBuiltWith(
    call: LibraryCall,
    wanted: { readonly argument: Argument; readonly value?: Literal; readonly above?: number },
  ): boolean {
    const receiver = receiverOf(call)
    if (receiver < 0) return false
    const { summary } = evaluation.file(call.file)
    return origins.of(call.file, receiver).some((origin) => {
      if (summary.values.op[origin] !== Op.Call) return false
      const [known] = effects.callsOf(call.file, origin)
      const argument = known === undefined ? argumentAt(summary, origin, wanted.argument) : effects.argument(known, wanted.argument)
      if (argument < 0) return false
      if (wanted.above !== undefined) return isAbove(call.file, argument, wanted.above)
      if (wanted.value === undefined) return true
      return nameOf(summary, argument) === wanted.value || isLiteral(call.file, argument, [wanted.value])
    })
  }

  /** Another call of a method on the same receiver, in the same file: the same name, or the same attribute of `self`. */
  function receiverCalled(
    call: LibraryCall,
    wanted: { readonly method: string; readonly argument?: Argument; readonly value?: Literal },
  ): boolean {
    const receiver = receiverOf(call)
    if (receiver < 0) return false
    const { summary } = evaluation.file(call.file)
    const { op, a, count } = summary.values
    const made = origins.of(call.file, receiver)
    for (let other = 0; other < count; other++) {
      if (op[other] !== Op.Call || op[a[other]] !== Op.Attr || nameOf(summary, a[other]) !== wanted.method) continue
      if (!origins.of(call.file, a[a[other]]).some((origin) => made.includes(origin))) continue
      if (wanted.argument === undefined) return true
      if (isLiteral(call.file, argumentAt(summary, other, wanted.argument), [wanted.value ?? null])) return true
    }
    return false
  }

  function isConsumed(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    return usesOf(evaluation, file, value).some(
      (use) => use.is === 'iterated' || (use.is === 'argument' && WALKERS.has(nameOf(summary, summary.values.a[use.at]))),
    )
  }

  /** The function around the call is given to `add_done_callback` somewhere, and the receiver is its parameter. */
  function inDoneCallback(call: LibraryCall): boolean {
    const { op } = evaluation.file(call.file).summary.values
    const receiver = receiverOf(call)
    if (receiver < 0 || !origins.of(call.file, receiver).some((origin) => op[origin] === Op.Param)) return false
    doneCallbacks ??= findDoneCallbacks()
    return doneCallbacks.has(evaluation.functionOfScope(call.file, evaluation.scopeOf(call.file, call.call)))
  }

  function findDoneCallbacks(): ReadonlySet<FunctionId> {
    const found = new Set<FunctionId>()
    for (const { id: file, summary, origin } of evaluation.files) {
      const { op, a, count } = summary.values
      if (origin === 'library' || !summary.strings.includes('add_done_callback')) continue
      for (let value = 0; value < count; value++) {
        if (op[value] !== Op.Call || nameOf(summary, a[value]) !== 'add_done_callback') continue
        for (const handed of callables.of(file, argumentAt(summary, value, 0))) found.add(handed.function)
      }
    }
    return found
  }

  function projectCalls(callable: string): boolean {
    let known = called.get(callable)
    if (known === undefined)
      called.set(callable, (known = evaluation.files.some((file) => file.origin === 'project' && contains(file, callable))))
    return known
  }

  function contains({ id, summary }: SourceFile, callable: string): boolean {
    const { op, a, count } = summary.values
    const last = callable.slice(callable.lastIndexOf('.') + 1)
    if (!summary.strings.includes(last)) return false
    for (let value = 0; value < count; value++) {
      if (op[value] === Op.Call && nameOf(summary, a[value]) === last && isCallOf(id, value, callable)) return true
    }
    return false
  }

  /** The receiver is one of the finished futures that a `wait` or `as_completed` handed out. */
  function fromDoneSet(call: LibraryCall): boolean {
    const { summary } = evaluation.file(call.file)
    const { op, a, b } = summary.values
    const isWait = (value: Value, names: readonly string[]): boolean =>
      op[value] === Op.Call && effects.callsOf(call.file, value).some((known) => names.some((name) => known.name.endsWith(name)))
    const finished = (value: Value): boolean =>
      origins.of(call.file, value).some((origin) => {
        if (op[origin] === Op.Iterate) return finished(a[origin])
        if (op[origin] === Op.Unpack) return b[origin] === 0 && origins.of(call.file, a[origin]).some((made) => isWait(made, ['.wait']))
        if (op[origin] === Op.Attr && nameOf(summary, origin) === 'done')
          return origins.of(call.file, a[origin]).some((made) => isWait(made, ['.wait']))
        return isWait(origin, ['.as_completed'])
      })
    const receiver = receiverOf(call)
    return receiver >= 0 && finished(receiver)
  }

  return { holds, isConsumed }
}

function literalOf(constant: Constant | undefined): Literal | undefined {
  switch (constant?.is) {
    case 'none':
      return null
    case 'bool':
    case 'number':
    case 'text':
      return constant.value
    default:
      return undefined
  }
}
