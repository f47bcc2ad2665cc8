/** POST routes that add an entity to a session and send it back. */
import type { Creation } from '../../model/list-answer.ts'
import type { Edge, Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import type { FileSummary, Region } from '../../model/summary.ts'
import { Op, RegionKind } from '../../model/summary.ts'
import type { ClassId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { createQuerySites } from '../loader/query-sites.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'

interface CreatedInput {
  readonly parts: Parts
  readonly routes: readonly RouteFact[]
  readonly isMapped: (id: ClassId) => boolean
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
}

const FOLLOWED = new Set(['call', 'await'])
const BRANCHES: ReadonlySet<RegionKind> = new Set([RegionKind.Then, RegionKind.Else, RegionKind.Case])
/** Handler, service, repository. */
const DEEPEST = 2

/** In the order of the routes. */
export function creations({ parts, routes, isMapped, edgesFrom }: CreatedInput): readonly Creation[] {
  const { evaluation } = parts
  const sites = createQuerySites(evaluation, parts.effects)
  const known = new Map<FunctionId, ReadonlyMap<ClassId, Place>>()
  return routes.flatMap((route): readonly Creation[] => {
    if (route.methods.join() !== 'POST') return []
    const sent = new Set(route.returns.flatMap(({ classes }) => classes))
    for (const [entity, at] of sent.size === 0 ? [] : addedBelow(route.handler))
      if (sent.has(entity)) return [{ is: 'creation', route, entity, at, status: setsStatus(route.handler) ? null : (route.status ?? 200) }]
    return []
  })

  function addedBelow(handler: FunctionId): ReadonlyMap<ClassId, Place> {
    const found = new Map<ClassId, Place>()
    const depths = new Map<FunctionId, number>([[handler, 0]])
    for (const [id, depth] of depths) {
      for (const [entity, at] of addedIn(id)) if (!found.has(entity)) found.set(entity, at)
      if (depth === DEEPEST) continue
      for (const edge of edgesFrom(id))
        if (FOLLOWED.has(edge.kind) && parts.isProject(edge.to) && !depths.has(edge.to)) depths.set(edge.to, depth + 1)
    }
    return found
  }

  /** Mapped classes whose new instances a function gives to `session.add`. */
  function addedIn(id: FunctionId): ReadonlyMap<ClassId, Place> {
    const answer = known.get(id)
    if (answer !== undefined) return answer
    const found = new Map<ClassId, Place>()
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
      if (op[value] !== Op.Call || op[a[value]] !== Op.Attr || nameOf(summary, a[value]) !== 'add' || !sites.isSession(file, a[a[value]]))
        continue
      if (isTested(summary, evaluation.regionOf(file, value))) continue
      const given = argumentAt(summary, value, 0)
      for (const origin of given < 0 ? [] : parts.origins.of(file, given)) {
        if (op[origin] !== Op.Call) continue
        const [target] = evaluation.calleeOf(file, origin).targets
        if (target?.is === 'construct' && isMapped(target.class) && !found.has(target.class)) found.set(target.class, { file, value })
      }
    }
    known.set(id, found)
    return found
  }

  /** Below a branch: what is not there yet is made, what is there is given. */
  function isTested({ regions }: FileSummary, start: Region): boolean {
    for (let region = start; region > 0 && regions.kind[region] !== RegionKind.Function; region = regions.parent[region])
      if (BRANCHES.has(regions.kind[region])) return true
    return false
  }

  /** `response.status_code = …`. */
  function setsStatus(handler: FunctionId): boolean {
    const { file, scope } = evaluation.function(handler)
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    const region = summary.scopes.region[scope]
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++)
      if (op[value] === Op.SetAttr && textOf(summary, listOf(summary, b[value])[1]) === 'status_code') return true
    return false
  }
}
