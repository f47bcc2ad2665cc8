/** Blocking calls that loop code makes or reaches, and library calls that were considered and spared. */
import type { Confidence, Severity } from '../model/finding.ts'
import type { BlockingFact, Context, Edge, EffectSite, Place, Role, Spared } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'
import type { Contexts } from './contexts.ts'
import { isLoop } from './contexts.ts'
import type { Parts } from './draft.ts'
import type { Scanner } from './scan.ts'
import type { Below, Search } from './search.ts'
import { groupOf } from './search.ts'

/** Code whose calls are judged at all. */
const JUDGED: ReadonlySet<Role> = new Set<Role>(['app', 'cli', 'script', 'unreached'])
const SEVERITY: Readonly<Record<Severity, number>> = { blocker: 0, major: 1, minor: 2, suggestion: 3 }
const CONFIDENCE: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 }

export interface BlockingInput {
  readonly parts: Parts
  readonly scanner: Scanner
  readonly contexts: Contexts
  readonly search: Search
  readonly functions: readonly FunctionId[]
  readonly role: (id: FunctionId) => Role
}

export function blockingFacts(input: BlockingInput): readonly BlockingFact[] {
  const facts: BlockingFact[] = []
  const callers = createCallers(input)
  for (const id of input.functions) {
    if (!input.contexts.has(id) || !JUDGED.has(input.role(id))) continue
    addFunction(input, facts, id, callers)
  }
  const path = (fact: BlockingFact): string => input.parts.evaluation.file(fact.at.file).summary.path
  return facts.toSorted(
    (x, y) => compare(path(x), path(y)) || startOf(x) - startOf(y) || x.at.value - y.at.value || compareRoots(x.root, y.root),
  )

  function startOf(fact: BlockingFact): number {
    return input.parts.evaluation.file(fact.at.file).summary.values.start[fact.at.value]
  }
}

/** Whether a plain resolver is called on the loop depends on how the schema is executed. */
function entryConfidence(input: BlockingInput, within: FunctionId, context: Context, confidence: Confidence): Confidence {
  const isPlainResolver = context.entry.label.startsWith('resolver ') && !input.parts.evaluation.function(within).async
  return isPlainResolver && confidence === 'high' ? 'medium' : confidence
}

function compare(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0
}

/** A commit or rollback costs what was done before it, and nothing where nothing was. */
function isClosing({ site }: Below): boolean {
  return site.effect.does?.includes('commit') === true || site.callee.endsWith('.rollback') || site.callee.endsWith('.close')
}

function compareRoots(x: EffectSite, y: EffectSite): number {
  return compare(x.callee, y.callee) || x.at.file - y.at.file || x.at.value - y.at.value
}

type Callers = (id: FunctionId) => readonly Edge[]

/** Edges into functions, gathered when first asked for: few facts need them. */
function createCallers({ scanner, functions }: BlockingInput): Callers {
  let incoming: Map<FunctionId, Edge[]> | null = null
  return (id) => {
    if (incoming === null) {
      incoming = new Map()
      for (const from of functions) {
        for (const edge of scanner.ofFunction(from).edges) {
          const list = incoming.get(edge.to)
          if (list === undefined) incoming.set(edge.to, [edge])
          else list.push(edge)
        }
      }
    }
    return incoming.get(id) ?? []
  }
}

/**
 * The fact with a witness that can lead to its place: what the calls of the shortest way pass may rule it out. Null if that
 * of all calls does.
 */
function witnessed(input: BlockingInput, fact: BlockingFact, callers: Callers): BlockingFact | null {
  const { flags } = input.parts
  const last = fact.context?.path.at(-1)
  if (last === undefined || !flags.contradictsAny(waysOf(fact.context!, fact.path), fact.root.at)) return fact
  const others = callers(fact.within).filter((edge) => !flags.contradicts([edge], fact.at))
  const context = contextAmong(input, others, (other) => !flags.contradictsAny(waysOf(other, fact.path), fact.root.at))
  if (context !== null) return { ...fact, context, ordinary: fact.ordinary && context.ordinary }
  return others.length > 0 ? { ...fact, confidence: 'low' } : null
}

/** The context in which a place of a function runs: the given one, if what its last call passes allows that, else one by another call. */
function contextAt(input: BlockingInput, context: Context, place: Place, callers: Callers): Context {
  const last = context.path.at(-1)
  const { flags } = input.parts
  if (last === undefined || !flags.contradicts(context.path, place)) return context
  return contextAmong(input, callers(last.to), (other) => !flags.contradicts(other.path, place)) ?? context
}

/** On the loop by the first of some edges that makes a way which is allowed. */
function contextAmong(input: BlockingInput, edges: readonly Edge[], isAllowed: (context: Context) => boolean): Context | null {
  for (const edge of edges) {
    if (edge.runs !== undefined || edge.kind === 'schedule' || edge.kind === 'offload' || edge.kind === 'reference') continue
    const loop = input.contexts.of(edge.from).find(({ kind }) => isLoop(kind))
    if (loop === undefined) continue
    const ordinary = loop.ordinary && input.parts.ordinary.leadsOn(loop.path, edge)
    const context = { ...loop, path: [...loop.path, edge], ordinary }
    if (isAllowed(context)) return context
  }
  return null
}

/** All calls from the entry point down to the blocking one. */
function waysOf({ path }: Context, below: readonly Edge[]): readonly Edge[] {
  return [...path, ...below]
}

function addFunction(input: BlockingInput, facts: BlockingFact[], id: FunctionId, callers: Callers): void {
  const contexts = input.contexts.of(id)
  const loop = input.contexts.startsOnLoop(id) ? contexts.find((context) => isLoop(context.kind)) : undefined
  const scan = input.scanner.ofFunction(id)
  for (const { site, because } of scan.spared) facts.push(spared(site, contexts[0] ?? null, because))
  if (loop === undefined) {
    const because = reasonOffLoop(contexts)
    if (because !== null)
      for (const site of scan.sites) facts.push({ ...spared(site, contexts[0] ?? null, because), once: isPaidOnce(input, site, contexts) })
    return
  }
  const added: BlockingFact[] = []
  for (const site of scan.sites) addDirect(input, added, site, contextAt(input, loop, site.at, callers))
  addTransitive(input, added, scan.edges, loop, callers)
  const isOnce = added.length > 0 && loop.path.some((edge) => input.search.repetition(edge.at) !== 'always')
  for (const fact of added) {
    const shown = witnessed(input, isOnce ? { ...fact, once: true } : fact, callers)
    if (shown !== null) facts.push(shown)
  }
}

/** The function keeps what it computes, or what it stands in does: `if _model is None: _model = load()`. */
function isPaidOnce({ search, parts }: BlockingInput, site: EffectSite, [context]: readonly Context[]): boolean {
  const often = (at: Place): boolean => search.repetition(at) === 'always'
  return !often(site.at) || parts.decorations.of(site.within).once || context.path.some((edge) => !often(edge.at))
}

/** Why blocking in a function without loop context is fine; null if it is on the loop through its callers. */
function reasonOffLoop(contexts: readonly Context[]): Spared | null {
  const [first] = contexts
  if (first === undefined || isLoop(first.kind)) return null
  switch (first.kind) {
    case 'thread':
      return first.path.some((edge) => edge.kind === 'offload') ? 'offloaded' : 'thread-context'
    case 'worker-process':
      return first.path.some((edge) => edge.kind === 'offload') ? 'offloaded' : 'worker-context'
    case 'test':
      return 'test'
    default:
      return 'not-on-loop'
  }
}

function addDirect(input: BlockingInput, facts: BlockingFact[], site: EffectSite, context: Context): void {
  const { guards, decorations } = input.parts
  const { file, value } = site.at
  if (site.effect.blocks === undefined || guards.neverRuns(file, value)) return
  if (guards.noRunningLoop(file, value)) facts.push(spared(site, context, 'guarded-loop'))
  else if (site.effect.blocks.severity === 'suggestion') facts.push(spared(site, context, 'low-cost'))
  else {
    const often = input.search.repetition(site.at)
    facts.push({
      is: 'blocking',
      at: site.at,
      within: site.within,
      context,
      path: [],
      root: site,
      blocks: site.effect.blocks,
      confidence: entryConfidence(input, site.within, context, site.confidence),
      once: often !== 'always' || decorations.of(site.within).once,
      ordinary: context.ordinary && input.parts.ordinary.isOrdinary(context.path, site.at),
      spared: often === 'paid' && context.kind !== 'loop-startup' ? 'once-per-process' : null,
      others: [],
    })
  }
}

/** A blocking call below, by the edge that leads down to it. */
interface Reached {
  readonly edge: Edge
  readonly context: Context
  readonly below: Below
  readonly once: boolean
  readonly ordinary: boolean
  readonly spared: Spared | null
}

/** One fact per call expression and rule: the worst of what it reaches, the rest beside it. */
function addTransitive(input: BlockingInput, facts: BlockingFact[], edges: readonly Edge[], loop: Context, callers: Callers): void {
  const groups = new Map<string, Reached[]>()
  for (const edge of edges) {
    if (!input.search.isSynchronous(edge) || input.search.below(edge.to).length === 0) continue
    const context = contextAt(input, loop, edge.at, callers)
    for (const reached of reachedBy(input, edge, context)) {
      const key = `${edge.at.value} ${groupOf(reached.below.site.effect.blocks!.kind)} ${reached.spared ?? ''}`
      const list = groups.get(key)
      if (list === undefined) groups.set(key, [reached])
      else if (!list.some((other) => other.below.site === reached.below.site)) list.push(reached)
    }
  }
  for (const members of groups.values()) {
    members.sort(compareReached)
    const [{ edge, context, below, once, ordinary, spared: because }] = members
    const confidence = edge.confidence === 'several' ? 'medium' : below.confidence
    facts.push({
      is: 'blocking',
      at: edge.at,
      within: edge.from,
      context,
      path: [edge, ...below.path],
      root: below.site,
      blocks: below.site.effect.blocks!,
      confidence: entryConfidence(input, edge.from, context, confidence),
      once,
      ordinary,
      spared: because,
      others: members.slice(1).map((member) => member.below.site),
    })
  }
}

function reachedBy(input: BlockingInput, edge: Edge, context: Context): readonly Reached[] {
  const below = input.search.below(edge.to)
  const { guards, ordinary } = input.parts
  if (guards.neverRuns(edge.at.file, edge.at.value)) return []
  const isGuarded = guards.noRunningLoop(edge.at.file, edge.at.value)
  const often = input.search.repetition(edge.at)
  const possible = possibleBelow(input, [...context.path.slice(-2), edge], below)
  const isUsual = context.ordinary && ordinary.leadsOn(context.path, edge)
  return possible.map((found) => ({
    edge,
    context,
    below: found,
    once: found.once || often !== 'always',
    ordinary: isUsual && found.ordinary && leadsOn([...context.path, edge], found),
    spared: isGuarded ? 'guarded-loop' : sparedBelow(edge, found, context, often === 'paid'),
  }))

  function leadsOn(calls: readonly Edge[], found: Below): boolean {
    const [next] = found.path
    return next === undefined ? ordinary.isOrdinary(calls, found.site.at) : ordinary.leadsOn(calls, next)
  }
}

/** What calls can reach: where what they pass rules the shortest way out, there may be another. */
function possibleBelow({ parts, search }: BlockingInput, calls: readonly Edge[], below: readonly Below[]): readonly Below[] {
  const isPossible = (found: Below): boolean => !parts.flags.contradictsAny([...calls, ...found.path], found.site.at)
  const possible = below.filter(isPossible)
  if (possible.length === below.length) return below
  return [
    ...possible,
    ...search.belowCalls(calls).filter((found) => !possible.some(({ site }) => site === found.site) && isPossible(found)),
  ]
}

function sparedBelow(edge: Edge, found: Below, context: Context, paid: boolean): Spared | null {
  if (edge.runs === 'greenlet' && found.site.effect.blocks!.kind === 'db') return 'greenlet'
  return (found.paid || paid) && context.kind !== 'loop-startup' ? 'once-per-process' : null
}

/** What happens ordinarily first, of that the worst; of equals the surest, then what does most of the work, then the nearest. */
function compareReached(x: Reached, y: Reached): number {
  const severity = SEVERITY[x.below.site.effect.blocks!.severity] - SEVERITY[y.below.site.effect.blocks!.severity]
  return (
    Number(y.ordinary && !y.once) - Number(x.ordinary && !x.once) ||
    severity ||
    Number(x.once) - Number(y.once) ||
    CONFIDENCE[x.below.confidence] - CONFIDENCE[y.below.confidence] ||
    Number(isClosing(x.below)) - Number(isClosing(y.below)) ||
    x.below.path.length - y.below.path.length ||
    compareRoots(x.below.site, y.below.site)
  )
}

function spared(site: EffectSite, context: Context | null, because: Spared): BlockingFact {
  return {
    is: 'blocking',
    at: site.at,
    within: site.within,
    context,
    path: [],
    root: site,
    blocks: site.effect.blocks!,
    confidence: site.confidence,
    once: false,
    ordinary: true,
    spared: because,
    others: [],
  }
}
