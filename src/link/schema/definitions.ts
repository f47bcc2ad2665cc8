/** Where what a name stands for is written: through assignments, imports, and attributes of modules and classes. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Scope, Value } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { Origins } from '../origins.ts'
import { listOf, textOf } from '../read.ts'

/** An attribute that a class body gives a value, an annotation, or both. */
export interface Attribute {
  readonly name: string
  readonly file: FileId
  /** The statement; an annotation alone makes one too. */
  readonly bind: Value
  /** -1: an annotation alone. */
  readonly value: Value
  /** -1: none. */
  readonly annotation: Value
}

export interface Definitions {
  /** The expression behind a value; null where none or more than one can be. */
  of(place: Place): Place | null
  /** What a class's own body binds, in source order. */
  attributesOf(id: ClassId): ReadonlyMap<string, Attribute>
  /** The first class in the resolution order, from an index on, that binds a name. */
  attribute(id: ClassId, name: string): Attribute | null
}

const DEEPEST = 12

export function createDefinitions(evaluation: Evaluation, origins: Origins): Definitions {
  const attributes = new Map<ClassId, ReadonlyMap<string, Attribute>>()
  const annotations = new Map<FileId, ReadonlyMap<Value, Value>>()

  function of(place: Place, depth = 0): Place | null {
    if (place.value < 0 || depth > DEEPEST) return null
    const found: Place[] = []
    for (const origin of origins.of(place.file, place.value)) {
      const behind = throughModule({ file: place.file, value: origin }, depth)
      if (behind === null) return null
      found.push(behind)
    }
    return found.length === 1 ? found[0] : null
  }

  function throughModule(place: Place, depth: number): Place | null {
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    if (op[place.value] === Op.ImportFrom) {
      const module = evaluation.moduleOf(place.file, textOf(summary, a[place.value]))
      return module === null ? place : inModule(module, textOf(summary, b[place.value]), depth)
    }
    if (op[place.value] !== Op.Attr) return place
    const name = textOf(summary, b[place.value])
    const type = evaluation.typeOf(place.file, a[place.value])
    if (type.is === 'module') return evaluation.file(type.module).origin === 'library' ? place : inModule(type.module, name, depth)
    if (type.is !== 'class') return place
    const found = attribute(type.of, name)
    return found === null || found.value < 0 ? place : of({ file: found.file, value: found.value }, depth + 1)
  }

  function inModule(file: FileId, name: string, depth: number): Place | null {
    const binds = bindingsIn(file, 0).get(name)
    return binds === undefined ? null : of({ file, value: binds[binds.length - 1] }, depth + 1)
  }

  function bindingsIn(file: FileId, scope: Scope): ReadonlyMap<string, Int32Array> {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    const found = new Map<string, Int32Array>()
    for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
      if (bindingName[row] >= 0) found.set(summary.strings[bindingName[row]], listOf(summary, bindingValues[row]))
    }
    return found
  }

  function annotationsOf(file: FileId): ReadonlyMap<Value, Value> {
    let known = annotations.get(file)
    if (known === undefined) {
      const pairs = evaluation.file(file).summary.annotations
      const map = new Map<Value, Value>()
      for (let at = 0; at + 1 < pairs.length; at += 2) map.set(pairs[at], pairs[at + 1])
      annotations.set(file, (known = map))
    }
    return known
  }

  function attributesOf(id: ClassId): ReadonlyMap<string, Attribute> {
    const known = attributes.get(id)
    if (known !== undefined) return known
    const { file, scope } = evaluation.class(id)
    const { op, b } = evaluation.file(file).summary.values
    const annotated = annotationsOf(file)
    const found = new Map<string, Attribute>()
    for (const [name, binds] of bindingsIn(file, scope)) {
      const plain = [...binds].filter((bind) => op[bind] === Op.Bind)
      const bind = plain.findLast((each) => b[each] >= 0) ?? plain.at(-1)
      if (bind === undefined) continue
      const annotation = plain.map((each) => annotated.get(each) ?? -1).findLast((each) => each >= 0) ?? -1
      found.set(name, { name, file, bind, value: b[bind], annotation })
    }
    attributes.set(id, found)
    return found
  }

  function attribute(id: ClassId, name: string): Attribute | null {
    for (const ancestor of evaluation.mro(id)) {
      const found = evaluation.file(evaluation.class(ancestor).file).origin === 'project' ? attributesOf(ancestor).get(name) : undefined
      if (found !== undefined) return found
    }
    return null
  }

  return { of: (place) => of(place), attributesOf, attribute }
}
