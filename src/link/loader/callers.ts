/** Every place a function is called from, if all of them are known. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { CallTarget } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { BindFlag, BindKind, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { hasSpread, listOf, nameOf, textOf } from '../read.ts'

export interface CallSite {
  readonly file: FileId
  readonly call: Value
  readonly target: CallTarget
}

export interface Callers {
  /** Null if the function may be called from somewhere unseen: registered, handed around, or behind an unresolved call. */
  of(id: FunctionId): readonly CallSite[] | null
  /** The value that a call gives for a parameter, or its default; null where that is not written out. */
  given(site: CallSite, id: FunctionId, index: number): { readonly file: FileId; readonly value: Value } | null
}

/** Decorators that leave a function what it is. */
const TRANSPARENT = new Set([
  'builtins.staticmethod',
  'builtins.classmethod',
  'abc.abstractmethod',
  'typing.override',
  'typing_extensions.override',
])

export function createCallers({ evaluation }: Pick<Parts, 'evaluation'>, isOutside: (file: FileId) => boolean): Callers {
  const known = new Map<FunctionId, readonly CallSite[] | null>()
  let index: Index | null = null

  function of(id: FunctionId): readonly CallSite[] | null {
    const answer = known.get(id)
    if (answer !== undefined) return answer
    const found = find(id)
    known.set(id, found)
    return found
  }

  function find(id: FunctionId): readonly CallSite[] | null {
    const info = evaluation.function(id)
    if (info.lambda || isDecorated(id) || isOverridden(id)) return null
    const name = info.name === '__init__' && info.owner !== null ? evaluation.class(info.owner).name : info.name
    index ??= indexOf(evaluation, isOutside)
    const sites: CallSite[] = []
    for (const { file, value } of index.calls.get(name) ?? []) {
      const { targets } = evaluation.calleeOf(file, value)
      const target = targets.find((each) => functionOf(each) === id)
      if (target !== undefined) sites.push({ file, call: value, target })
      else if (targets.length === 0 && mayFit(id, file, value)) return null
    }
    const handed = (index.mentions.get(name) ?? []).some(({ file, value }) => {
      const type = evaluation.typeOf(file, value)
      return type.is === 'function' && type.of === id
    })
    return sites.length === 0 || handed ? null : sites
  }

  function isDecorated(id: FunctionId): boolean {
    const { file, scope } = evaluation.function(id)
    const value = evaluation.file(file).summary.scopes.definedBy[scope]
    return evaluation.decorators({ file, value }).some((decorator) => {
      const type = evaluation.typeOf(file, decorator)
      const name =
        type.is === 'class'
          ? evaluation.class(type.of).qualifiedName
          : type.is === 'function'
            ? evaluation.function(type.of).qualifiedName
            : ''
      return !TRANSPARENT.has(name)
    })
  }

  /** Calls through a base or a subclass lead to another function of the name. */
  function isOverridden(id: FunctionId): boolean {
    const { owner, name } = evaluation.function(id)
    if (owner === null || name === '__init__') return false
    if (evaluation.hasUnknownBase(owner)) return true
    const others = [...evaluation.mro(owner).filter((each) => each !== owner), ...evaluation.subclasses(owner)]
    return others.some((each) => {
      const info = evaluation.class(each)
      const { summary } = evaluation.file(info.file)
      const { bindingStart, bindingName } = summary.scopes
      for (let row = bindingStart[info.scope]; row < bindingStart[info.scope + 1]; row++)
        if (textOf(summary, bindingName[row]) === name) return true
      return false
    })
  }

  /** A call of nobody knows what, with arguments that the function could take. */
  function mayFit(id: FunctionId, file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (hasSpread(summary, call)) return true
    const { summary: home } = evaluation.file(evaluation.function(id).file)
    const names = Array.from(parametersOf(evaluation, id), (parameter) => nameOf(home, parameter))
    const items = listOf(summary, b[call])
    return items.length <= names.length && items.every((item) => op[item] !== Op.Keyword || names.includes(textOf(summary, a[item])))
  }

  function given(site: CallSite, id: FunctionId, position: number): { readonly file: FileId; readonly value: Value } | null {
    const { summary } = evaluation.file(site.file)
    const { op, a, b } = summary.values
    if (hasSpread(summary, site.call)) return null
    const { file } = evaluation.function(id)
    const home = evaluation.file(file).summary
    const parameter = parametersOf(evaluation, id)[position]
    const name = nameOf(home, parameter)
    let at = boundParameters(evaluation, site.target)
    for (const item of listOf(summary, b[site.call])) {
      if (op[item] === Op.Keyword) {
        if (textOf(summary, a[item]) === name) return { file: site.file, value: b[item] }
      } else if (at++ === position) return { file: site.file, value: item }
    }
    const byDefault = listOf(home, home.values.b[parameter])[1]
    return byDefault < 0 ? null : { file, value: byDefault }
  }

  return { of, given }
}

interface Index {
  readonly calls: ReadonlyMap<string, readonly { readonly file: FileId; readonly value: Value }[]>
  /** Reads other than to call. */
  readonly mentions: ReadonlyMap<string, readonly { readonly file: FileId; readonly value: Value }[]>
}

/** Calls and reads by the last name, of names that functions and classes of the project have. */
function indexOf(evaluation: Evaluation, isOutside: (file: FileId) => boolean): Index {
  const names = new Set<string>()
  for (const info of evaluation.functions) if (evaluation.file(info.file).origin === 'project') names.add(info.name)
  for (const info of evaluation.classes) if (evaluation.file(info.file).origin === 'project') names.add(info.name)
  const calls = new Map<string, { file: FileId; value: Value }[]>()
  const mentions = new Map<string, { file: FileId; value: Value }[]>()
  for (const { id: file, summary, origin } of evaluation.files) {
    if (origin === 'library' || isOutside(file)) continue
    const wanted = Uint8Array.from(summary.strings, (text) => (names.has(text) ? 1 : 0))
    const { op, count, a } = summary.values
    const called = new Uint8Array(count)
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      called[a[value]] = 1
      add(calls, wanted, summary, file, a[value], value)
    }
    for (let value = 0; value < count; value++) {
      if (called[value] === 0 && isRead(summary, value)) add(mentions, wanted, summary, file, value, value)
    }
  }
  return { calls, mentions }
}

function add(
  into: Map<string, { file: FileId; value: Value }[]>,
  wanted: Uint8Array,
  summary: FileSummary,
  file: FileId,
  named: Value,
  value: Value,
): void {
  const { op, a, b } = summary.values
  const str = op[named] === Op.Free ? a[named] : op[named] === Op.Attr || op[named] === Op.Load ? b[named] : -1
  if (str < 0 || wanted[str] === 0) return
  const list = into.get(summary.strings[str])
  if (list === undefined) into.set(summary.strings[str], [{ file, value }])
  else list.push({ file, value })
}

function isRead({ values }: FileSummary, value: Value): boolean {
  const { op, a, aux } = values
  if (op[value] === Op.Attr || op[value] === Op.Free) return true
  if (op[value] !== Op.Load || a[value] < 0 || op[a[value]] !== Op.Bind) return false
  const kind: BindKind = aux[a[value]] & BindFlag.Kind
  return kind === BindKind.Def || kind === BindKind.Class || kind === BindKind.Import
}
