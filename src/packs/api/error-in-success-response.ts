import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { FailureAnswer } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import { labelOf } from './labels.ts'

type Id = 'api/error-in-success-response'

const SHOWN = 5
const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Routes that report on something: that it is down, or not valid, is their answer. */
const REPORTS =
  /(?<![a-z])(?:health[a-z]*|ready[a-z]*|live[a-z]*|status(?:es)?|ping|diagnos[a-z]*|checks?|tests?|test-connection|probe|metrics|monitor[a-z]*|stats|statistics|connectivity|connection|validat[a-z]*|verif[a-z]*|lint|preview)(?![a-z])/i
/** Protocols whose errors are answered with 200. */
const PROTOCOLS = /(?<![a-z])(?:mcp|rpc|jsonrpc|webhooks?|hooks?|slack|callback|graphql|events?)(?![a-z])/i

const rule: Rule<Id> = defineRule('api/error-in-success-response', {
  *'failure-answer'(fact, project) {
    const at = spanOf(project, fact.at)
    const because = sparedByRole(project, fact.at.file) ?? silenceOf(fact, project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const alike = byRouter(project).get(routerOf(fact)) ?? []
    if (alike[0] !== fact) return
    yield {
      is: 'violation',
      at,
      subject: { is: 'route', place: fact.route.at },
      expression: `failures of ${labelOf(fact.route)}`,
      evidence: alike
        .slice(0, SHOWN)
        .map((other) => ({ at: spanOf(project, other.at), label: `${labelOf(other.route)} answers ${other.status}` })),
      severity: alike.some(({ route }) => route.methods.some((method) => WRITING.has(method))) ? 'major' : 'minor',
      message: 'answered',
      data: { route: labelOf(fact.route), status: String(fact.status), admits: fact.admits ?? '', count: String(alike.length) },
    }
  },
})
export default rule

function silenceOf({ status, admits, route }: FailureAnswer, project: Project): SilentId<Id> | null {
  if (admits === null || status === null || status < 200 || status >= 300) return 'said-by-status'
  const name = project.evaluation.function(route.handler).name
  if (REPORTS.test(route.path) || REPORTS.test(name.replaceAll('_', '-'))) return 'report'
  return PROTOCOLS.test(route.path) || PROTOCOLS.test(name.replaceAll('_', '-')) ? 'protocol' : null
}

const routerOf = ({ route }: FailureAnswer): string => `${route.router.file}:${route.router.value}`

const answers = new WeakMap<Project, Map<string, FailureAnswer[]>>()

/** What is reported, by router, in the order of the facts. */
function byRouter(project: Project): ReadonlyMap<string, readonly FailureAnswer[]> {
  const known = answers.get(project)
  if (known !== undefined) return known
  const found = new Map<string, FailureAnswer[]>()
  for (const fact of project.facts('failure-answer')) {
    if (sparedByRole(project, fact.at.file) !== null || silenceOf(fact, project) !== null) continue
    const list = found.get(routerOf(fact))
    if (list === undefined) found.set(routerOf(fact), [fact])
    else list.push(fact)
  }
  answers.set(project, found)
  return found
}
