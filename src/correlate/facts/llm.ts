/** Who waits for a language model. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { Context, Place, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'
import type { About, Proof } from './about.ts'
import { isOfService } from './about.ts'
import { callsIn, targetsOf } from './known.ts'

/**
 * A request waits for the call of a model (not of a vector store or bucket), or for a call with the client: the client is made on the way of a request, or it is the only one of its
 * library in the service and something on the way of a request calls that library.
 */
export const awaitedByRequest: Proof = (about) => {
  const { project, joined, joins } = about
  const [{ place }] = joined.concern.about
  const blocking = project.facts('blocking').find(({ at, spared }) => spared === null && at.file === place.file && at.value === place.value)
  if (blocking !== undefined && blocking.blocks.kind !== 'llm') return null
  const within = joins.functionOf(joined)
  const own = within === null ? undefined : waiting(project, within)
  if (own !== undefined) return [stepTo(project, own)]
  const clients = project.facts('client').filter(({ kind, at }) => kind === 'llm' && isOfService(about, at.file))
  const [client] = clients
  if (clients.length !== 1 || client.at.file !== place.file || client.at.value !== place.value) return null
  return firstCaller(about, client.callee.split('.')[0])
}

const firstCaller = (about: About, library: string): readonly Step[] | null => {
  const { project } = about
  for (const { id, file } of project.evaluation.functions) {
    if (project.evaluation.file(file).origin !== 'project' || !isOfService(about, file)) continue
    const context = waiting(project, id)
    const call = context === undefined ? undefined : callsIn(project, id).find((value) => isOfLibrary(project, { file, value }, library))
    if (context === undefined || call === undefined) continue
    const at = spanOf(project, { file, value: call })
    return [stepTo(project, context), { at, label: `\`${nameOf(project, id)}\` calls \`${library}\`` }]
  }
  return null
}

const isOfLibrary = (project: Project, call: Place, library: string): boolean =>
  targetsOf(project, call).some((name) => name.startsWith(`${library}.`))

const waiting = (project: Project, id: FunctionId): Context | undefined =>
  project.contextsOf(id).find(({ kind, ordinary }) => ordinary && (kind === 'loop-request' || kind === 'thread'))

const stepTo = (project: Project, { entry }: Context): Step => ({ at: spanOf(project, entry.at), label: `${entry.label} waits for it` })
