/** Where a value was made: the calls (or other expressions) it can come from, through names, attributes and `with`. */
import type { Evaluation } from '../model/evaluation.ts'
import type { Place } from '../model/project.ts'
import type { Scope, Value } from '../model/summary.ts'
import { Op, ScopeKind } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { listOf, scopeKind, textOf } from './read.ts'

const MOST = 32

export interface Origins {
  /** Expressions a value can come from, in the same file; the value itself if it is not a read. */
  of(file: FileId, value: Value): readonly Value[]
  /** Bindings of a free name in the innermost scope around it that has any. */
  bindings(file: FileId, value: Value): readonly Value[]
  /** What is stored in `self.<name>` by the methods of the class around a value. */
  stores(file: FileId, value: Value, name: string): readonly Place[]
}

export function createOrigins(evaluation: Evaluation): Origins {
  /** Per file: class scope and attribute name to stored values. */
  const stored = new Map<FileId, Map<string, Value[]>>()

  function storesOfFile(file: FileId): Map<string, Value[]> {
    const known = stored.get(file)
    if (known !== undefined) return known
    const { summary } = evaluation.file(file)
    const { op, b, count } = summary.values
    const index = new Map<string, Value[]>()
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.SetAttr || !isOnReceiver(file, value)) continue
      const owner = classAround(file, evaluation.scopeOf(file, value))
      const [assigned, name] = listOf(summary, b[value])
      if (owner < 0 || assigned < 0) continue
      const key = `${owner}.${textOf(summary, name)}`
      const list = index.get(key)
      if (list === undefined) index.set(key, [assigned])
      else list.push(assigned)
    }
    stored.set(file, index)
    return index
  }

  /** True if an Attr or SetAttr row's object is the first parameter of the method it stands in. */
  function isOnReceiver(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const object = a[value]
    if (op[object] !== Op.Load) return false
    const parameter = a[object]
    return parameter >= 0 && op[parameter] === Op.Param && a[parameter] === 0
  }

  function classAround(file: FileId, scope: Scope): Scope {
    const { summary } = evaluation.file(file)
    for (let at = scope; at > 0; at = summary.scopes.parent[at]) if (scopeKind(summary, at) === ScopeKind.Class) return at
    return -1
  }

  function stores(file: FileId, value: Value, name: string): readonly Place[] {
    const owner = classAround(file, evaluation.scopeOf(file, value))
    if (owner < 0) return []
    return (storesOfFile(file).get(`${owner}.${name}`) ?? []).map((at) => ({ file, value: at }))
  }

  function of(file: FileId, value: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const found: Value[] = []
    const work: Value[] = [value]
    const seen = new Set<Value>()
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      if (at < 0 || seen.has(at) || seen.size >= MOST) continue
      seen.add(at)
      switch (op[at]) {
        case Op.Load:
          work.push(a[at])
          break
        case Op.Bind:
          work.push(b[at])
          break
        case Op.Enter:
        case Op.Await:
          work.push(a[at])
          break
        case Op.Phi:
        case Op.Conditional:
          work.push(...listOf(summary, b[at]))
          break
        case Op.Bool:
          work.push(a[at], b[at])
          break
        case Op.Free:
          for (const binding of bindingsOf(file, at)) work.push(binding)
          break
        case Op.Attr: {
          const places = isOnReceiver(file, at) ? stores(file, at, textOf(summary, b[at])) : []
          if (places.length === 0) found.push(at)
          for (const place of places) work.push(place.value)
          break
        }
        default:
          found.push(at)
      }
    }
    return found.toSorted((x, y) => x - y)
  }

  /** Bindings of a free name in the scopes around it, innermost scope that has any. */
  function bindingsOf(file: FileId, value: Value): readonly Value[] {
    const { summary } = evaluation.file(file)
    const { parent, bindingStart, bindingName, bindingValues } = summary.scopes
    const { a, b } = summary.values
    for (let scope = b[value]; scope >= 0; scope = parent[scope]) {
      if (scope !== b[value] && scopeKind(summary, scope) === ScopeKind.Class) continue
      for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
        if (bindingName[row] === a[value]) return [...listOf(summary, bindingValues[row])]
      }
    }
    return []
  }

  return { of, stores, bindings: bindingsOf }
}
