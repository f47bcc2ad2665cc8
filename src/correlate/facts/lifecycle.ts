/** What happens when the application starts and stops. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import type { Context, Entry, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { Proof } from './about.ts'
import { isOfService } from './about.ts'

/** Every process comes there when it starts, and no lock of the database lets only one of them do it. */
export const atStartup: Proof = ({ joined, project, joins }) => {
  const within = joins.functionOf(joined)
  const { at } = joined.concern
  if (within === null) return takesLock(project, at.file) ? null : [{ at, label: 'runs when the module is imported' }]
  const context = project.contextsOf(within).find(({ kind }) => STARTING.has(kind))
  if (context === undefined) return null
  const files = [at.file, ...context.path.map(({ to }) => project.evaluation.function(to).file), context.entry.at.file]
  if (files.some((file) => takesLock(project, file))) return null
  return [{ at: spanOf(project, context.entry.at), label: `runs when the application starts: ${context.entry.label}` }]
}

const STARTING: ReadonlySet<Context['kind']> = new Set<Context['kind']>(['loop-startup', 'import'])

/** A word that only advisory locks have; it only ever spares. https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS */
const takesLock = ({ evaluation }: Project, file: number): boolean =>
  file >= 0 && evaluation.file(file).summary.strings.some((text) => /advisory_(xact_)?lock|GET_LOCK\(/i.test(text))

/** The service has something to do before it ends: a shutdown handler, or calls behind the `yield` of its lifespan. */
export const workAtShutdown: Proof = (about) => {
  const { project } = about
  const steps = project.entries
    .filter(({ kind, at }) => (kind === 'loop-shutdown' || kind === 'loop-startup') && isOfService(about, at.file))
    .flatMap((entry): readonly Step[] => {
      const at = endOf(project, entry)
      return at === null ? [] : [{ at: spanOf(project, at), label: `${entry.label} has this to do at shutdown` }]
    })
  return steps.length === 0 ? null : steps
}

/** The first call that only a shutdown comes to. */
const endOf = (project: Project, { kind, label, function: id }: Entry) => {
  if (kind === 'loop-shutdown') return firstCall(project, id, -1)
  return label.startsWith('lifespan ') ? lastYield(project, id) : null
}

const lastYield = (project: Project, id: FunctionId) => {
  const { file, scope } = project.evaluation.function(id)
  const { op, count } = project.evaluation.file(file).summary.values
  for (let value = count - 1; value >= 0; value--) {
    if ((op[value] as Op) === Op.Yield && project.evaluation.scopeOf(file, value) === scope) return firstCall(project, id, value)
  }
  return null
}

/** Not of a record that it is over: that may be lost. */
const firstCall = ({ evaluation }: Project, id: FunctionId, after: number) => {
  const { file, scope } = evaluation.function(id)
  const { values, strings } = evaluation.file(file).summary
  for (let value = after + 1; value < values.count; value++) {
    if ((values.op[value] as Op) !== Op.Call || evaluation.scopeOf(file, value) !== scope) continue
    const called = values.a[value]
    const name = (values.op[called] as Op) === Op.Attr ? strings[values.b[called]] : ''
    if (!/^(debug|info|warning|error|exception|log|print)$/.test(name)) return { file, value }
  }
  return null
}
