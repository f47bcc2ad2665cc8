/** What a loop goes over: data whose size nobody wrote down, a handful of constants, batches, or attempts. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf, scopeKind, textOf } from '../read.ts'
import type { Callers } from './callers.ts'

/** `small`: literals, members of an enumeration, configuration, a few turns. `counted`: attempts or positions, not elements. */
export type Trip = 'data' | 'small' | 'batch' | 'counted' | 'unknown'

/** Give back the elements they are given, in some order or company. */
export const SAME_ELEMENTS = new Set([
  'enumerate',
  'sorted',
  'reversed',
  'list',
  'tuple',
  'set',
  'frozenset',
  'iter',
  'filter',
  'zip',
  'dict',
])
export const VIEWS = new Set(['items', 'values', 'keys', 'copy'])
const BATCHING = /(^|\.)(batched|chunked|chunked_even|ichunked|partition_all|sliced|divide)$/
/** Names by which project functions that cut data into pieces go; what they give must be pieces, too. */
const CUTS = /batch|chunk|page/i
const WRITTEN = ['sqlalchemy.sql.selectable.FromClause', 'sqlalchemy.sql.selectable.SelectBase', 'sqlalchemy.sql.schema.Table', 'enum.Enum']
const SETTINGS = ['pydantic_settings.main.BaseSettings', 'pydantic.env_settings.BaseSettings', 'starlette.config.Config']
/** As many turns as a literal range may take to be no data. */
const FEW = 8
const DEEPEST = 16

/** Data that a client sends; a table's rows are as many as there are. */
const BODIES = ['pydantic.main.BaseModel', 'pydantic.BaseModel', 'pydantic.v1.main.BaseModel']
/** Pass on an iterable they are given. */
const PASSING = new Set(['builtins.enumerate', 'builtins.sorted', 'builtins.list', 'builtins.set', 'builtins.dict.fromkeys'])

export interface Loops {
  tripOf(file: FileId, iterate: Value): Trip
  /** Goes over a field of what a parameter holds: of a request's body, by its type. */
  isGiven(file: FileId, iterate: Value): boolean
}

export function createLoops({ evaluation, origins }: Pick<Parts, 'evaluation' | 'origins'>, callers: Callers | null = null): Loops {
  /** Loops being asked for: one that goes over what it hands itself (a tree walked by recursion) tells nothing of its length. */
  const open = new Set<string>()

  function tripOf(file: FileId, iterate: Value): Trip {
    const { op, a } = evaluation.file(file).summary.values
    if (op[iterate] !== Op.Iterate) return 'unknown'
    if (isOfSchema(evaluation.typeOf(file, iterate))) return 'small'
    const key = `${file}:${iterate}`
    if (open.has(key)) return 'unknown'
    open.add(key)
    const trip = tripOver(file, a[iterate], 0)
    open.delete(key)
    return trip
  }

  /** Classes, tables, statements and members of an enumeration are as many as somebody has written; so are pairs with one of them. */
  function isOfSchema(element: Type): boolean {
    if (element.is === 'class') return true
    if (element.is === 'tuple') return element.items.some((item) => isOfSchema(item))
    return element.is === 'instance' && WRITTEN.some((name) => evaluation.isSubclass(element.of, name))
  }

  function tripOver(file: FileId, iterable: Value, depth: number): Trip {
    if (iterable < 0 || depth > DEEPEST) return 'unknown'
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    switch (op[iterable]) {
      case Op.Load:
      case Op.Await:
        return tripOver(file, a[iterable], depth + 1)
      case Op.Bind:
        return b[iterable] < 0 ? 'unknown' : tripOver(file, b[iterable], depth + 1)
      case Op.Tuple:
      case Op.List:
      case Op.Set:
      case Op.Dict:
        return tripOfDisplay(file, iterable)
      case Op.Text:
        return 'small'
      case Op.Comprehension:
        return tripOfComprehension(file, iterable, depth)
      case Op.Index:
        return tripOfSlice(file, iterable, depth)
      case Op.Phi:
      case Op.Conditional:
        return joined(Array.from(listOf(summary, b[iterable])).map((item) => tripOver(file, item, depth + 1)))
      case Op.Bool:
        return joined([tripOver(file, a[iterable], depth + 1), tripOver(file, b[iterable], depth + 1)])
      case Op.Call:
        return tripOfCall(file, iterable, depth)
      case Op.Free:
      case Op.Attr:
      case Op.ImportFrom:
        return tripOfRead(file, iterable)
      case Op.Param:
        return isAlwaysGivenSmall(file, iterable, depth) ? 'small' : 'data'
      case Op.Iterate:
      case Op.Unpack:
      case Op.Enter:
      case Op.Yield:
        return 'data'
      default:
        return 'unknown'
    }
  }

  /** Every call of the function passes what somebody has written out. */
  function isAlwaysGivenSmall(file: FileId, parameter: Value, depth: number): boolean {
    const { summary } = evaluation.file(file)
    const scope = evaluation.scopeOf(file, parameter)
    if (scopeKind(summary, scope) !== ScopeKind.Function) return false
    const id = evaluation.functionOfScope(file, scope)
    const sites = callers?.of(id) ?? null
    if (callers === null || sites === null || sites.length === 0 || sites.length > FEW) return false
    const position = parametersOf(evaluation, id).indexOf(parameter)
    return sites.every((site) => {
      const given = callers.given(site, id, position)
      return given !== null && tripOver(given.file, given.value, depth + 1) === 'small'
    })
  }

  /** Written out item by item; a star brings in something else. */
  function tripOfDisplay(file: FileId, display: Value): Trip {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const items = listOf(summary, b[display])
    // An empty list is filled somewhere: with data, for all anybody knows.
    if (items.length === 0) return isFilledByHand(file, display) ? 'small' : 'data'
    return items.some((item) => op[item] === Op.Star || op[item] === Op.DoubleStar) ? 'unknown' : 'small'
  }

  /** An empty list with appends in the body of its function, none of them in a loop. */
  function isFilledByHand(file: FileId, list: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[list] !== Op.List) return false
    let appends = 0
    for (const bind of evaluation.users(file, list)) {
      if (op[bind] !== Op.Bind) return false
      for (const read of evaluation.users(file, bind)) {
        const attribute = evaluation.users(file, read).find((user) => op[user] === Op.Attr)
        if (attribute === undefined) continue
        const calls = evaluation.users(file, attribute).filter((user) => op[user] === Op.Call && a[user] === attribute)
        if (nameOf(summary, attribute) !== 'append' || calls.length !== 1 || evaluation.repeats(file, calls[0]).length > 0) return false
        appends++
      }
    }
    return appends > 0 && appends <= FEW
  }

  /** `[xs[i:i + n] for i in range(0, len(xs), n)]` makes pieces; anything else goes over what it goes over. */
  function tripOfComprehension(file: FileId, comprehension: Value, depth: number): Trip {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const element = a[comprehension]
    if (element >= 0 && op[element] === Op.Index && op[b[element]] === Op.Slice) return 'batch'
    const [innermost] = element < 0 ? [] : evaluation.repeats(file, element)
    const over = innermost === undefined ? -1 : summary.regions.subject[innermost]
    return over < 0 || op[over] !== Op.Iterate ? 'unknown' : tripOver(file, a[over], depth + 1)
  }

  function tripOfSlice(file: FileId, index: Value, depth: number): Trip {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[b[index]] !== Op.Slice) return tripOfRead(file, index)
    const [, upper] = listOf(summary, b[b[index]])
    const bound = upper < 0 ? undefined : evaluation.constantOf(file, upper)
    if (bound?.is === 'number' && bound.value >= 0 && bound.value <= FEW) return 'small'
    return tripOver(file, a[index], depth + 1)
  }

  function tripOfCall(file: FileId, call: Value, depth: number): Trip {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const callee = a[call]
    if (op[callee] === Op.Attr && VIEWS.has(nameOf(summary, callee))) return tripOver(file, a[callee], depth + 1)
    let data = false
    for (const target of evaluation.calleeOf(file, call).targets) {
      const name = nameOfTarget(target)
      if (BATCHING.test(name)) return 'batch'
      if (name === 'typing.cast') return tripOver(file, argumentAt(summary, call, 1), depth + 1)
      if (name === 'builtins.range') return tripOfRange(file, call)
      if (/^random\.(Random\.)?sample$/.test(name) && isFewAtMost(file, argumentAt(summary, call, 'k'))) return 'small'
      if (name.startsWith('builtins.') && SAME_ELEMENTS.has(name.slice('builtins.'.length))) {
        const first = argumentAt(summary, call, name === 'builtins.filter' ? 1 : 0)
        return first < 0 ? 'data' : tripOver(file, first, depth + 1)
      }
      if (target.is === 'function' && evaluation.file(evaluation.function(target.function).file).origin === 'project') {
        if (CUTS.test(evaluation.function(target.function).name) && givesPieces(evaluation.typeOf(file, call))) return 'batch'
        if (!evaluation.function(target.function).generator && tripOfReturns(target.function, depth) === 'small') return 'small'
        data = true
      } else if (target.is !== 'construct') data = true
    }
    return data ? 'data' : 'unknown'
  }

  /** `3`, or `min(3, len(rows))`. */
  function isFewAtMost(file: FileId, most: Value): boolean {
    if (most < 0) return false
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const isFew = (value: Value): boolean => {
      const bound = evaluation.constantOf(file, value)
      return bound?.is === 'number' && bound.value <= FEW
    }
    if (isFew(most)) return true
    return op[most] === Op.Call && nameOf(summary, a[most]) === 'min' && [...listOf(summary, b[most])].some(isFew)
  }

  /** A function that gives back a list it writes out. */
  function tripOfReturns(id: FunctionId, depth: number): Trip {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const returned = Array.from(listOf(summary, summary.scopes.exits[scope]), (exit) => summary.values.a[exit])
    if (returned.length === 0 || depth > DEEPEST / 2) return 'unknown'
    return joined(returned.map((value) => (value < 0 ? 'unknown' : tripOver(file, value, depth + 4))))
  }

  function nameOfTarget(target: ReturnType<Evaluation['calleeOf']>['targets'][number]): string {
    if (target.is === 'external') return target.path
    return target.is === 'function' ? evaluation.function(target.function).qualifiedName : evaluation.class(target.class).qualifiedName
  }

  /** A list of lists, or something walked over whose elements are lists. */
  function givesPieces(type: Type): boolean {
    if (type.is === 'coroutine') return givesPieces(type.of)
    const item = type.is === 'iterator' || type.is === 'asyncIterator' ? type.of : type.is === 'instance' ? type.args[0] : undefined
    if (item === undefined) return type.is === 'unknown'
    if (item.is === 'unknown') return true
    return item.is === 'instance' && /^builtins\.(list|tuple|set)$|^typing\.Sequence$/.test(evaluation.class(item.of).qualifiedName)
  }

  /** `range(0, n, step)` cuts, `range(len(xs))` goes over data, `range(3)` tries again. */
  function tripOfRange(file: FileId, call: Value): Trip {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (argumentAt(summary, call, 2) >= 0) return 'batch'
    const second = argumentAt(summary, call, 1)
    const stop = second >= 0 ? second : argumentAt(summary, call, 0)
    if (stop >= 0 && op[stop] === Op.Call && nameOf(summary, a[stop]) === 'len') {
      const counted = argumentAt(summary, stop, 0)
      return counted >= 0 && evaluation.typeOf(file, counted).is === 'class' ? 'small' : 'data'
    }
    const bound = stop < 0 ? undefined : evaluation.constantOf(file, stop)
    return bound?.is === 'number' && bound.value <= FEW ? 'small' : 'counted'
  }

  /** A name or attribute: what the module or class binds it to, else what its type says. */
  function tripOfRead(file: FileId, value: Value): Trip {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const type = evaluation.typeOf(file, value)
    // Walking over a class is walking over the members of an enumeration.
    if (type.is === 'class') return 'small'
    const constant = evaluation.constantOf(file, value)
    if (constant?.is === 'sequence' && constant.items.length > 0) return 'small'
    if (op[value] === Op.Attr) {
      const object = evaluation.typeOf(file, a[value])
      const owner = object.is === 'instance' || object.is === 'class' ? object.of : null
      if (owner !== null) {
        if (SETTINGS.some((name) => evaluation.isSubclass(owner, name))) return 'small'
        if (isDisplayOfClass(owner, nameOf(summary, value))) return 'small'
      }
      // What hangs on a thing that is written out is written out with it.
      if (isElementOfSmall(file, a[value])) return 'small'
      if (object.is === 'module' && isDisplayOfModule(object.module, nameOf(summary, value))) return 'small'
      const stored = origins.stores(file, value, nameOf(summary, value))
      const isStored = stored.length > 0 && op[a[value]] === Op.Load
      return isStored && stored.every((place) => isFullDisplay(place.file, place.value)) ? 'small' : 'data'
    }
    if ((op[value] === Op.Free || op[value] === Op.ImportFrom) && isDisplayNamed(file, value)) return 'small'
    return 'data'
  }

  function isElementOfSmall(file: FileId, object: Value): boolean {
    const { op, a, b } = evaluation.file(file).summary.values
    let at = object
    for (let hops = 0; at >= 0 && hops < DEEPEST; hops++) {
      if (op[at] === Op.Load || op[at] === Op.Unpack) at = a[at]
      else if (op[at] === Op.Bind) at = b[at]
      else return op[at] === Op.Iterate && tripOf(file, at) === 'small'
    }
    return false
  }

  function isGiven(file: FileId, iterate: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = op[iterate] === Op.Iterate ? a[iterate] : -1
    for (let hops = 0; at >= 0 && hops < DEEPEST; hops++) {
      if (op[at] === Op.Load || op[at] === Op.Bool) at = a[at]
      else if (op[at] === Op.Bind) at = b[at]
      else if (op[at] === Op.Call) {
        const passes = evaluation.calleeOf(file, at).targets.some((target) => PASSING.has(nameOfTarget(target)))
        at = passes ? argumentAt(summary, at, 0) : -1
      } else break
    }
    return at >= 0 && op[at] === Op.Attr && isParameter(file, a[at]) && isBody(evaluation.typeOf(file, a[at]))
  }

  function isParameter(file: FileId, value: Value): boolean {
    const { op, a } = evaluation.file(file).summary.values
    return op[value] === Op.Load && a[value] >= 0 && op[a[value]] === Op.Param
  }

  function isBody(type: Type): boolean {
    if (type.is === 'oneOf') return type.of.every((each) => isBody(each))
    return type.is === 'instance' && BODIES.some((name) => evaluation.isSubclass(type.of, name))
  }

  /** A module's or enclosing scope's literal list or dict, also through an import. */
  function isDisplayNamed(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const found = origins.of(file, value)
    return (
      found.length > 0 &&
      found.every((origin) => {
        if (op[origin] === Op.ImportFrom) {
          const home = evaluation.moduleOf(file, textOf(summary, a[origin]))
          return home !== null && isDisplayOfModule(home, textOf(summary, b[origin]))
        }
        return isFullDisplay(file, origin) || isBuiltOnImport(file, evaluation.scopeOf(file, origin), origin)
      })
    )
  }

  function isDisplayOfModule(file: FileId, name: string): boolean {
    return isDisplayIn(file, 0, name)
  }

  function isDisplayOfClass(owner: number, name: string): boolean {
    return evaluation.mro(owner).some((each) => {
      const info = evaluation.class(each)
      return isDisplayIn(info.file, info.scope, name)
    })
  }

  function isDisplayIn(file: FileId, scope: number, name: string): boolean {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    const { op, b } = summary.values
    for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
      if (textOf(summary, bindingName[row]) !== name) continue
      const binds = listOf(summary, bindingValues[row])
      return (
        binds.length === 1 && op[binds[0]] === Op.Bind && (isFullDisplay(file, b[binds[0]]) || isBuiltOnImport(file, scope, b[binds[0]]))
      )
    }
    return false
  }

  /** `REGISTRY = build_registry()` in a module: what the code defines, before there is any data. */
  function isBuiltOnImport(file: FileId, scope: number, value: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    if (scope !== 0 || value < 0 || op[value] !== Op.Call) return false
    const { targets } = evaluation.calleeOf(file, value)
    return targets.length > 0 && targets.every((target) => target.is === 'function')
  }

  function isFullDisplay(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    if (value < 0) return false
    const kind: Op = op[value]
    if (kind !== Op.Tuple && kind !== Op.List && kind !== Op.Set && kind !== Op.Dict) return false
    return listOf(summary, b[value]).length > 0
  }

  return { tripOf, isGiven }
}

/** Data on any path is data; what is not known on some path is not known. */
function joined(trips: readonly Trip[]): Trip {
  for (const trip of ['data', 'unknown', 'batch', 'counted', 'small'] as const) if (trips.includes(trip)) return trip
  return 'unknown'
}
