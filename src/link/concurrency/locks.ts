/** Locks by their type, and what happens while they are held. */
import type { HeldLock } from '../../model/concurrency.ts'
import type { Does } from '../../model/knowledge.ts'
import type { Place } from '../../model/project.ts'
import type { Region, Scope, Value } from '../../model/summary.ts'
import { Op, RegionKind, ScopeFlag, ScopeKind } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { doneBy } from '../handlers/tried.ts'
import { nameOf, scopeKind, textOf } from '../read.ts'
import { functionAround } from '../within.ts'

interface Input {
  readonly parts: Parts
  readonly does: (id: FunctionId, what: Does) => boolean
  readonly isInside: (file: FileId) => boolean
}

/** Classes as the library defines them, and as users spell them. */
const LOCKS: readonly { readonly defined: RegExp; readonly spelled: string; readonly kind: HeldLock['kind'] }[] = [
  { defined: /^(_thread\.(lock|LockType)|threading\.Lock)$/, spelled: 'threading.Lock', kind: 'thread' },
  { defined: /^(_thread\.RLock|threading\.(_RLock|RLock))$/, spelled: 'threading.RLock', kind: 'thread' },
  { defined: /^threading\.Condition$/, spelled: 'threading.Condition', kind: 'thread' },
  { defined: /^threading\.(Bounded)?Semaphore$/, spelled: 'threading.Semaphore', kind: 'thread' },
  {
    defined: /^multiprocessing\.synchronize\.(Lock|RLock|Semaphore|BoundedSemaphore|Condition)$/,
    spelled: 'multiprocessing.Lock',
    kind: 'thread',
  },
  { defined: /^asyncio\.locks\.Lock$/, spelled: 'asyncio.Lock', kind: 'task' },
  { defined: /^asyncio\.locks\.Condition$/, spelled: 'asyncio.Condition', kind: 'task' },
  { defined: /^asyncio\.locks\.(Bounded)?Semaphore$/, spelled: 'asyncio.Semaphore', kind: 'task' },
  { defined: /^anyio\.(.*\.)?Lock$/, spelled: 'anyio.Lock', kind: 'task' },
]

/** In the order of the files, then of their places. */
export function heldLocks({ parts, does, isInside }: Input): readonly HeldLock[] {
  const { evaluation } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly HeldLock[] => {
    if (origin !== 'project' || !isInside(file)) return []
    const { op, a, count } = summary.values
    const { kind, subject, first, end } = summary.regions
    const found: HeldLock[] = []
    for (let region = 0; region < summary.regions.count; region++) {
      if (kind[region] !== RegionKind.With || op[subject[region]] !== Op.Enter) continue
      const entered = a[subject[region]]
      const held = lockAt(parts, file, entered, entered)
      if (held === null) continue
      const awaits = awaitsIn(parts, file, first[region], end[region], evaluation.scopeOf(file, subject[region]))
      found.push({ ...held, awaits, outward: outwardIn(region, file, awaits) })
    }
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || op[a[value]] !== Op.Attr || nameOf(summary, a[value]) !== 'acquire') continue
      const held = lockAt(parts, file, a[a[value]], value)
      const release = held === null ? -1 : releaseAfter(parts, file, value, held.name)
      if (held !== null && release >= 0)
        found.push({ ...held, awaits: awaitsIn(parts, file, value + 2, release, evaluation.scopeOf(file, value)), outward: [] })
    }
    return found.toSorted((x, y) => x.at.value - y.at.value)
  })

  function outwardIn(held: Region, file: FileId, awaits: readonly Place[]): HeldLock['outward'] {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return awaits.flatMap(({ value }) => {
      const call = op[value] === Op.Await ? a[value] : -1
      if (call < 0 || op[call] !== Op.Call || !isAlways(file, value, held)) return []
      const done = doneBy({ parts, does }, file, call).filter((what) => OUTWARD.has(what))
      return done.length === 0 ? [] : [{ at: { file, value: call }, work: nameOf(summary, a[call]), does: done }]
    })
  }

  /** In the block itself, or in a `with` or `try` of it: no branch decides, nothing repeats. */
  function isAlways(file: FileId, value: Value, held: Region): boolean {
    const { kind, parent } = evaluation.file(file).summary.regions
    for (let region = evaluation.regionOf(file, value); region !== held; region = parent[region])
      if (kind[region] !== RegionKind.With && kind[region] !== RegionKind.Try) return false
    return !evaluation.isBehindExit(file, value)
  }
}

/** Leaves the process. */
export const OUTWARD: ReadonlySet<Does> = new Set<Does>([
  'http',
  'sql-read',
  'sql-write',
  'commit',
  'redis',
  'publishes',
  'cache-get',
  'cache-set',
])

function lockAt(parts: Parts, file: FileId, lock: Value, at: Value): Omit<HeldLock, 'awaits' | 'outward'> | null {
  const { evaluation, origins } = parts
  const known = lockOf(parts, evaluation.typeOf(file, lock))
  if (known === undefined) return null
  const { summary } = evaluation.file(file)
  const isBoundOutside = origins.of(file, lock).some((origin) => scopeKind(summary, evaluation.scopeOf(file, origin)) <= ScopeKind.Class)
  const shared = isBoundOutside || isOfClass(parts, file, lock)
  return {
    is: 'held-lock',
    at: { file, value: at },
    within: functionAround(evaluation, file, lock),
    type: known.spelled,
    kind: known.kind,
    name: writtenAs(parts, file, lock),
    shared,
  }
}

/** `self.lock`, bound in the body of the class and by no method. */
function isOfClass({ evaluation, origins }: Parts, file: FileId, lock: Value): boolean {
  const { op, a } = evaluation.file(file).summary.values
  if (op[lock] !== Op.Attr) return false
  const name = nameOf(evaluation.file(file).summary, lock)
  const owner = evaluation.typeOf(file, a[lock])
  if ((owner.is !== 'instance' && owner.is !== 'class') || origins.stores(file, lock, name).length > 0) return false
  const { file: home, scope } = evaluation.class(owner.of)
  const { summary } = evaluation.file(home)
  const { bindingStart, bindingName } = summary.scopes
  for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) if (textOf(summary, bindingName[row]) === name) return true
  return false
}

function lockOf({ evaluation }: Parts, type: Type): (typeof LOCKS)[number] | undefined {
  if (type.is !== 'instance') return undefined
  const { qualifiedName } = evaluation.class(type.of)
  return LOCKS.find(({ defined }) => defined.test(qualifiedName))
}

/** `self._lock`, as far as it is a chain of names. */
export function writtenAs({ evaluation }: Pick<Parts, 'evaluation'>, file: FileId, value: Value): string {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const names: string[] = []
  let at = value
  for (; op[at] === Op.Attr; at = a[at]) names.unshift(nameOf(summary, at))
  return [nameOf(summary, at), ...names].filter((name) => name !== '').join('.')
}

/** The last `release()` of the same name later in the same scope; -1 if there is none. */
function releaseAfter(parts: Parts, file: FileId, acquire: Value, name: string): Value {
  const { evaluation } = parts
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const scope = evaluation.scopeOf(file, acquire)
  const region = summary.scopes.region[scope]
  let last = -1
  for (let at = acquire + 1; at < summary.regions.end[region]; at++) {
    const isRelease = op[at] === Op.Call && op[a[at]] === Op.Attr && nameOf(summary, a[at]) === 'release'
    if (isRelease && evaluation.scopeOf(file, at) === scope && writtenAs(parts, file, a[a[at]]) === name) last = at
  }
  return last
}

function awaitsIn({ evaluation }: Parts, file: FileId, first: Value, end: Value, scope: Scope): readonly Place[] {
  const { values, scopes } = evaluation.file(file).summary
  const isGenerator = (scopes.flags[scope] & ScopeFlag.Async) !== 0 && (scopes.flags[scope] & ScopeFlag.Generator) !== 0
  const awaits: Place[] = []
  for (let at = first; at < end; at++) {
    const kind: Op = values.op[at]
    const waits =
      kind === Op.Await || ((kind === Op.Enter || kind === Op.Iterate) && values.b[at] === 1) || (kind === Op.Yield && isGenerator)
    if (waits && evaluation.scopeOf(file, at) === scope) awaits.push({ file, value: at })
  }
  return awaits
}
