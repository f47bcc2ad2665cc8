/** What SQLAlchemy's and SQLModel's calls make of statements and options. */
import type { SessionKind, Flow, Option, Statement } from './flow.ts'
import { eachRoot, GENERIC } from './flow.ts'
import type { FileId, ClassId } from '../../model/type.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import type { Schema } from '../../model/schema.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Mode, Tree } from './options.ts'
import { mergeTrees, treeOf } from './options.ts'

/** Methods that give back the statement with something other than loading changed. */
const KEEPING = new Set([
  'where',
  'filter',
  'filter_by',
  'having',
  'join',
  'outerjoin',
  'join_from',
  'outerjoin_from',
  'select_from',
  'order_by',
  'group_by',
  'distinct',
  'limit',
  'offset',
  'slice',
  'fetch',
  'execution_options',
  'with_for_update',
  'yield_per',
  'populate_existing',
  'autoflush',
  'correlate',
  'params',
  'prefix_with',
  'with_session',
  'enable_assertions',
  'reset_joinpoint',
  'set_label_style',
  'unique',
  'from_statement',
  'with_hint',
  'correlate_except',
  'suffix_with',
])
const MODES: Readonly<Record<string, Mode | null>> = {
  selectinload: 'loaded',
  joinedload: 'loaded',
  subqueryload: 'loaded',
  immediateload: 'loaded',
  contains_eager: 'loaded',
  lazyload: 'lazy',
  raiseload: 'raises',
  // Empty, and no statement.
  noload: 'loaded',
  defaultload: null,
}
/** Options about columns, criteria and inheritance: no relationship is loaded by them. */
const ABOUT_OTHERS = new Set([
  'load_only',
  'defer',
  'undefer',
  'undefer_group',
  'with_expression',
  'with_loader_criteria',
  'selectin_polymorphic',
])
const LOADERS = /^sqlalchemy\.orm\.(?:strategy_options\.)?(\w+)$/
const MAKES_SELECT = /^(sqlalchemy|sqlmodel)\.(?:[\w.]+\.)?select$/

export interface Statements {
  /** `select(…)`, a loader option, or `Load(Model)`; null for another call. */
  called(file: FileId, call: Value): Flow | null
  /** A method of a statement that gives a statement; null for another. */
  onStatement(file: FileId, call: Value, name: string, statement: Statement, ask: Ask): Flow | null
  onOption(file: FileId, call: Value, name: string, option: Option, ask: Ask): Flow
  /** `session.query(…)`. */
  query(file: FileId, call: Value, session: SessionKind | null): Flow
  /** The options of a list of arguments. */
  optionsOf(file: FileId, values: readonly Value[], ask: Ask): Option
  modelAt(file: FileId, value: Value): ClassId | null
}
export type Ask = (file: FileId, value: Value) => Flow

const NO_OPTION: Option = { is: 'option', roots: [], wildcard: null, unknown: false, tail: null }
const UNREADABLE: Option = { ...NO_OPTION, unknown: true }

export function createStatements({ evaluation, effects }: Pick<Parts, 'evaluation' | 'effects'>, schema: Schema): Statements {
  function modelAt(file: FileId, value: Value): ClassId | null {
    const type = value < 0 ? null : evaluation.typeOf(file, value)
    return type?.is === 'class' && schema.modelOf(type.of) !== null ? type.of : null
  }

  function entitiesOf(file: FileId, call: Value): readonly (ClassId | null)[] | null {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const entities: (ClassId | null)[] = []
    for (const item of listOf(summary, b[call])) {
      if (op[item] === Op.Star || op[item] === Op.DoubleStar || op[item] === Op.Keyword) return null
      const model = modelAt(file, item)
      const type = evaluation.typeOf(file, item)
      entities.push(model ?? (type.is === 'unknown' || type.is === 'variable' ? GENERIC : null))
    }
    return entities.length === 0 ? null : entities
  }

  function statementOf(file: FileId, call: Value, legacy: boolean, session: SessionKind | null): Flow {
    const entities = entitiesOf(file, call)
    if (entities === null) return { is: 'unknown' }
    return { is: 'statement', legacy, entities, roots: [], wildcard: null, unknown: false, query: { file, value: call }, session }
  }

  function called(file: FileId, call: Value): Flow | null {
    for (const { name } of effects.callsOf(file, call)) {
      if (MAKES_SELECT.test(name)) return statementOf(file, call, false, null)
      const loader = LOADERS.exec(name)?.[1]
      if (loader === undefined) continue
      if (loader === 'Load') {
        const root = modelAt(file, argumentAt(evaluation.file(file).summary, call, 0))
        return root === null ? UNREADABLE : { ...NO_OPTION, tail: { root, path: [] } }
      }
      if (ABOUT_OTHERS.has(loader)) return NO_OPTION
      if (loader in MODES) return loading(file, call, MODES[loader], null)
    }
    return null
  }

  /** One of the loader functions, or the method of the name on an option that leads to `tail`. */
  function loading(file: FileId, call: Value, mode: Mode | null, tail: Option['tail']): Option {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    let root = tail?.root ?? null
    const path = [...(tail?.path ?? [])]
    for (const item of listOf(summary, b[call])) {
      if (op[item] === Op.Keyword) continue
      const text = evaluation.constantOf(file, item)
      if (text?.is === 'text' && text.value === '*') {
        return path.length === 0 && mode !== null ? { ...NO_OPTION, wildcard: mode } : UNREADABLE
      }
      if (text?.is === 'text' && root !== null) {
        path.push(...text.value.split('.'))
        continue
      }
      const step = attributeAt(file, item)
      if (step === null) return UNREADABLE
      root ??= step.model
      path.push(step.name)
    }
    if (root === null || path.length === 0) return UNREADABLE
    return {
      is: 'option',
      roots: [[root, treeOf(path, mode, tail === null ? mode : null)]],
      wildcard: null,
      unknown: false,
      tail: { root, path },
    }
  }

  /** `Model.posts`, `alias.posts`, `Model.posts.of_type(Sub)`, `Model.posts.and_(…)`. */
  function attributeAt(file: FileId, value: Value): { readonly model: ClassId; readonly name: string } | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let at = value
    for (let hops = 0; at >= 0 && hops < 16; hops++) {
      if (op[at] === Op.Load) at = a[at]
      else if (op[at] === Op.Bind) at = b[at]
      else if (op[at] === Op.Call) {
        const callee = a[at]
        const name = nameOf(summary, callee)
        if (op[callee] === Op.Attr && (name === 'of_type' || name === 'and_')) at = a[callee]
        else if (name === 'col') at = argumentAt(summary, at, 0)
        else return null
      } else if (op[at] === Op.Attr) {
        const model = modelAt(file, a[at])
        return model === null ? null : { model, name: textOf(summary, b[at]) }
      } else return null
    }
    return null
  }

  function optionsOf(file: FileId, values: readonly Value[], ask: Ask): Option {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    let all = NO_OPTION
    for (const value of values) {
      const flow = ask(file, op[value] === Op.Star ? a[value] : value)
      if (flow.is === 'option') all = together(all, flow)
      else if (flow.is !== 'nothing') all = { ...all, unknown: true }
    }
    return all
  }

  function onStatement(file: FileId, call: Value, name: string, statement: Statement, ask: Ask): Flow | null {
    if (KEEPING.has(name)) return statement
    if (name !== 'options') return null
    const { summary } = evaluation.file(file)
    const options = optionsOf(file, [...listOf(summary, summary.values.b[call])], ask)
    return {
      ...statement,
      roots: eachRoot(statement.roots, options.roots, mergeTrees),
      wildcard: options.wildcard ?? statement.wildcard,
      unknown: statement.unknown || options.unknown,
    }
  }

  function onOption(file: FileId, call: Value, name: string, option: Option, ask: Ask): Flow {
    if (ABOUT_OTHERS.has(name)) return option
    if (option.tail === null) return UNREADABLE
    if (name === 'options') {
      const { summary } = evaluation.file(file)
      const inner = optionsOf(file, [...listOf(summary, summary.values.b[call])], ask)
      const { root, path } = option.tail
      const below: Tree = inner.roots.reduce<Tree>((tree, [, each]) => mergeTrees(tree, each), [])
      const placed: Option = {
        ...NO_OPTION,
        roots: [[root, treeOf(path, null, null, below)]],
        unknown: inner.unknown || inner.wildcard !== null,
      }
      return { ...together(option, placed), tail: option.tail }
    }
    if (!(name in MODES)) return UNREADABLE
    const longer = loading(file, call, MODES[name], option.tail)
    return { ...together(option, longer), tail: longer.tail }
  }

  return {
    called,
    onStatement,
    onOption,
    query: (file, call, session) => statementOf(file, call, true, session),
    optionsOf,
    modelAt,
  }
}

/** Both options apply. */
function together(x: Option, y: Option): Option {
  return {
    is: 'option',
    roots: eachRoot(x.roots, y.roots, mergeTrees),
    wildcard: y.wildcard ?? x.wildcard,
    unknown: x.unknown || y.unknown,
    tail: null,
  }
}
