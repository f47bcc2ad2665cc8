import { spanOf } from '../../check/place.ts'
import type { Edit, Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'

type Id = 'db/missing-uniqueness-or-mutable-default'

const DISPLAYS: ReadonlyMap<Op, { readonly text: string; readonly callable: string }> = new Map([
  [Op.List, { text: '[]', callable: 'list' }],
  [Op.Dict, { text: '{}', callable: 'dict' }],
  [Op.Set, { text: '{…}', callable: 'set' }],
])
/** Give another value every time they are called. */
const CHANGING =
  /^(uuid\.uuid[1-8]|datetime\.datetime\.(now|utcnow|today)|datetime\.date\.today|time\.time|time\.time_ns|secrets\.token_\w+|random\.\w+)$/

const rule: Rule<Id> = defineRule('db/missing-uniqueness-or-mutable-default', {
  *'declared-columns'(fact, project) {
    for (const { at, attribute, default: given } of fact.columns) {
      if (given === null) continue
      const made = madeOnce(project, given)
      if (made === null) {
        yield { is: 'fine', at: spanOf(project, at), because: isConstant(project, given) ? 'constant' : 'callable' }
        continue
      }
      yield {
        is: 'violation',
        at: spanOf(project, given),
        subject: { is: 'column', place: at },
        expression: `${fact.owner}.${attribute}`,
        severity: made.message === 'frozen' ? 'major' : 'minor',
        evidence: [],
        edits: made.edit === null ? [] : [{ span: spanOf(project, given), text: made.edit }],
        message: made.message,
        data: {
          column: `${fact.owner === '' ? (fact.tables[0] ?? '?') : fact.owner}.${attribute}`,
          default: made.text,
          callable: made.callable,
        },
      }
    }
  },
})
export default rule

interface Made {
  readonly message: 'shared' | 'frozen'
  readonly text: string
  readonly callable: string
  /** What stands in its place; null where that takes more than a name. */
  readonly edit: Edit['text'] | null
}

const madeOnce = (project: Project, { file, value }: Place): Made | null => {
  const { evaluation } = project
  const { values } = evaluation.file(file).summary
  const kind: Op = values.op[value]
  const display = DISPLAYS.get(kind)
  if (display !== undefined) {
    const isEmpty = values.b[value] < 0 || values.lists[values.b[value]] === 0
    return isEmpty
      ? { message: 'shared', text: display.text, callable: display.callable, edit: [display.callable] }
      : { message: 'shared', text: `${display.text.slice(0, 1)}…${display.text.slice(-1)}`, callable: 'lambda: …', edit: null }
  }
  if (kind !== Op.Call) return null
  const names = evaluation.calleeOf(file, value).targets.map((target) => {
    if (target.is === 'function') return evaluation.function(target.function).qualifiedName
    return target.is === 'external' ? target.path : evaluation.class(target.class).qualifiedName
  })
  const changing = names.find((name) => CHANGING.test(name))
  if (changing === undefined) return null
  const short = changing.replace('datetime.datetime', 'datetime')
  const isBare = values.b[value] < 0 || values.lists[values.b[value]] === 0
  return isBare
    ? { message: 'frozen', text: `${short}()`, callable: short, edit: [spanOf(project, { file, value: values.a[value] })] }
    : { message: 'frozen', text: `${short}(…)`, callable: `lambda: ${short}(…)`, edit: null }
}

const isConstant = (project: Project, { file, value }: Place): boolean => project.evaluation.constantOf(file, value) !== undefined
