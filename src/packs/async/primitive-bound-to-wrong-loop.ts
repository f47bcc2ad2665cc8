import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { hopOf, nameOf } from '../../check/trail.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { JobFact } from '../../model/job.ts'
import type { Edge, Project } from '../../model/project.ts'
import type { FunctionId } from '../../model/type.ts'

type Id = 'async/primitive-bound-to-wrong-loop'

const rule: Rule<Id> = defineRule('async/primitive-bound-to-wrong-loop', {
  *engine(fact, project) {
    if (!fact.async) return
    const at = spanOf(project, fact.at)
    if (isUnpooled(fact)) {
      yield { is: 'fine', at, because: 'unpooled' }
      return
    }
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    const others = project.facts('engine').filter((engine) => engine.async && service?.files.has(engine.at.file) === true)
    if (service === undefined || fact.building !== 'once' || others.length > 1) {
      yield { is: 'fine', at, because: 'undetermined' }
      return
    }
    const found = project
      .facts('job')
      .filter((job) => service.files.has(job.at.file))
      .flatMap((job) => loopOf(project, job) ?? [])
    const [first] = found
    if (first === undefined || disposes(project, found)) {
      yield { is: 'fine', at, because: first === undefined ? 'one-loop' : 'disposed' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      touches: [{ is: 'job', place: first.job.at }],
      expression: fact.callee,
      evidence: [
        { at: spanOf(project, first.job.at), label: `task \`${nameOf(project, first.job.function)}\`` },
        ...first.path.map((edge) => hopOf(project, edge, edge.runs === 'new-loop' ? 'starts a new loop for' : undefined)),
      ],
      message: 'found',
      data: {
        task: nameOf(project, first.job.function),
        work: nameOf(project, first.enters.to),
        more: found.length === 1 ? '' : ` (and ${found.length - 1} more)`,
      },
    }
  },
})
export default rule

const isUnpooled = ({ pool, disposed, dialect }: EngineFact): boolean =>
  disposed || pool === 'NullPool' || pool === '?' || dialect === 'sqlite'

interface Loop {
  readonly job: JobFact
  readonly path: readonly Edge[]
  /** Where the new loop starts. */
  readonly enters: Edge
}

const DEEPEST = 5

/** The way from a job to a coroutine that it starts a loop of its own for, and that asks the database through SQLAlchemy's asyncio extension. */
function loopOf(project: Project, job: JobFact): Loop | null {
  if (project.evaluation.function(job.function).async) return null
  const seen = new Set<FunctionId>([job.function])
  let work: { readonly id: FunctionId; readonly path: readonly Edge[] }[] = [{ id: job.function, path: [] }]
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next: { readonly id: FunctionId; readonly path: readonly Edge[] }[] = []
    for (const { id, path } of work)
      for (const edge of project.edgesFrom(id)) {
        if (edge.confidence !== 'exact' || seen.has(edge.to)) continue
        seen.add(edge.to)
        const way = [...path, edge]
        if (edge.runs === 'new-loop' && asks(project, edge.to)) return { job, path: way, enters: edge }
        if (edge.runs === undefined || edge.runs === 'caller') next.push({ id: edge.to, path: way })
      }
    work = next
  }
  return null
}

const asks = (project: Project, id: FunctionId): boolean =>
  (['sql-read', 'sql-write', 'commit'] as const).some((what) => project.does(id, what, 'same-task'))

/** Somewhere on the way connections are thrown away, before or after. */
const disposes = ({ evaluation }: Project, found: readonly Loop[]): boolean =>
  found.some(({ job, enters }) =>
    [job.at.file, evaluation.function(enters.to).file].some((file) =>
      evaluation.file(file).summary.strings.some((text) => text === 'dispose' || text === 'NullPool'),
    ),
  )
