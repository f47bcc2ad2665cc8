/** Classes of settings, field by field, and reads of the environment that have a text to fall back to. */
import { MASK } from '../../lower/secrets.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { EnvironmentFact } from '../../model/output.ts'
import type { Context, Place } from '../../model/project.ts'
import type { EnvironmentDefaultFact, SettingFallback, SettingField, SettingSource, SettingsClassFact } from '../../model/setting.ts'
import type { Scope, Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import { createBuilding } from '../building.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, listOf, scopeKind, textOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { createRefusals } from './refusals.ts'

export const BASE_SETTINGS = ['pydantic_settings.main.BaseSettings', 'pydantic.env_settings.BaseSettings']

/** Calls around a default, and the argument that holds it. https://docs.pydantic.dev/latest/concepts/fields/ */
const WRAPPERS: readonly (readonly [RegExp, number | string, string])[] = [
  [/^pydantic\.(?:.*\.)?Field$/, 0, 'default'],
  [/^pydantic\.(?:.*\.)?(?:SecretStr|SecretBytes)$/, 0, 'secret_value'],
]
/** Reads of the environment, and the argument that stands in. https://www.starlette.io/config/ */
const READERS: readonly (readonly [RegExp, number, string])[] = [
  [/^os\.getenv$|^os\._Environ\.get$|^typing\.Mapping\.get$/, 1, 'default'],
  [/^starlette\.config\.Config\.(?:__call__|get)$/, 2, 'default'],
  [/^decouple\.(?:config|AutoConfig|Config)(?:\.__call__)?$/, 1, 'default'],
]
const RANDOM = /^secrets\.(?:token_\w+|choice|randbits)$|^os\.urandom$|^uuid\.uuid4$/

/** In the order of the classes. */
export function settingsClasses(parts: Parts, contextsOf: (id: FunctionId) => readonly Context[]): readonly SettingsClassFact[] {
  const { evaluation, effects, origins } = parts
  const buildingOf = createBuilding(parts, contextsOf)
  const refusalOf = createRefusals(evaluation)
  const found = evaluation.classes.filter(
    ({ id, file }) => evaluation.file(file).origin === 'project' && BASE_SETTINGS.some((name) => evaluation.isSubclass(id, name)),
  )
  const made = instancesOf(evaluation, new Set(found.map(({ id }) => id)))
  return found.map(({ id, file, scope }) => ({
    is: 'settings-class',
    class: id,
    at: { file, value: evaluation.file(file).summary.scopes.definedBy[scope] },
    fields: fieldsOf(id, file, scope),
    made: (made.get(id) ?? []).map((call) => {
      const within = functionAround(evaluation, call.file, call.value)
      return { at: call, ...buildingOf(call, within < 0 ? null : within) }
    }),
  }))

  function fieldsOf(id: ClassId, file: FileId, scope: Scope): readonly SettingField[] {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    const { op, b } = summary.values
    const fields: SettingField[] = []
    // What begins with an underscore is private to Pydantic, and no setting.
    for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
      const bind = listOf(summary, bindingValues[row]).at(-1) ?? -1
      const name = textOf(summary, bindingName[row])
      if (bind < 0 || op[bind] !== Op.Bind || b[bind] < 0 || name === 'model_config' || name.startsWith('_')) continue
      const kind: Op = op[b[bind]]
      if (kind === Op.Function || kind === Op.Class) continue
      const { source, at } = defaultOf({ file, value: b[bind] }, scope)
      const fallback = at === null ? null : fallbackAt(evaluation, at, (text) => refusalOf(text, name, id))
      fields.push({ name, at: { file, value: bind }, source, fallback })
    }
    return fields.toSorted((x, y) => x.at.value - y.at.value)
  }

  /** Where a default comes from, and the expression that holds it. */
  function defaultOf({ file, value }: Place, scope: Scope, depth = 0): { readonly source: SettingSource; readonly at: Place | null } {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const other = { source: 'other', at: null } as const
    if (op[value] === Op.Text) return { source: 'constant', at: { file, value } }
    if (op[value] === Op.Format)
      return [...listOf(summary, b[value])].some((item) => isField(file, item, scope)) ? { source: 'parts', at: null } : other
    if (op[value] !== Op.Call || depth > 3) return other
    const name = calleeName(file, value)
    if (RANDOM.test(name)) return { source: 'random', at: null }
    const reader = READERS.find(([pattern]) => pattern.test(name))
    if (reader !== undefined) {
      const given = Math.max(argumentAt(summary, value, reader[1]), argumentAt(summary, value, reader[2]))
      return { source: 'environment', at: given < 0 ? null : defaultOf({ file, value: given }, scope, depth + 1).at }
    }
    const wrapper = WRAPPERS.find(([pattern]) => pattern.test(name))
    const given = wrapper === undefined ? -1 : Math.max(argumentAt(summary, value, wrapper[1]), argumentAt(summary, value, wrapper[2]))
    if (given >= 0) return defaultOf({ file, value: given }, scope, depth + 1)
    const factory = wrapper === undefined ? -1 : argumentAt(summary, value, 'default_factory')
    if (factory >= 0 && op[factory] === Op.Lambda) {
      const region = summary.scopes.region[a[factory]]
      for (let each = summary.regions.first[region]; each < summary.regions.end[region]; each++)
        if (op[each] === Op.Call && RANDOM.test(calleeName(file, each))) return { source: 'random', at: null }
    }
    return other
  }

  /** A value that a field of the same class body was given. */
  function isField(file: FileId, value: Value, scope: Scope): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[value] !== Op.Load || op[a[value]] !== Op.Bind) return false
    return evaluation.scopeOf(file, a[value]) === scope && origins.of(file, value).length > 0
  }

  function calleeName(file: FileId, call: Value): string {
    const [target] = evaluation.calleeOf(file, call).targets
    if (target?.is === 'function') return evaluation.function(target.function).qualifiedName
    if (target?.is === 'construct') return evaluation.class(target.class).qualifiedName
    return target?.path ?? effects.callsOf(file, call)[0]?.name ?? ''
  }
}

/** In the order of their places; fields of settings classes are left to those. */
export function environmentDefaults({ evaluation }: Parts, facts: readonly EnvironmentFact[]): readonly EnvironmentDefaultFact[] {
  const refusalOf = createRefusals(evaluation)
  return facts.flatMap(({ reads }) =>
    reads.flatMap(({ at, name, stand }): readonly EnvironmentDefaultFact[] => {
      const fallback = stand === null || isInSettings(at) ? null : fallbackAt(evaluation, stand, (text) => refusalOf(text, name, null))
      return fallback === null ? [] : [{ is: 'environment-default', name, at, fallback }]
    }),
  )

  /** A field's own default, which its class has. */
  function isInSettings({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const scope = evaluation.scopeOf(file, value)
    if (scope <= 0 || scopeKind(summary, scope) !== ScopeKind.Class) return false
    const id = evaluation.classOfScope(file, scope)
    return BASE_SETTINGS.some((name) => evaluation.isSubclass(id, name))
  }
}

function fallbackAt(evaluation: Evaluation, at: Place, refusedAt: (text: string) => Place | null): SettingFallback | null {
  const constant = evaluation.constantOf(at.file, at.value)
  if (constant?.is !== 'text' || constant.value.trim() === '') return null
  const text = constant.value
  const mask = MASK.exec(text)
  return {
    at,
    text,
    shown: mask === null ? (text.length > 6 ? text.slice(0, 2) : '') : mask[3],
    isDrawn: mask !== null,
    refusedAt: refusedAt(text),
  }
}

/** Calls of the classes, by class. */
function instancesOf(evaluation: Evaluation, classes: ReadonlySet<ClassId>): ReadonlyMap<ClassId, readonly Place[]> {
  const names = new Set([...classes].map((id) => evaluation.class(id).name))
  const made = new Map<ClassId, Place[]>()
  for (const { id: file, origin, summary } of evaluation.files) {
    if (origin !== 'project' || !summary.strings.some((text) => names.has(text))) continue
    const { op, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      for (const target of evaluation.calleeOf(file, value).targets)
        if (target.is === 'construct' && classes.has(target.class))
          made.set(target.class, [...(made.get(target.class) ?? []), { file, value }])
    }
  }
  return made
}
