/** Finds, from a function on, the nearest call that takes long or that somebody waits for. */
import type { Edge, EffectSite } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { WorkCall, WorkKind } from '../../model/work.ts'
import type { Parts } from '../draft.ts'

/** Library calls by name, as users spell them. */
const CALLS: readonly (readonly [WorkKind, RegExp])[] = [
  ['model', /^(openai|anthropic|groq|mistralai)\..*\.(create|parse|stream|complete)$/],
  ['model', /^litellm\.a?(completion|embedding)$|^ollama\.(.*\.)?(chat|generate)$/],
  ['model', /^langchain\w*\..*\.(ainvoke|invoke|astream|stream|apredict|predict|arun|run)$/],
  ['mail', /^smtplib\.(.*\.)?(sendmail|send_message)$|^aiosmtplib\.(.*\.)?(send|send_message|sendmail)$/],
  ['mail', /^fastapi_mail\.(.*\.)?send_message$|^emails\.(.*\.)?send$|^sendgrid\.(.*\.)?send$|^resend\..*\.send$/],
  ['payment', /^stripe\..*\.(create|capture|confirm|create_async|capture_async|confirm_async)$/],
]
/** Processor time in milliseconds from which a computation counts as long: the geometric mean of the range of its estimate. */
const LONG = 1000
const DEEPEST = 6

export interface Work {
  longOf(id: FunctionId): WorkCall | null
  urgentOf(id: FunctionId): WorkCall | null
}

interface Sources {
  readonly parts: Parts
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
  readonly sitesOf: (id: FunctionId) => readonly EffectSite[]
}

export function createWork({ parts: { evaluation, effects }, edgesFrom, sitesOf }: Sources): Work {
  const own = new Map<FunctionId, readonly Omit<WorkCall, 'path'>[]>()

  function nearest(start: FunctionId, isWanted: (kind: WorkKind) => boolean): WorkCall | null {
    const seen = new Set([start])
    let work: { readonly id: FunctionId; readonly path: readonly Edge[] }[] = [{ id: start, path: [] }]
    for (let depth = 0; depth <= DEEPEST; depth++) {
      for (const { id, path } of work) {
        const found = callsIn(id).find(({ kind }) => isWanted(kind))
        if (found !== undefined) return { ...found, path }
      }
      work = work.flatMap(({ id, path }) =>
        edgesFrom(id)
          .filter((edge) => edge.confidence === 'exact' && isOwnTask(edge) && !seen.has(edge.to) && seen.add(edge.to) !== undefined)
          .map((edge) => ({ id: edge.to, path: [...path, edge] })),
      )
    }
    return null
  }

  function callsIn(id: FunctionId): readonly Omit<WorkCall, 'path'>[] {
    const known = own.get(id)
    if (known !== undefined) return known
    const calls = [...namedIn(id), ...computationsIn(id)].toSorted((x, y) => x.at.value - y.at.value)
    own.set(id, calls)
    return calls
  }

  function namedIn(id: FunctionId): readonly Omit<WorkCall, 'path'>[] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const body = summary.scopes.region[scope]
    const found: Omit<WorkCall, 'path'>[] = []
    for (let value = summary.regions.first[body]; value < summary.regions.end[body]; value++) {
      if (op[value] !== Op.Call || evaluation.scopeOf(file, value) !== scope) continue
      for (const { name } of effects.callsOf(file, value)) {
        const kind = CALLS.find(([, names]) => names.test(name))?.[0]
        if (kind !== undefined) found.push({ kind, at: { file, value }, callee: name })
      }
    }
    return found
  }

  const computationsIn = (id: FunctionId): readonly Omit<WorkCall, 'path'>[] =>
    sitesOf(id).flatMap(({ at, callee, effect: { blocks } }) =>
      blocks?.kind === 'cpu' && blocks.ms !== null && Math.sqrt(blocks.ms[0] * blocks.ms[1]) >= LONG
        ? [{ kind: 'computation' as const, at, callee }]
        : [],
    )

  return {
    longOf: (id) => nearest(id, (kind) => kind === 'model' || kind === 'computation'),
    urgentOf: (id) => nearest(id, (kind) => kind === 'mail' || kind === 'payment'),
  }
}

/** Done before the work ends, not handed on to something else. */
const isOwnTask = ({ runs }: Edge): boolean => runs === undefined || runs === 'caller' || runs === 'greenlet' || runs === 'new-loop'
