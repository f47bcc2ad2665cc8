/** Where entities come from: the rows that a session gives for a statement. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import { argumentAt } from '../read.ts'
import type { Flow, SessionKind, Statement } from './flow.ts'
import { GENERIC, treeFrom } from './flow.ts'
import type { Loading, Tree } from './options.ts'
import { mergeLoading, mergeTrees, PLAIN } from './options.ts'
import type { Ask, Statements } from './statements.ts'

const ASYNC = ['sqlalchemy.ext.asyncio.session.AsyncSession', 'sqlalchemy.ext.asyncio.scoping.async_scoped_session']
const NOT_KNOWN: Flow = { is: 'unknown' }

export interface Births {
  /** What a method of a session gives; null where it gives no entities. */
  ofSession(file: FileId, call: Value, receiver: Value, name: string): Flow | null
  /** What one row of a legacy query is. */
  rowOf(statement: Statement): Flow
}

export function createBirths(evaluation: Evaluation, statements: Statements, ask: Ask): Births {
  function ofSession(file: FileId, value: Value, receiver: Value, name: string): Flow | null {
    const { summary } = evaluation.file(file)
    const session = sessionKind(file, receiver)
    if (name === 'query') return statements.query(file, value, session)
    if (name === 'get' || name === 'get_one') return gotten(file, value, session)
    const first = argumentAt(summary, value, 0)
    const given = first < 0 ? NOT_KNOWN : ask(file, first)
    if (given.is !== 'statement') return isAsking(name) ? NOT_KNOWN : null
    const statement: Statement = { ...given, session }
    const row = tupleOf(statement)
    switch (name) {
      case 'execute':
      case 'stream':
        return { is: 'rows', of: row }
      case 'exec':
        return statement.entities.length === 1 ? manyOf(firstOf(row)) : { is: 'rows', of: row }
      case 'scalars':
      case 'stream_scalars':
        return manyOf(firstOf(row))
      case 'scalar':
        return firstOf(row)
      default:
        return NOT_KNOWN
    }
  }

  function isAsking(name: string): boolean {
    return name === 'execute' || name === 'scalars' || name === 'scalar' || name === 'exec' || name === 'merge'
  }

  function gotten(file: FileId, value: Value, session: SessionKind | null): Flow {
    const { summary } = evaluation.file(file)
    const of = statements.modelAt(file, argumentAt(summary, value, 0))
    if (of === null) return NOT_KNOWN
    const options = argumentAt(summary, value, 'options')
    const said = options < 0 ? null : ask(file, options)
    let loading = PLAIN
    if (said !== null) {
      if (said.is === 'option') loading = loadingFor(of, said)
      else if (said.is !== 'nothing') loading = { ...PLAIN, unknown: true }
    }
    return { is: 'entity', of, root: of, loading, query: { file, value }, session, path: [], inverse: null }
  }

  function sessionKind(file: FileId, value: Value): SessionKind {
    const type = evaluation.typeOf(file, value)
    return type.is === 'instance' && ASYNC.some((name) => evaluation.isSubclass(type.of, name)) ? 'async' : 'sync'
  }

  /** What options that begin at the class, or at a base or subclass of it, say. */
  function loadingFor(
    of: ClassId,
    said: { readonly roots: Statement['roots']; readonly wildcard: Loading['wildcard']; readonly unknown: boolean },
  ): Loading {
    let tree: Tree = []
    for (const [root] of said.roots) {
      const fits = of === GENERIC || root === of || evaluation.mro(of).includes(root) || evaluation.mro(root).includes(of)
      if (fits) tree = mergeTrees(tree, treeFrom(said.roots, root))
    }
    return mergeLoading(PLAIN, { tree, wildcard: said.wildcard, unknown: said.unknown })
  }

  function entityOf(statement: Statement, of: ClassId | null): Flow {
    if (of === null) return NOT_KNOWN
    const { query, session } = statement
    return { is: 'entity', of, root: of, loading: loadingFor(of, statement), query, session, path: [], inverse: null }
  }

  function tupleOf(statement: Statement): Flow {
    return { is: 'tuple', items: statement.entities.map((of) => entityOf(statement, of)) }
  }

  /** A legacy query of one entity gives entities, of several rows. */
  function rowOf(statement: Statement): Flow {
    return statement.entities.length === 1 ? entityOf(statement, statement.entities[0]) : tupleOf(statement)
  }

  return { ofSession, rowOf }
}

function manyOf(of: Flow): Flow {
  return of.is === 'unknown' ? NOT_KNOWN : { is: 'many', of }
}

/** The first column of a row. */
export function firstOf(row: Flow): Flow {
  return row.is === 'tuple' ? (row.items[0] ?? NOT_KNOWN) : NOT_KNOWN
}
