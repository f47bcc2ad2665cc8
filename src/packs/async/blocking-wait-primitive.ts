import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Project, Spared } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import { COMMON, assess, endpointStandard, silenceOf, sparedAt } from './blocking.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/blocking-wait-primitive'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'condition-not-met': 'no-wait',
  harmless: 'no-wait',
  'low-cost': 'no-wait',
}

const rule: Rule<Id> = defineRule('async/blocking-wait-primitive', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'wait') return
    const because = silenceOf(fact, project, SILENT) ?? (isAwaitedPool(fact, project) ? 'work-awaited' : null)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because: because === 'no-wait' ? conditionOf(fact) : because }
      return
    }
    const violation = { ...assess(fact, project), is: 'violation', standard: endpointStandard(fact) } as const
    const data = { call: fact.root.callee, replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

const conditionOf = ({ root }: BlockingFact): SilentId<Id> => {
  if (root.callee.includes('.Future.')) return 'already-done'
  if (root.callee.endsWith('.__exit__')) return 'work-awaited'
  return root.callee.endsWith('.put') ? 'unbounded-queue' : 'no-wait'
}

/** Leaving `with ThreadPoolExecutor()` joins its threads, which have nothing left to do if all their work was awaited. */
const isAwaitedPool = ({ root }: BlockingFact, { evaluation }: Project): boolean => {
  const { file, value } = root.at
  if (!root.callee.endsWith('PoolExecutor.__exit__')) return false
  const { strings, values } = evaluation.file(file).summary
  const uses = readsOf(value)
  return (
    uses.length > 0 &&
    uses.every((call) => {
      const callee = values.a[call]
      const isHandover =
        (values.op[call] as Op) === Op.Call && (values.op[callee] as Op) === Op.Attr && strings[values.b[callee]] === 'run_in_executor'
      return isHandover && evaluation.users(file, call).some((user) => (values.op[user] as Op) === Op.Await)
    })
  )

  /** What uses a value, through the names it is given. */
  function readsOf(made: Value): readonly Value[] {
    const reads: Value[] = []
    const work = [made]
    for (let bound = work.pop(); bound !== undefined; bound = work.pop()) {
      for (const user of evaluation.users(file, bound)) {
        const kind: Op = values.op[user]
        // A loop's Phi may lead back: names are only followed forwards.
        if ((kind === Op.Bind || kind === Op.Load) && user > bound) work.push(user)
        else reads.push(user)
      }
    }
    return reads
  }
}
