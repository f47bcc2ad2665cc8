/** Convicts what `queries/facts/protections.scm` nominates, by what is called and by the class of what is assigned to. */
import type { Place } from '../../model/project.ts'
import type { ProtectionFact, ProtectionSetting } from '../../model/protection.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { isMain } from '../main-guard.ts'
import { listOf, nameOf, textOf } from '../read.ts'
import { NO_ENV } from '../routes/passing.ts'
import { type Bound, createResolver } from '../routes/resolve.ts'
import type { Definitions } from '../schema/definitions.ts'
import { functionAround } from '../within.ts'
import type { Protection } from './libraries.ts'
import { ATTRIBUTES, CALLS, MIDDLEWARE } from './libraries.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly definitions: Definitions
  readonly isFromRequest: (at: Place) => boolean
}

type Settings = Map<string, ProtectionSetting>

/** In the order of the files, then of their places. */
export function protectionFacts({ parts, candidates, definitions, isFromRequest }: Input): readonly ProtectionFact[] {
  const { evaluation } = parts
  const resolver = createResolver(parts, definitions)
  const found = new Map<string, ProtectionFact>()
  for (const { file, captures } of candidates.of('facts/protections')) {
    const { call, store } = captures
    const at = { file, value: (call ?? store)?.value ?? -1 }
    const key = `${file}:${at.value}`
    if (at.value < 0 || found.has(key) || isMain(evaluation, at)) continue
    const fact = call === undefined ? stored(at) : (called(at) ?? registered(at))
    if (fact !== null) found.set(key, fact)
  }
  return [...found.values()].toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)

  function called(at: Place): ProtectionFact | null {
    if (evaluation.file(at.file).summary.values.op[at.value] !== Op.Call) return null
    for (const callee of calleesOf(parts, at.file, at.value)) {
      const known = callee === null ? undefined : CALLS.find(({ names }) => names.test(callee))
      if (callee !== null && known !== undefined) return factOf(at, callee, known)
    }
    return null
  }

  /** `app.add_middleware(CORSMiddleware, ...)`, `Middleware(CORSMiddleware, ...)`, `CORSMiddleware(app, ...)`. */
  function registered(at: Place): ProtectionFact | null {
    const { summary } = evaluation.file(at.file)
    if (summary.values.op[at.value] !== Op.Call) return null
    const callee = summary.values.a[at.value]
    const isDirect = Object.hasOwn(MIDDLEWARE, nameOf(summary, callee))
    const given = isDirect ? callee : [...listOf(summary, summary.values.b[at.value])][0]
    if (given === undefined) return null
    const type = evaluation.typeOf(at.file, given)
    const name = type.is === 'class' ? evaluation.class(type.of).qualifiedName : type.is === 'external' ? type.path : ''
    const last = name.slice(name.lastIndexOf('.') + 1)
    if (!/^(starlette|fastapi)\./.test(name) || !Object.hasOwn(MIDDLEWARE, last)) return null
    return factOf(at, last, MIDDLEWARE[last])
  }

  function factOf(at: Place, callee: string, { kind, settings }: Omit<Protection, 'names'>): ProtectionFact {
    const call: Bound = { ...at, env: NO_ENV }
    const given: Settings = new Map()
    let open = false
    for (const [name, position] of Object.entries(settings)) {
      const written = resolver.argument(call, name, position < 0 ? undefined : position)
      if (written === undefined) open = true
      else if (written !== null) add(given, name, written)
    }
    const token = kind === 'token-read' ? given.get('token') : undefined
    const fromRequest = token !== undefined && isFromRequest(token.at)
    return { is: 'protection', kind, at, callee, within: functionAround(evaluation, at.file, at.value), settings: given, fromRequest, open }
  }

  function add(given: Settings, name: string, written: Bound): void {
    const { places, complete } = resolver.of(written)
    given.set(name, { at: { file: written.file, value: written.value }, values: places.map(placeOf), complete })
    for (const place of places) for (const [key, value] of pairsOf(place)) if (!name.includes('.')) add(given, `${name}.${key}`, value)
  }

  function pairsOf(place: Bound): readonly (readonly [string, Bound])[] {
    const { summary } = evaluation.file(place.file)
    const { op, a, b } = summary.values
    if (op[place.value] !== Op.Dict) return []
    return [...listOf(summary, b[place.value])].flatMap((row) => {
      const key = op[row] === Op.Pair ? evaluation.constantOf(place.file, a[row]) : undefined
      return key?.is === 'text' ? [[key.value, { ...place, value: b[row] }] as const] : []
    })
  }

  function stored(at: Place): ProtectionFact | null {
    const { summary } = evaluation.file(at.file)
    const { op, a, b } = summary.values
    const store: Value = op[at.value] === Op.SetAttr ? at.value : -1
    if (store < 0) return null
    const [value, text] = listOf(summary, b[store])
    const name = textOf(summary, text)
    if (value < 0) return null
    const type = evaluation.typeOf(at.file, a[store])
    const owner =
      type.is === 'instance' && evaluation.isSubclass(type.of, ATTRIBUTES[name] ?? '')
        ? ATTRIBUTES[name].replace('.sessions', '')
        : name === '_create_default_https_context' && type.is === 'module' && evaluation.file(type.module).module === 'ssl'
          ? 'ssl'
          : null
    if (owner === null) return null
    const given: Settings = new Map()
    add(given, name, { file: at.file, value, env: NO_ENV })
    const within = functionAround(evaluation, at.file, store)
    return { is: 'protection', kind: 'peer', at, callee: `${owner}.${name}`, within, settings: given, fromRequest: false, open: false }
  }
}

const placeOf = ({ file, value }: Bound): Place => ({ file, value })
