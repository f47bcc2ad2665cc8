/** Operation ids that are not unique. https://fastapi.tiangolo.com/advanced/path-operation-advanced-configuration/#openapi-operationid */
import type { RouteFact } from '../../model/route.ts'

/** Says of each route which earlier one of its application has the same operation id in the schema. */
export function withOperationTwins(routes: readonly RouteFact[]): readonly RouteFact[] {
  const first = new Map<string, RouteFact>()
  return routes.map((route) => {
    const { operationId, application, documented, methods, at } = route
    if (operationId === null || application === null || !documented) return route
    const key = `${application.file}:${application.value}:${operationId}`
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, route)
    const isSame = earlier !== undefined && earlier.at.file === at.file && earlier.at.value === at.value && earlier.path === route.path
    if (earlier !== undefined && !isSame) return { ...route, operationTwin: earlier.at }
    return methods.length > 1 ? { ...route, operationTwin: at } : route
  })
}
