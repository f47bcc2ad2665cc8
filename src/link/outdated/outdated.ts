/** Convicts what `queries/facts/outdated.scm` nominates: by the class or function that is called, and by the version that is installed. */
import type { OutdatedFact, OutdatedUse } from '../../model/outdated.ts'
import type { CandidateFact, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf, scopeKind, textOf } from '../read.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  /** Major version of pydantic that the project installs; null if nothing pins it. */
  readonly pydanticMajor: number | null
}

/** https://docs.pydantic.dev/latest/migration/ */
const METHODS: Readonly<Record<string, string>> = {
  dict: 'model_dump',
  json: 'model_dump_json',
  copy: 'model_copy',
  parse_obj: 'model_validate',
  parse_raw: 'model_validate_json',
  from_orm: 'model_validate',
  construct: 'model_construct',
  schema: 'model_json_schema',
  schema_json: 'model_json_schema',
  update_forward_refs: 'model_rebuild',
}
const FUNCTIONS: Readonly<Record<string, string>> = {
  validator: '@field_validator',
  root_validator: '@model_validator',
  parse_obj_as: 'TypeAdapter(...).validate_python',
}
const KEYWORDS: Readonly<Record<string, string>> = {
  regex: 'pattern',
  min_items: 'min_length',
  max_items: 'max_length',
  allow_mutation: 'frozen',
  example: 'examples',
}
/**
 * Limits that `Query` and its kin take as extra keywords, and put into the schema only: nothing is checked by them. Later versions raise a
 * TypeError at import. https://fastapi.tiangolo.com/release-notes/
 */
const UNCHECKED = new Set(['min_items', 'max_items'])
const MODEL = 'pydantic.main.BaseModel'
/** Names that only Pydantic 2 has: a project that imports one of them runs on it. */
const MODERN = new Set([
  'field_validator',
  'model_validator',
  'ConfigDict',
  'field_serializer',
  'TypeAdapter',
  'computed_field',
  'BeforeValidator',
])

/** In the order of the files. */
export function outdatedFacts({ parts, candidates, pydanticMajor }: Input): readonly OutdatedFact[] {
  const { evaluation } = parts
  if (pydanticMajor === 1 || (pydanticMajor === null && !importsModern())) return []
  const byFile = new Map<string, { readonly library: OutdatedFact['library']; readonly file: FileId; readonly uses: OutdatedUse[] }>()
  for (const candidate of candidates.of('facts/outdated')) {
    const found = useOf(candidate)
    if (found === null) continue
    const key = `${candidate.file}:${found.library}`
    const known = byFile.get(key)
    if (known === undefined) byFile.set(key, { library: found.library, file: candidate.file, uses: [found.use] })
    else known.uses.push(found.use)
  }
  return [...byFile.values()]
    .map(({ library, file, uses }) => ({ is: 'outdated' as const, library, file, uses: uses.toSorted((x, y) => x.at.value - y.at.value) }))
    .toSorted((x, y) => x.file - y.file || (x.library < y.library ? -1 : 1))

  function importsModern(): boolean {
    return evaluation.files.some(({ origin, summary }) => {
      const { op, a, b, count } = summary.values
      if (origin !== 'project' || !summary.strings.some((text) => MODERN.has(text))) return false
      for (let value = 0; value < count; value++)
        if (op[value] === Op.ImportFrom && textOf(summary, a[value]) === 'pydantic' && MODERN.has(textOf(summary, b[value]))) return true
      return false
    })
  }

  function useOf({ file, captures }: CandidateFact): { readonly library: OutdatedFact['library']; readonly use: OutdatedUse } | null {
    const { call, config, name, passed } = captures
    if (config !== undefined) return configOf({ file, value: config.value })
    if (call === undefined || call.value < 0) return null
    const at = { file, value: call.value }
    if (passed !== undefined) return argumentOf(at, passed.value)
    return name === undefined ? null : calledOf(at)
  }

  function calledOf(at: Place) {
    const { targets } = evaluation.calleeOf(at.file, at.value)
    if (targets.length !== 1 || targets[0].is !== 'function') return null
    const { qualifiedName, name } = evaluation.function(targets[0].function)
    const method = qualifiedName === `${MODEL}.${name}` ? METHODS[name] : undefined
    if (method !== undefined)
      return isFallback(at) ? null : { library: 'pydantic' as const, use: { at, old: `.${name}()`, instead: `.${method}()` } }
    const replaced = /^pydantic\.(?!v1\.)/.test(qualifiedName) ? FUNCTIONS[name] : undefined
    return replaced === undefined ? null : { library: 'pydantic' as const, use: { at, old: `\`${name}\``, instead: replaced } }
  }

  /** In the arm for what the code has found not to be a model of version 2: `else` of `is_new(x)`, or under `hasattr(x, "dict")`. */
  function isFallback({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[a[value]] !== Op.Attr) return false
    const receiver = parts.origins.of(file, a[a[value]])
    return parts.guards.tests(file, value).some(({ test, holds }) => {
      if (op[test] !== Op.Call || (holds && nameOf(summary, a[test]) !== 'hasattr')) return false
      return listOf(summary, b[test]).some((argument) => parts.origins.of(file, argument).some((origin) => receiver.includes(origin)))
    })
  }

  /** `class Config` directly inside a model. */
  function configOf(at: Place) {
    const { summary } = evaluation.file(at.file)
    const { op, a, b } = summary.values
    const made = at.value >= 0 && op[at.value] === Op.Bind ? b[at.value] : at.value
    if (made < 0 || op[made] !== Op.Class) return null
    const around = summary.scopes.parent[a[made]]
    if (around < 0 || scopeKind(summary, around) !== ScopeKind.Class) return null
    const isModel = evaluation.isSubclass(evaluation.classOfScope(at.file, around), MODEL)
    return isModel
      ? {
          library: 'pydantic' as const,
          use: { at: { file: at.file, value: made }, old: '`class Config`', instead: '`model_config = ConfigDict(...)`' },
        }
      : null
  }

  function argumentOf(at: Place, passed: Value) {
    const { summary } = evaluation.file(at.file)
    const keyword = passed < 0 ? '' : textOf(summary, summary.values.a[passed])
    const instead = KEYWORDS[keyword]
    const { targets } = evaluation.calleeOf(at.file, at.value)
    if (instead === undefined || targets.length !== 1 || targets[0].is !== 'function') return null
    const { qualifiedName } = evaluation.function(targets[0].function)
    const use = { at, old: `\`${keyword}=\``, instead: `\`${instead}=\`` }
    if (qualifiedName.startsWith('fastapi.')) return { library: 'fastapi' as const, use: { ...use, unchecked: UNCHECKED.has(keyword) } }
    return qualifiedName === 'pydantic.fields.Field' && keyword !== 'example' ? { library: 'pydantic' as const, use } : null
  }
}
