/** Convicts what `queries/facts/naive-times.scm` nominates: times of the standard library that become a field of a Pydantic model. */
import type { NaiveTime, NaiveTimesFact } from '../../model/naive-time.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, nameOf, scopeKind, textOf } from '../read.ts'

const MODEL = 'pydantic.main.BaseModel'
const NAIVE = /^datetime\.datetime\.(utcnow|utcfromtimestamp)$/
const DATETIME = 'datetime.datetime'
/** Validators of the field may give it a zone. */
const VALIDATORS = /^(field_validator|validator|model_validator|root_validator|field_serializer)$/

/** By file. */
export function naiveTimes(
  { evaluation, isProject }: Pick<Parts, 'evaluation' | 'isProject'>,
  candidates: CandidateIndex,
  isMapped: (id: ClassId) => boolean,
  isAnswered: (id: ClassId) => boolean,
): readonly NaiveTimesFact[] {
  const byFile = new Map<FileId, NaiveTime[]>()
  for (const { file, captures } of candidates.of('facts/naive-times')) {
    const value = captures['naive']?.value ?? -1
    const time = value < 0 || !isNaive(file, value) ? null : (asDefault(file, value) ?? asArgument(file, value))
    if (time === null) continue
    const known = byFile.get(file)
    if (known === undefined) byFile.set(file, [time])
    else known.push(time)
  }
  return [...byFile]
    .map(([file, times]) => ({ is: 'naive-times' as const, file, times: times.toSorted((x, y) => x.at.value - y.at.value) }))
    .toSorted((x, y) => x.file - y.file)

  function isNaive(file: FileId, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'function' && NAIVE.test(evaluation.function(type.of).qualifiedName)
  }

  /** `created: datetime = Field(default_factory=datetime.utcnow)`. */
  function asDefault(file: FileId, value: Value): NaiveTime | null {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const scope = evaluation.scopeOf(file, value)
    if (scopeKind(summary, scope) !== ScopeKind.Class) return null
    const model = evaluation.classOfScope(file, scope)
    const call = evaluation.users(file, value).flatMap((user) => (op[user] === Op.Keyword ? evaluation.users(file, user) : []))[0]
    if (call === undefined || op[call] !== Op.Call || argumentAt(summary, call, 'default_factory') !== value) return null
    const bind = evaluation.users(file, call).find((user) => op[user] === Op.Bind)
    return bind === undefined ? null : fieldOf(file, value, model, nameOf(summary, bind))
  }

  /** `Order(created=datetime.utcnow())`. */
  function asArgument(file: FileId, value: Value): NaiveTime | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const call = evaluation.users(file, value).find((user) => op[user] === Op.Call && a[user] === value)
    for (const keyword of call === undefined ? [] : evaluation.users(file, call)) {
      if (op[keyword] !== Op.Keyword) continue
      for (const made of evaluation.users(file, keyword)) {
        const [target] = op[made] === Op.Call ? evaluation.calleeOf(file, made).targets : []
        if (target?.is === 'construct') return fieldOf(file, value, target.class, textOf(summary, a[keyword]))
      }
    }
    return null
  }

  /** A field that takes a plain `datetime`, of a model that is no table and has no validators of its own. */
  function fieldOf(file: FileId, value: Value, model: ClassId, field: string): NaiveTime | null {
    if (!evaluation.isSubclass(model, MODEL) || isMapped(model) || validates(model)) return null
    const type = evaluation.memberOf(evaluation.instanceOf(model), field)
    const isPlain = type.is === 'instance' && evaluation.class(type.of).qualifiedName === DATETIME
    return isPlain ? { at: { file, value }, model: evaluation.class(model).name, field, answered: isAnswered(model) } : null
  }

  function validates(model: ClassId): boolean {
    const ancestors = new Set(evaluation.mro(model))
    return evaluation.functions.some(({ id, owner, file, scope }) => {
      if (owner === null || !ancestors.has(owner) || !isProject(id)) return false
      const { summary } = evaluation.file(file)
      const made = summary.scopes.definedBy[scope]
      return evaluation.decorators({ file, value: made }).some((decorator) => {
        const { op, a } = summary.values
        return VALIDATORS.test(nameOf(summary, op[decorator] === Op.Call ? a[decorator] : decorator))
      })
    })
  }
}
