import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Project } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'

type Id = 'prod/no-migrations'

const rule: Rule<Id> = defineRule('prod/no-migrations', {
  *metadata(fact, project) {
    const at = spanOf(project, fact.at)
    const because = silenceOf(project)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const environment = environmentOf(project)
    const data = { count: fact.models === 1 ? '1 mapped class' : `${fact.models} mapped classes`, tables: listed(fact.tables) }
    const violation = { is: 'violation', at, subject: { is: 'service', place: fact.at }, expression: 'MetaData', evidence: [] } as const
    if (environment === null) yield { ...violation, message: 'none', data }
    else yield { ...violation, message: 'empty', data: { ...data, where: project.evaluation.file(environment).summary.path } }
  },
})
export default rule

const EMBEDDED = new Set(['sqlite', 'duckdb'])

const silenceOf = (project: Project): 'migrated' | 'no-service' | 'embedded' | 'other-tool' | null => {
  if (project.migrations.some(({ revisions }) => revisions.length > 0)) return 'migrated'
  if (!project.facts('application').some(({ at }) => project.role(at.file) === 'app')) return 'no-service'
  const dialects = project.facts('engine').flatMap(({ dialect, at }) => (project.role(at.file) === 'app' ? [dialect] : []))
  if (dialects.length > 0 && dialects.every((dialect) => dialect !== null && EMBEDDED.has(dialect))) return 'embedded'
  return filesOf(project).some((path) => isOtherTool(path)) ? 'other-tool' : null
}

const filesOf = ({ evaluation }: Project): readonly string[] =>
  evaluation.files.filter(({ origin }) => origin === 'project').map(({ summary }) => summary.path)

/** Python files in a folder for migrations, Alembic's own environment aside. */
const isOtherTool = (path: string): boolean => {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  return folders.some((folder) => folder === 'migrations') && name !== 'env.py' && name !== '__init__.py'
}

/** The file that runs Alembic's migrations: it calls `alembic.context.run_migrations`. */
const environmentOf = (project: Project): FileId | null => {
  const { evaluation } = project
  for (const { id, origin, summary } of evaluation.files) {
    if (origin !== 'project' || !summary.path.endsWith('env.py') || !summary.strings.includes('run_migrations')) continue
    const isAlembic = summary.strings.some((text) => text === 'alembic' || text === 'alembic.context')
    if (isAlembic) return id
  }
  return null
}

const listed = (tables: readonly string[]): string => {
  const shown = tables.slice(0, 4).map((name) => `\`${name}\``)
  return `${shown.join(', ')}${tables.length > 4 ? `, ${tables.length - 4} more` : ''}`
}
