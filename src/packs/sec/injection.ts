/** What the rules share that ask whether something from outside reaches a shell, a path, an address, an interpreter. */
import { spanOf } from '../../check/place.ts'
import type { Step, Subject } from '../../check/rule.ts'
import type { Origin } from '../../model/knowledge.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Span } from '../../model/span.ts'
import type { Hop, SinkFact } from '../../model/taint.ts'
import type { FunctionId } from '../../model/type.ts'

/** What comes from outside, as a rule tells it. */
export interface External {
  readonly is: 'external'
  readonly hole: string
  readonly sink: string
  readonly source: string
  /** The route that takes it in lets everybody in, for sure. */
  readonly isPublic: boolean
  readonly violation: {
    readonly is: 'violation'
    readonly at: Span
    readonly subject: { readonly is: 'call'; readonly place: Place }
    readonly touches: readonly Subject[]
    readonly expression: string
    readonly evidence: readonly Step[]
  }
}
type Settled =
  | { readonly is: 'fine'; readonly at: Span; readonly because: 'constant' | 'configuration' | 'not-external' }
  | { readonly is: 'unknown'; readonly at: Span; readonly why: 'unsupported' }

/** The worst that reaches a sink, where it is a client's or a language model's; else why it is fine. */
export function externalAt(fact: SinkFact, project: Project, takes: string): External | Settled {
  const at = spanOf(project, fact.hole?.text ?? fact.argument)
  const reached = fact.hole ?? fact.whole
  if (reached === null) return { is: 'fine', at, because: 'constant' }
  const { origin, source, hops } = reached
  if (!isOutside(origin)) {
    if (origin === 'unresolved') return { is: 'unknown', at, why: 'unsupported' }
    return { is: 'fine', at, because: origin === 'configuration' ? 'configuration' : 'not-external' }
  }
  if (!isNamed(project, reached)) return { is: 'unknown', at, why: 'unsupported' }
  const sink = sinkOf(fact)
  return {
    is: 'external',
    hole: fact.hole?.name ?? '',
    sink,
    source,
    isPublic: isTakenInByAll(project, hops),
    violation: {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      touches: inputOf(hops),
      expression: fact.callee,
      evidence: [
        ...hops.filter(({ label }) => label !== '').map(({ at: place, label }) => ({ at: spanOf(project, place), label })),
        { at: spanOf(project, fact.at), label: `\`${sink}\` ${takes}` },
      ],
    },
  }
}

/** Where what reaches the sink comes in. */
export const inputOf = (hops: readonly Hop[]): readonly Subject[] => hops.slice(0, 1).map(({ at }) => ({ is: 'input', place: at }))

const isOutside = (origin: Origin): boolean => origin === 'request' || origin === 'llm'

/** Hops from where content comes in to the sink: a longer way, joined over all callers of so many functions, proves little. */
const FARTHEST = 8

/** The way back ends at somebody who takes content in, not somewhere in between. */
export function isNamed(
  { evaluation }: Project,
  { origin, source, hops }: { origin: Origin; source: string; hops: readonly Hop[] },
): boolean {
  const [first] = hops
  if (first === undefined || hops.length - 1 > FARTHEST) return false
  if (origin === 'llm' || source.startsWith('parameter ')) return true
  const op: Op = evaluation.file(first.at.file).summary.values.op[first.at.value]
  if (op === Op.Call || op === Op.Await || op === Op.Index) return true
  const type = evaluation.typeOf(first.at.file, first.at.value)
  return type.is === 'instance' && /^(starlette|fastapi)\./.test(evaluation.class(type.of).qualifiedName)
}

/** The last words of a dotted name, as a reader says it. */
export const sinkOf = ({ callee }: SinkFact): string =>
  callee
    .replace(/\.(__init__|__new__)$/, '')
    .split('.')
    .slice(-2)
    .join('.')

/** Dependencies that ask for a role or a permission, not only for an identity. */
const OPERATORS = /admin|superuser|permission|role/i

/** Whether every route that takes the content in lets in only those whom a role or a permission allows. */
export function isForOperators(project: Project, hops: readonly Hop[]): boolean {
  const [first] = hops
  if (first === undefined) return false
  const { evaluation } = project
  const handler = evaluation.functionOfScope(first.at.file, evaluation.scopeOf(first.at.file, first.at.value))
  const routes = routesOf(project).get(handler) ?? []
  return (
    routes.length > 0 &&
    routes.every(({ dependencies, auth }) => auth.state !== 'public' && dependencies.some(({ name }) => OPERATORS.test(name)))
  )
}

/** Whether every route of the handler that takes the content in is known to refuse nobody. */
function isTakenInByAll(project: Project, hops: readonly Hop[]): boolean {
  const [first] = hops
  if (first === undefined) return false
  const { evaluation } = project
  const handler = evaluation.functionOfScope(first.at.file, evaluation.scopeOf(first.at.file, first.at.value))
  const routes = routesOf(project).get(handler) ?? []
  return routes.length > 0 && routes.every(({ auth, complete }) => complete && auth.state === 'public')
}

const known = new WeakMap<Project, ReadonlyMap<FunctionId, readonly RouteFact[]>>()

/** Routes by their handler. */
export function routesOf(project: Project): ReadonlyMap<FunctionId, readonly RouteFact[]> {
  const found = known.get(project)
  if (found !== undefined) return found
  const byHandler = new Map<FunctionId, RouteFact[]>()
  for (const route of project.facts('route')) {
    const list = byHandler.get(route.handler)
    if (list === undefined) byHandler.set(route.handler, [route])
    else list.push(route)
  }
  known.set(project, byHandler)
  return byHandler
}
