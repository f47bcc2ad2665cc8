import { entered, servedBy } from '../../check/entered.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { stepsTo } from '../../check/trail.ts'
import type { HandlerFact } from '../../model/handler.ts'
import type { Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'

type Id = 'async/swallowed-cancellation'

const rule: Rule<Id> = defineRule('async/swallowed-cancellation', {
  *handler(fact, project) {
    if (fact.form !== 'except' || !catchesCancellation(fact) || !isInCoroutine(fact, project)) return
    const at = spanOf(project, fact.at)
    const because = silenceOf(fact, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const context = servedBy(project, fact.within)
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'function', place: fact.at },
      touches: [{ is: 'call', place: fact.at }],
      expression: `except ${fact.types.join(', ')}`,
      evidence: [
        ...stepsTo(project, context),
        ...awaited(fact).map((call) => ({ at: spanOf(project, call.at), label: 'is cancelled here' })),
      ],
      severity: context === null ? 'minor' : 'major',
    } as const
    const data = { clause: clauseOf(fact), entry: entered(project, fact.within, context) }
    if (fact.after === 'again') yield { ...violation, message: 'again', data: { ...data, calls: namesOf(fact) } }
    else yield { ...violation, message: 'waits', data }
  },
})
export default rule

const CANCELLED = /(^|\.)CancelledError$/

const catchesCancellation = ({ awaits, breadth, types }: HandlerFact): boolean =>
  awaits && (breadth === 'bare' || breadth === 'base' || types.some((type) => CANCELLED.test(type)))

const isInCoroutine = ({ within }: HandlerFact, { evaluation }: Project): boolean => within >= 0 && evaluation.function(within).async

const silenceOf = (fact: HandlerFact, project: Project): SilentId<Id> | null => {
  if (fact.raises !== 'never') return 'reraised'
  if (fact.acts.some((place) => namedAt(project, place) === 'uncancel')) return 'uncancelled'
  if (fact.after === 'ends') return 'ends'
  if (fact.usesException) return 'kept'
  if (fact.secondary) return 'cleaning-up'
  return isOwnTask(fact, project) ? 'own-task' : null
}

/** Ways to wait for a task that was made before. */
const WAITING = /^(wait_for|wait|gather|shield)$/

/** The end of another task is what is waited for. */
const isOwnTask = (fact: HandlerFact, project: Project): boolean => {
  const waits = fact.tried.filter((call) => call.awaited)
  if (!waits.every(({ name }) => WAITING.test(name))) return false
  // A shield is there to be left without ending what is behind it.
  return fact.awaitsTask || waits.some(({ name }) => name === 'shield') || (waits.length > 0 && cancelsBefore(fact, project))
}

/** Some task has been told to end in the function before. */
const cancelsBefore = ({ at, within }: HandlerFact, { evaluation }: Project): boolean => {
  const { file, scope } = evaluation.function(within)
  const { regions, scopes, strings, values } = evaluation.file(file).summary
  for (let value = regions.first[scopes.region[scope]]; value < at.value; value++) {
    const callee = values.a[value]
    const isCall = (values.op[value] as Op) === Op.Call && (values.op[callee] as Op) === Op.Attr
    if (isCall && strings[values.b[callee]] === 'cancel') return true
  }
  return false
}

const awaited = ({ tried }: HandlerFact): HandlerFact['tried'] => tried.filter((call) => call.awaited).slice(0, 3)

const namesOf = (fact: HandlerFact): string => {
  const names = [...new Set(awaited(fact).map(({ name }) => name))].filter((name) => name !== '')
  return names.length === 0 ? 'what it awaits' : names.map((name) => `\`${name}()\``).join(' or ')
}

const clauseOf = ({ breadth, types }: HandlerFact): string => {
  const names = types.map((type) => type.split('.').at(-1)).join(', ')
  if (breadth === 'bare') return 'bare `except`'
  return types.length > 1 ? `\`except (${names})\`` : `\`except ${names}\``
}

const namedAt = ({ evaluation }: Project, place: HandlerFact['at']): string => {
  const { strings, values } = evaluation.file(place.file).summary
  const callee = values.a[place.value]
  return (values.op[callee] as Op) === Op.Attr ? strings[values.b[callee]] : ''
}
