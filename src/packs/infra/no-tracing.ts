import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { serviceBegunBy } from '../../check/whole-service.ts'
import type { Severity } from '../../model/finding.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'

const rule: Rule<'infra/no-tracing'> = defineRule('infra/no-tracing', {
  *application(fact, project) {
    const at = spanOf(project, fact.at)
    const role = sparedByRole(project, fact.at.file)
    if (role !== null) {
      yield { is: 'fine', at, because: role }
      return
    }
    const service = serviceBegunBy(fact, project)
    if (service === null) return
    const { tracing } = service.observability
    if (tracing !== null) {
      yield { is: 'fine', at, because: 'traced' }
      return
    }
    const kinds = kindsOf(service, project)
    yield {
      is: 'violation',
      at,
      severity: severityOf(kinds.length, project.services.length),
      subject: { is: 'service', place: fact.at },
      expression: service.name,
      evidence: [],
      message: 'missing',
      data: { service: service.name, dependencies: kinds.length === 0 ? 'nothing outside of itself' : kinds.join(', ') },
    }
  },
})
export default rule

/** What it calls over the network, by kind: where a slow request may spend its time. */
function kindsOf({ files }: Service, project: Project): readonly string[] {
  const resources = project.facts('resource').filter(({ at }) => files.has(at.file))
  const hasDatabase = project.facts('engine').some(({ at, dialect }) => files.has(at.file) && dialect !== 'sqlite')
  const kinds = resources.map(({ kind }) => NAMES[kind])
  return [...new Set([...(hasDatabase ? [NAMES.database] : []), ...kinds])].toSorted()
}

const NAMES = {
  http: 'HTTP services',
  llm: 'language models',
  redis: 'Redis',
  vector: 'a vector store',
  database: 'a database',
  search: 'a search engine',
  queue: 'a message broker',
  cloud: 'cloud services',
} as const

/** With two things to wait for, or two services to follow a request through, nothing else tells where the time went. */
const severityOf = (dependencies: number, services: number): Severity =>
  dependencies >= 2 || services >= 2 ? 'major' : dependencies === 1 ? 'minor' : 'suggestion'
