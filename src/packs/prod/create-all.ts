import { constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { namesAlong, placeOf, stepsTo, written } from '../../check/trail.ts'
import type { Context, ContextKind, Place, Project } from '../../model/project.ts'
import { Op, ScopeFlag, ScopeKind } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FunctionId, Type } from '../../model/type.ts'
import { stampsRevision } from './stamp.ts'

type Id = 'prod/create-all'

const rule: Rule<Id> = defineRule('prod/create-all', {
  *candidate(fact, project) {
    const { metadata, reference } = fact.captures
    if (metadata === undefined || reference === undefined) return
    const at: Place = { file: fact.file, value: reference.value }
    if (at.value < 0 || !isMetadata(project, { file: fact.file, value: metadata.value })) return
    const name = nameAt(project, at)
    const within = functionAround(project, at)
    const contexts = within === null ? [] : project.contextsOf(within)
    const context = contexts.find(({ kind }) => SERVING.has(kind))
    const because =
      within === null
        ? null
        : stampsRevision(project, within)
          ? 'stamped'
          : context === undefined
            ? silenceOf(contexts)
            : isKeptFromProduction(project, at)
              ? 'development'
              : isSwitchedOff(project, at, context)
                ? 'switched-off'
                : null
    if (because !== null) {
      yield { is: 'fine', at: spanOf(project, at), because }
      return
    }
    const call = `MetaData.${name}`
    const violation = {
      is: 'violation',
      at: spanOf(project, at),
      subject: { is: 'function', place: at },
      expression: call,
      evidence: [...stepsTo(project, context ?? null), { at: spanOf(project, at), label: `\`${call}\` runs here` }],
    } as const
    if (isForSqlite(project, at, context))
      yield { ...violation, severity: 'minor', message: 'embedded', data: { call, entry: entryOf(project, at, context) } }
    else if (context !== undefined && context.path.length > 0)
      yield { ...violation, message: 'reached', data: { call, through: throughOf(project, at, context) } }
    else yield { ...violation, message: 'called', data: { call, entry: entryOf(project, at, context) } }
  },
})
export default rule

/** Where the code of an application runs. */
const SERVING: ReadonlySet<ContextKind> = new Set<ContextKind>([
  'loop-request',
  'loop-websocket',
  'loop-background',
  'loop-startup',
  'loop-shutdown',
  'loop-worker',
  'thread',
  'worker-process',
  'import',
])

const silenceOf = (contexts: readonly Context[]): SilentId<Id> => {
  if (contexts.some(({ kind }) => kind === 'cli' || kind === 'loop-script')) return 'command-line'
  return contexts.some(({ kind }) => kind === 'test') ? 'test' : 'uncalled'
}

/** An object that knows tables, by type: SQLAlchemy's metadata, SQLModel's is the same class. */
const isMetadata = ({ evaluation }: Project, { file, value }: Place): boolean => {
  if (value < 0) return false
  const type: Type = evaluation.typeOf(file, value)
  const metadata = evaluation.resolve('sqlalchemy.MetaData')
  return type.is === 'instance' && metadata.is === 'class' && evaluation.mro(type.of).includes(metadata.of)
}

const nameAt = ({ evaluation }: Project, { file, value }: Place): string => {
  const { strings, values } = evaluation.file(file).summary
  return strings[values.b[value]]
}

/** The function whose body a value stands in; null at module or class level. */
const functionAround = ({ evaluation }: Project, { file, value }: Place): FunctionId | null => {
  const { flags, parent } = evaluation.file(file).summary.scopes
  for (let scope = evaluation.scopeOf(file, value); scope > 0; scope = parent[scope]) {
    const kind: ScopeKind = flags[scope] & ScopeFlag.Kind
    if (kind === ScopeKind.Function || kind === ScopeKind.Lambda) return evaluation.functionOfScope(file, scope)
  }
  return null
}

/** After a test that ends the function, or leads elsewhere, in an environment that is called production. */
const isKeptFromProduction = ({ evaluation }: Project, { file, value }: Place): boolean =>
  evaluation.guards(file, value).some(({ test, holds }) => !holds && names(evaluation.file(file).summary, test, 'prod'))

/** Under a test of a parameter for which the call on the way passes a constant that leads elsewhere: `Store(create_schema=False)`. */
const isSwitchedOff = (project: Project, at: Place, { path }: Context): boolean =>
  path.some((edge, index) => {
    const { file, value } = path[index + 1]?.at ?? at
    const { strings, values } = project.evaluation.file(file).summary
    return project.evaluation.guards(file, value).some(({ test, holds }) => {
      const parameter = (values.op[test] as Op) === Op.Load ? values.a[test] : -1
      if (parameter < 0 || (values.op[parameter] as Op) !== Op.Param) return false
      const given = constantArgument(project, edge.at, strings[values.b[test]])
      return given?.is === 'bool' && given.value !== holds
    })
  })

/** Under a test that names SQLite, itself or in the function that it asks; also around a call on the way. */
const isForSqlite = (project: Project, at: Place, context: Context | undefined): boolean =>
  [at, ...(context?.path ?? []).map((edge) => edge.at)].some(({ file, value }) =>
    project.evaluation.guards(file, value).some(({ test, holds }) => holds && asksForSqlite(project, { file, value: test })),
  )

const asksForSqlite = ({ evaluation }: Project, { file, value: test }: Place): boolean => {
  const { summary } = evaluation.file(file)
  if (names(summary, test, 'sqlite')) return true
  if ((summary.values.op[test] as Op) !== Op.Call) return false
  return evaluation.calleeOf(file, test).targets.some((target) => {
    if (target.is !== 'function') return false
    const { file: home, scope } = evaluation.function(target.function)
    const { summary: asked, origin } = evaluation.file(home)
    const cell = asked.scopes.exits[scope]
    if (origin !== 'project' || cell < 0) return false
    const { a, lists } = asked.values
    return lists.subarray(cell + 1, cell + 1 + lists[cell]).some((exit) => a[exit] >= 0 && names(asked, a[exit], 'sqlite'))
  })
}

/** Whether the text of a test, or of an operand, holds a word. Operands stand before their users. */
const names = ({ strings, values }: ReturnType<Project['evaluation']['file']>['summary'], test: Value, word: string): boolean => {
  for (let value = test; value >= 0 && values.start[value] >= values.start[test]; value--) {
    if ((values.op[value] as Op) === Op.Text && values.a[value] >= 0 && strings[values.a[value]].toLowerCase().includes(word)) return true
  }
  return false
}

const entryOf = (project: Project, { file }: Place, context: Context | undefined): string =>
  context === undefined ? `import of ${project.evaluation.file(file).module}` : context.entry.label

const throughOf = (project: Project, at: Place, { entry, path }: Context): string =>
  written([entry.label, ...namesAlong(project, path), `${nameAt(project, at)} (${placeOf(project, at)})`])
