/** The tree-sitter engine itself, as the yardstick for what `parse/` does by other means. */
import { createRequire } from 'node:module'
import { Language, Parser, Query } from 'web-tree-sitter'
import type { Node, QueryMatch, Tree } from 'web-tree-sitter'
import { loadPythonParser } from '../../src/parse/python.ts'

export interface Engine {
  parse(text: string): Tree
  /** One line for each match of the query: pattern, then captures with their spans; sorted. */
  matches(query: Query, text: string): readonly string[]
  query(source: string): Query
}

export async function loadEngine(): Promise<Engine> {
  // The runtime is configured by whoever starts it first.
  await loadPythonParser()
  const language = await Language.load(createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm'))
  const parser = new Parser()
  parser.setLanguage(language)
  const parse = (text: string): Tree => parser.parse(text)!
  return {
    parse,
    query: (source) => new Query(language, source),
    matches(query, text) {
      const tree = parse(text)
      const aliases = renamedImports(tree.rootNode)
      const lines = query
        .matches(tree.rootNode)
        .filter((match) => ownPredicatesHold(query, match, aliases))
        .map(({ patternIndex, captures }) =>
          line(
            patternIndex,
            captures.map(({ name, node }) => [name, node.startIndex, node.endIndex]),
          ),
        )
      tree.delete()
      return lines.toSorted()
    },
  }
}

export const line = (pattern: number, captures: readonly (readonly [string, number, number])[]): string =>
  `${pattern} ${captures
    .map(([name, start, end]) => `${name}:${start}-${end}`)
    .toSorted()
    .join(' ')}`

function renamedImports(root: Node): ReadonlyMap<string, ReadonlySet<string>> {
  const renamed = new Map<string, Set<string>>()
  for (const node of root.descendantsOfType('aliased_import')) {
    const original = node?.childForFieldName('name')?.namedChildren.at(-1)?.text ?? ''
    const alias = node?.childForFieldName('alias')?.text ?? ''
    renamed.set(alias, (renamed.get(alias) ?? new Set()).add(original))
  }
  return renamed
}

function ownPredicatesHold(
  query: Query,
  { patternIndex, captures }: QueryMatch,
  aliases: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  return (query.predicates[patternIndex] ?? []).every(({ operator, operands }) => {
    const [subject, ...rest] = operands
    const nodes = captures.filter(({ name }) => name === (subject as { name: string }).name).map(({ node }) => node)
    const values = rest.map((operand) => (operand as { value: string }).value)
    if (operator === 'names?') return nodes.every((node) => isNamed(node, values, aliases))
    if (operator === 'literal?') return nodes.every(isLiteral)
    throw new Error(`unexpected predicate ${operator}`)
  })
}

function isNamed(node: Node, values: readonly string[], aliases: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (node.type === 'attribute') return values.includes(node.childForFieldName('attribute')!.text)
  if (node.type === 'dotted_name') return values.includes(node.namedChildren.findLast((child) => child?.type === 'identifier')?.text ?? '')
  if (node.type !== 'identifier') return false
  if (values.includes(node.text)) return true
  const { parent } = node
  const imported =
    !(parent?.type === 'attribute' && parent.childForFieldName('attribute')?.id === node.id) &&
    !(parent?.type === 'keyword_argument' && parent.childForFieldName('name')?.id === node.id) &&
    parent?.type !== 'dotted_name'
  return imported && [...(aliases.get(node.text) ?? [])].some((original) => values.includes(original))
}

function isLiteral(node: Node): boolean {
  if (['integer', 'float', 'true', 'false', 'none'].includes(node.type)) return true
  return ['string', 'concatenated_string'].includes(node.type) && node.descendantsOfType('interpolation').length === 0
}
