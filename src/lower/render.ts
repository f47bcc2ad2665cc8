/** A summary as text, for `faultline debug ir`. */
import { BindFlag, Op, RegionKind, ScopeFlag } from '../model/summary.ts'
import type { FileSummary, Value } from '../model/summary.ts'

const opNames =
  'Const Text Load Free Attr Index Slice Tuple List Set Dict Call Keyword Pair Star DoubleStar Await Yield YieldFrom Binary Compare Unary Bool Conditional Format Lambda Function Class Comprehension Param Bind Phi SetAttr SetItem Augment Unpack Iterate Enter Caught Matched Import ImportFrom ImportStar Return Raise Assert Discard Delete Break Continue GlobalDecl TypeAlias TypeParam Broken'.split(
    ' ',
  )
const regionNames = 'Module Function Class Lambda Then Else Loop LoopElse Try Handler TryElse Finally With Case'.split(' ')
const leavesNames = 'falls returns raises breaks continues yields awaits'.split(' ')
const scopeNames = ['module', 'class', 'function', 'lambda']
const constNames = ['None', 'False', 'True', '...', 'int', 'float', 'complex']
const binaryNames = '+ - * / // % ** @ & | ^ << >>'.split(' ')
const compareNames = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in']
const unaryNames = ['not', '-', '+', '~']
const paramNames = ['positional', '', '*', 'keyword', '**']
const bindNames = 'assign for with walrus def class import except augment match type-alias type-param'.split(' ')
const phiNames = ['join', 'loop', 'handler']
const comprehensionNames = ['list', 'set', 'dict', 'generator']
const formatNames = ['f-string', 'concatenated', 'template', 'field']
const textKinds = ['', ' bytes', ' docstring']

const MAX_SNIPPET = 48

/** One value a line, indented by region; then scopes, annotations, candidates and problems. With the text, each value's source stands beside it. */
export function renderIr(summary: FileSummary, text?: string): string {
  const lines: string[] = []
  renderValues(summary, text, lines)
  renderScopes(summary, lines)
  const { annotations, candidates } = summary
  if (annotations.length > 0) lines.push('', 'annotations')
  for (let k = 0; k < annotations.length; k += 2) lines.push(`  ${ref(annotations[k])}: ${ref(annotations[k + 1])}`)
  if (candidates.count > 0) lines.push('', 'candidates')
  for (let c = 0; c < candidates.count; c++) {
    const captures: string[] = []
    for (let k = candidates.captureStart[c]; k < candidates.captureStart[c + 1]; k++) {
      captures.push(`${candidates.captures[4 * k]}=${ref(candidates.captures[4 * k + 1])}`)
    }
    lines.push(`  query ${candidates.query[c]} pattern ${candidates.pattern[c]} ${captures.join(' ')}`)
  }
  if (summary.marks > 0) lines.push('', `marks ${summary.marks}`)
  if (summary.problems.length > 0) lines.push('', 'problems')
  for (const { kind, start, end } of summary.problems) lines.push(`  ${kind} ${start}..${end}`)
  return `${lines.join('\n')}\n`
}

const ref = (v: Value): string => (v < 0 ? '-' : `%${v}`)

function renderValues(summary: FileSummary, text: string | undefined, lines: string[]): void {
  const { values, regions } = summary
  const open: number[] = []
  let next = 0
  for (let v = 0; v <= values.count; v++) {
    // Regions that end here close first, but an empty one opens and closes in one place.
    for (;;) {
      const innermost = open.at(-1)
      if (
        innermost !== undefined &&
        regions.end[innermost] <= v &&
        !(next < regions.count && regions.parent[next] === innermost && regions.first[next] === v)
      ) {
        open.pop()
      } else if (next < regions.count && regions.first[next] === v) {
        lines.push(`${'  '.repeat(open.length)}${renderRegion(summary, next)}`)
        open.push(next)
        next++
      } else {
        break
      }
    }
    if (v === values.count) break
    const line = `${'  '.repeat(open.length)}${ref(v)} ${renderValue(summary, v)}`
    lines.push(text === undefined ? line : withSnippet(summary, v, text, line))
  }
}

function renderRegion(summary: FileSummary, r: number): string {
  const { regions } = summary
  const kind = regions.kind[r]
  const scoped = kind <= RegionKind.Lambda
  const subject = scoped ? ` #${regions.subject[r]}` : regions.subject[r] < 0 ? '' : ` ${ref(regions.subject[r])}`
  const leaves = leavesNames.filter((_, bit) => (regions.leaves[r] & (1 << bit)) !== 0)
  return `${regionNames[kind]}${subject} [${leaves.join(' ')}]`
}

function withSnippet(summary: FileSummary, v: Value, text: string, line: string): string {
  const { values } = summary
  const length = lengthOf(summary, v)
  if (length === 0) return line
  const source = JSON.stringify(text.slice(values.start[v], values.start[v] + Math.min(length, MAX_SNIPPET))).slice(1, -1)
  return `${line.padEnd(44)} | ${source}${length > MAX_SNIPPET ? ' \u2026' : ''}`
}

function lengthOf({ values }: FileSummary, v: Value): number {
  if (values.length[v] < 65535) return values.length[v]
  for (let k = 0; k < values.long.length; k += 2) if (values.long[k] === v) return values.long[k + 1]
  return 65535
}

function listOf({ values }: FileSummary, cell: number): number[] {
  return cell < 0 ? [] : [...values.lists.subarray(cell + 1, cell + 1 + values.lists[cell])]
}

const refs = (items: readonly number[]): string => items.map(ref).join(', ')

/** Operands in a form of their own; what is not listed here is one operand, or nothing. */
function renderValue(summary: FileSummary, v: Value): string {
  const { values, strings } = summary
  const op: Op = values.op[v]
  const aux = values.aux[v]
  const a = values.a[v]
  const b = values.b[v]
  const text = (s: number): string => (s < 0 ? '-' : strings[s])
  const items = (): number[] => listOf(summary, b)
  const name = opNames[op]
  switch (op) {
    case Op.Const:
      return `${name} ${b < 0 ? constNames[a] : `${constNames[a]} ${text(b)}`}`
    case Op.Text:
      return `${name}${textKinds[b]} ${a < 0 ? '-' : JSON.stringify(text(a))}`
    case Op.Load:
      return `${name} ${ref(a)} ${text(b)}`
    case Op.Free:
      return `${name} ${text(a)} ${aux === 1 ? 'signature of ' : ''}#${b}`
    case Op.Attr:
      return `${name} ${ref(a)} .${text(b)}`
    case Op.Index:
    case Op.Pair:
    case Op.Raise:
    case Op.Assert:
      return `${name} ${ref(a)} ${ref(b)}`
    case Op.Slice:
    case Op.Tuple:
    case Op.List:
    case Op.Set:
    case Op.Dict:
    case Op.Delete:
      return `${name} (${refs(items())})`
    case Op.Call:
    case Op.Matched:
      return `${name} ${ref(a)} (${refs(items())})`
    case Op.Keyword:
    case Op.TypeAlias:
    case Op.TypeParam:
      return `${name} ${text(a)} ${ref(b)}`
    case Op.Binary:
    case Op.Augment:
      return `${name} ${binaryNames[aux]} ${ref(a)} ${ref(b)}`
    case Op.Compare:
      return `${name} ${listOf(summary, a)
        .map((code) => compareNames[code])
        .join(' ')} (${refs(items())})`
    case Op.Unary:
      return `${name} ${unaryNames[aux]} ${ref(a)}`
    case Op.Bool:
      return `${name} ${aux === 0 ? 'and' : 'or'} ${ref(a)} ${ref(b)}`
    case Op.Conditional:
      return `${name} ${ref(a)} (${refs(items())})`
    case Op.Format:
      return `${name} ${formatNames[aux]} (${refs(items())})`
    case Op.Lambda:
      return `${name} #${a}`
    case Op.Function:
    case Op.Class:
      return `${name} #${a} (${refs(items())})`
    case Op.Comprehension:
      return `${name} ${comprehensionNames[aux]} ${ref(a)}`
    case Op.Param: {
      const [annotation, value, param, kind] = items()
      return `${name} ${a} ${paramNames[kind]}${paramNames[kind] === '' ? '' : ' '}${text(param)} annotation ${ref(annotation)} default ${ref(value)}`
    }
    case Op.Bind:
      return `${name} ${text(a)} ${ref(b)} ${bindNames[aux & BindFlag.Kind]}${flagsOf(aux)}`
    case Op.Phi:
      return `${name} ${phiNames[aux]} ${text(a)} (${refs(items())})`
    case Op.SetAttr: {
      const [value, attribute] = items()
      return `${name} ${ref(a)} .${text(attribute)} ${ref(value)}${flagsOf(aux)}`
    }
    case Op.SetItem: {
      const [value, key] = items()
      return `${name} ${ref(a)} [${ref(key)}] ${ref(value)}`
    }
    case Op.Unpack:
      return `${name} ${ref(a)} at ${b === 32767 ? 'rest' : b}`
    case Op.Iterate:
    case Op.Enter:
      return `${name} ${ref(a)}${b === 1 ? ' async' : ''}`
    case Op.Caught:
      return `${name} ${ref(a)}${aux === 1 ? ' group' : ''}`
    case Op.Import:
      return `${name} ${text(a)}${b === 1 ? ' itself' : ''}${importFlags(aux)}`
    case Op.ImportFrom:
      return `${name} ${text(a)} ${text(b)}${importFlags(aux)}`
    case Op.ImportStar:
      return `${name} ${text(a)}${importFlags(aux)}`
    case Op.GlobalDecl:
      return `${name} ${aux === 0 ? 'global' : 'nonlocal'} ${items().map(text).join(' ')}`
    case Op.Broken:
      return `${name} ${a === 65535 ? 'error' : `kind ${a}`} (${refs(items())})`
    case Op.Break:
    case Op.Continue:
      return name
    default:
      return `${name} ${ref(a)}`
  }
}

const flagsOf = (aux: number): string =>
  `${(aux & BindFlag.Annotated) === 0 ? '' : ' annotated'}${(aux & BindFlag.Outer) === 0 ? '' : ' outer'}`
const importFlags = (aux: number): string => `${(aux & 1) === 0 ? '' : ' type-checking'}${(aux & 2) === 0 ? '' : ' guarded'}`

function renderScopes(summary: FileSummary, lines: string[]): void {
  const { scopes, strings } = summary
  lines.push('', 'scopes')
  const list = (title: string, cell: number): string => (cell < 0 ? '' : ` ${title} (${refs(listOf(summary, cell))})`)
  for (let s = 0; s < scopes.count; s++) {
    const flags = scopes.flags[s]
    const kind = flags & ScopeFlag.Kind
    const words = [`#${s}`, scopeNames[kind]]
    if ((flags & ScopeFlag.Async) !== 0) words.push('async')
    if ((flags & ScopeFlag.Generator) !== 0) words.push('generator')
    if ((flags & ScopeFlag.Partial) !== 0) words.push('partial')
    if (scopes.name[s] >= 0) words.push(strings[scopes.name[s]])
    if (scopes.parent[s] >= 0) words.push(`in #${scopes.parent[s]} by ${ref(scopes.definedBy[s])}`)
    const returns = kind === 1 ? list('bases', scopes.returns[s]) : scopes.returns[s] < 0 ? '' : ` returns ${ref(scopes.returns[s])}`
    lines.push(
      `  ${words.join(' ')}${list('types', scopes.typeParams[s])}${list('params', scopes.params[s])}${returns}${list('exits', scopes.exits[s])}${list('yields', scopes.yields[s])}`,
    )
    for (let k = scopes.bindingStart[s]; k < scopes.bindingStart[s + 1]; k++) {
      const name = scopes.bindingName[k]
      lines.push(`    ${name < 0 ? '*' : strings[name]} (${refs(listOf(summary, scopes.bindingValues[k]))})`)
    }
  }
}
