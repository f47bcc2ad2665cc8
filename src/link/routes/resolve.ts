/** The expressions behind a value, across files and calls: what a router, a prefix or a list of dependencies was made by. */
import type { Place } from '../../model/project.ts'
import type { FileSummary, Str, Value } from '../../model/summary.ts'
import { BinaryOp, Op, ScopeKind, UnaryOp } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { boundParameters } from '../parameters.ts'
import { argumentAt, listOf, nameOf, scopeKind, textOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import { createItems } from './items.ts'
import { createPassing, NO_ENV } from './passing.ts'

/** What parameters and loop variables stand for here, by `file:value` of the parameter or of the turn. */
export type Env = ReadonlyMap<string, Bound>
/** A place, read with what its free values stand for. */
export interface Bound extends Place {
  readonly env: Env
}
export interface Found {
  readonly places: readonly Bound[]
  /** False if some way to the value could not be followed. */
  readonly complete: boolean
}
export interface Item {
  readonly at: Bound
  /** It joins its list only under a test. */
  readonly conditional: boolean
}

export interface Items {
  readonly items: readonly Item[]
  readonly complete: boolean
}

export interface Resolver {
  of(at: Bound): Found
  /** Text with `…` for what is not constant. */
  text(at: Bound): string
  /** Items of a list, tuple, set or dictionary, what is appended to it later included. */
  items(at: Bound): Items
  /** An argument of a call by keyword or position, through `**kwargs`; null: not passed, undefined: not known. */
  argument(call: Bound, name: string, position?: number): Bound | null | undefined
  /** Whether control comes here, as far as the tests around are known; null if that depends. */
  isReached(at: Bound): boolean | null
  /** A call's arguments as what the function's parameters stand for. */
  bind(call: Bound, id: FunctionId, bound: number): Env
  /** The binding of a module's name. */
  binding(file: FileId, name: string): Found
}

const DEEPEST = 24
const MOST_NESTED = 60
/** Steps that one question may take. */
const BUDGET = 4000
const NOTHING: Found = { places: [], complete: false }
const keyOf = ({ file, value }: Place): string => `${file}:${value}`

export function createResolver(parts: Parts, definitions: Definitions): Resolver {
  const { evaluation, origins } = parts

  /** Open questions, and what is left of the budget of the outermost one. */
  const modules = new Map<FileId, ReadonlyMap<string, readonly Value[]>>()
  let nesting = 0
  let fuel = 0

  function of(at: Bound, depth = 0): Found {
    if (at.value < 0 || depth > DEEPEST || nesting > MOST_NESTED) return NOTHING
    if (nesting === 0) fuel = BUDGET
    if (fuel-- <= 0) return NOTHING
    nesting++
    const found = step(at, depth)
    nesting--
    return found
  }

  function step(at: Bound, depth: number): Found {
    const { file, value, env } = at
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const next = (to: Value): Found => of({ file, value: to, env }, depth + 1)
    switch (op[value]) {
      case Op.Load:
        return next(a[value])
      case Op.Bind:
        return b[value] < 0 ? NOTHING : next(b[value])
      case Op.TypeAlias:
        return next(b[value])
      case Op.Conditional: {
        const [then, otherwise] = listOf(summary, b[value])
        const holds = truth({ file, value: a[value], env })
        return holds === null ? all([next(then), next(otherwise)]) : next(holds ? then : otherwise)
      }
      case Op.Phi:
        return all(Array.from(listOf(summary, b[value]), next))
      case Op.Bool:
        return all([next(a[value]), next(b[value])])
      case Op.Param:
      case Op.Iterate: {
        const stands = env.get(keyOf(at))
        if (stands !== undefined) return of(stands, depth + 1)
        const fallback = op[value] === Op.Param ? listOf(summary, b[value])[1] : -1
        return fallback >= 0 ? { ...next(fallback), complete: false } : { places: [at], complete: false }
      }
      case Op.Unpack:
        return through(next(a[value]), (source) => itemAt(source, b[value], depth))
      case Op.Index:
        return indexed(at, depth)
      case Op.Free:
        return free(at, depth)
      case Op.ImportFrom: {
        const module = evaluation.moduleOf(file, textOf(summary, a[value]))
        if (module === null) return { places: [at], complete: true }
        const name = textOf(summary, b[value])
        const found = binding(module, name, depth + 1)
        return found.places.length > 0 ? found : { places: [at], complete: false }
      }
      case Op.Attr:
        return attribute(at, depth)
      case Op.Call:
        return called(at, depth)
      case Op.Await:
        return next(a[value])
      default:
        return { places: [at], complete: true }
    }
  }

  function all(parts: readonly Found[]): Found {
    // Nearly everything has one definition, and one place behind it.
    if (parts.length === 1) return parts[0]
    const seen = new Map<string, Bound>()
    for (const place of parts.flatMap(({ places }) => places)) if (!seen.has(keyOf(place))) seen.set(keyOf(place), place)
    return { places: [...seen.values()], complete: parts.every(({ complete }) => complete) }
  }

  function through(found: Found, step: (place: Bound) => Found): Found {
    const reached = all(found.places.map(step))
    return { places: reached.places, complete: reached.complete && found.complete }
  }

  function itemAt(source: Bound, position: number, depth: number): Found {
    const { summary } = evaluation.file(source.file)
    const { op, a, b } = summary.values
    const go = (to: Value): Found => of({ ...source, value: to }, depth + 1)
    if (op[source.value] === Op.Pair) return go(position === 0 ? a[source.value] : b[source.value])
    if (op[source.value] !== Op.Tuple && op[source.value] !== Op.List) return NOTHING
    const item = [...listOf(summary, b[source.value])].at(position)
    return item === undefined ? NOTHING : go(item)
  }

  function indexed(at: Bound, depth: number): Found {
    const { summary } = evaluation.file(at.file)
    const { a, b } = summary.values
    const key = evaluation.constantOf(at.file, b[at.value])
    if (key?.is !== 'number' && key?.is !== 'text') return { places: [at], complete: true }
    return through(of({ ...at, value: a[at.value] }, depth + 1), (source) => {
      if (key.is === 'number') return itemAt(source, key.value, depth)
      const held = evaluation.file(source.file).summary
      if (held.values.op[source.value] !== Op.Dict) return NOTHING
      const pair = [...listOf(held, held.values.b[source.value])].find(
        (row) => held.values.op[row] === Op.Pair && text({ ...source, value: held.values.a[row] }, depth + 1) === key.value,
      )
      return pair === undefined ? NOTHING : of({ ...source, value: held.values.b[pair] }, depth + 1)
    })
  }

  function free(at: Bound, depth: number): Found {
    const { summary } = evaluation.file(at.file)
    const { parent } = summary.scopes
    const { a, b } = summary.values
    for (let scope = b[at.value]; scope >= 0; scope = parent[scope]) {
      if (scope !== b[at.value] && scopeKind(summary, scope) === ScopeKind.Class) continue
      const binds = bindingsNamed(summary, scope, a[at.value])
      if (binds.length > 0) return all(binds.map((bind) => of({ ...at, value: bind }, depth + 1)))
    }
    const star = throughStars(at.file, textOf(summary, a[at.value]), depth)
    return star.places.length > 0 ? star : { places: [at], complete: true }
  }

  function binding(file: FileId, name: string, depth = 0): Found {
    if (depth > DEEPEST) return NOTHING
    const binds = bindingsOfModule(file).get(name) ?? []
    if (binds.length > 0) return all(binds.map((bind) => of({ file, value: bind, env: NO_ENV }, depth + 1)))
    return throughStars(file, name, depth)
  }

  function bindingsOfModule(file: FileId): ReadonlyMap<string, readonly Value[]> {
    let known = modules.get(file)
    if (known === undefined) {
      const { summary } = evaluation.file(file)
      const { scopes, strings } = summary
      const made = new Map<string, readonly Value[]>()
      for (let row = scopes.bindingStart[0]; row < scopes.bindingStart[1]; row++) {
        const name = scopes.bindingName[row]
        if (name >= 0 && !made.has(strings[name])) made.set(strings[name], [...listOf(summary, scopes.bindingValues[row])])
      }
      modules.set(file, (known = made))
    }
    return known
  }

  function throughStars(file: FileId, name: string, depth: number): Found {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    for (const star of bindingsNamed(summary, 0, -1).toReversed()) {
      if (op[star] !== Op.ImportStar) continue
      const module = evaluation.moduleOf(file, textOf(summary, a[star]))
      const found = module === null || module === file ? NOTHING : binding(module, name, depth + 1)
      if (found.places.length > 0) return found
    }
    return NOTHING
  }

  function attribute(at: Bound, depth: number): Found {
    const { summary } = evaluation.file(at.file)
    const { a, b } = summary.values
    const name = textOf(summary, b[at.value])
    const type = evaluation.typeOf(at.file, a[at.value])
    if (type.is === 'module') {
      if (evaluation.file(type.module).origin === 'library') return { places: [at], complete: true }
      const found = binding(type.module, name, depth + 1)
      return found.places.length > 0 ? found : { places: [at], complete: false }
    }
    if (type.is !== 'class' && type.is !== 'instance') return { places: [at], complete: true }
    const getter = evaluation.propertyOf(type, name)
    if (getter !== null && parts.isProject(getter)) return returnedBy(at, getter, NO_ENV, depth)
    for (const ancestor of evaluation.mro(type.of)) {
      const { file, scope } = evaluation.class(ancestor)
      if (evaluation.file(file).origin === 'library') continue
      const own = definitions.attributesOf(ancestor).get(name)
      if (own !== undefined && own.value >= 0) return of({ file, value: own.value, env: NO_ENV }, depth + 1)
      const { regions, scopes } = evaluation.file(file).summary
      const stores = origins.stores(file, regions.first[scopes.region[scope]], name)
      if (stores.length > 0) return all(stores.map((place) => of({ ...place, env: at.env }, depth + 1)))
    }
    return { places: [at], complete: true }
  }

  /** What a project function returns; a construction and a library's call are ends. */
  function called(at: Bound, depth: number): Found {
    const { summary } = evaluation.file(at.file)
    const { a } = summary.values
    if (nameOf(summary, a[at.value]) === 'getattr') {
      const found = loaded(at, depth)
      if (found !== null) return found
    }
    const { targets } = evaluation.calleeOf(at.file, at.value)
    if (targets.length !== 1 || targets[0].is !== 'function') return { places: [at], complete: true }
    const id = targets[0].function
    if (!parts.isProject(id) || evaluation.function(id).generator) return { places: [at], complete: true }
    return returnedBy(at, id, bind(at, id, boundParameters(evaluation, targets[0])), depth)
  }

  function returnedBy(at: Bound, id: FunctionId, env: Env, depth: number): Found {
    const info = evaluation.function(id)
    const source = evaluation.file(info.file)
    const exits = [...listOf(source.summary, source.summary.scopes.exits[info.scope])]
    const returned = exits.map((exit) => (source.summary.values.op[exit] === Op.Return ? source.summary.values.a[exit] : exit))
    const values = returned.filter((value, index) => value >= 0 && isReached({ file: info.file, value: exits[index], env }) !== false)
    if (values.length === 0) return { places: [at], complete: true }
    return all(values.map((value) => of({ file: info.file, value, env }, depth + 1)))
  }

  /** Whether a test holds under the bindings; null where that is not known. */
  function truth(at: Bound): boolean | null {
    const { summary } = evaluation.file(at.file)
    const { op, a, aux } = summary.values
    if (op[at.value] === Op.Unary && aux[at.value] === UnaryOp.Not) {
      const inner = truth({ ...at, value: a[at.value] })
      return inner === null ? null : !inner
    }
    const { places, complete } = of(at)
    if (places.length !== 1 || !complete) return null
    const constant = evaluation.constantOf(places[0].file, places[0].value)
    return constant?.is === 'bool' ? constant.value : constant?.is === 'none' ? false : null
  }

  /** Whether control comes here, as far as its tests are known; null if that depends. */
  function isReached(at: Bound): boolean | null {
    let certain = true
    for (const { test, holds } of evaluation.guards(at.file, at.value)) {
      const known = truth({ ...at, value: test })
      if (known === null) certain = false
      else if (known !== holds) return false
    }
    return certain ? true : null
  }

  /** `getattr(importlib.import_module("x.y"), "router")`. */
  function loaded(at: Bound, depth: number): Found | null {
    const { summary } = evaluation.file(at.file)
    const name = argumentAt(summary, at.value, 1)
    if (name < 0) return null
    const attr = text({ ...at, value: name }, depth + 1)
    if (attr.includes('…')) return NOTHING
    const object = of({ ...at, value: argumentAt(summary, at.value, 0) }, depth + 1)
    return through(object, (place) => {
      const held = evaluation.file(place.file).summary
      if (held.values.op[place.value] !== Op.Call || !/^import_module$/.test(nameOf(held, held.values.a[place.value]))) return NOTHING
      const module = evaluation.moduleOf(place.file, text({ ...place, value: argumentAt(held, place.value, 0) }, depth + 1))
      return module === null ? NOTHING : binding(module, attr, depth + 1)
    })
  }

  function text(at: Bound, depth = 0): string {
    if (at.value < 0 || depth > DEEPEST) return '…'
    const constant = evaluation.constantOf(at.file, at.value)
    if (constant?.is === 'text') return constant.value
    const found = of(at, depth + 1)
    if (found.places.length !== 1) return '…'
    const [place] = found.places
    const { summary } = evaluation.file(place.file)
    const { op, a, b, aux } = summary.values
    if (op[place.value] === Op.Format)
      return [...listOf(summary, b[place.value])].map((part) => text({ ...place, value: part }, depth + 1)).join('')
    if (op[place.value] === Op.Binary && aux[place.value] === BinaryOp.Add)
      return text({ ...place, value: a[place.value] }, depth + 1) + text({ ...place, value: b[place.value] }, depth + 1)
    const folded = evaluation.constantOf(place.file, place.value)
    if (folded?.is === 'template') return folded.parts.map((part) => part ?? '…').join('')
    return folded?.is === 'text' ? folded.value : '…'
  }

  const { items } = createItems(evaluation, (at) => of(at), isReached)
  const { argument, bind } = createPassing(
    evaluation,
    (at) => of(at),
    (at) => text(at),
  )
  return {
    isReached,
    of: (at) => of(at),
    text: (at) => text(at),
    items: (at) => items(at),
    argument: (c, n, p) => argument(c, n, p),
    bind,
    binding: (f, n) => binding(f, n),
  }
}

/** Definitions of a name in a scope, by its Str; the star imports by -1. */
function bindingsNamed(summary: FileSummary, scope: number, name: Str): readonly Value[] {
  const { bindingStart, bindingName, bindingValues } = summary.scopes
  for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++)
    if (bindingName[row] === name) return [...listOf(summary, bindingValues[row])]
  return []
}
