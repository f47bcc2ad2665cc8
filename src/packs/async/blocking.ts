/**
 * What the rules about blocking calls have in common: how severe one is where it runs, and how it is told.
 *
 * The facts are decided in `link/`; each kind of blocking call is owned by exactly one rule.
 */
import { spanOf } from '../../check/place.ts'
import type { Cause, Step, Subject } from '../../check/rule.ts'
import { atMost, lowered, noSurerThan } from '../../check/severity.ts'
import { hopOf, nameOf } from '../../check/trail.ts'
import type { Confidence, Severity } from '../../model/finding.ts'
import type { BlockingFact, ContextKind, Doubt, Edge, EffectSite, Project, Spared } from '../../model/project.ts'
import type { Span } from '../../model/span.ts'
import { originOf } from './origin.ts'

/** Exemptions that every rule of the family declares; the finer ones a rule adds itself. */
export const COMMON = {
  offloaded: 'offloaded',
  'thread-context': 'thread-context',
  'worker-context': 'worker-context',
  'not-on-loop': 'not-on-loop',
  greenlet: 'not-on-loop',
  'guarded-loop': 'not-on-loop',
  'generator-not-consumed': 'not-on-loop',
  'once-per-process': 'not-on-loop',
  script: 'script',
  test: 'script',
} as const

/** Which exemption of a rule a fact is spared by; null if it is a fault. */
export const silenceOf = <Id extends string>(fact: BlockingFact, project: Project, silent: Readonly<Record<Spared, Id>>): Id | null => {
  if (fact.spared !== null) return silent[fact.spared]
  // Alone on its loop a script stops nobody but itself; what raises, raises there too.
  if (fact.context?.kind === 'loop-script' && fact.blocks.class !== 'error' && !startsTasks(fact, project)) return silent.script
  // Little, and only once in the life of a process, is nothing to act on.
  if (fact.once && lowered(fact.blocks.severity) === 'suggestion') return silent['low-cost']
  return fact.blocks.severity === 'suggestion' ? silent['low-cost'] : null
}

/**
 * Where a reader looks for what spares a fact: the call by which the work left the loop or never came there, else the
 * blocking call itself.
 */
export const sparedAt = (fact: BlockingFact, project: Project): Span => {
  const { context } = fact
  if (context === null || fact.path.length > 0 || !isBehindCalls(fact)) return spanOf(project, fact.at)
  const left = context.path.find((edge) => edge.kind === 'offload' || edge.kind === 'schedule') ?? context.path[0]
  return spanOf(project, left?.at ?? context.entry.at)
}

/** Whether a fact is about a function reached through others: a path on the loop, or a way that never comes there. */
export const isBehindCalls = ({ context, path, spared }: BlockingFact): boolean => {
  if (path.length > 0 || spared === null || context === null) return path.length > 0
  // What a module calls on import is an entry of its own, at the call.
  return context.kind === 'import' || (context.path.length > 0 && !RUNS_ON_LOOP.test(context.kind))
}

const RUNS_ON_LOOP = /^loop-|^unknown$/

/** The longest way by which a blocking call still counts in full. */
const LONGEST = 8

interface Assessment {
  readonly at: Span
  readonly subject: Subject
  readonly expression: string
  readonly evidence: readonly Step[]
  readonly root: Cause
  readonly others: readonly Cause[]
  readonly severity: Severity
  readonly confidence: Confidence
}

/** Everything of a violation but its message. */
export const assess = (fact: BlockingFact, project: Project): Assessment => {
  const { evaluation } = project
  const first = fact.path[0]
  return {
    at: spanOf(project, fact.at),
    subject: { is: 'call', place: fact.at },
    expression: first === undefined ? fact.root.callee : evaluation.function(first.to).qualifiedName,
    evidence: evidenceOf(fact, project),
    root: causeOf(fact.root, project),
    others: fact.others.map((site) => causeOf(site, project)),
    severity: severityOf(fact),
    confidence: confidenceOf(fact),
  }
}

/** What to await instead: some replacements are written with their `await`. */
export const awaitable = ({ blocks: { replacement } }: BlockingFact): string => replacement.replace(/^await /, '')

/** The replacement, or a thread where that is not the replacement already. */
export const orThread = ({ blocks: { replacement } }: BlockingFact): string =>
  replacement.includes('to_thread') ? replacement : `${replacement}, or hand the call to \`asyncio.to_thread\``

const causeOf = ({ at, callee }: EffectSite, project: Project): Cause => ({ at: spanOf(project, at), callee })

const severityOf = (fact: BlockingFact): Severity => {
  let severity = inContext(fact)
  if (fact.once) severity = lowered(severity)
  if (fact.path.length > LONGEST) severity = lowered(severity)
  return [...(fact.context?.path ?? []), ...fact.path].every(isExact) ? severity : atMost(severity, 'major')
}

/** How much a stop of this loop matters. */
const inContext = (fact: BlockingFact): Severity => {
  const { severity } = fact.blocks
  switch (fact.context?.kind) {
    case 'loop-startup':
    case 'loop-shutdown':
      return 'suggestion'
    case 'loop-script':
      return atMost(severity, 'minor')
    case 'unknown':
    case undefined:
      return lowered(severity)
    default:
      return severity
  }
}

/** A script with several tasks stops the others; one without stops only itself. */
const startsTasks = ({ context, within }: BlockingFact, project: Project): boolean => {
  const functions = new Set([within, ...(context === null ? [] : [context.entry.function, ...context.path.map((edge) => edge.to)])])
  return [...functions].some((id) => project.edgesFrom(id).some((edge) => edge.kind === 'schedule' && edge.runs !== 'new-loop'))
}

const confidenceOf = (fact: BlockingFact): Confidence => {
  const ways = [...fact.path, ...(fact.context?.path ?? [])]
  const certain = noSurerThan(fact.confidence, ways.every(isExact) ? 'high' : 'medium')
  // What is paid once may be paid before the first request; what stands behind a doubtful branch may never be paid.
  return isAssumed(fact.context?.kind) || fact.once || !fact.ordinary ? 'low' : certain
}

const isExact = (edge: Edge): boolean => edge.confidence === 'exact'
/** An async function that nothing calls is only assumed to run on a loop. */
const isAssumed = (kind: ContextKind | undefined): boolean => kind === undefined || kind === 'unknown'

/** The standard about endpoints: it speaks of what a request or a WebSocket waits for. */
export const endpointStandard = ({ context }: BlockingFact): string | null =>
  context?.kind === 'loop-request' || context?.kind === 'loop-websocket' ? 'no blocking call in an async endpoint' : null

const evidenceOf = (fact: BlockingFact, project: Project): readonly Step[] => {
  const { context, path, root } = fact
  const unseen = context?.kind === 'unknown' ? ': low confidence, nothing in the project calls it' : ''
  const entry: readonly Step[] =
    context === null ? [] : [{ at: spanOf(project, context.entry.at), label: `${context.entry.label}${unseen}` }]
  const once = fact.once ? ': low confidence, once in the life of a process' : ''
  const way = [...(context?.path ?? []), ...path]
  const hops = way.map((edge) => hopOf(project, edge))
  const doubt = fact.ordinary ? null : project.doubtOn(way, root.at)
  if (doubt !== null) hops.splice(doubt.step, 0, { at: spanOf(project, doubt.at), label: DOUBTS[doubt.is] })
  return [
    ...entry,
    ...hops,
    ...originOf(root, project),
    { at: spanOf(project, root.at), label: `\`${root.callee}\` blocks in \`${nameOf(project, root.within)}\`${once}` },
  ]
}

const DOUBTS: Readonly<Record<Doubt['is'], string>> = {
  handler: 'low confidence, only after an exception was caught',
  failing: 'low confidence, something before this always raises',
  if: 'low confidence, only if this holds, which requests may never come to',
  unless: 'low confidence, only if this does not hold, which requests may never come to',
  elsewhere: 'low confidence, the module that is called may belong to another program',
}
