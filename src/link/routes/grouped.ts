/** Routes by the router that registers them. */
import type { RouteFact, RouterFact } from '../../model/route.ts'

/** A router that several places include is one; each of its registrations counts once. */
export function routersOf(routes: readonly RouteFact[]): readonly RouterFact[] {
  const routers = new Map<string, { readonly at: RouteFact['router']; readonly routes: Map<string, RouteFact> }>()
  for (const route of routes) {
    const key = `${route.router.file}:${route.router.value}`
    let router = routers.get(key)
    if (router === undefined) routers.set(key, (router = { at: route.router, routes: new Map() }))
    const registration = `${route.at.file}:${route.at.value}:${route.methods.join()}`
    if (!router.routes.has(registration)) router.routes.set(registration, route)
  }
  return [...routers.values()]
    .map(({ at, routes: own }) => ({ is: 'router' as const, at, routes: [...own.values()].toSorted(inOrder) }))
    .toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)
}

const inOrder = (x: RouteFact, y: RouteFact): number => x.at.file - y.at.file || x.at.value - y.at.value
