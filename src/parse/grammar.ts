import type { Language } from 'web-tree-sitter'
import type { Grammar } from '../model/syntax.ts'

/** The names behind the numbers of a language, as plain data. */
export function grammarOf(language: Language): Grammar {
  const count = language.nodeTypeCount
  const kindNames: string[] = []
  const named = new Uint8Array(count)
  const byName = new Map<string, number[]>()
  const byText = new Map<string, number[]>()
  for (let kind = 0; kind < count; kind++) {
    const visible = language.nodeTypeIsVisible(kind)
    const name = (visible ? language.nodeTypeForId(kind) : null) ?? ''
    kindNames.push(name)
    if (name === '') continue
    named[kind] = language.nodeTypeIsNamed(kind) ? 1 : 0
    const index = named[kind] === 1 ? byName : byText
    const known = index.get(name)
    if (known === undefined) index.set(name, [kind])
    else known.push(kind)
  }
  const fieldNames = Array.from({ length: language.fieldCount + 1 }, (_, id) => (id === 0 ? null : language.fieldNameForId(id)))

  return {
    kindNames,
    named,
    fieldNames,
    kinds: (name) => lookUp(byName, name),
    tokens: (text) => lookUp(byText, text),
    field: (name) => {
      const id = fieldNames.indexOf(name)
      if (id <= 0) throw new Error(`the Python grammar has no field "${name}"`)
      return id
    },
  }
}

function lookUp(index: ReadonlyMap<string, readonly number[]>, name: string): readonly number[] {
  const found = index.get(name)
  if (found === undefined) throw new Error(`the Python grammar has no node "${name}"`)
  return found
}

/** Supertype name to the names of its direct members (kinds and further supertypes). */
export function supertypesOf(language: Language): ReadonlyMap<string, readonly string[]> {
  const nameOf = (kind: number): string => language.nodeTypeForId(kind) ?? ''
  return new Map(language.supertypes.map((kind) => [nameOf(kind), language.subtypes(kind).map(nameOf)]))
}
