/** What each Alembic revision does, and what it does to undo it. */
import type { Constant, Evaluation } from '../../model/evaluation.ts'
import type { Downgrade, MigrationStep, NamedType, RevisionFact } from '../../model/migration.ts'
import type { Place, Role } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Guards } from '../guards.ts'
import type { Origins } from '../origins.ts'
import { argumentAt, listOf, textOf } from '../read.ts'
import { keyword, tokensOf } from '../schema/index-expressions.ts'
import { nameAt } from './names.ts'
import type { Direction, Operation } from './operations.ts'
import { createOperations, functionNamed, operationArgument } from './operations.ts'
import { revisionFolders } from './revisions.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly origins: Origins
  readonly guards: Guards
  readonly candidates: CandidateIndex
  readonly role: (file: FileId) => Role
}

/** Where an operation says which table it is about, and which column, index or constraint of it. */
const WHERE: Readonly<Record<string, { readonly table: number; readonly key: string; readonly item?: readonly [number, string] }>> = {
  create_table: { table: 0, key: 'table_name' },
  drop_table: { table: 0, key: 'table_name' },
  rename_table: { table: 0, key: 'old_table_name' },
  add_column: { table: 0, key: 'table_name' },
  drop_column: { table: 0, key: 'table_name', item: [1, 'column_name'] },
  alter_column: { table: 0, key: 'table_name', item: [1, 'column_name'] },
  create_index: { table: 1, key: 'table_name', item: [0, 'index_name'] },
  drop_index: { table: 1, key: 'table_name', item: [0, 'index_name'] },
  create_unique_constraint: { table: 1, key: 'table_name', item: [0, 'constraint_name'] },
  create_primary_key: { table: 1, key: 'table_name', item: [0, 'constraint_name'] },
  create_check_constraint: { table: 1, key: 'table_name', item: [0, 'constraint_name'] },
  create_foreign_key: { table: 1, key: 'source_table', item: [0, 'constraint_name'] },
  drop_constraint: { table: 1, key: 'table_name', item: [0, 'constraint_name'] },
}
const GENERATED = new Set(['Computed', 'Identity', 'Sequence'])
/** Databases that a revision may ask for by name. */
const DIALECTS = new Set(['postgresql', 'sqlite', 'mysql', 'mariadb', 'mssql', 'oracle'])

export function revisionFacts({ evaluation, origins, guards, candidates, role }: Input): readonly RevisionFact[] {
  const operationsOf = createOperations(evaluation, origins, candidates)
  const environments = evaluation.files.flatMap(({ id, summary, origin }) =>
    origin === 'project' && summary.path.split('/').at(-1) === 'env.py' && summary.strings.includes('run_migrations') ? [id] : [],
  )

  return revisionFolders(evaluation, role).flatMap(({ folder, revisions }) =>
    revisions.flatMap(({ file, id, after }, index): readonly RevisionFact[] => {
      const upgrade = functionNamed(evaluation, file, 'upgrade')
      if (upgrade === null) return []
      return [
        {
          is: 'revision',
          at: placeOf(upgrade),
          function: upgrade,
          id,
          folder,
          first: after.length === 0,
          age: revisions.length - 1 - index,
          upgrade: stepsOf(file, 'upgrade'),
          downgrade: downgradeOf(file, upgrade),
          boundsLocks: [file, ...environments.filter((each) => isAround(each, folder))].some(boundsLocks),
        },
      ]
    }),
  )

  function boundsLocks(file: FileId): boolean {
    return evaluation.file(file).summary.strings.some((text) => text.includes('lock_timeout'))
  }

  /** The environment that runs the revisions of a folder. */
  function isAround(environment: FileId, folder: string): boolean {
    const { path } = evaluation.file(environment).summary
    return `${folder}/`.startsWith(path.slice(0, path.lastIndexOf('/') + 1))
  }

  function placeOf(id: FunctionId): Place {
    const { file, scope } = evaluation.function(id)
    return { file, value: evaluation.file(file).summary.scopes.definedBy[scope] }
  }

  function stepsOf(file: FileId, direction: Direction): readonly MigrationStep[] {
    const made = new Set<string>()
    let anyMade = false
    return operationsOf(file, direction).map((operation) => {
      const step = stepOf(operation)
      const born = step.table === null ? 'unknown' : made.has(step.table) ? 'here' : anyMade ? 'unknown' : 'before'
      if (step.name === 'create_table' && step.table !== null) made.add(step.table)
      if ((step.name === 'create_table' && step.table === null) || (step.name === 'execute' && makesTable(step.sql))) anyMade = true
      return { ...step, born }
    })
  }

  function stepOf(operation: Operation): Omit<MigrationStep, 'born'> {
    const { call, name, batch } = operation
    const where = WHERE[name]
    const at = (position: number, key: string): Place | null => operationArgument(evaluation, operation, position, key, where?.table ?? 9)
    const column = name === 'add_column' ? at(1, 'column') : null
    const [first] = listOf(evaluation.file(call.file).summary, evaluation.file(call.file).summary.values.b[call.value])
    return {
      name,
      at: call,
      table: where === undefined ? null : (batch ?? nameAt(evaluation, at(where.table, where.key))),
      item: column !== null ? nameOfColumn(column) : where?.item === undefined ? null : nameAt(evaluation, at(...where.item)),
      batch: batch !== undefined,
      elsewhere: isElsewhere(call),
      settings: settingsOf(column ?? call),
      generated: column !== null && isGenerated(column),
      sql: name === 'execute' && first !== undefined ? sqlAt({ file: call.file, value: first }) : null,
      from: typeAt(call, 'existing_type'),
      to: typeAt(call, 'type_'),
    }
  }

  function nameOfColumn(column: Place): string | null {
    const { summary } = evaluation.file(column.file)
    if (summary.values.op[column.value] !== Op.Call) return null
    const value = argumentAt(summary, column.value, 0)
    return value < 0 ? null : nameAt(evaluation, { file: column.file, value })
  }

  function settingsOf({ file, value }: Place): ReadonlyMap<string, Constant | undefined> {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const settings = new Map<string, Constant | undefined>()
    if (op[value] !== Op.Call) return settings
    for (const item of listOf(summary, b[value]))
      if (op[item] === Op.Keyword) settings.set(textOf(summary, a[item]), evaluation.constantOf(file, b[item]))
    return settings
  }

  function isGenerated({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    if (op[value] !== Op.Call) return false
    return Array.from(listOf(summary, b[value])).some((item) => {
      const type = evaluation.typeOf(file, item)
      return type.is === 'instance' && GENERATED.has(evaluation.class(type.of).name)
    })
  }

  function typeAt({ file, value: call }: Place, key: string): NamedType | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const value = argumentAt(summary, call, key)
    if (value < 0) return null
    const type = evaluation.typeOf(file, value)
    if (type.is !== 'instance' && type.is !== 'class') return null
    const given =
      op[value] === Op.Call ? [argumentAt(summary, value, 0), argumentAt(summary, value, 'length')].find((each) => each >= 0) : undefined
    const length = given === undefined ? undefined : evaluation.constantOf(file, op[given] === Op.Keyword ? a[given] : given)
    return { name: evaluation.class(type.of).name, length: length?.is === 'number' ? length.value : null }
  }

  function sqlAt({ file, value }: Place): string | null {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    // `sa.text("…")`
    const inner = op[value] === Op.Call ? argumentAt(summary, value, 0) : value
    const constant = inner < 0 ? undefined : evaluation.constantOf(file, inner)
    if (constant?.is === 'text') return constant.value
    return constant?.is === 'template' ? constant.parts.map((part) => part ?? '?').join('') : null
  }

  /** Under a test for the name of another database. */
  function isElsewhere({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    return guards.tests(file, value).some(({ test, holds }) => {
      if (op[test] !== Op.Compare) return false
      const names = Array.from(listOf(summary, b[test])).flatMap((operand) => {
        const constant = evaluation.constantOf(file, operand)
        return constant?.is === 'text' && DIALECTS.has(constant.value) ? [constant.value] : []
      })
      return names.some((name) => (name === 'postgresql') !== holds)
    })
  }

  function downgradeOf(file: FileId, upgrade: FunctionId): Downgrade {
    const id = functionNamed(evaluation, file, 'downgrade')
    if (id === null) return { is: 'absent', at: placeOf(upgrade), steps: [], complete: true }
    const { scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const region = summary.scopes.region[scope]
    const steps = stepsOf(file, 'downgrade')
    const known = new Set(steps.map(({ at }) => at.value))
    let [calls, raises, unknown] = [0, 0, 0]
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
      if (op[value] === Op.Raise) raises++
      if (op[value] !== Op.Call) continue
      calls++
      if (
        !known.has(value) &&
        evaluation.calleeOf(file, value).targets.every((target) => target.is !== 'construct' && !isDescription(target))
      )
        unknown++
    }
    const isRaised = raises > 0 && steps.length === 0 && calls <= raises
    const is = isRaised ? 'raises' : calls === 0 && raises === 0 ? 'nothing' : 'written'
    return { is, at: placeOf(id), steps, complete: unknown === 0 && steps.every(({ name }) => name !== 'execute') }
  }

  /** A call of the library that only describes something: `sa.Column(…)`, `op.f(…)`, `op.batch_alter_table(…)`. */
  function isDescription(target: ReturnType<Evaluation['calleeOf']>['targets'][number]): boolean {
    const name = target.is === 'external' ? target.path : target.is === 'function' ? evaluation.function(target.function).qualifiedName : ''
    return name.startsWith('sqlalchemy.') || name.startsWith('alembic.') || name.startsWith('sqlmodel.')
  }
}

function makesTable(sql: string | null): boolean {
  const words = tokensOf(sql ?? '').map(keyword)
  return words.some((word, index) => word === 'TABLE' && words.slice(Math.max(0, index - 2), index).includes('CREATE'))
}
