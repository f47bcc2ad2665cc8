import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Origin } from '../../model/knowledge.ts'
import type { Project } from '../../model/project.ts'
import type { Hole } from '../../model/taint.ts'
import { bound, placeOf, sinkName, stepsOf } from './sql.ts'

type Id = 'sec/sql-string-formatting'

const SILENT: Partial<Record<Origin, SilentId<Id>>> = {
  constant: 'constant',
  configuration: 'configuration',
  request: 'external',
  llm: 'external',
}

const rule: Rule<Id> = defineRule('sec/sql-string-formatting', {
  *sink(fact, project) {
    if (fact.kind !== 'sql') return
    const { hole } = fact
    const at = spanOf(project, placeOf(fact))
    if (hole === null) {
      // A statement that is passed on whole is formed elsewhere, or not seen.
      if (fact.whole === null) yield { is: 'fine', at, because: 'constant' }
      else if (fact.whole.origin === 'unresolved' || fact.whole.origin === 'unknown') yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    const because = SILENT[hole.origin]
    if (because !== undefined) {
      yield { is: 'fine', at, because }
      return
    }
    if (hole.origin === 'unresolved') {
      yield { is: 'unknown', at, why: 'unsupported' }
      return
    }
    if (hole.origin === 'validated' && isText(hole, project)) {
      yield { is: 'fine', at, because: 'checked' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'call', place: fact.at },
      expression: fact.callee,
      evidence: stepsOf(project, hole.hops, fact),
      edits: bound(fact, project),
    } as const
    const data = { hole: hole.name, sink: sinkName(fact), source: hole.source }
    if (hole.origin === 'unknown') yield { ...violation, message: 'open', data }
    else if (hole.origin === 'database') yield { ...violation, message: 'stored', standard: null, data }
    else if (hole.origin === 'catalog') yield { ...violation, message: 'catalog', severity: 'minor', standard: null, data }
    else yield { ...violation, message: 'typed', severity: 'minor', standard: null, data: { hole: hole.name, sink: sinkName(fact) } }
  },
})
export default rule

/** The value is a text: not its type, but a test, a pattern or a quoting function keeps it harmless. */
function isText({ hops }: Hole, { evaluation }: Project): boolean {
  const [first] = hops
  const type = first === undefined ? null : evaluation.typeOf(first.at.file, first.at.value)
  return type?.is === 'unknown' || (type?.is === 'instance' && evaluation.class(type.of).qualifiedName === 'builtins.str')
}
