/** Containers that outlive a request: made once per process, and where each is used. */
import type { ProcessStateFact } from '../../model/state.ts'
import type { Scope, Value } from '../../model/summary.ts'
import { BindFlag, BindKind, Op, ScopeKind } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, listOf, nameOf, scopeKind, textOf } from '../read.ts'

export interface Container {
  readonly file: FileId
  /** Bind or SetAttr. */
  readonly at: Value
  /** The expression that makes it. */
  readonly made: Value
  readonly name: string
  readonly kind: ProcessStateFact['container'] | 'queue'
  readonly bounded: boolean
  /** Reads of it: names and attributes, in any file. */
  readonly reads: readonly { readonly file: FileId; readonly value: Value }[]
}

const MAKERS: Readonly<Record<string, ProcessStateFact['container']>> = {
  dict: 'dict',
  defaultdict: 'dict',
  OrderedDict: 'dict',
  TTLCache: 'dict',
  list: 'list',
  deque: 'list',
  set: 'set',
}

const BOUNDED = /^(TTL|LRU|LFU|FIFO)Cache$/

/** In the order of the files, then of their places; those made by calls of the names given, or else lists, dictionaries and sets. */
export function containersOf(
  parts: Parts,
  isInside: (file: FileId) => boolean,
  queues: readonly string[] | null = null,
): readonly Container[] {
  const { evaluation, origins } = parts
  const files = evaluation.files.filter(({ id, origin }) => origin === 'project' && isInside(id))
  const imports = importsOf()
  const singletons = singletonClasses()
  return files.flatMap(({ id }) => [...ofModule(id), ...ofObjects(id)].toSorted((x, y) => x.at - y.at))

  function ofModule(file: FileId): readonly Container[] {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    const found: Container[] = []
    for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
      const name = textOf(summary, bindingName[row])
      const binds = listOf(summary, bindingValues[row])
      const kind = binds.length === 1 ? kindOfBind(file, binds[0]) : null
      if (kind === null || name.startsWith('__')) continue
      found.push({
        file,
        at: binds[0],
        made: evaluation.file(file).summary.values.b[binds[0]],
        name,
        kind,
        bounded: isBounded(file, summary.values.b[binds[0]]),
        reads: [...readsIn(file, binds[0], name), ...(imports.get(`${file}:${name}`) ?? [])],
      })
    }
    return found
  }

  function isBounded(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] !== Op.Call) return false
    return BOUNDED.test(nameOf(summary, a[value])) || argumentAt(summary, value, 'maxlen') >= 0
  }

  function kindOfBind(file: FileId, bind: Value): Container['kind'] | null {
    const { summary } = evaluation.file(file)
    const { op, aux, b } = summary.values
    if (op[bind] !== Op.Bind || (aux[bind] & BindFlag.Kind) !== BindKind.Assign || (aux[bind] & BindFlag.Outer) !== 0) return null
    return kindOf(file, b[bind])
  }

  function kindOf(file: FileId, value: Value): Container['kind'] | null {
    if (value < 0) return null
    if (queues !== null) return isQueue(file, value, queues) ? 'queue' : null
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    switch (op[value]) {
      // Written out with elements it is a table of constants, more often than not.
      case Op.Dict:
        return listOf(summary, b[value]).length === 0 ? 'dict' : null
      case Op.List:
        return listOf(summary, b[value]).length === 0 ? 'list' : null
      case Op.Call:
        return MAKERS[nameOf(summary, a[value])] ?? null
      default:
        return null
    }
  }

  function isQueue(file: FileId, value: Value, names: readonly string[]): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return op[value] === Op.Call && names.includes(nameOf(summary, a[value]))
  }

  /** `self.connections = []` in a class of which a module makes one object. */
  function ofObjects(file: FileId): readonly Container[] {
    const { summary } = evaluation.file(file)
    const { op, b, count } = summary.values
    const found = new Map<string, Container | null>()
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.SetAttr) continue
      const [stored, attribute] = listOf(summary, b[value])
      const owner = ownerOf(file, value)
      if (owner === null || !singletons.has(owner)) continue
      const name = textOf(summary, attribute)
      const key = `${owner}.${name}`
      const kind = kindOf(file, stored)
      // Assigned anew elsewhere, it is another object.
      if (found.has(key) || kind === null) found.set(key, null)
      else
        found.set(key, {
          file,
          at: value,
          made: stored,
          name: `${evaluation.class(owner).name}.${name}`,
          kind,
          bounded: isBounded(file, stored),
          reads: attributesOf(file, owner, name),
        })
    }
    return [...found.values()].filter((container) => container !== null)
  }

  /** Class whose method assigns to its own receiver. */
  function ownerOf(file: FileId, store: Value): ClassId | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const object = a[store]
    if (op[object] !== Op.Load || op[a[object]] !== Op.Param || a[a[object]] !== 0) return null
    return classAround(file, evaluation.scopeOf(file, store))
  }

  function classAround(file: FileId, scope: Scope): ClassId | null {
    const { summary } = evaluation.file(file)
    for (let at = scope; at > 0; at = summary.scopes.parent[at])
      if (scopeKind(summary, at) === ScopeKind.Class) return evaluation.classOfScope(file, at)
    return null
  }

  function attributesOf(file: FileId, owner: ClassId, name: string): Container['reads'] {
    const { summary } = evaluation.file(file)
    const { op, a, count } = summary.values
    const reads: { file: FileId; value: Value }[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Attr || nameOf(summary, value) !== name) continue
      const object = a[value]
      const isReceiver = op[object] === Op.Load && op[a[object]] === Op.Param && a[a[object]] === 0
      if (isReceiver && classAround(file, evaluation.scopeOf(file, value)) === owner) reads.push({ file, value })
    }
    return reads
  }

  function readsIn(file: FileId, bind: Value, name: string): Container['reads'] {
    const { summary } = evaluation.file(file)
    const { op, count } = summary.values
    const reads: { file: FileId; value: Value }[] = []
    for (let value = 0; value < count; value++)
      if (op[value] === Op.Free && nameOf(summary, value) === name && origins.bindings(file, value).includes(bind))
        reads.push({ file, value })
    return reads
  }

  /** Reads of imported names, by the module and name they come from. */
  function importsOf(): ReadonlyMap<string, Container['reads']> {
    const found = new Map<string, { file: FileId; value: Value }[]>()
    for (const { id: file, summary } of files) {
      const { op, a, b, count } = summary.values
      for (let value = 0; value < count; value++) {
        if (op[value] !== Op.ImportFrom) continue
        const home = evaluation.moduleOf(file, textOf(summary, a[value]))
        if (home === null) continue
        const reads = evaluation
          .users(file, value)
          .filter((user) => op[user] === Op.Bind)
          .flatMap((bind) => [
            ...evaluation.users(file, bind).map((read) => ({ file, value: read })),
            ...readsIn(file, bind, nameOf(summary, bind)),
          ])
        const key = `${home}:${textOf(summary, b[value])}`
        found.set(key, [...(found.get(key) ?? []), ...reads])
      }
    }
    return found
  }

  function singletonClasses(): ReadonlySet<ClassId> {
    const classes = new Set<ClassId>()
    for (const { id: file, summary } of files) {
      const { op, aux, b } = summary.values
      const { bindingStart, bindingValues } = summary.scopes
      for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
        for (const bind of listOf(summary, bindingValues[row])) {
          const isCall = op[bind] === Op.Bind && (aux[bind] & BindFlag.Kind) === BindKind.Assign && b[bind] >= 0 && op[b[bind]] === Op.Call
          const type = isCall ? evaluation.typeOf(file, b[bind]) : null
          if (type?.is === 'instance' && evaluation.file(evaluation.class(type.of).file).origin === 'project') classes.add(type.of)
        }
      }
    }
    return classes
  }
}
