/** What a startup handler makes for those that come later. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { Context, Entry, Place, Project } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { BindFlag, Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { About, Proof } from './about.ts'
import { isOfService } from './about.ts'

/** A name of the module, or an attribute of the application's state, that only this handler fills and requests read. */
export const opensForRequests: Proof = (about) => {
  const { project, joined } = about
  const [{ place }] = joined.concern.about
  const entry = project.entries.find(({ kind, at }) => kind === 'loop-startup' && at.file === place.file && at.value === place.value)
  if (entry === undefined) return null
  const steps = [...globalsOf(about, entry), ...attributesOf(about, entry)]
  return steps.length === 0 ? null : steps
}

/** `global pool; pool = …` in the handler, bound nowhere else but to None, and read in a function of the file that answers requests. */
const globalsOf = (about: About, { function: id }: Entry): readonly Step[] => {
  const { project } = about
  const { file, scope } = project.evaluation.function(id)
  const { values, strings } = project.evaluation.file(file).summary
  return rowsOf(project, file, Op.Bind, (value) => (values.aux[value] & BindFlag.Outer) !== 0).flatMap((value): readonly Step[] => {
    if (project.evaluation.scopeOf(file, value) !== scope) return []
    const name = values.a[value]
    const others = rowsOf(project, file, Op.Bind, (other) => other !== value && values.a[other] === name)
    if (others.some((other) => project.evaluation.constantOf(file, values.b[other])?.is !== 'none')) return []
    return stepsOf(
      about,
      { file, value },
      strings[name],
      rowsOf(project, file, Op.Free, (read) => values.a[read] === name),
    )
  })
}

/** `app.state.pool = …` in the handler, set nowhere else. */
const attributesOf = (about: About, { function: id }: Entry): readonly Step[] => {
  const { project } = about
  const { file, scope } = project.evaluation.function(id)
  const { values, strings } = project.evaluation.file(file).summary
  return rowsOf(project, file, Op.SetAttr, (value) => isState(project, { file, value: values.a[value] })).flatMap(
    (value): readonly Step[] => {
      if (project.evaluation.scopeOf(file, value) !== scope) return []
      const name = strings[values.lists[values.b[value] + 2]]
      if (project.evaluation.files.some(({ id: other }) => setsElsewhere(project, other, name, { file, value }))) return []
      for (const { id: other } of project.evaluation.files) {
        if (!isOfService(about, other)) continue
        const found = stepsOf(about, { file, value }, `app.state.${name}`, readsOf(project, other, name), other)
        if (found.length > 0) return found
      }
      return []
    },
  )
}

const isState = ({ evaluation }: Project, { file, value }: Place): boolean => {
  const { values, strings } = evaluation.file(file).summary
  return (values.op[value] as Op) === Op.Attr && strings[values.b[value]] === 'state'
}

const setsElsewhere = (project: Project, file: FileId, name: string, here: Place): boolean => {
  const { values, strings } = project.evaluation.file(file).summary
  return rowsOf(
    project,
    file,
    Op.SetAttr,
    (value) => strings[values.lists[values.b[value] + 2]] === name && isState(project, { file, value: values.a[value] }),
  ).some((value) => file !== here.file || value !== here.value)
}

const readsOf = (project: Project, file: FileId, name: string): readonly Value[] => {
  const { values, strings } = project.evaluation.file(file).summary
  return rowsOf(project, file, Op.Attr, (value) => strings[values.b[value]] === name && isState(project, { file, value: values.a[value] }))
}

const stepsOf = (
  { project, joins }: About,
  made: Place,
  name: string,
  reads: readonly Value[],
  file: FileId = made.file,
): readonly Step[] => {
  for (const value of reads) {
    const within = joins.functionAt({ file, value })
    const context = within === null ? undefined : asked(project, within)
    if (within === null || context === undefined) continue
    return [
      { at: spanOf(project, made), label: `only this handler makes \`${name}\`` },
      { at: spanOf(project, { file, value }), label: `${context.entry.label} uses it in \`${nameOf(project, within)}\`` },
    ]
  }
  return []
}

const asked = (project: Project, id: FunctionId): Context | undefined =>
  project.contextsOf(id).find(({ kind }) => kind === 'loop-request' || kind === 'thread' || kind === 'loop-websocket')

const rowsOf = ({ evaluation }: Project, file: FileId, wanted: Op, fits: (value: Value) => boolean): readonly Value[] => {
  const { op, count } = evaluation.file(file).summary.values
  const rows: Value[] = []
  for (let value = 0; value < count; value++) if ((op[value] as Op) === wanted && fits(value)) rows.push(value)
  return rows
}
