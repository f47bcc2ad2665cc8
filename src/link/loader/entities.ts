/**
 * The entity domain: from which statement an object came, with which options, through names, containers, calls and returns.
 *
 * One engine computes it on demand. What is not understood is unknown; of several ways to one value, what they disagree about is
 * contested.
 */
import type { Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { BindFlag, Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Engine, Space } from '../../evaluate/engine.ts'
import { createEngine } from '../../evaluate/engine.ts'
import type { Parts } from '../draft.ts'
import { functionOf, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { createBirths, firstOf } from './births.ts'
import type { Callers } from './callers.ts'
import type { Entity, Flow, Flows, Statement } from './flow.ts'
import { BOTTOM, createFlows, GENERIC, UNKNOWN } from './flow.ts'
import { PLAIN } from './options.ts'
import type { QuerySites } from './query-sites.ts'
import { entityBehind, relationshipOf } from './state.ts'
import { specialised } from './specialise.ts'
import { createStatements } from './statements.ts'

export interface Entities {
  of(file: FileId, value: Value): Flow
}

const BUDGET = 20_000
/** Methods of results and lists that give the same elements again. */
const SAME = new Set(['all', 'unique', 'fetchall', 'fetchmany', 'yield_per', 'copy', 'tuples', 'columns'])
const ONE = new Set(['first', 'one', 'one_or_none', 'fetchone', 'pop', 'popleft'])
const SCALAR = new Set(['scalar', 'scalar_one', 'scalar_one_or_none'])
const SAME_ELEMENTS = /^(builtins\.(list|sorted|reversed|tuple|set|frozenset|iter)|itertools\.(islice|chain)|collections\.deque)$/
const ONE_ELEMENT = /^builtins\.(next|max|min)$/
const NOT_KNOWN: Flow = { is: 'unknown' }
const NOTHING: Flow = { is: 'nothing' }

export function createEntities(
  parts: Pick<Parts, 'evaluation' | 'effects' | 'origins' | 'decorations'>,
  schema: Schema,
  sites: QuerySites,
  callers: Callers,
): Entities {
  const { evaluation, effects, origins } = parts
  const flows: Flows = createFlows()
  const engine: Engine = createEngine(BOTTOM, UNKNOWN, BUDGET)
  const spaces: Space[] = []
  const statements = createStatements({ evaluation, effects }, schema)
  const ask = (file: FileId, value: Value): Flow => flows.of(number(file, value))
  const births = createBirths(evaluation, statements, ask)

  function spaceOf(file: FileId): Space {
    return (spaces[file] ??= {
      memo: new Int32Array(0),
      size: evaluation.file(file).summary.values.count,
      compute: (at) => flows.intern(transfer(file, at)),
    })
  }

  function number(file: FileId, value: Value): number {
    return value < 0 ? UNKNOWN : engine.ask(spaceOf(file), value)
  }

  function joined(file: FileId, values: Iterable<Value>): Flow {
    let out = BOTTOM
    for (const value of values) if (value >= 0) out = flows.join(out, number(file, value))
    return flows.of(out)
  }

  function transfer(file: FileId, value: Value): Flow {
    const { summary } = evaluation.file(file)
    const { op, a, b, aux } = summary.values
    switch (op[value]) {
      case Op.Const:
        return a[value] === 0 ? NOTHING : NOT_KNOWN
      case Op.Load:
        return ask(file, a[value])
      case Op.Await:
      case Op.Star:
        return ask(file, a[value])
      case Op.Keyword:
        return ask(file, b[value])
      case Op.Bind:
        return boundTo(file, value)
      case Op.Phi:
        return joined(file, listOf(summary, b[value]))
      case Op.Conditional:
        return joined(file, listOf(summary, b[value]))
      case Op.Bool:
        return joined(file, [a[value], b[value]])
      case Op.Free:
        return free(file, value)
      case Op.Param:
        return parameter(file, value)
      case Op.Tuple:
      case Op.List:
      case Op.Set:
        return display(file, value)
      case Op.Comprehension:
        return aux[value] === 2 ? { is: 'mapping', of: ask(file, b[a[value]]) } : many(ask(file, a[value]))
      case Op.Iterate:
        return elementOf(ask(file, a[value]))
      case Op.Unpack:
        return itemOf(ask(file, a[value]), b[value])
      case Op.Index:
        return subscript(file, value)
      case Op.Attr:
        return attribute(file, value)
      case Op.Enter:
        return ask(file, a[value])
      case Op.Call:
        return call(file, value)
      default:
        return NOT_KNOWN
    }
  }

  function boundTo(file: FileId, bind: Value): Flow {
    const { summary } = evaluation.file(file)
    const { b, aux } = summary.values
    if (b[bind] < 0 || (aux[bind] & BindFlag.Outer) !== 0) return NOT_KNOWN
    const flow = ask(file, b[bind])
    return flow.is === 'nothing' ? filled(file, bind, flow) : flow
  }

  /** An empty list takes what is appended to it. */
  function filled(file: FileId, bind: Value, empty: Flow): Flow {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let out = flows.intern(empty)
    for (const load of evaluation.users(file, bind)) {
      for (const user of op[load] === Op.Load ? evaluation.users(file, load) : []) {
        if (op[user] === Op.SetItem && a[user] === load) {
          const [stored] = listOf(summary, b[user])
          out = flows.join(out, flows.intern({ is: 'mapping', of: ask(file, stored) }))
        }
        if (op[user] !== Op.Attr) continue
        const name = nameOf(summary, user)
        if (name !== 'append' && name !== 'add' && name !== 'extend' && name !== 'insert') continue
        for (const made of evaluation.users(file, user)) {
          if (op[made] !== Op.Call || a[made] !== user) continue
          const given = argumentAt(summary, made, name === 'insert' ? 1 : 0)
          const flow = given < 0 ? NOT_KNOWN : ask(file, given)
          out = flows.join(out, flows.intern(name === 'extend' ? flow : many(flow)))
        }
      }
    }
    return flows.of(out)
  }

  function many(of: Flow): Flow {
    return of.is === 'unknown' ? NOT_KNOWN : { is: 'many', of }
  }

  function display(file: FileId, value: Value): Flow {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const items = [...listOf(summary, b[value])]
    if (items.length === 0) return NOTHING
    const found = items.map((item) => ask(file, item))
    if (found.some((flow) => flow.is === 'option')) return statements.optionsOf(file, items, ask)
    if (op[value] === Op.Tuple && items.every((item) => op[item] !== Op.Star)) return { is: 'tuple', items: found }
    if (items.some((item) => op[item] === Op.Star)) return NOT_KNOWN
    return many(joined(file, items))
  }

  function elementOf(flow: Flow): Flow {
    switch (flow.is) {
      case 'many':
      case 'rows':
        return flow.of
      case 'statement':
        return flow.legacy ? births.rowOf(flow) : NOT_KNOWN
      case 'bottom':
      case 'nothing':
        return flow
      case 'tuple':
        return flow.items.length === 0 ? NOTHING : joinAll(flow.items)
      default:
        return NOT_KNOWN
    }
  }

  function joinAll(items: readonly Flow[]): Flow {
    return flows.of(items.map((item) => flows.intern(item)).reduce((x, y) => flows.join(x, y), BOTTOM))
  }

  function itemOf(flow: Flow, position: number): Flow {
    if (flow.is === 'tuple') return flow.items.at(position) ?? NOT_KNOWN
    return elementOf(flow)
  }

  function subscript(file: FileId, value: Value): Flow {
    const { op, a, b } = evaluation.file(file).summary.values
    const object = ask(file, a[value])
    if (object.is === 'mapping') return object.of
    if (op[b[value]] === Op.Slice) return object.is === 'many' ? object : NOT_KNOWN
    if (object.is === 'tuple') {
      const position = evaluation.constantOf(file, b[value])
      return position?.is === 'number' ? itemOf(object, position.value) : NOT_KNOWN
    }
    return object.is === 'many' || object.is === 'rows' ? object.of : NOT_KNOWN
  }

  function attribute(file: FileId, value: Value): Flow {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const name = nameOf(summary, value)
    const object = ask(file, a[value])
    switch (object.is) {
      case 'entity':
        if (name === 'awaitable_attrs') return { is: 'awaitable', of: object }
        return related(object, name)
      case 'awaitable':
        return related(object.of, name)
      case 'tuple': {
        const found = object.items.find((item) => item.is === 'entity' && item.of !== GENERIC && evaluation.class(item.of).name === name)
        return found ?? NOT_KNOWN
      }
      default: {
        if (op[a[value]] !== Op.Load) return NOT_KNOWN
        const stores = origins.stores(file, value, name)
        const isReceiver = origins.of(file, value).some((origin) => origin !== value)
        if (stores.length === 0 || !isReceiver) return NOT_KNOWN
        return joined(
          file,
          stores.map((place) => place.value),
        )
      }
    }
  }

  function related(entity: Entity, name: string): Flow {
    const relationship = entity.of === GENERIC ? null : relationshipOf(schema.modelOf(entity.of), name)
    if (relationship === null) return NOT_KNOWN
    const target = entityBehind(entity, relationship, schema)
    if (target === null || relationship.strategy === 'dynamic' || relationship.strategy === 'write_only') return NOT_KNOWN
    return relationship.collection ? { is: 'many', of: target } : target
  }

  function free(file: FileId, value: Value): Flow {
    const found = origins.of(file, value).filter((origin) => origin !== value)
    return found.length === 0 ? NOT_KNOWN : joined(file, found)
  }

  /** What every known call gives; unknown if some call is not known. */
  function parameter(file: FileId, value: Value): Flow {
    const { summary } = evaluation.file(file)
    const id = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
    if (id < 0) return NOT_KNOWN
    const position = parametersOf(evaluation, id).indexOf(value)
    if (position < 0 || (position === 0 && evaluation.function(id).owner !== null)) return NOT_KNOWN
    const kind = listOf(summary, summary.values.b[value])[3]
    if (kind === 2 || kind === 4) return NOT_KNOWN
    const found = callers.of(id)
    if (found === null) return NOT_KNOWN
    let out = BOTTOM
    for (const site of found) {
      const given = callers.given(site, id, position)
      if (given === null) return NOT_KNOWN
      out = flows.join(out, number(given.file, given.value))
    }
    return flows.of(out)
  }

  function call(file: FileId, value: Value): Flow {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const callee = a[value]
    if (op[callee] === Op.Attr) {
      const found = method(file, value, a[callee], nameOf(summary, callee))
      if (found !== null) return found
    }
    const made = statements.called(file, value)
    if (made !== null) return made
    for (const target of evaluation.calleeOf(file, value).targets) {
      if (target.is === 'construct' && schema.modelOf(target.class) !== null) return fresh(target.class)
      if (target.is === 'construct' || target.is === 'function') {
        const library = libraryCall(
          file,
          value,
          target.is === 'construct' ? evaluation.class(target.class).qualifiedName : nameOfFunction(target.function),
        )
        if (library !== null) return library
      }
    }
    return returned(file, value)
  }

  function nameOfFunction(id: FunctionId): string {
    return evaluation.function(id).qualifiedName
  }

  function fresh(of: ClassId): Entity {
    return { is: 'entity', of, root: of, loading: PLAIN, query: null, session: null, path: [], inverse: null }
  }

  function libraryCall(file: FileId, call_: Value, name: string): Flow | null {
    const { summary } = evaluation.file(file)
    const first = argumentAt(summary, call_, 0)
    if (SAME_ELEMENTS.test(name)) {
      if (first < 0) return NOTHING
      if (name === 'itertools.chain') return joined(file, listOf(summary, summary.values.b[call_]))
      const flow = ask(file, first)
      if (flow.is === 'many' || flow.is === 'nothing') return flow
      return many(elementOf(flow))
    }
    if (name === 'builtins.dict') return first < 0 ? NOTHING : NOT_KNOWN
    if (ONE_ELEMENT.test(name)) return first < 0 ? NOT_KNOWN : elementOf(ask(file, first))
    if (name === 'builtins.filter') return first < 0 ? NOT_KNOWN : many(elementOf(ask(file, argumentAt(summary, call_, 1))))
    if (name === 'builtins.enumerate') return many({ is: 'tuple', items: [NOT_KNOWN, elementOf(ask(file, first))] })
    if (name === 'builtins.zip')
      return many({ is: 'tuple', items: Array.from(listOf(summary, summary.values.b[call_]), (item) => elementOf(ask(file, item))) })
    if (name === 'typing.cast') return ask(file, argumentAt(summary, call_, 1))
    return null
  }

  /** A method of a session, statement, option, result or container; null where the receiver is none of these. */
  function method(file: FileId, value: Value, receiver: Value, name: string): Flow | null {
    const flow = ask(file, receiver)
    switch (flow.is) {
      case 'statement':
        return ofStatement(file, value, name, flow)
      case 'option':
        return statements.onOption(file, value, name, flow, ask)
      case 'rows':
        if (name === 'scalars') return many(firstOf(flow.of))
        if (SCALAR.has(name)) return firstOf(flow.of)
        return containerMethod(flow, name)
      case 'many':
        return containerMethod(flow, name)
      case 'mapping':
        if (name === 'get' || name === 'pop' || name === 'setdefault') return flow.of
        if (name === 'values') return many(flow.of)
        return name === 'items' ? many({ is: 'tuple', items: [NOT_KNOWN, flow.of] }) : NOT_KNOWN
      default:
        return sites.isSession(file, receiver) ? births.ofSession(file, value, receiver, name) : null
    }
  }

  function containerMethod(flow: Flow & { readonly is: 'many' | 'rows' }, name: string): Flow {
    if (SAME.has(name)) return flow
    if (ONE.has(name)) return flow.of
    return name === 'partitions' ? many({ is: 'many', of: flow.of }) : NOT_KNOWN
  }

  function ofStatement(file: FileId, value: Value, name: string, statement: Statement): Flow {
    const kept = statements.onStatement(file, value, name, statement, ask)
    if (kept !== null) return kept
    if (!statement.legacy) return NOT_KNOWN
    if (name === 'all') return many(births.rowOf(statement))
    if (ONE.has(name) || name === 'get') return births.rowOf(statement)
    return name === 'scalar' && statement.entities.length === 1 ? births.rowOf(statement) : NOT_KNOWN
  }

  /** What a project function returns or yields, a generic class filled in from the type of the call. */
  function returned(file: FileId, value: Value): Flow {
    const { targets } = evaluation.calleeOf(file, value)
    let out = BOTTOM
    if (targets.length === 0) return NOT_KNOWN
    for (const target of targets) {
      const id = functionOf(target)
      if (id === null || target.is === 'construct' || evaluation.file(evaluation.function(id).file).origin !== 'project') return NOT_KNOWN
      out = flows.join(out, flows.intern(resultOf(id)))
    }
    return specialised(schema, flows.of(out), evaluation.typeOf(file, value))
  }

  function resultOf(id: FunctionId): Flow {
    const { file, scope, generator } = evaluation.function(id)
    const decoration = parts.decorations.of(id)
    if (!decoration.known || decoration.wrappers.length > 0) return NOT_KNOWN
    const { summary } = evaluation.file(file)
    const { a } = summary.values
    if (generator) {
      const yielded = joined(
        file,
        Array.from(listOf(summary, summary.scopes.yields[scope]), (at) => a[at]),
      )
      return decoration.context ? yielded : many(yielded)
    }
    const exits = listOf(summary, summary.scopes.exits[scope])
    if (exits.length === 0) return NOT_KNOWN
    return joined(
      file,
      Array.from(exits, (at) => (summary.values.op[at] === Op.Return ? a[at] : at)),
    )
  }

  return { of: ask }
}
