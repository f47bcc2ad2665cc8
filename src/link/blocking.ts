/** Blocking calls that loop code makes or reaches, and library calls that were considered and spared. */
import type { Confidence, Severity } from '../model/finding.ts'
import type { BlockingFact, Context, Edge, EffectSite, Role, Spared } from '../model/project.ts'
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
  for (const id of input.functions) {
    if (!input.contexts.has(id) || !JUDGED.has(input.role(id))) continue
    addFunction(input, facts, id)
  }
  const path = (fact: BlockingFact): string => input.parts.evaluation.file(fact.at.file).summary.path
  return facts.sort((x, y) => compare(path(x), path(y)) || startOf(x) - startOf(y) || x.at.value - y.at.value || compareRoots(x.root, y.root))

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

function compareRoots(x: EffectSite, y: EffectSite): number {
  return compare(x.callee, y.callee) || x.at.file - y.at.file || x.at.value - y.at.value
}

function addFunction(input: BlockingInput, facts: BlockingFact[], id: FunctionId): void {
  const contexts = input.contexts.of(id)
  const loop = input.contexts.startsOnLoop(id) ? contexts.find((context) => isLoop(context.kind)) : undefined
  const scan = input.scanner.ofFunction(id)
  for (const { site, because } of scan.spared) facts.push(spared(site, contexts[0] ?? null, because))
  if (loop === undefined) {
    const because = reasonOffLoop(contexts)
    if (because !== null) for (const site of scan.sites) facts.push(spared(site, contexts[0] ?? null, because))
    return
  }
  for (const site of scan.sites) addDirect(input, facts, site, loop)
  for (const edge of scan.edges) if (input.search.isSynchronous(edge)) addTransitive(input, facts, edge, loop)
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
    const once = decorations.of(site.within).once || guards.oncePerProcess(file, value)
    facts.push({
      is: 'blocking', at: site.at, within: site.within, context, path: [], root: site, blocks: site.effect.blocks,
      confidence: entryConfidence(input, site.within, context, site.confidence), once, spared: null, others: [],
    })
  }
}

function addTransitive(input: BlockingInput, facts: BlockingFact[], edge: Edge, context: Context): void {
  const below = input.search.below(edge.to)
  if (below.length === 0) return
  const { guards } = input.parts
  if (guards.neverRuns(edge.at.file, edge.at.value)) return
  const isGuarded = guards.noRunningLoop(edge.at.file, edge.at.value)
  const entryOnce = guards.oncePerProcess(edge.at.file, edge.at.value)
  const groups = new Map<string, Below[]>()
  for (const found of below) {
    const kind = found.site.effect.blocks!.kind
    const group = edge.runs === 'greenlet' && kind === 'db' ? 'greenlet' : groupOf(kind)
    const list = groups.get(group)
    if (list === undefined) groups.set(group, [found])
    else list.push(found)
  }
  for (const [group, members] of groups) {
    members.sort(compareBelow)
    const [first] = members
    const blocks = first.site.effect.blocks!
    facts.push({
      is: 'blocking', at: edge.at, within: edge.from, context, path: [edge, ...first.path], root: first.site, blocks,
      confidence: entryConfidence(input, edge.from, context, edge.confidence === 'several' ? 'medium' : first.confidence),
      once: first.once || entryOnce,
      spared: isGuarded ? 'guarded-loop' : group === 'greenlet' ? 'greenlet' : null,
      others: members.slice(1).map((member) => member.site),
    })
  }
}

/** The worst first; of equals the surest, then the nearest. */
function compareBelow(x: Below, y: Below): number {
  const severity = SEVERITY[x.site.effect.blocks!.severity] - SEVERITY[y.site.effect.blocks!.severity]
  return (
    severity ||
    Number(x.once) - Number(y.once) ||
    CONFIDENCE[x.confidence] - CONFIDENCE[y.confidence] ||
    x.path.length - y.path.length ||
    compareRoots(x.site, y.site)
  )
}

function spared(site: EffectSite, context: Context | null, because: Spared): BlockingFact {
  return {
    is: 'blocking', at: site.at, within: site.within, context, path: [], root: site, blocks: site.effect.blocks!,
    confidence: site.confidence, once: false, spared: because, others: [],
  }
}
