/** Calls that send a statement which reads rows. What only writes is another rule's. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { QuerySite } from '../../model/loader.ts'
import type { CallTarget } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Effects, LibraryCall } from '../effects.ts'
import { argumentAt, nameOf } from '../read.ts'
import { isAwaitedDirectly } from '../uses.ts'
import { eachOperand } from './operands.ts'

/** Read something without sending rows back: opening a connection, copying a state. */
const NO_QUERY = new Set(['connection', 'merge', 'run_sync'])
/** Send the statement they are given. */
const SENDING = new Set([
  'execute',
  'exec',
  'scalar',
  'scalars',
  'stream',
  'stream_scalars',
  'exec_driver_sql',
  'fetch',
  'fetchrow',
  'fetchval',
])
const READING = ['sqlalchemy.sql.selectable.SelectBase', 'sqlalchemy.sql.selectable.Exists', 'sqlalchemy.sql.functions.FunctionElement']
const WRITING = ['sqlalchemy.sql.dml.Insert', 'sqlalchemy.sql.dml.Update', 'sqlalchemy.sql.dml.Delete']
/** `aiosql` makes a method of every query in a file of SQL; the first argument is the connection. */
const AIOSQL = /^aiosql\.from_(path|str)\(\)\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?$/
/** Methods of a table that begin a write: `Model.__table__.delete()`. */
const MAKES_WRITE = new Set(['insert', 'update', 'delete'])
const KINDS = ['insert', 'update', 'delete'] as const
const WRITES = /^\s*(insert|update|delete)\b/i
const LONGEST_CHAIN = 24
/** Rows of a statement that are looked through for a write. */
const LARGEST = 120
const READS = /^\s*(select|with|show|pragma)\b/i
/** Takes or gives back a lock: a statement for its effect, which no other one can stand for. */
const LOCKS = /^\s*select\s+pg_(try_)?advisory_/i
const SESSION = [
  'sqlalchemy.orm.session.Session',
  'sqlalchemy.orm.scoping.scoped_session',
  'sqlalchemy.ext.asyncio.session.AsyncSession',
  'sqlalchemy.ext.asyncio.scoping.async_scoped_session',
  'sqlalchemy.engine.base.Connection',
  'sqlalchemy.ext.asyncio.engine.AsyncConnection',
  'sqlalchemy.engine.base.Engine',
  'sqlalchemy.ext.asyncio.engine.AsyncEngine',
]

export function isGeneratedQuery(target: CallTarget): boolean {
  return target.is === 'external' && AIOSQL.test(target.path)
}

export interface QuerySites {
  /** The statement a call sends, if it reads. */
  at(file: FileId, call: Value, within: FunctionId): QuerySite | null
  /** A statement written as text, `text(…)` included. */
  isText(file: FileId, statement: Value): boolean
  /** What a statement written as text does; null where the text is not written out. */
  readsByText(file: FileId, statement: Value): boolean | null
  /** What a statement that only writes does, by its type or its text; null for any other. */
  writeAt(file: FileId, statement: Value): 'insert' | 'update' | 'delete' | null
  /** A session, connection or engine, by type. */
  isSession(file: FileId, value: Value): boolean
}

export function createQuerySites(evaluation: Evaluation, effects: Effects): QuerySites {
  function at(file: FileId, call: Value, within: FunctionId): QuerySite | null {
    for (const known of effects.callsOf(file, call)) {
      if (!isReading(known)) continue
      return { at: { file, value: call }, within, callee: known.name }
    }
    return null
  }

  function isReading(known: LibraryCall): boolean {
    if (isGeneratedQuery(known.target)) return isUsed(known)
    if (!known.effects.some((effect) => effect.does?.includes('sql-read') === true)) return false
    const name = known.name.slice(known.name.lastIndexOf('.') + 1)
    if (NO_QUERY.has(name) || (name === 'refresh' && refreshesNew(known))) return false
    return !SENDING.has(name) || sendsRead(known)
  }

  /** What a statement of a file of SQL gives back is looked at: then it reads. */
  function isUsed({ file, call }: LibraryCall): boolean {
    const { op } = evaluation.file(file).summary.values
    let value = call
    if (isAwaitedDirectly(evaluation, file, call)) value = call + 1
    return !evaluation.users(file, value).some((user) => op[user] === Op.Discard)
  }

  function sendsRead(known: LibraryCall): boolean {
    const { file, call } = known
    const { summary } = evaluation.file(file)
    const statement = argumentAt(summary, call, 0)
    if (statement < 0) return false
    if (writesRows(file, statement) || readsBack(file, call)) return false
    const text = textOf(file, statement)
    if (text !== null) return isReadingText(text)
    // Text that nobody can read may just as well write, and so may a statement that nobody knows the kind of.
    if (isText(file, statement)) return false
    return known.name.startsWith('sqlalchemy.') || known.name.startsWith('sqlmodel.')
      ? isReadingType(file, statement)
      : !known.effects.some((effect) => effect.does?.includes('sql-write') === true)
  }

  function isReadingType(file: FileId, statement: Value): boolean {
    const type = evaluation.typeOf(file, statement)
    return type.is === 'instance' && READING.some((name) => evaluation.isSubclass(type.of, name))
  }

  function isText(file: FileId, statement: Value): boolean {
    const name = typeName(evaluation.typeOf(file, statement))
    return name === 'builtins.str' || name === 'sqlalchemy.sql.elements.TextClause'
  }

  /** `insert(Model).values(…).returning(…)`, or an expression over an `update(…).cte()`: some part of it writes. */
  function writesRows(file: FileId, statement: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const seen = new Set<Value>([statement])
    for (const at of seen) {
      if (seen.size > LARGEST) return false
      if (op[at] === Op.Call && beginsWithWrite(file, at)) return true
      if (op[at] === Op.Call && op[a[at]] === Op.Attr && isSession(file, a[a[at]])) continue
      eachOperand(summary, at, (operand) => seen.add(operand))
    }
    return false
  }

  function beginsWithWrite(file: FileId, statement: Value): boolean {
    const { op, a, b } = evaluation.file(file).summary.values
    let at = statement
    for (let hops = 0; at >= 0 && hops < LONGEST_CHAIN; hops++) {
      if (isWriting(evaluation.typeOf(file, at))) return true
      if (op[at] === Op.Attr && MAKES_WRITE.has(nameOf(evaluation.file(file).summary, at)) && isTable(evaluation.typeOf(file, a[at])))
        return true
      const kind: Op = op[at]
      if (kind === Op.Call || kind === Op.Attr || kind === Op.Load || kind === Op.Await) at = a[at]
      else if (kind === Op.Bind) at = b[at]
      else return false
    }
    return false
  }

  /**
   * After a statement whose result nobody looks at, and which by its type reads nothing, the row that was written is
   * asked for: part of a write.
   */
  function readsBack(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[evaluation.scopeOf(file, call)]
    for (let at = call - 1; at >= summary.regions.first[region]; at--) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr || nameOf(summary, a[at]) !== 'execute' || !isSession(file, a[a[at]])) continue
      const given = argumentAt(summary, at, 0)
      const type = evaluation.typeOf(file, given)
      if (given < 0 || isText(file, given) || (!isWriting(type) && type.is !== 'unknown')) continue
      const value = isAwaitedDirectly(evaluation, file, at) ? at + 1 : at
      if (evaluation.users(file, value).some((user) => op[user] === Op.Discard) && sharesLoop(file, at, call)) return true
    }
    return false
  }

  function sharesLoop(file: FileId, write: Value, read: Value): boolean {
    return evaluation.repeats(file, write)[0] === evaluation.repeats(file, read)[0]
  }

  /** What was added here, or has just been written, is read back: part of a write. */
  function refreshesNew({ file, call }: LibraryCall): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const object = definitionOf(file, argumentAt(summary, call, 0))
    if (object < 0) return false
    const region = summary.scopes.region[evaluation.scopeOf(file, call)]
    for (let at = summary.regions.first[region]; at < call; at++) {
      if (op[at] !== Op.Call || op[a[at]] !== Op.Attr) continue
      const name = nameOf(summary, a[at])
      if ((name === 'commit' || name === 'flush') && isSession(file, a[a[at]])) return true
      if (name === 'add' && definitionOf(file, argumentAt(summary, at, 0)) === object) return true
    }
    return false
  }

  function definitionOf(file: FileId, value: Value): Value {
    const { op, a } = evaluation.file(file).summary.values
    return value >= 0 && op[value] === Op.Load ? a[value] : -1
  }

  function isTable(type: Type): boolean {
    return type.is === 'instance' && evaluation.isSubclass(type.of, 'sqlalchemy.sql.selectable.FromClause')
  }

  function isWriting(type: Type): boolean {
    if (type.is === 'oneOf') return type.of.every((each) => isWriting(each))
    return type.is === 'instance' && WRITING.some((name) => evaluation.isSubclass(type.of, name))
  }

  function typeName(type: Type): string | null {
    return type.is === 'instance' ? evaluation.class(type.of).qualifiedName : null
  }

  /** The beginning of a statement's SQL, inside `text(…)` too; null where it is not written out. */
  function textOf(file: FileId, value: Value): string | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let inner = value
    for (let hops = 0; hops < 8; hops++) {
      if (op[inner] === Op.Load) inner = a[inner]
      else if (op[inner] === Op.Bind && b[inner] >= 0) inner = b[inner]
      else break
    }
    if (op[inner] === Op.Call && typeName(evaluation.typeOf(file, inner)) === 'sqlalchemy.sql.elements.TextClause') {
      const given = argumentAt(summary, inner, 0)
      if (given >= 0) inner = given
    }
    const constant = evaluation.constantOf(file, inner)
    if (constant?.is === 'text') return constant.value
    return constant?.is === 'template' ? (constant.parts[0] ?? null) : null
  }

  function isSession(file: FileId, value: Value): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'instance' && SESSION.some((name) => evaluation.isSubclass(type.of, name))
  }

  function readsByText(file: FileId, statement: Value): boolean | null {
    const text = textOf(file, statement)
    return text === null ? null : isReadingText(text)
  }

  function writeAt(file: FileId, statement: Value): 'insert' | 'update' | 'delete' | null {
    if (statement < 0) return null
    const type = evaluation.typeOf(file, statement)
    const text = textOf(file, statement)
    const written = text === null ? null : WRITES.exec(text)
    if (written !== null) return KINDS.find((kind) => kind === written[1].toLowerCase()) ?? null
    const index = type.is === 'instance' ? WRITING.findIndex((name) => evaluation.isSubclass(type.of, name)) : -1
    return index < 0 ? null : KINDS[index]
  }

  return { at, isText, readsByText, writeAt, isSession }
}

function isReadingText(text: string): boolean {
  return READS.test(text) && !LOCKS.test(text)
}
