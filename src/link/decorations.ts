/** What the decorators of a project function make of it. */
import { reserve } from '../evaluate/table.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { Effect, RunsIn } from '../model/knowledge.ts'
import type { FunctionInfo, Place } from '../model/project.ts'
import type { Value } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import type { Effects, Known } from './effects.ts'
import type { Fate, Fates } from './fates.ts'
import type { Origins } from './origins.ts'
import { boundParameters } from './parameters.ts'
import { listOf, nameOf } from './read.ts'

export interface Decoration {
  /** Wrappers of the project's own decorators: their bodies run when the function is called. */
  readonly wrappers: readonly { readonly function: FunctionId; readonly at: Place }[]
  /** Calls of the function do not run it where they stand but there. */
  readonly runs: RunsIn | null
  /** The result is kept: the body runs once per process (or per distinct argument). */
  readonly once: boolean
  /** `contextlib.contextmanager` and its async twin: the body runs on entering. */
  readonly context: boolean
  readonly property: boolean
  /** A wrapper decides at run time whether the function runs or another one does: `async_dispatch`. */
  readonly chosen: boolean
  /** False if some decorator is not understood. */
  readonly known: boolean
  /** What library decorators do when the function is called, or where they make it run. */
  readonly effects: readonly { readonly at: Place; readonly known: Known; readonly effect: Effect }[]
}

export interface Decorations {
  of(id: FunctionId): Decoration
}

const PLAIN: Decoration = {
  wrappers: [],
  runs: null,
  once: false,
  context: false,
  property: false,
  chosen: false,
  known: true,
  effects: [],
}
const ONCE = /^(functools\.(lru_cache|cache)|async_lru\.alru_cache)$/
const CONTEXT = /^contextlib\.(async)?contextmanager$/
const PROPERTY = /^(builtins\.property|property|functools\.cached_property|abc\.abstractproperty)$/
const ACCESSOR = new Set(['setter', 'getter', 'deleter'])

function merge(x: Decoration, y: Decoration): Decoration {
  return {
    wrappers: [...x.wrappers, ...y.wrappers],
    runs: x.runs ?? y.runs,
    once: x.once || y.once,
    context: x.context || y.context,
    property: x.property || y.property,
    chosen: x.chosen || y.chosen,
    known: x.known && y.known,
    effects: [...x.effects, ...y.effects],
  }
}

export function createDecorations(evaluation: Evaluation, effects: Effects, fates: Fates, origins: Origins): Decorations {
  const known: (Decoration | undefined)[] = []

  function of(id: FunctionId): Decoration {
    reserve(known, id)
    const answer = known[id]
    if (answer !== undefined) return answer
    known[id] = PLAIN
    const decoration = decorationOf(id)
    known[id] = decoration
    return decoration
  }

  function decorationOf(id: FunctionId): Decoration {
    const info = evaluation.function(id)
    const { summary } = evaluation.file(info.file)
    const made = summary.scopes.definedBy[info.scope]
    if (made < 0 || summary.values.op[made] !== Op.Function || summary.values.b[made] < 0) return PLAIN
    const parts = Array.from(listOf(summary, summary.values.b[made]), (decorator) => decoratorOf(info, decorator))
    return parts.length === 0 ? PLAIN : parts.reduce(merge)
  }

  function decoratorOf(decorated: FunctionInfo, decorator: Value): Decoration {
    const { summary } = evaluation.file(decorated.file)
    const at: Place = { file: decorated.file, value: decorator }
    const library = libraryDecorator(decorated.file, decorator)
    if (library !== null) return ofLibrary(at, library, summary.values.op[decorator] === Op.Call)
    if (summary.values.op[decorator] === Op.Attr && ACCESSOR.has(nameOf(summary, decorator))) return PLAIN
    const own = projectDecorator(decorated.file, decorator)
    return own === null ? { ...PLAIN, known: false } : ofProject(at, fates.ofParameter(own.function, own.index), decorated.async)
  }

  function ofLibrary(at: Place, known: Known, isCall: boolean): Decoration {
    const runs = isCall
      ? undefined
      : known.effects.flatMap((effect) => effect.runs ?? []).find((one) => one.argument === 0 && one.in === 'thread')
    return {
      ...PLAIN,
      runs: runs?.in ?? null,
      once: ONCE.test(known.name),
      context: CONTEXT.test(known.name),
      property: PROPERTY.test(known.name),
      effects: known.effects.map((effect) => ({ at, known, effect })),
    }
  }

  /** By what the decorator does with its function; a wrapper of the other colour runs in the caller, if at all. */
  function ofProject(at: Place, met: readonly Fate[], isAsync: boolean): Decoration {
    const wrappers = met.flatMap((fate) => (fate.is === 'wrapped' ? [fate.by] : []))
    const handed = met.flatMap((fate) => (fate.is === 'handed' ? [fate.runs] : []))
    return {
      ...PLAIN,
      wrappers: wrappers.filter((wrapper) => evaluation.function(wrapper).async === isAsync).map((wrapper) => ({ function: wrapper, at })),
      runs: wrappers.length === 0 ? (handed[0] ?? null) : null,
      chosen: met.some((fate) => fate.is === 'chosen'),
    }
  }

  /** The library callable behind `@d` or `@d(…)`; null if it is not a library's. */
  function libraryDecorator(file: FileId, decorator: Value): Known | null {
    const { values } = evaluation.file(file).summary
    if (values.op[decorator] === Op.Call) {
      const [call] = effects.callsOf(file, decorator)
      return call === undefined || call.target.is === 'external' ? unlessEmpty(call) : call
    }
    const type = evaluation.typeOf(file, decorator)
    if (type.is === 'external') return unlessEmpty(effects.ofTarget({ is: 'external', path: type.path }))
    if (type.is === 'function')
      return effects.ofTarget({ is: 'function', function: type.of, ...(type.self === undefined ? {} : { self: type.self }) })
    if (type.is === 'class') return effects.ofTarget({ is: 'construct', class: type.of, initializer: null })
    return null
  }

  /** A path without a stub is only known by its effects. */
  function unlessEmpty(call: Known | null | undefined): Known | null {
    return call === null || call === undefined || call.effects.length === 0 ? null : call
  }

  /** The project function that receives the decorated one, and as which parameter. */
  function projectDecorator(file: FileId, decorator: Value): { readonly function: FunctionId; readonly index: number } | null {
    const { values } = evaluation.file(file).summary
    if (values.op[decorator] !== Op.Call) {
      const type = evaluation.typeOf(file, decorator)
      if (type.is !== 'function' || evaluation.file(evaluation.function(type.of).file).origin !== 'project') return null
      const bound = boundParameters(evaluation, {
        is: 'function',
        function: type.of,
        ...(type.self === undefined ? {} : { self: type.self }),
      })
      return { function: type.of, index: bound }
    }
    for (const target of evaluation.calleeOf(file, decorator).targets) {
      if (target.is !== 'function') return null
      const factory = evaluation.function(target.function)
      if (evaluation.file(factory.file).origin !== 'project') return null
      const { summary } = evaluation.file(factory.file)
      for (const exit of listOf(summary, summary.scopes.exits[factory.scope])) {
        const returned = summary.values.op[exit] === Op.Return ? summary.values.a[exit] : exit
        if (returned < 0) continue
        for (const origin of origins.of(factory.file, returned)) {
          const op: Op = summary.values.op[origin]
          if (op === Op.Function || op === Op.Lambda)
            return { function: evaluation.functionOfScope(factory.file, summary.values.a[origin]), index: 0 }
        }
      }
    }
    return null
  }

  return { of }
}
