/** Facts: credentials that are written down, by what `lower/secrets.ts` has put in their place. */
import { FORMATS } from '../../lower/secret-formats.ts'
import { MASK, maskedText } from '../../lower/secrets.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { Place } from '../../model/project.ts'
import type { SecretFact } from '../../model/secret.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import { nameOf, scopeKind } from '../read.ts'
import { functionAround } from '../within.ts'

/** In the order of the files, then of their places; the manifests last. */
export function secretFacts({ evaluation }: Parts, manifests: readonly ManifestSummary[]): readonly SecretFact[] {
  const code = evaluation.files.flatMap(({ id: file, origin, summary }) => {
    const { op, a, count } = summary.values
    const masked = new Set(summary.strings.flatMap((text, index) => (MASK.test(text) ? [index] : [])))
    if (origin !== 'project' || masked.size === 0) return []
    const found: SecretFact[] = []
    for (let value = 0; value < count; value++) {
      const fact = op[value] === Op.Text && masked.has(a[value]) ? factOf({ file, value }, summary.strings[a[value]]) : null
      if (fact !== null) found.push({ ...fact, within: functionAround(evaluation, file, value), isDefault: isDefault(evaluation, fact.at) })
    }
    return found
  })
  return [...code, ...manifests.flatMap(inManifest)]
}

function factOf(at: Place, text: string): SecretFact | null {
  const [, by, about, shown] = MASK.exec(text) ?? []
  if (by !== 'format' && by !== 'address' && by !== 'name') return null
  const what = by === 'format' ? (FORMATS.find(({ id }) => id === about)?.what ?? about) : about
  return { is: 'secret', at, within: -1, by, what, shown, isDefault: false }
}

/** Values of documents; what is set for a process, and container files, is looked at by what they are for. */
function inManifest({ format, nodes }: ManifestSummary, index: number): readonly SecretFact[] {
  if (format === 'lock' || format === 'dotenv') return []
  return nodes.flatMap(({ is, value }, node) => {
    const fact = is === 'scalar' && typeof value === 'string' ? factOf({ file: -1 - index, value: node }, maskedText(value)) : null
    return fact === null || fact.by !== 'format' ? [] : [fact]
  })
}

const SETTINGS = ['pydantic_settings.main.BaseSettings', 'pydantic.env_settings.BaseSettings', 'pydantic.BaseSettings']

/** A field of a settings class, or the second argument of a read of the environment. */
function isDefault(evaluation: Evaluation, { file, value }: Place): boolean {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const scope = evaluation.scopeOf(file, value)
  if (scope > 0 && scopeKind(summary, scope) === ScopeKind.Class) {
    const id = evaluation.classOfScope(file, scope)
    if (SETTINGS.some((name) => evaluation.isSubclass(id, name))) return true
  }
  return evaluation
    .users(file, value)
    .some((user) => op[user] === Op.Call && /^(getenv|get|config|env|str)$/.test(nameOf(summary, a[user])))
}
