/** What the rules about error handling say of a handler. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { HandlerFact, TriedCall } from '../../model/handler.ts'
import type { BlockKind, Does } from '../../model/knowledge.ts'
import type { Project } from '../../model/project.ts'
import { wayTo } from './serving.ts'

/** Whether a call leaves the process, waits, or changes something that lasts. */
const reachesOut = ({ awaited, does, blocks }: TriedCall): boolean => awaited || does.length > 0 || (blocks !== null && blocks !== 'cpu')

export const outwardCalls = ({ tried }: HandlerFact): readonly TriedCall[] => tried.filter(reachesOut)

/** What a call does to others: it reads or changes what they keep, or asks them. Files of the host and sleeping are no one else's. */
const TELLING_DOES: ReadonlySet<Does> = new Set<Does>([
  'sql-read',
  'sql-write',
  'commit',
  'flush',
  'http',
  'redis',
  'audit',
  'publishes',
  'cache-get',
  'cache-set',
])
const TELLING_KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'http',
  'db',
  'cache',
  'queue',
  'llm',
  'vector',
  'cloud',
  'socket',
  'subprocess',
])

/** Calls that are known to ask or change something that others keep. */
export const tellingCalls = ({ tried }: HandlerFact): readonly TriedCall[] =>
  tried.filter(({ does, blocks }) => does.some((what) => TELLING_DOES.has(what)) || (blocks !== null && TELLING_KINDS.has(blocks)))

/** Calls that say nothing of what failed. */
const INCIDENTAL =
  /^(len|str|int|float|bool|dict|list|set|tuple|range|isinstance|getattr|hasattr|repr|print|debug|info|get|format|join|append)$/

/** The calls whose failure disappears, at most three, those that reach out first. */
export const namesOfTried = (fact: HandlerFact): string => {
  const outward = outwardCalls(fact)
  const telling = outward.length > 0 ? outward : fact.tried.filter(({ name }) => name !== '' && !INCIDENTAL.test(name))
  const names = [...new Set((telling.length > 0 ? telling : fact.tried).map(({ name }) => name).filter((name) => name !== ''))]
  if (names.length === 0) return fact.awaitsTask ? 'what is awaited' : 'what stands in the block'
  const shown = names.slice(0, 3).map((name) => `\`${name}()\``)
  const last = shown.pop() ?? ''
  if (names.length > 3) return `${[...shown, last].join(', ')} and ${names.length - 3} more`
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`
}

/** The clause as a reader would write it. */
export const clauseOf = ({ form, breadth, types }: HandlerFact): string => {
  const names = types.map((type) => type.split('.').at(-1)).join(', ')
  if (form === 'suppress') return `\`suppress(${names})\``
  if (breadth === 'bare') return 'bare `except`'
  return types.length > 1 ? `\`except (${names})\`` : `\`except ${names}\``
}

/** From the entry point to the calls that can fail. */
export const evidenceOf = (project: Project, fact: HandlerFact): readonly Step[] => [
  ...wayTo(project, fact),
  ...outwardCalls(fact)
    .slice(0, 3)
    .map(({ at, name }) => ({ at: spanOf(project, at), label: `\`${name}()\` can fail here` })),
]

const CLEANUP =
  /^_?_?(a?close|aclose|close_.*|cancel|cancel_.*|unlink|disconnect|kill|killpg|terminate|shutdown|remove|rmtree|rmdir|stop|stop_.*|release|rollback|dispose|quit|cleanup|clean_up|cleanup_.*|teardown|tear_down|unsubscribe|deregister|unregister|detach|flush|wait_closed|aexit|exit|__exit__|__aexit__|__del__|__aexit__|del|finalize)$/
const WAITING = /^(wait_for|wait|gather|shield|sleep|join)$/
const PROBE = /^(exists|is_file|is_dir|locked|is_alive|done|is_connected|Path|get|pop|values|items|list)$/

/** Only ends something that is over anyway: what it could not close is lost with the process or the connection. */
export const isCleanup = (project: Project, fact: HandlerFact): boolean => {
  const telling = fact.tried.filter(({ name }) => !PROBE.test(name) && !INCIDENTAL.test(name))
  if (telling.some(({ name }) => CLEANUP.test(name)) && telling.every(({ name }) => CLEANUP.test(name) || WAITING.test(name))) return true
  if (fact.awaitsTask && telling.every(({ name }) => WAITING.test(name) || CLEANUP.test(name))) return true
  return fact.within >= 0 && CLEANUP.test(project.evaluation.function(fact.within).name)
}

const TELEMETRY = /telemetry|analytics|posthog|sentry|opentelemetry|prometheus|statsd|metric|tracer|tracing|span/i

const TELEMETRY_MODULE = /(^|\.)_?(telemetry|analytics|metrics|tracing)(\.|$)/

/** Only measures or reports, by what is called or by the module it stands in: a service works without it. */
export const isTelemetry = ({ evaluation }: Project, { at, tried }: HandlerFact): boolean => {
  if (TELEMETRY_MODULE.test(evaluation.file(at.file).module)) return true
  const outward = tried.filter(({ name }) => !INCIDENTAL.test(name))
  return outward.length > 0 && outward.every(({ name, callee }) => TELEMETRY.test(callee ?? name) || TELEMETRY.test(name))
}
