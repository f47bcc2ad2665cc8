/** YAML with places. Aliases and merge keys are written out where they are used, within a bound; templates are not YAML. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, type YAMLMap } from 'yaml'
import type { DocumentNode, ManifestProblem, NodeId, Range } from '../../model/manifest.ts'
import { createDocument, type DocumentBuilder, MAX_NESTING, NOWHERE, TooLarge } from './document.ts'

export interface ParsedDocument {
  readonly nodes: readonly DocumentNode[]
  readonly comments: readonly (Range & { readonly text: string })[]
  readonly problems: readonly ManifestProblem[]
}

/** Names that say what a file is; any other YAML is looked at for what a deployment must have. */
const DEPLOYMENT_NAME =
  /(?:^|\/)(?:(?:docker-)?compose[^/]*|render|app|Chart|values[^/]*|kustomization|\.gitlab-ci|skaffold|serverless|logging[^/]*)\.ya?ml$|(?:^|\/)\.github\/workflows\//
const DEPLOYMENT_KEYS = /^(?:apiVersion|services)[ \t]*:/m

/** Whether a file's name says that it describes how something is built, run or deployed. */
export const isNamedDeployment = (path: string): boolean => DEPLOYMENT_NAME.test(path)
/** Whether a YAML file does, by its name or by what stands in it. */
export const isDeployment = (path: string, text: string): boolean => isNamedDeployment(path) || DEPLOYMENT_KEYS.test(text)

/** Go templates (Helm) and Jinja stand where a value or a line of YAML would be; inside quotes or a longer text they are only text. */
const TEMPLATE = /^[ \t]*(?:[^#\n]*[:-][ \t]+)?(?:\{\{|\{%)/m

export function parseYaml(text: string): ParsedDocument {
  const comments = commentsOf(text)
  if (TEMPLATE.test(text)) {
    return { nodes: [], comments, problems: [{ ...NOWHERE, because: 'This is a template; what it expands to is not known.' }] }
  }
  const problems: ManifestProblem[] = []
  const document = createDocument()
  try {
    const parsed = parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
    for (const [number, each] of (Array.isArray(parsed) ? parsed : []).entries()) {
      for (const { pos, message } of each.errors.slice(0, 1)) {
        problems.push({ start: pos[0], end: pos[1], because: `This is no valid YAML: ${message.split('\n')[0]}` })
      }
      const anchors = new Map<string, Node>()
      const reader: Reader = { document, anchors, depth: 0 }
      if (each.contents !== null) read(reader, each.contents, -1, number, NOWHERE)
    }
  } catch (error) {
    if (!(error instanceof TooLarge) && !(error instanceof RangeError)) throw error
    problems.push({ ...NOWHERE, because: 'The file is too large or too deeply nested to be read.' })
    return { nodes: [], comments, problems }
  }
  return { nodes: document.nodes, comments, problems }
}

interface Reader {
  readonly document: DocumentBuilder
  readonly anchors: Map<string, Node>
  depth: number
}

function read(reader: Reader, node: Node | null, parent: NodeId, key: string | number, keyAt: Range, place?: Range): void {
  if (++reader.depth > MAX_NESTING) throw new TooLarge('nested too deeply')
  const at = place ?? rangeOf(node)
  if (node === null) reader.document.add({ parent, key, keyAt, is: 'scalar', value: null, ...at })
  else if (isAlias(node)) readAlias(reader, node, parent, key, keyAt, at)
  else {
    remember(reader, node)
    if (isMap(node)) readMap(reader, node, parent, key, keyAt, at)
    else if (isSeq(node)) {
      const id = reader.document.add({ parent, key, keyAt, is: 'list', value: null, ...at })
      for (const [index, item] of node.items.entries()) read(reader, item as Node | null, id, index, rangeOf(item as Node | null), place)
    } else if (isScalar(node)) reader.document.add({ parent, key, keyAt, is: 'scalar', value: plain(node.value), ...at })
  }
  reader.depth--
}

function remember({ anchors }: Reader, node: Node): void {
  if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
}

function readMap(reader: Reader, node: YAMLMap, parent: NodeId, key: string | number, keyAt: Range, at: Range): void {
  const id = reader.document.add({ parent, key, keyAt, is: 'map', value: null, ...at })
  const own = new Set(node.items.map((pair) => nameOf(pair)))
  for (const pair of node.items as readonly Pair<Node | null, Node | null>[]) {
    if (nameOf(pair) === '<<') for (const merged of mergedPairs(reader, pair.value)) readPair(reader, merged, id, own)
    else readPair(reader, pair, id, null, rangeOf(pair.key))
  }
}

/** The place of what is merged in is where it is written. */
function readPair(
  reader: Reader,
  pair: Pair<Node | null, Node | null>,
  id: NodeId,
  taken: Set<string> | null,
  keyAt = rangeOf(pair.key),
): void {
  const name = nameOf(pair)
  if (taken?.has(name)) return
  taken?.add(name)
  read(reader, pair.value, id, name, keyAt)
}

function mergedPairs({ anchors }: Reader, value: Node | null): readonly Pair<Node | null, Node | null>[] {
  const sources = isSeq(value) ? (value.items as Node[]) : value === null ? [] : [value]
  return sources.flatMap((source) => {
    const target = isAlias(source) ? anchors.get(source.source) : source
    return isMap(target) ? (target.items as Pair<Node | null, Node | null>[]) : []
  })
}

function readAlias(reader: Reader, node: Alias, parent: NodeId, key: string | number, keyAt: Range, at: Range): void {
  const target = reader.anchors.get(node.source) ?? null
  read(reader, target, parent, key, keyAt, at)
}

/** As written: the merge key's value is a symbol. */
const nameOf = ({ key }: Pair): string => (isScalar(key) ? (key.source ?? String(key.value)) : '')

const plain = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : null

const rangeOf = (node: Node | null): Range => (node?.range ? { start: node.range[0], end: node.range[1] } : NOWHERE)

/** `#` at the start of a line or behind white space, outside quotes and block scalars as far as a line shows it. */
function commentsOf(text: string): readonly (Range & { readonly text: string })[] {
  const found: (Range & { readonly text: string })[] = []
  let offset = 0
  for (const line of text.split('\n')) {
    const at = commentStart(line)
    if (at >= 0) found.push({ start: offset + at, end: offset + line.trimEnd().length, text: line.slice(at).trimEnd() })
    offset += line.length + 1
  }
  return found
}

/** Where the comment of a line starts; -1 without one. */
export function commentStart(line: string): number {
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const unit = line[at]
    if (quote !== '') {
      if (unit === '\\' && quote === '"') at++
      else if (unit === quote) quote = ''
    } else if (unit === '"' || unit === "'") quote = unit
    else if (unit === '#' && (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t')) return at
  }
  return -1
}
