/** Who calls a function, and with what for each parameter. */
import type { CallTarget, Place, Role } from '../../model/project.ts'
import type { Str, Value } from '../../model/summary.ts'
import { BindFlag, BindKind, Op, ParamKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { isOutside } from '../entries/entries.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { listOf, nameOf, textOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import { entryOf } from './containers.ts'
import type { Operand } from './flow.ts'
import { restEntry } from './rest.ts'

export interface CallSite {
  readonly call: Place
  /** Parameters the call fills itself: `self`. */
  readonly bound: number
  /** Arguments before those of the function: `f` of `to_thread(f, x)`. */
  readonly skip: number
}

export interface Callers {
  readonly sites: readonly CallSite[]
  /** Somebody else may call it too: it is handed around, or a call of its name could not be resolved. */
  readonly open: boolean
}

export interface CallIndex {
  of(id: FunctionId): Callers
  /** What a call gives for a parameter; null if that cannot be told. Nothing where a default holds that is written nowhere. */
  argument(site: CallSite, id: FunctionId, parameter: Value, keys: boolean): readonly Operand[] | null
  /** What all known calls give for a parameter; null for one where that cannot be told. */
  passedTo(id: FunctionId, parameter: Value, keys: boolean): readonly (Operand | null)[]
}

interface Names {
  readonly calls: ReadonlyMap<string, readonly Place[]>
  readonly mentions: ReadonlyMap<string, readonly Place[]>
  /** Other names that imports give to a name. */
  readonly aliases: ReadonlyMap<string, readonly string[]>
}

/** Methods by which a queue calls the task they are called on. */
const SENDS = new Set(['delay', 'apply_async', 'kiq', 'send', 'kicker', 'apply'])

const FRAMEWORK = /^(fastapi|starlette|strawberry|click|typer)\.(?!.*add_task$)/

export function createCallIndex(parts: Parts, role: (file: FileId) => Role): CallIndex {
  const { evaluation } = parts
  const known = new Map<FunctionId, Callers>()
  /** By file and parameter: every kind of sink asks again, and so does every round of a cycle. */
  const passed = new Map<FileId, Map<number, readonly (Operand | null)[]>>()
  let names: Names | null = null

  function of(id: FunctionId): Callers {
    let callers = known.get(id)
    if (callers === undefined) known.set(id, (callers = find(id)))
    return callers
  }

  function find(id: FunctionId): Callers {
    names ??= indexNames(parts, role)
    const { name, owner, lambda } = evaluation.function(id)
    if (lambda) return { sites: [], open: true }
    const called = new Set([name])
    if (name === '__init__' && owner !== null) {
      called.clear()
      for (const each of [owner, ...evaluation.subclasses(owner)]) called.add(evaluation.class(each).name)
      called.add('__init__')
      called.add('cls')
    }
    const written = Array.from(called)
    for (const each of written) for (const alias of names.aliases.get(each) ?? []) called.add(alias)
    const meant = withOverridden(id)
    const sites: CallSite[] = []
    let open = name.startsWith('__') && name !== '__init__'
    for (const each of called) {
      for (const call of names.calls.get(each) ?? []) {
        const { targets } = evaluation.calleeOf(call.file, call.value)
        if (targets.length === 0) open ||= mayMean(call, owner !== null)
        for (const target of targets) {
          const to = functionOf(target)
          if (to !== null && (to === id || (meant.has(to) && !namesOneClass(call))))
            sites.push({ call, bound: boundParameters(evaluation, target), skip: 0 })
          else if (isSend(call, target, id)) sites.push({ call, bound: 0, skip: 0 })
        }
      }
      for (const place of names.mentions.get(each) ?? []) open = addHanded(place, meant, sites) || open
    }
    return { sites, open }
  }

  /** The function and the methods of bases that it replaces: a call that names one of these may run it. */
  function withOverridden(id: FunctionId): ReadonlySet<FunctionId> {
    const { name, owner } = evaluation.function(id)
    const meant = new Set([id])
    // Whose constructor runs is written at the call: `super().__init__()` and `C()` run no other class's.
    if (name === '__init__') return meant
    for (const base of owner === null ? [] : evaluation.mro(owner)) {
      const made = evaluation.file(evaluation.class(base).file).summary.scopes.definedBy[evaluation.class(base).scope]
      const method = made < 0 ? null : evaluation.methodOf(evaluation.typeOf(evaluation.class(base).file, made), name)
      if (method !== null) meant.add(method)
    }
    return meant
  }

  /** `super().f()`, `Base.f(self)`: runs what that class has, whatever its subclasses have in its place. */
  function namesOneClass({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const callee = a[value]
    if (op[callee] !== Op.Attr) return false
    const object = a[callee]
    return (
      (op[object] === Op.Call && nameOf(summary, a[object]) === 'super') ||
      (op[object] === Op.Free && evaluation.typeOf(file, object).is === 'class')
    )
  }

  /** An unresolved `x.f()` may be a method, an unresolved `f()` a function. */
  function mayMean({ file, value }: Place, isMethod: boolean): boolean {
    const { values } = evaluation.file(file).summary
    return ((values.op[values.a[value]] as Op) === Op.Attr) === isMethod
  }

  /** `task.delay(x)`. */
  function isSend({ file, value }: Place, target: CallTarget, id: FunctionId): boolean {
    const { summary } = evaluation.file(file)
    const callee = summary.values.a[value]
    if (target.is !== 'function' || !SENDS.has(nameOf(summary, callee)) || summary.values.op[callee] !== Op.Attr) return false
    return parts.callables.of(file, summary.values.a[callee]).some((handed) => handed.function === id)
  }

  /** Records `to_thread(f, x)`; true if the function goes where its calls are not seen. */
  function addHanded({ file, value }: Place, meant: ReadonlySet<FunctionId>, sites: CallSite[]): boolean {
    const type = evaluation.typeOf(file, value)
    if (type.is !== 'function' || !meant.has(type.of)) return false
    const bound = type.self === undefined ? 0 : 1
    let escapes = false
    for (const use of usesOf(evaluation, file, value)) {
      if (use.is === 'called' || use.is === 'other' || use.is === 'discarded') continue
      if (use.is === 'attribute') {
        addSends(file, use.at, sites)
        continue
      }
      const given = use.is === 'argument' ? parts.effects.callsOf(file, use.at) : []
      // What the framework calls is an entry: see `entries/`.
      if (given.some(({ name: callee }) => FRAMEWORK.test(callee))) continue
      const runs = given.some(({ effects }) =>
        effects.some((effect) => effect.runs?.some((one) => 'key' in use && one.argument === use.key)),
      )
      if (runs && use.is === 'argument' && typeof use.key === 'number')
        sites.push({ call: { file, value: use.at }, bound, skip: use.key + 1 })
      else escapes = true
    }
    return escapes
  }

  function addSends(file: FileId, attribute: Value, sites: CallSite[]): void {
    const { summary } = evaluation.file(file)
    if (!SENDS.has(nameOf(summary, attribute))) return
    for (const user of evaluation.users(file, attribute))
      if (summary.values.op[user] === Op.Call && summary.values.a[user] === attribute)
        sites.push({ call: { file, value: user }, bound: 0, skip: 0 })
  }

  function argument({ call, bound, skip }: CallSite, id: FunctionId, parameter: Value, keys: boolean): readonly Operand[] | null {
    const { file } = call
    const { summary } = evaluation.file(file)
    const callee = evaluation.file(evaluation.function(id).file).summary
    const parameters = parametersOf(evaluation, id)
    const [, byDefault, , kind] = listOf(callee, callee.values.b[parameter])
    const name = nameOf(callee, parameter)
    const index = parameters.indexOf(parameter)
    const isRest = (kind as ParamKind) === ParamKind.Rest
    const isKeywordRest = (kind as ParamKind) === ParamKind.KeywordRest
    const named = new Set(Array.from(parameters, (each) => nameOf(callee, each)))
    const positional = parameters.filter((each) => (listOf(callee, callee.values.b[each])[3] as ParamKind) <= ParamKind.Normal).length
    const found: Operand[] = []
    let spread: Operand | null = null
    let position = bound
    let ordinal = 0
    for (const item of listOf(summary, summary.values.b[call.value])) {
      const op: Op = summary.values.op[item]
      if (op === Op.Keyword) {
        const keyword = textOf(summary, summary.values.a[item])
        const value = summary.values.b[item]
        if (keyword === name && !isKeywordRest) return [{ file, value, keys }]
        if (isKeywordRest && !named.has(keyword) && !keys) found.push({ file, value, keys: false })
      } else if (op === Op.DoubleStar) {
        if (isKeywordRest) found.push({ file, value: summary.values.a[item], keys })
        else if (!isRest) {
          const mapping: Place = { file, value: summary.values.a[item] }
          const entry = entryOf(parts, mapping, name) ?? restEntry(parts, of, mapping, name)
          if (entry === null) spread ??= { file, value: summary.values.a[item], keys: false }
          else if (entry.length > 0) return entry
        }
      } else if (op === Op.Star) {
        if (isRest) found.push({ file, value: summary.values.a[item], keys: false })
        else if (index >= position) spread ??= { file, value: summary.values.a[item], keys: false }
      } else if (ordinal++ >= skip) {
        if (isRest && position >= positional) found.push({ file, value: item, keys: false })
        else if (position === index && !isRest && !isKeywordRest && spread === null) return [{ file, value: item, keys }]
        position++
      }
    }
    if (isRest || isKeywordRest) return found
    if (spread !== null) return [spread]
    return byDefault < 0 ? null : [{ file: evaluation.function(id).file, value: byDefault, keys }]
  }

  function passedTo(id: FunctionId, parameter: Value, keys: boolean): readonly (Operand | null)[] {
    const { file } = evaluation.function(id)
    let inFile = passed.get(file)
    if (inFile === undefined) passed.set(file, (inFile = new Map<number, readonly (Operand | null)[]>()))
    const key = parameter * 2 + (keys ? 1 : 0)
    let all = inFile.get(key)
    if (all === undefined) {
      const seen = new Set<string>()
      all = of(id)
        .sites.flatMap((site): readonly (Operand | null)[] => argument(site, id, parameter, keys) ?? [null])
        .filter((one) => {
          const each = one === null ? '' : `${one.file}:${one.value}:${one.keys}`
          return !seen.has(each) && seen.add(each)
        })
      inFile.set(key, all)
    }
    return all
  }

  return { of, argument, passedTo }
}

/** Calls and other reads of project functions by the last name they are written with; tests do not count. */
function indexNames({ evaluation, defined }: Parts, role: (file: FileId) => Role): Names {
  const calls = new Map<string, Place[]>()
  const mentions = new Map<string, Place[]>()
  const aliases = new Map<string, string[]>()
  for (const { id: file, summary, origin } of evaluation.files) {
    if (origin !== 'project' || isOutside(role(file))) continue
    const { op, a, b, aux, count } = summary.values
    const isCallee = new Uint8Array(count)
    /** By Str: 0 not looked up, 1 names no function, 2 does. Names are read far more often than a file has them. */
    const met = new Uint8Array(summary.strings.length)
    const isFunction = (str: Str): boolean => {
      if (met[str] === 0) met[str] = defined.functions.has(summary.strings[str]) ? 2 : 1
      return met[str] === 2
    }
    for (let at = 0; at < count; at++) if (op[at] === Op.Call) isCallee[a[at]] = 1
    for (let at = 0; at < count; at++) {
      if (op[at] === Op.Call) add(calls, nameOf(summary, a[at]), { file, value: at })
      else if ((op[at] === Op.Free || op[at] === Op.Attr || op[at] === Op.Load) && isCallee[at] === 0) {
        const name = op[at] === Op.Free ? a[at] : b[at]
        if (isFunction(name)) add(mentions, summary.strings[name], { file, value: at })
      } else if (op[at] === Op.Bind && (aux[at] & BindFlag.Kind) === BindKind.Import && b[at] >= 0 && op[b[at]] === Op.ImportFrom) {
        const [own, original] = [textOf(summary, a[at]), textOf(summary, b[b[at]])]
        if (own !== original && defined.functions.has(original)) add(aliases, original, own)
      }
    }
  }
  return { calls, mentions, aliases }
}

function add<T>(map: Map<string, T[]>, name: string, entry: T): void {
  const list = map.get(name)
  if (list === undefined) map.set(name, [entry])
  else list.push(entry)
}
