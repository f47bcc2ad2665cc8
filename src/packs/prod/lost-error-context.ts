import { constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId, Step } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'

type Id = 'prod/lost-error-context'

/** Handlers of one kind in one project beyond which a habit is reported once, not file by file. */
const HABIT = 25
/** Places a finding lists. */
const LISTED = 10

const rule: Rule<Id> = defineRule('prod/lost-error-context', {
  *handler(fact, project) {
    if (fact.breadth === 'narrow' || fact.breadth === 'unknown') return
    const loss = lossOf(fact, project)
    if (loss === null) {
      const because = exemptionOf(fact)
      if (because !== null) yield { is: 'fine', at: spanOf(project, fact.at), because }
      return
    }
    if (sparedByRole(project, loss.at.file) !== null) {
      yield { is: 'fine', at: spanOf(project, loss.at), because: sparedByRole(project, loss.at.file) ?? 'test' }
      return
    }
    const { all, byFile, isHabit, leader: first } = lossesOf(project)[loss.kind]
    const group = isHabit ? all : (byFile.get(loss.at.file) ?? [])
    const leader = isHabit ? first : group[0]
    if (leader.at.file !== loss.at.file || leader.at.value !== loss.at.value) return
    const violation = {
      is: 'violation',
      at: spanOf(project, loss.at),
      subject: { is: 'call', place: loss.handler },
      touches: [{ is: 'call', place: loss.at }],
      expression: loss.kind,
      evidence: group.slice(0, LISTED).map((each): Step => ({ at: spanOf(project, each.at), label: LABEL[each.kind] })),
    } as const
    if (isHabit)
      yield {
        ...violation,
        message: loss.kind === 'flattened' ? 'flattened-everywhere' : 'hidden-everywhere',
        data: { count: String(group.length), files: filesOf(project, group) },
      }
    else yield { ...violation, message: loss.kind, data: { handlers: counted(group.length, loss.kind) } }
  },
})
export default rule

const VERB = { flattened: 'log', hidden: 'answer' } as const

/** "1 broad handler here logs", "3 broad handlers here log". */
const counted = (count: number, kind: Loss['kind']): string =>
  count === 1 ? `1 broad handler here ${VERB[kind]}s` : `${count} broad handlers here ${VERB[kind]}`

const LABEL = { flattened: 'logged without its traceback', hidden: 'answered, and recorded nowhere' } as const

interface Loss {
  readonly kind: keyof typeof LABEL
  /** The log call, or the raise. */
  readonly at: Place
  readonly handler: Place
}

/** All losses of one kind in code that can serve, in the order of the project. */
interface Losses {
  readonly all: readonly Loss[]
  readonly byFile: ReadonlyMap<FileId, readonly Loss[]>
  readonly isHabit: boolean
  /** Where a habit is reported. */
  readonly leader: Loss
}

const known = new WeakMap<Project, Readonly<Record<Loss['kind'], Losses>>>()

/** Found once: each handler asks for its neighbours. */
const lossesOf = (project: Project): Readonly<Record<Loss['kind'], Losses>> => {
  let losses = known.get(project)
  if (losses === undefined) {
    const all = project
      .facts('handler')
      .filter(({ at }) => sparedByRole(project, at.file) === null)
      .flatMap((fact) => lossOf(fact, project) ?? [])
    losses = { flattened: gathered(project, all, 'flattened'), hidden: gathered(project, all, 'hidden') }
    known.set(project, losses)
  }
  return losses
}

const gathered = (project: Project, losses: readonly Loss[], kind: Loss['kind']): Losses => {
  const all = losses.filter((loss) => loss.kind === kind)
  const byFile = new Map<FileId, Loss[]>()
  for (const loss of all) {
    const list = byFile.get(loss.at.file)
    if (list === undefined) byFile.set(loss.at.file, [loss])
    else list.push(loss)
  }
  return { all, byFile, isHabit: all.length > HABIT, leader: leaderOf(project, all) }
}

/** The first loss of the file that has most, of the first such file; of what an application reaches, if there is any. */
const leaderOf = (project: Project, all: readonly Loss[]): Loss => {
  const reached = all.filter(({ at }) => project.role(at.file) === 'app')
  const losses = reached.length > 0 ? reached : all
  const counts = countsOf(losses)
  const most = Math.max(...counts.values())
  return losses.find(({ at }) => counts.get(at.file) === most) ?? losses[0]
}

const countsOf = (losses: readonly Loss[]): ReadonlyMap<FileId, number> => {
  const counts = new Map<FileId, number>()
  for (const { at } of losses) counts.set(at.file, (counts.get(at.file) ?? 0) + 1)
  return counts
}

const filesOf = ({ evaluation }: Project, losses: readonly Loss[]): string => {
  const counts = [...countsOf(losses)].toSorted(([x, one], [y, other]) => other - one || x - y)
  const named = counts.slice(0, 3).map(([file, count]) => `${evaluation.file(file).summary.path} (${count})`)
  const rest = counts.length - named.length
  return `${counts.length} ${counts.length === 1 ? 'file' : 'files'}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

const FAULT = /^a?(error|critical|fatal)$/

const lossOf = (fact: HandlerFact, project: Project): Loss | null => {
  if (fact.breadth === 'narrow' || fact.breadth === 'unknown' || fact.form === 'suppress') return null
  if (fact.handsOn) return null
  if (fact.raises === 'never') {
    const faults = fact.logs.filter(({ method }) => FAULT.test(method))
    const isFlat = faults.length > 0 && fact.logs.every(({ known: byType, traceback }) => byType && traceback === false)
    return isFlat ? { kind: 'flattened', at: faults[0].at, handler: fact.at } : null
  }
  const answer = fact.raises === 'always' && fact.logs.length === 0 && fact.acts.every((call) => isPartOf(project, call, fact))
  const [raised] = fact.raised
  if (!answer || fact.raised.length !== 1 || !isServerError(project, raised.at) || isReported(project)) return null
  return { kind: 'hidden', at: raised.at, handler: fact.at }
}

/** The construction of the exception that is raised, not something that is done about the failure. */
const isPartOf = (project: Project, call: Place, { raised }: HandlerFact): boolean => {
  const inside = spanOf(project, call)
  return raised.some(({ at }) => {
    const around = spanOf(project, at)
    return around.start <= inside.start && inside.end <= around.end
  })
}

/** `HTTPException` of Starlette or FastAPI with a status of the 500s, by type: the framework answers it and logs nothing. */
const isServerError = (project: Project, { file, value }: Place): boolean => {
  const { evaluation } = project
  const { op, a } = evaluation.file(file).summary.values
  const call = a[value]
  if (call < 0 || (op[call] as Op) !== Op.Call) return false
  const type = evaluation.typeOf(file, call)
  if (type.is !== 'instance' || !evaluation.isSubclass(type.of, 'starlette.exceptions.HTTPException')) return false
  const status = constantArgument(project, { file, value: call }, 'status_code') ?? constantArgument(project, { file, value: call }, 0)
  return status?.is === 'number' && status.value >= 500
}

const reported = new WeakMap<Project, boolean>()

/** Sentry's integration records errors of the 500s that are raised. */
const isReported = (project: Project): boolean => {
  let answer = reported.get(project)
  if (answer === undefined) {
    answer = project.evaluation.files.some(
      ({ id, origin, summary }) => origin === 'project' && project.role(id) === 'app' && summary.strings.includes('sentry_sdk'),
    )
    reported.set(project, answer)
  }
  return answer
}

const exemptionOf = ({ handsOn, raises, logs }: HandlerFact): SilentId<Id> | null => {
  if (handsOn) return 'handed-on'
  if (logs.some(({ traceback }) => traceback === true)) return 'traced'
  if (raises !== 'never') return 'reraised'
  return logs.some(({ method }) => !FAULT.test(method)) ? 'milder' : null
}
