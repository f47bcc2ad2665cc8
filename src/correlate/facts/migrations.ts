/** What a migration locks, who asks for it meanwhile, and when it runs. */
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { Command } from '../../model/manifest.ts'
import type { Context, Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { ClassId } from '../../model/type.ts'
import type { About, Proof } from './about.ts'
import { isOfService, serviceOf } from './about.ts'
import { targetsOf } from './known.ts'

/** A request of the service asks for rows of the table that the operation locks: its mapped class is given to a query. */
export const askedTable: Proof = (about) => {
  const models = modelsLocked(about)
  if (models.size === 0) return null
  for (const { id, origin, summary } of about.project.evaluation.files) {
    if (origin !== 'project' || !isOfService(about, id)) continue
    const { op, count } = summary.values
    for (let value = 0; value < count; value++) {
      const step = (op[value] as Op) === Op.Call ? askedAt(about, { file: id, value }, models) : null
      if (step !== null) return [step]
    }
  }
  return null
}

/** Mapped classes of the table that the finding's operation changes. */
const modelsLocked = ({ project, joined }: About): ReadonlySet<ClassId> => {
  const { about, at } = joined.concern
  const revision = project.facts('revision').find((fact) => isSame(fact.at, about[0].place))
  const step = revision?.upgrade.find((each) => spanOf(project, each.at).start === at.start)
  if (step === undefined || step.table === null) return new Set()
  return new Set(project.schema.models.filter(({ table }) => table.name === step.table).map((model) => model.class))
}

/** https://docs.sqlalchemy.org/en/20/orm/queryguide/select.html */
const ASKS = /^(sqlalchemy|sqlmodel)\b.*\.(select|query|get|get_one)$/

const askedAt = (about: About, call: Place, models: ReadonlySet<ClassId>): Step | null => {
  const { project, joins } = about
  const { evaluation } = project
  if (!argumentsOf(project, call).some((value) => isModel(evaluation.typeOf(call.file, value), models))) return null
  const within = joins.functionAt(call)
  const context = within === null ? undefined : project.contextsOf(within).find(({ kind, ordinary }) => ordinary && REQUEST.has(kind))
  if (within === null || context === undefined || !targetsOf(project, call).some((name) => ASKS.test(name))) return null
  return { at: spanOf(project, call), label: `${context.entry.label} asks for its rows in \`${nameOf(project, within)}\`` }
}

const REQUEST: ReadonlySet<Context['kind']> = new Set<Context['kind']>(['loop-request', 'thread'])

const isModel = (type: ReturnType<Project['evaluation']['typeOf']>, models: ReadonlySet<ClassId>): boolean =>
  type.is === 'class' && models.has(type.of)

const argumentsOf = ({ evaluation }: Project, { file, value }: Place): readonly Value[] => {
  const { b, lists } = evaluation.file(file).summary.values
  return b[value] < 0 ? [] : [...lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]])]
}

/** What starts the application in production runs `alembic upgrade` first, or its startup calls Alembic. */
export const migratesAtStart: Proof = (about) => {
  const service = serviceOf(about)
  if (service === null) return null
  const { project } = about
  const images = project.deployment.images.filter(({ use, stage }) => use === 'production' && service.stages.includes(stage))
  const started = images.flatMap((image) =>
    image.processes.length === 0 ? [] : image.started.filter(isUpgrade).map(({ start, end }) => ({ file: image.stage.file, start, end })),
  )
  return (
    callsUpgrade(about) ??
    (started.length === 0 ? null : [{ at: images[0].stage.at, label: 'the image runs `alembic upgrade` whenever it starts' }])
  )
}

const isUpgrade = ({ words }: Command): boolean =>
  words.some((word) => word === 'alembic' || word?.endsWith('/alembic') === true) && words.includes('upgrade')

const callsUpgrade = (about: About): readonly Step[] | null => {
  const { project, joins } = about
  for (const { id, origin, summary } of project.evaluation.files) {
    if (origin !== 'project' || !isOfService(about, id) || !summary.strings.includes('upgrade')) continue
    for (let value = 0; value < summary.values.count; value++) {
      const call = { file: id, value }
      if ((summary.values.op[value] as Op) !== Op.Call || !targetsOf(project, call).some((name) => name === 'alembic.command.upgrade'))
        continue
      const within = joins.functionAt(call)
      const context = within === null ? undefined : project.contextsOf(within).find(({ entry }) => entry.kind === 'loop-startup')
      if (context !== undefined) return [{ at: spanOf(project, call), label: `${context.entry.label} runs the migrations` }]
    }
  }
  return null
}

const isSame = (x: Place, y: Place): boolean => x.file === y.file && x.value === y.value
