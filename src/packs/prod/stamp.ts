import type { Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'

/** Whether a function, or one it calls, puts the schema it has made under Alembic's control: `alembic.command.stamp`. */
export const stampsRevision = (project: Project, within: FunctionId): boolean =>
  [within, ...project.edgesFrom(within).map((edge) => edge.to)].some((id) => callsStamp(project, id))

const callsStamp = ({ evaluation }: Project, id: FunctionId): boolean => {
  const { file, scope } = evaluation.function(id)
  const { regions, scopes, strings, values } = evaluation.file(file).summary
  const region = scopes.region[scope]
  for (let at = regions.first[region]; at < regions.end[region]; at++) {
    const callee = values.a[at]
    const isNamed = (values.op[at] as Op) === Op.Call && (values.op[callee] as Op) === Op.Attr && strings[values.b[callee]] === 'stamp'
    if (
      isNamed &&
      evaluation
        .calleeOf(file, at)
        .targets.some(
          (target) => target.is === 'function' && evaluation.function(target.function).qualifiedName === 'alembic.command.stamp',
        )
    )
      return true
  }
  return false
}
