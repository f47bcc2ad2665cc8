/** What a `timeout=` argument comes to. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { calleesOf } from '../handlers/callees.ts'
import { argumentAt, hasSpread, listOf } from '../read.ts'

export type Given = 'some' | 'none' | 'unknown'

const OBJECTS = /^(httpx\.Timeout|aiohttp\.ClientTimeout|openai\.Timeout|anthropic\.Timeout|urllib3\.Timeout|urllib3\.util\.Timeout)$/

/** Whether the value of a timeout is one, is None, or cannot be known. */
export function givenBy(parts: Parts, file: FileId, value: Value): Given {
  const { evaluation } = parts
  const constant = evaluation.constantOf(file, value)
  if (constant?.is === 'none') return 'none'
  if (constant !== undefined) return 'some'
  const { summary } = evaluation.file(file)
  const { op } = summary.values
  const answers = parts.origins.of(file, value).map((origin): Given => {
    if (op[origin] === Op.Call && calleesOf(parts, file, origin).some((name) => name !== null && OBJECTS.test(name)))
      return ofObject(parts, file, origin)
    return ofOther(evaluation, file, origin)
  })
  if (answers.length === 0 || answers.includes('unknown')) return 'unknown'
  return answers.every((answer) => answer === 'none') ? 'none' : answers.includes('none') ? 'unknown' : 'some'
}

function ofOther(evaluation: Evaluation, file: FileId, origin: Value): Given {
  const constant = evaluation.constantOf(file, origin)
  if (constant !== undefined) return constant.is === 'none' ? 'none' : 'some'
  const type = evaluation.typeOf(file, origin)
  if (type.is === 'none') return 'none'
  return type.is === 'instance' && type.maybeNone !== true ? 'some' : 'unknown'
}

/** `Timeout(None)`, `ClientTimeout(total=None)`: nothing ends the wait for the answer. A timeout of one phase alone is taken as meant. */
function ofObject(parts: Parts, file: FileId, call: Value): Given {
  const { evaluation } = parts
  const { summary } = evaluation.file(file)
  const { op, b } = summary.values
  if (hasSpread(summary, call)) return 'unknown'
  const given = listOf(summary, b[call])
  const isTotal = calleesOf(parts, file, call).includes('aiohttp.ClientTimeout')
  if (isTotal) {
    const [total, read] = [argumentAt(summary, call, 'total'), argumentAt(summary, call, 'sock_read')]
    const first = argumentAt(summary, call, 0)
    if (read >= 0 || first >= 0) return 'some'
    return total < 0 ? 'none' : ofOther(evaluation, file, total)
  }
  if (given.length !== 1) return 'some'
  const only = op[given[0]] === Op.Keyword ? argumentAt(summary, call, 'timeout') : given[0]
  return only < 0 ? 'some' : ofOther(evaluation, file, only)
}
