import { argumentOf } from '../../check/call.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BlockingFact, Project, Spared } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { COMMON, assess, silenceOf, sparedAt } from './blocking.ts'
import { handedToThread } from './edits.ts'
import { entryOf, throughOf } from './trail.ts'

type Id = 'async/file-io-on-loop'

const SILENT: Readonly<Record<Spared, SilentId<Id>>> = {
  ...COMMON,
  awaited: 'awaited',
  'once-per-process': 'first-request',
  'condition-not-met': 'not-consumed',
  harmless: 'metadata',
  'low-cost': 'metadata',
  'generator-not-consumed': 'not-consumed',
}

const rule: Rule<Id> = defineRule('async/file-io-on-loop', {
  *blocking(fact, project) {
    if (fact.blocks.kind !== 'file') return
    const because = (fact.spared === null ? whileNobodyWaits(fact) : null) ?? silenceOf(fact, project, SILENT) ?? onOwnHandle(fact, project)
    if (because !== null) {
      yield { is: 'fine', at: sparedAt(fact, project), because }
      return
    }
    const violation = { ...assess(repeated(fact, project), project), edits: handedToThread(fact, project), is: 'violation' } as const
    const data = { call: fact.root.callee, replacement: fact.blocks.replacement }
    if (fact.path.length > 0) yield { ...violation, message: 'reached', data: { ...data, through: throughOf(fact, project) } }
    else yield { ...violation, message: 'direct', data: { ...data, entry: entryOf(fact, project) } }
  },
})
export default rule

/** Configuration and templates read before, after or once beside serving are not worth a finding. */
const whileNobodyWaits = ({ context, once }: BlockingFact): SilentId<Id> | null => {
  switch (context?.kind) {
    case 'loop-startup':
    case 'loop-shutdown':
    case 'loop-script':
      return 'startup'
    default:
      return once ? 'first-request' : null
  }
}

const HANDLE_METHOD = /^io\.(TextIO|Buffered)|^typing\.(IO|TextIO|BinaryIO)\./
/** Functions that are given a handle, and its position. */
const TAKES_HANDLE: Readonly<Record<string, number>> = { 'json.load': 0, 'json.dump': 1, 'pickle.load': 0, 'pickle.dump': 1 }

/** Using a handle is judged where it was opened, if that is in the same function. */
const onOwnHandle = ({ path, root }: BlockingFact, project: Project): SilentId<Id> | null => {
  if (path.length > 0) return null
  const { op, a } = project.evaluation.file(root.at.file).summary.values
  const position = TAKES_HANDLE[root.callee]
  if ((op[root.at.value] as Op) !== Op.Call) return null
  if (position !== undefined) return isMadeHere(project, root.at.file, argumentOf(project, root.at, position)) ? 'same-handle' : null
  return HANDLE_METHOD.test(root.callee) && isMadeHere(project, root.at.file, a[a[root.at.value]]) ? 'same-handle' : null
}

/** Whether a value is the result of a call in the same function, through names, `with` and `await`. */
const isMadeHere = ({ evaluation }: Project, file: FileId, value: Value): boolean => {
  const { op, a, b } = evaluation.file(file).summary.values
  for (let at = value, hops = 0; at >= 0 && hops < 8; hops++) {
    const kind: Op = op[at]
    if (kind === Op.Call) return true
    if (kind === Op.Load || kind === Op.Enter || kind === Op.Await) at = a[at]
    else if (kind === Op.Bind) at = b[at]
    else return false
  }
  return false
}

/** Inside a loop, small accesses add up. */
const repeated = (fact: BlockingFact, { evaluation }: Project): BlockingFact => {
  const places = [fact.at, ...fact.path.map((edge) => edge.at), fact.root.at]
  const inLoop = fact.blocks.severity === 'minor' && places.some(({ file, value }) => evaluation.repeats(file, value).length > 0)
  return inLoop ? { ...fact, blocks: { ...fact.blocks, severity: 'major' } } : fact
}
