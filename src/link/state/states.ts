/** What is done with the containers of a process. */
import type { Does } from '../../model/knowledge.ts'
import type { Edge, Entry } from '../../model/project.ts'
import type { ProcessStateFact, StateRole, StateUse } from '../../model/state.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'
import { containersOf } from './containers.ts'
import { createFound } from './found.ts'
import { createKeys } from './keys.ts'
import { createMade } from './made.ts'

interface Input {
  readonly parts: Parts
  readonly isInside: (file: FileId) => boolean
  readonly entries: readonly Entry[]
  readonly edgesTo: (id: FunctionId) => readonly Edge[]
  readonly does: (id: FunctionId, what: Does) => boolean
}

const WRITES = /^(append|add|insert|extend|update|setdefault|appendleft)$/
/** Takes whatever it is given, however often. */
const APPENDS = /^(append|appendleft|insert|extend)$/
const REMOVALS = /^(pop|remove|discard|clear|popleft|popitem)$/
const READS = /^(get|items|values|keys|copy|index|count)$/

/** Builtins that go over what they are given. */
const WALKS = /^(list|tuple|set|dict|sorted|enumerate|reversed|iter|any|all|sum|max|min|zip|map|filter)$/

interface Found extends Omit<StateUse, 'asked'> {
  /** What is put in; -1 if it is not written out. */
  readonly stored: Value
  /** Values that decide what is put in, and under which key. */
  readonly parts: readonly Value[]
}

/** In the order of the files, then of their places. */
export function processStates(input: Input): readonly ProcessStateFact[] {
  const { parts, isInside } = input
  const { evaluation } = parts
  const made = createMade(input)
  const isFound = createFound(input)
  const keys = createKeys(parts, createMade(input, isFound), isFound)
  return containersOf(parts, isInside).flatMap(({ file, at, name, kind, bounded, reads }): readonly ProcessStateFact[] => {
    const uses = reads.flatMap((read) => usesAt(read.file, read.value))
    if (kind === 'queue' || !uses.some(({ is }) => is === 'write')) return []
    const ordered = uses.toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)
    return [
      { is: 'process-state', at: { file, value: at }, name, container: kind, bounded, role: roleOf(ordered), uses: ordered.map(plain) },
    ]
  })

  function plain({ is, at, within, constant, parts: values, grows }: Found): StateUse {
    return { is, at, within, constant, asked: is === 'write' && made.byRequest(at.file, values), grows }
  }

  function usesAt(file: FileId, read: Value): readonly Found[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const within = functionAround(evaluation, file, read)
    const use = (
      is: StateUse['is'],
      value: Value,
      constant = false,
      stored: Value = -1,
      deciding: readonly Value[] = [],
      grows: StateUse['grows'] = null,
    ): Found => ({
      is,
      at: { file, value },
      within,
      constant,
      stored,
      parts: deciding,
      grows,
    })
    const users = evaluation.users(file, read)
    return users.flatMap((user): readonly Found[] => {
      switch (op[user]) {
        case Op.SetItem: {
          const [stored, key] = listOf(summary, b[user])
          return a[user] === read
            ? [use('write', user, evaluation.constantOf(file, key) !== undefined, stored, [stored, key], keys.growth(file, key))]
            : [use('other', user)]
        }
        case Op.Index:
          return a[user] !== read ? [use('other', user)] : deletes(file, user) ? [use('removal', user)] : [use('read', user)]
        case Op.Attr:
          return evaluation
            .users(file, user)
            .flatMap((call) => (op[call] === Op.Call && a[call] === user ? [method(call, nameOf(summary, user))] : []))
        case Op.Call:
          return [use(a[user] !== read && WALKS.test(nameOf(summary, a[user])) ? 'read' : 'other', user)]
        case Op.Compare:
        case Op.Iterate:
          return [use('read', user)]
        default:
          return [use('other', user)]
      }
    })

    function method(call: Value, called: string): Found {
      if (WRITES.test(called)) {
        const key = argumentAt(summary, call, 0)
        const isKeyed = called === 'setdefault' && key >= 0 && evaluation.constantOf(file, key) !== undefined
        const stored = called === 'setdefault' || called === 'insert' ? argumentAt(summary, call, 1) : key
        const grows = APPENDS.test(called) ? 'per-call' : keys.growth(file, key)
        return use('write', call, isKeyed, stored, Array.from(listOf(summary, b[call])), grows)
      }
      return use(REMOVALS.test(called) ? 'removal' : READS.test(called) ? 'read' : 'other', call)
    }
  }

  function deletes(file: FileId, index: Value): boolean {
    const { op } = evaluation.file(file).summary.values
    return evaluation.users(file, index).some((user) => op[user] === Op.Delete)
  }

  function roleOf(uses: readonly Found[]): StateRole {
    const types = uses.flatMap(({ at, stored }) => (stored < 0 ? [] : [evaluation.typeOf(at.file, stored)]))
    if (types.some((type) => isA(type, /^starlette\.websockets\.WebSocket$/))) return 'websocket'
    if (types.some((type) => type.is === 'task' || isA(type, /^_?asyncio\.(tasks\.)?Task$/))) return 'task'
    return types.some((type) => isA(type, /^asyncio\.locks\.|^_thread\.|^threading\./)) ? 'lock' : 'entry'
  }

  function isA(type: Type, name: RegExp): boolean {
    return type.is === 'instance' && evaluation.mro(type.of).some((id) => name.test(evaluation.class(id).qualifiedName))
  }
}
