/** Quotes of SQL: what stands between them cannot end them if each is doubled. */
import type { Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { Op } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import { listOf, nameOf } from '../read.ts'

const QUOTES = /^(quote|quote_identifier|quote_schema|format_\w+)$/

/** `x.replace("'", "''")`: harmless between such quotes, in a database that knows no other way to end them. */
export function doublesQuotes({ evaluation }: Pick<Parts, 'evaluation'>, file: FileId, call: Value): boolean {
  const { summary } = evaluation.file(file)
  const [old, put] = Array.from(listOf(summary, summary.values.b[call]), (item) => evaluation.constantOf(file, item))
  return old?.is === 'text' && put?.is === 'text' && /^['"`]$/.test(old.value) && put.value === old.value + old.value
}

/** `dialect.identifier_preparer.quote(name)`, or what such a method was assigned to: the dialect's own quoting of names. */
export function quotesNames({ evaluation, origins }: Parts, file: FileId, callee: Value): boolean {
  const { summary } = evaluation.file(file)
  const { op, a } = summary.values
  const isMethod = (value: Value): boolean =>
    op[value] === Op.Attr &&
    QUOTES.test(nameOf(summary, value)) &&
    origins.of(file, a[value]).some((object) => op[object] === Op.Attr && nameOf(summary, object) === 'identifier_preparer')
  return isMethod(callee) || origins.of(file, callee).some(isMethod)
}
