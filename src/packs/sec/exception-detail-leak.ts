import { positionOf, spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { FailureAnswer } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'

type Id = 'sec/exception-detail-leak'

const SHOWN = 5
/** Exceptions whose text tells statements, hosts, paths and commands, by the package that raises them. */
const TELLING =
  /^(sqlalchemy|asyncpg|psycopg2?|aiomysql|pymysql|sqlite3|redis|pymongo|botocore|subprocess)\.|^builtins\.(OSError|IOError|PermissionError|FileNotFoundError)$/
/** Says no more than that there is none, or more than one. */
const PLAIN = /\.(NoResultFound|MultipleResultsFound)$/
const DATABASE = /^(sqlalchemy|asyncpg|psycopg2?|aiomysql|pymysql|sqlite3)\./

const rule: Rule<Id> = defineRule('sec/exception-detail-leak', {
  *'failure-answer'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = sparedByRole(project, fact.at.file) ?? silenceOf(fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const leaks = leaksByFile(project).get(fact.at.file) ?? []
    if (leaks[0] !== fact) return
    const worst = leaks.find(isGrave) ?? leaks.find((leak) => leak.tells?.what === 'traceback') ?? fact
    const { tells, route } = worst
    const label = `${route.methods.join()} ${route.path}`
    const handler = project.evaluation.function(route.handler).name
    const line = positionOf(project, spanOf(project, worst.handler.at)).line
    yield {
      is: 'violation',
      at: spanOf(project, (tells ?? fact).at),
      subject: { is: 'route', place: route.at },
      expression: `exception text in ${project.evaluation.file(fact.at.file).summary.path}`,
      evidence: leaks.slice(0, SHOWN).map((leak) => ({
        at: spanOf(project, (leak.tells ?? leak).at),
        label: `${leak.route.methods.join()} ${leak.route.path} tells it`,
      })),
      severity: isGrave(worst) ? 'major' : 'minor',
      message: 'told',
      data: {
        what: tells?.what === 'traceback' ? 'traceback' : 'text',
        caught: caughtAs(worst),
        line: String(line),
        handler,
        route: label,
        count: String(leaks.length),
      },
    }
  },
})
export default rule

function silenceOf({ tells, handler, tested }: FailureAnswer): SilentId<Id> | null {
  if (tells === null) return 'own-words'
  const isBroad = handler.breadth === 'bare' || handler.breadth === 'base' || handler.breadth === 'broad'
  if (!isBroad && !handler.types.some((type) => TELLING.test(type) && !PLAIN.test(type))) return 'narrow'
  return tested ? 'tested' : null
}

/** A driver's words, or a traceback, to people nobody knows. */
const isGrave = ({ tells, handler, route }: FailureAnswer): boolean =>
  route.auth.state === 'public' && route.complete && (tells?.what === 'traceback' || handler.types.some((type) => DATABASE.test(type)))

const caughtAs = ({ handler }: FailureAnswer): string =>
  handler.types.length === 0 ? 'whatever was raised' : `\`${handler.types[0].split('.').at(-1) ?? ''}\``

const leaks = new WeakMap<Project, Map<number, FailureAnswer[]>>()

/** Answers that leak, by file, in the order of the facts. */
function leaksByFile(project: Project): ReadonlyMap<number, readonly FailureAnswer[]> {
  const known = leaks.get(project)
  if (known !== undefined) return known
  const byFile = new Map<number, FailureAnswer[]>()
  for (const fact of project.facts('failure-answer')) {
    if (silenceOf(fact) !== null) continue
    const list = byFile.get(fact.at.file)
    if (list === undefined) byFile.set(fact.at.file, [fact])
    else list.push(fact)
  }
  leaks.set(project, byFile)
  return byFile
}
