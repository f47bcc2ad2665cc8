import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { placeOf } from '../../check/trail.ts'
import { addedKeyword } from './engines.ts'
import { entryOf } from './trail.ts'

type Id = 'db/expire-on-commit-async'

const rule: Rule<Id> = defineRule('db/expire-on-commit-async', {
  *'session-factory'(fact, project) {
    const at = spanOf(project, fact.at)
    const { callee, expires, read } = fact
    if (expires !== true) {
      yield { is: 'fine', at, because: expires === null ? 'undetermined' : 'kept' }
      return
    }
    const call = callee.slice(callee.lastIndexOf('.') + 1)
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.at },
      expression: callee,
      edits: addedKeyword(project, fact.at, 'expire_on_commit=False'),
    } as const
    if (read === null) yield { ...violation, severity: 'suggestion', evidence: [], message: 'unread', data: { call } }
    else
      yield {
        ...violation,
        evidence: [
          { at: spanOf(project, read.commit), label: 'this commit expires what the session has loaded' },
          { at: spanOf(project, read.at), label: `\`${read.read}\` is read here, and would have to be loaded again` },
        ],
        message: 'read',
        data: { call, read: read.read, place: placeOf(project, read.at), entry: entryOf(project, read.context, read.within) },
      }
  },
})
export default rule
