/** Clients and pools: where they are built, how often, and whether anybody else could use them. */
import type { Context } from '../../model/project.ts'
import type { ResourceFact } from '../../model/resource.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { createBuilding } from '../building.ts'
import type { Parts } from '../draft.ts'
import { isMain } from '../main-guard.ts'
import { argumentAt, listOf, textOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { PACKAGES, RESOURCES } from './libraries.ts'

/** Arguments that make a client one caller's own. */
const OWN = new Set([
  'api_key', 'auth', 'token', 'headers', 'cookies', 'cert', 'verify', 'proxy', 'proxies', 'mounts', 'base_url', 'host', 'url',
  'aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'azure_endpoint', 'trust_env',
]) // prettier-ignore

/** Arguments by which it uses connections that somebody else keeps. */
const BORROWED = ['connection_pool', 'transport', 'connector', 'http_client']

interface Input {
  readonly parts: Parts
  readonly contextsOf: (id: FunctionId) => readonly Context[]
}

/** In the order of the files, then of their places. */
export function resourceFacts({ parts, contextsOf }: Input): readonly ResourceFact[] {
  const { evaluation, effects, origins } = parts
  const buildingOf = createBuilding(parts, contextsOf)
  return evaluation.files.flatMap(({ id, origin, summary }) =>
    origin === 'project' && summary.strings.some((text) => PACKAGES.test(text)) ? ofFile(id) : [],
  )

  function ofFile(file: FileId): readonly ResourceFact[] {
    const { op, count } = evaluation.file(file).summary.values
    const found: ResourceFact[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      for (const known of effects.callsOf(file, value)) {
        const callee = known.name.replaceAll('()', '').replace(/\.__(init|new)__$/, '')
        const library = RESOURCES.find(({ names }) => names.test(callee))
        if (library === undefined || isMain(evaluation, { file, value })) continue
        found.push(factOf(file, value, callee, library.kind))
        break
      }
    }
    return found
  }

  function factOf(file: FileId, value: Value, callee: string, kind: ResourceFact['kind']): ResourceFact {
    const at = { file, value }
    const within = functionAround(evaluation, file, value)
    const borrows = BORROWED.some((name) => argumentAt(evaluation.file(file).summary, value, name) >= 0)
    return {
      is: 'resource',
      borrows,
      kind,
      at,
      callee,
      within,
      ...buildingOf(at, within < 0 ? null : within),
      ownSettings: hasOwnSettings(file, value),
    }
  }

  /** An argument comes from a parameter, from an object of the caller, or is passed on unseen. */
  function hasOwnSettings(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return [...listOf(summary, b[call])].some((item) => {
      if (op[item] === Op.Star || op[item] === Op.DoubleStar) return true
      if (op[item] === Op.Keyword) return OWN.has(textOf(summary, a[item])) && isOfCaller(file, b[item])
      return isOfCaller(file, item)
    })
  }

  function isOfCaller(file: FileId, value: Value, depth = 0): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return origins.of(file, value).some((origin) => {
      const kind: Op = op[origin]
      if (kind === Op.Param || kind === Op.Call || kind === Op.Await || kind === Op.Index || kind === Op.Iterate) return true
      if (depth > 4) return true
      const go = (one: Value): boolean => one >= 0 && isOfCaller(file, one, depth + 1)
      if (kind === Op.Attr) return go(a[origin])
      if (kind === Op.Dict || kind === Op.Format || kind === Op.Tuple || kind === Op.List) return [...listOf(summary, b[origin])].some(go)
      if (kind === Op.Pair) return go(b[origin])
      return kind === Op.Binary && (go(a[origin]) || go(b[origin]))
    })
  }
}
