/** Functions under `functools.lru_cache` and `cache`, and what their keys hold on to. */
import type { HeldArgument, MemoisedFact, ReceiverKind } from '../../model/memo.ts'
import type { Context } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { createMakers } from './makers.ts'

const MEMO = /^functools\.(lru_cache|cache)$/
/** `lru_cache` without arguments. */
const BY_DEFAULT = 128
/** What lives as long as one request, as the libraries define it. */
const OF_REQUEST: readonly { readonly defined: string; readonly spelled: string }[] = [
  { defined: 'sqlalchemy.orm.session.Session', spelled: 'sqlalchemy.orm.Session' },
  { defined: 'sqlalchemy.ext.asyncio.session.AsyncSession', spelled: 'sqlalchemy.ext.asyncio.AsyncSession' },
  { defined: 'sqlalchemy.engine.base.Connection', spelled: 'sqlalchemy.Connection' },
  { defined: 'starlette.requests.HTTPConnection', spelled: 'fastapi.Request' },
]
const BY_VALUE = ['enum.Enum', 'builtins.str', 'builtins.int', 'builtins.tuple', 'typing.NamedTuple', 'builtins.type']

interface Input {
  readonly parts: Parts
  readonly functions: readonly FunctionId[]
  readonly contextsOf: (id: FunctionId) => readonly Context[]
  /** Entities: classes that are mapped to a table. */
  readonly isMapped: (id: ClassId) => boolean
}

/** In the order of the functions. */
export function memoisedFunctions({ parts, functions, contextsOf, isMapped }: Input): readonly MemoisedFact[] {
  const { evaluation, effects } = parts
  const makesPerRequest = createMakers(parts, contextsOf)
  let singletons: ReadonlySet<ClassId> | null = null
  return functions.flatMap((id): readonly MemoisedFact[] => {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const made = summary.scopes.definedBy[scope]
    if (made < 0 || summary.values.op[made] !== Op.Function) return []
    return [...listOf(summary, summary.values.b[made])].flatMap((decorator) => {
      const name = nameOfDecorator(file, decorator)
      return name !== null && MEMO.test(name) ? [factOf(id, file, decorator, name)] : []
    })
  })

  function nameOfDecorator(file: FileId, decorator: Value): string | null {
    const { op } = evaluation.file(file).summary.values
    if (op[decorator] === Op.Call) return effects.callsOf(file, decorator)[0]?.name ?? null
    const type = evaluation.typeOf(file, decorator)
    if (type.is === 'function') return effects.ofTarget({ is: 'function', function: type.of })?.name ?? null
    return type.is === 'external' ? type.path : null
  }

  function factOf(id: FunctionId, file: FileId, decorator: Value, name: string): MemoisedFact {
    const receiver = receiverOf(id)
    return {
      is: 'memoised',
      at: { file, value: decorator },
      function: id,
      decorator: name,
      keeps: keptBy(file, decorator, name),
      receiver,
      held: heldBy(id, receiver !== null),
    }
  }

  function keptBy(file: FileId, decorator: Value, name: string): MemoisedFact['keeps'] {
    if (name === 'functools.cache') return null
    const { summary } = evaluation.file(file)
    if (summary.values.op[decorator] !== Op.Call) return BY_DEFAULT
    const named = argumentAt(summary, decorator, 'maxsize')
    const size = named >= 0 ? named : argumentAt(summary, decorator, 0)
    if (size < 0) return BY_DEFAULT
    const constant = evaluation.constantOf(file, size)
    if (constant?.is === 'none') return null
    return constant?.is === 'number' ? constant.value : undefined
  }

  function receiverOf(id: FunctionId): ReceiverKind | null {
    const { owner, file, scope } = evaluation.function(id)
    if (owner === null || isStatic(file, scope) || parametersOf(evaluation, id).length === 0) return null
    if (comparesByValue(owner)) return 'value'
    singletons ??= madeByModules()
    if (singletons.has(owner)) return 'shared'
    return makesPerRequest(owner) ? 'object' : 'few'
  }

  function isStatic(file: FileId, scope: number): boolean {
    const { summary } = evaluation.file(file)
    return [...listOf(summary, summary.values.b[summary.scopes.definedBy[scope]])].some((decorator) =>
      /^(classmethod|staticmethod)$/.test(nameOf(summary, decorator)),
    )
  }

  /** Has a hash of its own, is frozen, or may have either by a base that nobody can read. */
  function comparesByValue(owner: ClassId): boolean {
    if (evaluation.hasUnknownBase(owner) || BY_VALUE.some((name) => evaluation.isSubclass(owner, name))) return true
    const hash = evaluation.methodOf(evaluation.instanceOf(owner), '__hash__')
    return (hash !== null && parts.isProject(hash)) || evaluation.mro(owner).some((id) => isFrozen(id))
  }

  /** `@dataclass(frozen=True)`, `class X(BaseModel, frozen=True)`. */
  function isFrozen(id: ClassId): boolean {
    const { file, scope } = evaluation.class(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const made = summary.scopes.definedBy[scope]
    const decorators = made < 0 ? [] : [...listOf(summary, summary.values.b[made])]
    return decorators.some((decorator) => op[decorator] === Op.Call && argumentAt(summary, decorator, 'frozen') >= 0)
  }

  /** Classes of which a module makes an object for everybody. */
  function madeByModules(): ReadonlySet<ClassId> {
    const found = new Set<ClassId>()
    for (const { id: file, origin, summary } of evaluation.files) {
      if (origin !== 'project') continue
      const { op, b } = summary.values
      const { bindingStart, bindingValues } = summary.scopes
      for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
        for (const bind of listOf(summary, bindingValues[row])) {
          if (op[bind] !== Op.Bind || b[bind] < 0 || op[b[bind]] !== Op.Call) continue
          const type = evaluation.typeOf(file, b[bind])
          if (type.is === 'instance') for (const each of evaluation.mro(type.of)) found.add(each)
        }
      }
    }
    return found
  }

  function heldBy(id: FunctionId, isMethod: boolean): readonly HeldArgument[] {
    const { file } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    return [...parametersOf(evaluation, id)].slice(isMethod ? 1 : 0).flatMap((parameter) => {
      const type = spelling(evaluation.typeOf(file, parameter))
      return type === null ? [] : [{ name: nameOf(summary, parameter), type }]
    })
  }

  function spelling(type: Type): string | null {
    if (type.is !== 'instance') return null
    const known = OF_REQUEST.find(({ defined }) => evaluation.isSubclass(type.of, defined))
    if (known !== undefined) return known.spelled
    return isMapped(type.of) ? evaluation.class(type.of).name : null
  }
}
