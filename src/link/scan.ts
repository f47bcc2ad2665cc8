/** Reads function bodies: the call edges and effect sites of each, found once, when somebody first asks. */
import { reserve } from '../evaluate/table.ts'
import type { Edge, EffectSite } from '../model/project.ts'
import type { Scope, Value } from '../model/summary.ts'
import { Op, ScopeKind } from '../model/summary.ts'
import type { FileId, FunctionId } from '../model/type.ts'
import { addCall, createCallableReader } from './calls.ts'
import type { Draft, Parts, SparedSite } from './draft.ts'
import { addEdge, MODULE_BODY, siteOf } from './draft.ts'
import { addImplicit } from './implicit.ts'
import { scopeKind } from './read.ts'

export interface Scan {
  readonly edges: readonly Edge[]
  readonly sites: readonly EffectSite[]
  /** Library calls that would block and do not here. */
  readonly spared: readonly SparedSite[]
  /** What its library calls do, as bits. */
  readonly does: number
}

export interface Scanner {
  /** A project function's own body; what nested functions do is theirs. */
  ofFunction(id: FunctionId): Scan
  /** What runs when a file is imported: its module and class bodies. */
  ofModule(file: FileId): Scan
}

/** Rows that may run code without a call being written. */
const IMPLICIT = new Uint8Array(64)
for (const op of [Op.Enter, Op.Iterate, Op.Index, Op.SetItem, Op.Binary, Op.Augment, Op.Compare]) IMPLICIT[op] = 1

const EMPTY: Scan = { edges: [], sites: [], spared: [], does: 0 }

export function createScanner(parts: Parts): Scanner {
  const { evaluation } = parts
  const functions: (Scan | undefined)[] = []
  const modules: (Scan | undefined)[] = []
  const bodies: (readonly Scope[] | undefined)[] = []
  const readCallee = createCallableReader(parts)

  function ofFunction(id: FunctionId): Scan {
    reserve(functions, id)
    const known = functions[id]
    if (known !== undefined) return known
    const info = evaluation.function(id)
    functions[id] = EMPTY
    if (evaluation.file(info.file).origin === 'library') return EMPTY
    const draft: Draft = { from: id, file: info.file, edges: [], sites: [], spared: [], does: 0 }
    addDecorators(draft, id)
    readBody(draft, info.scope)
    functions[id] = draft
    return draft
  }

  function ofModule(file: FileId): Scan {
    reserve(modules, file)
    const known = modules[file]
    if (known !== undefined) return known
    const draft: Draft = { from: MODULE_BODY, file, edges: [], sites: [], spared: [], does: 0 }
    readBody(draft, 0)
    modules[file] = draft
    return draft
  }

  function addDecorators(draft: Draft, id: FunctionId): void {
    const decoration = parts.decorations.of(id)
    for (const wrapper of decoration.wrappers) addEdge(draft, 'decorator', wrapper.at.value, wrapper.function, false)
    if (evaluation.function(id).async) return
    const { values } = evaluation.file(draft.file).summary
    for (const { at, known, effect } of decoration.effects) {
      if (effect.blocks === undefined) continue
      const call = { file: at.file, call: at.value, target: { is: 'external', path: known.name }, ...known } as const
      const isCall = values.op[at.value] === Op.Call
      if (effect.when === undefined || (isCall && parts.predicates.holds(effect.when, call))) {
        draft.sites.push(siteOf(draft, at.value, known.name, effect, true))
      }
    }
  }

  /** Function and lambda scopes of a file in the order of their regions. */
  function bodiesOf(file: FileId): readonly Scope[] {
    reserve(bodies, file)
    const known = bodies[file]
    if (known !== undefined) return known
    const { summary } = evaluation.file(file)
    const { scopes, regions } = summary
    const found: Scope[] = []
    for (let scope = 1; scope < scopes.count; scope++) if (scopeKind(summary, scope) >= ScopeKind.Function) found.push(scope)
    found.sort((x, y) => regions.first[scopes.region[x]] - regions.first[scopes.region[y]] || x - y)
    bodies[file] = found
    return found
  }

  function readBody(draft: Draft, scope: Scope): void {
    const { summary } = evaluation.file(draft.file)
    const { scopes, regions, values } = summary
    const nested = bodiesOf(draft.file)
    const region = scopes.region[scope]
    const end = regions.end[region]
    let at: Value = regions.first[region]
    let next = firstAfter(nested, at)
    while (next < nested.length && nested[next] <= scope && regions.first[scopes.region[nested[next]]] === at) next++
    while (at < end) {
      // A nested body stands as one interval; it may be empty.
      while (next < nested.length && regions.end[scopes.region[nested[next]]] <= at) next++
      if (next < nested.length && regions.first[scopes.region[nested[next]]] === at) {
        at = regions.end[scopes.region[nested[next]]]
        next++
        continue
      }
      const op: Op = values.op[at]
      if (op === Op.Call) addCall(parts, readCallee, draft, at)
      else if (draft.from !== MODULE_BODY) {
        // Attributes are by far the most; few of their names are properties that do something.
        if (op === Op.Attr ? parts.defined.isProperty(draft.file, values.b[at]) : IMPLICIT[op] === 1) addImplicit(parts, draft, at)
      }
      at++
    }

    function firstAfter(list: readonly Scope[], value: Value): number {
      let low = 0
      let high = list.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (regions.first[scopes.region[list[middle]]] < value) low = middle + 1
        else high = middle
      }
      return low
    }
  }

  return { ofFunction, ofModule }
}
