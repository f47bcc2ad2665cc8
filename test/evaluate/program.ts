import type { Evaluation } from '../../src/model/evaluation.ts'
import type { Callee } from '../../src/model/project.ts'
import { type FileSummary, Op, type Value } from '../../src/model/summary.ts'
import type { FileId, Type } from '../../src/model/type.ts'
import { createEvaluation } from '../../src/evaluate/evaluation.ts'
import { lower } from '../../src/lower/lower.ts'
import { loadPythonParser } from '../../src/parse/python.ts'
import { stubs as standard } from './stubs.ts'

export interface Program {
  readonly evaluation: Evaluation
  file(path: string): FileId
  /** Types of the arguments of `reveal(…)` calls in a file, in the order of the text. */
  revealed(path: string): string[]
  /** What the calls inside `reveal(…)` call, in the order of the text. */
  called(path: string): string[]
  /** The arguments themselves. */
  arguments(path: string): Value[]
  show(type: Type): string
  showCallee(callee: Callee): string
}

export async function summaryOf(path: string, text: string): Promise<FileSummary> {
  const parser = await loadPythonParser()
  const table = parser.parse(text)
  if ('failed' in table) throw new Error(`too complex: ${path}`)
  return lower({ path, hash: path, version: 'test', text, table, parser })
}

/** Evaluates files by path; `stubs` add to the small standard library, `bare` leaves that out. */
export async function program(
  files: Readonly<Record<string, string>>,
  stubs: Readonly<Record<string, string>> = {},
  bare = false,
): Promise<Program> {
  const summaries: FileSummary[] = []
  for (const path of Object.keys(files).toSorted()) summaries.push(await summaryOf(path, files[path]))
  const modules = new Map<string, FileSummary>()
  for (const [path, text] of Object.entries({ ...(bare ? {} : standard), ...stubs })) {
    modules.set(
      path
        .replace(/\.pyi$/, '')
        .replace(/\/__init__$/, '')
        .replaceAll('/', '.'),
      await summaryOf(path, text),
    )
  }
  return programOf(createEvaluation(summaries, { module: (dotted) => modules.get(dotted) ?? null }))
}

/** Types revealed in a program of one file, `m.py`. */
export async function reveal(text: string, stubs: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const p = await program({ 'm.py': text }, stubs)
  return p.revealed('m.py')
}

export function programOf(evaluation: Evaluation): Program {
  const file = (path: string): FileId => {
    const found = evaluation.files.find((each) => each.summary.path === path)
    if (found === undefined) throw new Error(`no file ${path}`)
    return found.id
  }
  const revealedValues = (path: string): Value[] => {
    const { values, strings } = evaluation.file(file(path)).summary
    const out: Value[] = []
    for (let at = 0; at < values.count; at++) {
      if (values.op[at] !== Op.Call) continue
      const callee = values.a[at]
      if (values.op[callee] === Op.Free && strings[values.a[callee]] === 'reveal') out.push(values.lists[values.b[at] + 1])
    }
    return out
  }
  const show = (type: Type): string => showType(evaluation, type)
  const showCallee = (callee: Callee): string => {
    const targets = callee.targets.map((target) => {
      if (target.is === 'external') return target.path
      if (target.is === 'construct')
        return `new ${evaluation.class(target.class).qualifiedName}${target.initializer === null ? '' : ` via ${evaluation.function(target.initializer).qualifiedName}`}`
      return evaluation.function(target.function).qualifiedName
    })
    if (callee.why !== undefined) targets.push(`unknown(${callee.why})`)
    return targets.join(' | ')
  }
  return {
    evaluation,
    file,
    show,
    showCallee,
    arguments: revealedValues,
    revealed: (path) => revealedValues(path).map((value) => show(evaluation.typeOf(file(path), value))),
    called: (path) => revealedValues(path).map((value) => showCallee(evaluation.calleeOf(file(path), value))),
  }
}

function showType(evaluation: Evaluation, type: Type): string {
  const show = (inner: Type): string => showType(evaluation, inner)
  const name = (id: number): string => evaluation.class(id).qualifiedName.replace(/^builtins\./, '')
  const list = (types: readonly Type[]): string => (types.length === 0 ? '' : `[${types.map(show).join(', ')}]`)
  switch (type.is) {
    case 'never':
    case 'none':
      return type.is
    case 'unknown':
      return `unknown(${type.why})`
    case 'module':
      return `module ${evaluation.file(type.module).module}`
    case 'class':
      return `class ${name(type.of)}${list(type.args)}`
    case 'instance':
      return `${name(type.of)}${list(type.args)}${type.maybeNone === true ? ' | none' : ''}`
    case 'function':
      return `${type.self === undefined ? 'function' : 'method'} ${evaluation.function(type.of).qualifiedName}`
    case 'partial':
      return `partial[${show(type.of)}, ${type.bound}]`
    case 'tuple':
      return `(${type.items.map(show).join(', ')})`
    case 'oneOf':
      return type.of.map(show).join(' | ') + (type.maybeNone === true ? ' | none' : '')
    case 'external':
      return type.path
    case 'variable':
      return `~${type.name}`
    default:
      return `${type.is}[${show(type.of)}]`
  }
}
