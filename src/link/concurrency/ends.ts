/** Why a wait without a deadline ends soon all the same. */
import type { WaitFact } from '../../model/concurrency.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { isUnderDeadline } from '../outbound/outbound.ts'
import { carried, listOf, nameOf } from '../read.ts'
import { writtenAs } from './locks.ts'

const TELLS = /^(kill|terminate|send_signal)$/
const STARTS = /^asyncio\.(subprocess\.)?create_subprocess_exec$/
const ASKS = /^(qsize|empty)$/

/** Programs with a limit on the whole of their run, and the options that set it. */
const LIMITS: readonly { readonly program: RegExp; readonly option: RegExp | null }[] = [
  { program: /(^|\/)timeout$/, option: null },
  { program: /(^|\/)curl$/, option: /^(-m|--max-time)/ },
  { program: /(^|\/)ping6?$/, option: /^-[wWc]/ },
]

export interface Ends {
  of(file: FileId, call: Value, kind: WaitFact['kind']): WaitFact['ends']
}

export function createEnds(parts: Parts): Ends {
  const { evaluation, origins } = parts

  function of(file: FileId, call: Value, kind: WaitFact['kind']): WaitFact['ends'] {
    if (kind === 'queue') return isFilled(file, call) ? 'filled' : null
    if (kind !== 'process') return null
    if (isLimitedByCommand(file, call)) return 'itself'
    return before(file, call)
  }

  /** `while not queue.empty():`, `if queue.qsize():` around it. */
  function isFilled(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const receiver = writtenAs(parts, file, a[a[call]])
    const asks = (test: Value): boolean => {
      if (op[test] === Op.Call)
        return op[a[test]] === Op.Attr && ASKS.test(nameOf(summary, a[test])) && writtenAs(parts, file, a[a[test]]) === receiver
      if (op[test] === Op.Compare) return listOf(summary, b[test]).some((operand) => asks(operand))
      if (op[test] === Op.Unary) return asks(a[test])
      return op[test] === Op.Bool && (asks(a[test]) || asks(b[test]))
    }
    return evaluation.guards(file, call).some(({ test }) => asks(test))
  }

  /** Told to end, or read under a deadline, earlier in the same function. */
  function before(file: FileId, call: Value): WaitFact['ends'] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const scope = evaluation.scopeOf(file, call)
    const receiver = writtenAs(parts, file, a[a[call]])
    const mentions = (value: Value): boolean =>
      value >= 0 && `${writtenAs(parts, file, carried(summary, value))}.`.startsWith(`${receiver}.`)
    let found: WaitFact['ends'] = null
    for (let at = summary.regions.first[summary.scopes.region[scope]]; at < call; at++) {
      if (op[at] !== Op.Call) continue
      const callee = a[at]
      const isMethod = op[callee] === Op.Attr && mentions(a[callee])
      if (isMethod && TELLS.test(nameOf(summary, callee))) return 'told'
      const isRead = isMethod || Array.from(listOf(summary, b[at])).some((argument) => mentions(argument))
      if (isRead && isUnderDeadline(parts, file, at)) found = 'read'
    }
    return found
  }

  function isLimitedByCommand(file: FileId, call: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    return origins.of(file, a[a[call]]).some((origin) => {
      if (op[origin] !== Op.Call || !parts.effects.callsOf(file, origin).some(({ name }) => STARTS.test(name))) return false
      const [program, ...words] = wordsOf(file, origin)
      const known = LIMITS.find((limit) => program !== undefined && limit.program.test(program))
      return known !== undefined && (known.option === null || words.some((word) => known.option?.test(word) ?? false))
    })
  }

  /** Constant words of a command line; a list that is spread counts item by item. */
  function wordsOf(file: FileId, call: Value): readonly string[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const items = Array.from(listOf(summary, b[call])).flatMap((item) => {
      if (op[item] !== Op.Star) return op[item] === Op.Keyword || op[item] === Op.DoubleStar ? [] : [item]
      const [made] = origins.of(file, a[item])
      return made !== undefined && op[made] === Op.List ? Array.from(listOf(summary, b[made])) : []
    })
    return items.map((item) => {
      const constant = evaluation.constantOf(file, item)
      return constant?.is === 'text' ? constant.value : ''
    })
  }

  return { of }
}
