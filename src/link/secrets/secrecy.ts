/** Facts: secrets that are compared or drawn. Nominated by `facts/comparisons.scm` and `facts/randoms.scm`. */
import type { Place } from '../../model/project.ts'
import type { RandomDrawFact, SecretComparisonFact } from '../../model/secrecy.ts'
import { CompareOp, Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { RequestData } from '../request-data.ts'
import { functionAround } from '../within.ts'

const SETTINGS = ['pydantic_settings.main.BaseSettings', 'pydantic.env_settings.BaseSettings']
const ENVIRONMENT = /^(os\.getenv|os\.environ\.get|os\._Environ\.get|typing\.Mapping\.get|os\.environ\.__getitem__)$/
const MOST = 24

/** In the order of the files, then of their places. */
export function secretComparisons(parts: Parts, candidates: CandidateIndex, requests: RequestData): readonly SecretComparisonFact[] {
  const { evaluation, origins } = parts
  return candidates.of('facts/comparisons').flatMap(({ file, captures }): readonly SecretComparisonFact[] => {
    const at = { file, value: captures['comparison']?.value ?? -1 }
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (at.value < 0 || op[at.value] !== Op.Compare) return []
    const [first, ...more] = listOf(summary, a[at.value])
    if (more.length > 0 || (first !== CompareOp.Eq && first !== CompareOp.NotEq)) return []
    const [left, right] = listOf(summary, b[at.value])
    for (const [own, given] of [
      [left, right],
      [right, left],
    ] as const) {
      const secret = kept({ file, value: own })
      if (secret === null || !requests.isFromRequest({ file, value: given })) continue
      const within = functionAround(evaluation, file, at.value)
      return [{ is: 'secret-comparison', at, within, secret, given: nameOf(summary, given) || 'what the request brought' }]
    }
    return []
  })

  /** The name of the setting or variable of the environment that a value is; null if it is none. */
  function kept({ file, value }: Place): string | null {
    for (const origin of origins.of(file, value)) {
      const { summary } = evaluation.file(file)
      const { op, a, b } = summary.values
      if (op[origin] === Op.Call) {
        const name = nameOf(summary, a[origin])
        // `settings.api_key.get_secret_value()`.
        if (name === 'get_secret_value' && op[a[origin]] === Op.Attr) return kept({ file, value: a[a[origin]] })
        const key = argumentAt(summary, origin, 0)
        const text = key < 0 ? undefined : evaluation.constantOf(file, key)
        if (
          /^(getenv|get)$/.test(name) &&
          text?.is === 'text' &&
          calleesOf(parts, file, origin).some((callee) => callee !== null && ENVIRONMENT.test(callee)) &&
          isOfEnvironment(file, origin, name)
        )
          return text.value
      }
      if (op[origin] === Op.Index) {
        const text = evaluation.constantOf(file, b[origin])
        const type = evaluation.typeOf(file, a[origin])
        if (text?.is === 'text' && type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'os._Environ') return text.value
      }
      if (op[origin] === Op.Attr) {
        const type = evaluation.typeOf(file, a[origin])
        if (type.is === 'instance' && SETTINGS.some((name) => evaluation.isSubclass(type.of, name))) return textOf(summary, b[origin])
      }
    }
    return null
  }

  /** `get` of the environment, not of any mapping. */
  function isOfEnvironment(file: number, call: Value, name: string): boolean {
    if (name === 'getenv') return true
    const { op, a } = evaluation.file(file).summary.values
    const type = op[a[call]] === Op.Attr ? evaluation.typeOf(file, a[a[call]]) : null
    return type?.is === 'instance' && evaluation.class(type.of).qualifiedName === 'os._Environ'
  }
}

/** In the order of the files, then of their places. */
export function randomDraws(parts: Parts, candidates: CandidateIndex): readonly RandomDrawFact[] {
  const { evaluation } = parts
  return candidates.of('facts/randoms').flatMap(({ file, captures }): readonly RandomDrawFact[] => {
    const at = { file, value: captures['draw']?.value ?? -1 }
    if (at.value < 0) return []
    const callee = calleesOf(parts, file, at.value).find((name) => name !== null && /^random\.(?!SystemRandom)/.test(name) && !isSystem(at))
    if (callee === undefined || callee === null) return []
    return [{ is: 'random-draw', at, within: functionAround(evaluation, file, at.value), callee, name: nameGiven(at) }]
  })

  function isSystem({ file, value }: Place): boolean {
    const { op, a } = evaluation.file(file).summary.values
    const type = op[a[value]] === Op.Attr ? evaluation.typeOf(file, a[a[value]]) : null
    return type?.is === 'instance' && evaluation.class(type.of).qualifiedName === 'random.SystemRandom'
  }

  /** What joins, formats and sums make of a draw is still it. */
  function isStillIt(file: number, user: Value): boolean {
    const { summary } = evaluation.file(file)
    const op: Op = summary.values.op[user]
    if (op === Op.Call) return /^(join|str|format|int|hex)$/.test(nameOf(summary, summary.values.a[user]))
    return op === Op.Comprehension || op === Op.Format || op === Op.Binary || op === Op.Conditional || op === Op.Star
  }

  /** The first name on the way up through joins, formats and comprehensions; a function's, where it is returned. */
  function nameGiven({ file, value }: Place): string {
    const { summary } = evaluation.file(file)
    const { op, b, a } = summary.values
    const work: Value[] = [value]
    const seen = new Set<Value>(work)
    for (let at = work.shift(); at !== undefined && seen.size < MOST; at = work.shift()) {
      for (const user of evaluation.users(file, at)) {
        switch (op[user] as Op) {
          case Op.Bind:
            return nameOf(summary, user)
          case Op.Keyword:
            return textOf(summary, a[user])
          case Op.SetAttr:
            return textOf(summary, listOf(summary, b[user])[1])
          case Op.Return: {
            const within = functionAround(evaluation, file, user)
            return within < 0 ? '' : evaluation.function(within).name
          }
          default:
            if (seen.has(user) || !isStillIt(file, user)) break
            seen.add(user)
            work.push(user)
        }
      }
    }
    return ''
  }
}
