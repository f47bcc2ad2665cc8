/** The scorecards: queries by their findings, async health and throughput ceilings by the blocking calls that handlers reach. */
import { positionOf, spanOf } from '../../check/place.ts'
import { nameOf } from '../../check/trail.ts'
import type { Finding } from '../../model/finding.ts'
import type { Blocks } from '../../model/knowledge.ts'
import type { BlockingFact, Project } from '../../model/project.ts'
import type { CeilingCard, Limiter, PerSecond, Scorecards, StallCard } from '../../model/scorecard.ts'
import type { FunctionId } from '../../model/type.ts'
import { growthOf, limitsOf, rounded } from './ceiling.ts'
import { queryCardsOf } from './queries.ts'

/** Milliseconds of framework and response per request: [at the best, planned, at the worst]. */
const FRAMEWORK = [0.5, 1, 3] as const
/** What stands still without bound, in milliseconds: [at the best, planned, at the worst]. */
const UNBOUNDED = [100, 500, 5000] as const

const SERVES: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'fastapi'])

/** Pure: from the facts and the findings made of them, before file names are put under the root. */
export const scorecardsOf = (project: Project, findings: readonly Finding[]): Scorecards => {
  const faults = project.facts('blocking').filter(({ spared, blocks }) => spared === null && blocks.severity !== 'suggestion')
  const handlers = handlersOf(project)
  const stopped = reaching(
    project,
    faults.filter(({ once }) => !once).map(({ within }) => within),
  )
  return {
    queries: queryCardsOf(project, findings),
    async: stallsOf(project, faults, findings),
    asyncHealthy: { handlers: handlers.size, clean: [...handlers].filter((id) => !stopped.has(id)).length },
    ceilings: ceilingsOf(project, faults),
  }
}

const handlersOf = (project: Project): ReadonlySet<FunctionId> =>
  new Set(
    project
      .facts('route')
      .filter(({ at, handler }) => project.role(at.file) === 'app' && project.evaluation.function(handler).async)
      .map(({ handler }) => handler),
  )

/** Functions from which one of those is reached in the same task. */
const reaching = (project: Project, ends: readonly FunctionId[]): ReadonlySet<FunctionId> => {
  const reached = new Set(ends)
  const work = [...reached]
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    for (const { from, runs } of project.edgesTo(id)) {
      if ((runs !== undefined && runs !== 'caller') || reached.has(from)) continue
      reached.add(from)
      work.push(from)
    }
  }
  return reached
}

const stallsOf = (project: Project, faults: readonly BlockingFact[], findings: readonly Finding[]): readonly StallCard[] => {
  const byPlace = new Map(faults.map((fact) => [keyOf(positionOf(project, spanOf(project, fact.at)), fact.root.callee), fact]))
  return findings.flatMap((finding): readonly StallCard[] => {
    const fact = finding.root === undefined ? undefined : byPlace.get(keyOf(finding, finding.root.callee))
    if (fact === undefined || finding.pack !== 'async' || finding.suppressed !== undefined) return []
    const { blocks, context, path, root } = fact
    return [
      {
        finding: finding.id,
        call: root.callee,
        context: context === null ? 'unknown' : context.kind,
        path: [...(context?.path ?? []), ...path].map((edge) => nameOf(project, edge.to)),
        replacement: blocks.replacement,
        effect: effectOf(blocks),
        stallMs: blocks.ms,
      },
    ]
  })
}

const keyOf = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }, callee: string): string =>
  `${file}:${line}:${column} ${callee}`

const effectOf = ({ ms, class: kind }: Blocks): string => {
  if (kind === 'error') return 'raises on a running loop'
  return ms === null ? 'every request of the process waits, without a bound' : `every request of the process waits ${ms[0]} to ${ms[1]} ms`
}

/** [at the best, planned, at the worst]: the geometric mean is the plan. */
const costOf = ({ ms }: Blocks): readonly [number, number, number] =>
  ms === null ? UNBOUNDED : [ms[0], Math.sqrt(Math.max(ms[0], 0.1) * ms[1]), ms[1]]

const ceilingsOf = (project: Project, faults: readonly BlockingFact[]): readonly CeilingCard[] => {
  const { workers, assumptions } = workersOf(project)
  const byEndpoint = new Map<string, BlockingFact[]>()
  for (const fact of faults) {
    const { context } = fact
    if (context?.kind !== 'loop-request' || fact.once || !fact.ordinary || fact.blocks.class === 'error') continue
    // A dependency or a middleware is part of many endpoints: it is theirs, and has no ceiling of its own.
    if (!/^[A-Z]+ \//.test(context.entry.label)) continue
    const known = byEndpoint.get(context.entry.label)
    if (known === undefined) byEndpoint.set(context.entry.label, [fact])
    else known.push(fact)
  }
  const cards = [...byEndpoint].map(([endpoint, facts]) => cardOf(endpoint, facts, workers, assumptions))
  return cards.toSorted((x, y) => x.now[1] - y.now[1] || (x.endpoint < y.endpoint ? -1 : 1))
}

const cardOf = (endpoint: string, facts: readonly BlockingFact[], workers: number, assumed: readonly string[]): CeilingCard => {
  const costs = facts.map(({ blocks }) => costOf(blocks))
  // At the worst a request meets all of them; at the best one, since branches may part them.
  const worstCase = costs.reduce((sum, cost) => sum + cost[2], 0)
  const bestCase = Math.max(...costs.map(([best]) => best))
  const bounded = (at: 0 | 2, isFixed: boolean): { readonly limiter: Limiter; readonly perSecond: number } =>
    limitsOf({ instances: 1, workers, framework: FRAMEWORK[at], blocked: isFixed ? 0 : at === 2 ? worstCase : bestCase })[0]
  const range = (isFixed: boolean): PerSecond => [rounded(bounded(2, isFixed).perSecond), rounded(bounded(0, isFixed).perSecond)]
  const worst = facts.toSorted((x, y) => costOf(y.blocks)[1] - costOf(x.blocks)[1])[0]
  const { limiter } = bounded(2, false)
  return {
    endpoint,
    now: range(false),
    limiter,
    terms: facts.map(
      ({ root, blocks }) =>
        `${root.callee}: ${blocks.ms === null ? 'no bound' : `${blocks.ms[0]} to ${blocks.ms[1]} ms`} on the event loop`,
    ),
    fix: worst.blocks.replacement,
    after: range(true),
    nextLimiter: bounded(2, true).limiter,
    growth: growthOf(limiter),
    assumptions: [
      ...assumed,
      `framework and response: ${FRAMEWORK[0]} to ${FRAMEWORK[2]} ms (assumed)`,
      ...(facts.some(({ blocks }) => blocks.ms === null) ? [`calls without a bound: ${UNBOUNDED[0]} to ${UNBOUNDED[2]} ms (assumed)`] : []),
    ],
  }
}

/** Workers of one instance, the fewest that any command starts: how many instances there are is for the deployment to say. */
const workersOf = (project: Project): { readonly workers: number; readonly assumptions: readonly string[] } => {
  const workers = project
    .facts('serverProcess')
    .filter(({ use, command }) => use === 'production' && SERVES.has(command.server))
    .map(({ command }) => command.workers)
  const known = workers.filter((count) => count !== null)
  const instances = 'instances: 1 (assumed)'
  if (known.length === 0 || known.length < workers.length) return { workers: 1, assumptions: [instances, 'workers: 1 (assumed)'] }
  return { workers: Math.min(...known), assumptions: [instances] }
}
