/** The route table as the report tells it. */
import type { Place, Project } from '../model/project.ts'
import type { RouteEntry } from '../model/report.ts'
import type { Auth } from '../model/route.ts'
import { comparePositions, compareText, positionOf, spanOf } from './place.ts'

/** One entry for each route of application code, by path, method and place; `place` puts file names under the root. */
export const routeEntries = (project: Project, place: (file: string) => string): readonly RouteEntry[] => {
  const at = (where: Place): ReturnType<typeof positionOf> => positionOf(project, spanOf(project, where))
  const proof = (auth: Auth): { readonly proof?: { readonly file: string; readonly line: number } } => {
    if (auth.proof === null) return {}
    const { file, line } = at(auth.proof)
    return { proof: { file: place(file), line } }
  }
  const routes = project.facts('route').filter((route) => project.role(route.at.file) === 'app')
  return routes
    .flatMap((route) => route.methods.map((method) => ({ route, method, position: at(route.at) })))
    .toSorted(
      (x, y) => compareText(x.route.path, y.route.path) || compareText(x.method, y.method) || comparePositions(x.position, y.position),
    )
    .map(({ route, method, position }) => ({
      method,
      path: route.path,
      handler: project.evaluation.function(route.handler).qualifiedName,
      file: place(position.file),
      line: position.line,
      async: project.evaluation.function(route.handler).async,
      auth: route.auth.state,
      reason: route.auth.reason,
      ...(route.auth.by === null ? {} : { by: route.auth.by }),
      ...proof(route.auth),
      dependencies: route.dependencies.map(({ name, via, auth }) => ({ name, via, auth: auth.state })),
      middleware: route.middleware.map(({ name, auth }) => ({ name, auth: auth.state })),
      conditional: route.conditional,
      completeness: route.complete ? 'full' : 'partial',
    }))
}
