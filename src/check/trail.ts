/** How a way through the code reads: functions by name, hops as steps, the whole of it on one line. */
import type { Context, Edge, EdgeKind, Place, Project } from '../model/project.ts'
import type { FunctionId } from '../model/type.ts'
import { positionOf, spanOf } from './place.ts'
import type { Step } from './rule.ts'

const VERBS: Readonly<Record<EdgeKind, string>> = {
  call: 'calls',
  await: 'awaits',
  construct: 'makes an object with',
  enter: 'enters',
  iterate: 'walks over',
  property: 'reads',
  operator: 'applies',
  decorator: 'is wrapped by',
  schedule: 'starts',
  offload: 'hands over',
  reference: 'passes on',
}

/** A function as a reader names it: `Client.fetch`, `fetch`. */
export const nameOf = ({ evaluation }: Project, id: FunctionId): string => {
  if (id < 0) return 'module'
  const { lambda, name, owner } = evaluation.function(id)
  if (lambda) return 'lambda'
  return owner === null ? name : `${evaluation.class(owner).name}.${name}`
}

/** One hop, with a verb for how it is gone, or the plain one. */
export const hopOf = (project: Project, edge: Edge, verb: string = VERBS[edge.kind]): Step => ({
  at: spanOf(project, edge.at),
  label: `\`${nameOf(project, edge.from)}\` ${verb} \`${nameOf(project, edge.to)}\``,
})

/** Entry point and every hop down to the function; nothing where no entry point is known. */
export const stepsTo = (project: Project, context: Context | null): readonly Step[] => {
  if (context === null || context.kind === 'unknown') return []
  return [
    { at: spanOf(project, context.entry.at), label: context.entry.label },
    ...context.path.map((edge) => hopOf(project, edge, 'calls')),
  ]
}

/** `Orders.lines`, `Repo.find`, … of the functions that hops lead to. */
export const namesAlong = (project: Project, path: readonly Edge[]): readonly string[] => path.map((edge) => nameOf(project, edge.to))

/** `file.py:12`. */
export const placeOf = (project: Project, place: Place): string => {
  const { file, line } = positionOf(project, spanOf(project, place))
  return `${file}:${line}`
}

/** Longer ways leave their middle out; the evidence has every hop. */
const MOST = 9

/** `GET /rates → read_rates → Client.fetch`. */
export const written = (hops: readonly string[]): string =>
  (hops.length <= MOST ? hops : [...hops.slice(0, 4), '…', ...hops.slice(-4)]).join(' → ')
