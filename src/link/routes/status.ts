/** HTTP status numbers, written out or by their names in `starlette.status` and `http.HTTPStatus`. */
import { Op } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import { nameOf } from '../read.ts'
import type { Bound, Resolver } from './resolve.ts'

/** Names of `http.HTTPStatus` that rules and guards ask about. */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  OK: 200,
  CREATED: 201,
  ACCEPTED: 202,
  NO_CONTENT: 204,
  RESET_CONTENT: 205,
  NOT_MODIFIED: 304,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  GONE: 410,
  PRECONDITION_FAILED: 412,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_ENTITY: 422,
  LOCKED: 423,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
}
const STARLETTE = /^(?:HTTP|WS)_(\d{3,4})_/

/** The number, or null where it is not told by the source. */
export function statusIn(parts: Parts, resolver: Resolver, at: Bound): number | null {
  const { evaluation } = parts
  const constant = evaluation.constantOf(at.file, at.value)
  if (constant?.is === 'number') return constant.value
  const { places } = resolver.of(at)
  if (places.length !== 1) return null
  const [{ file, value }] = places
  const folded = evaluation.constantOf(file, value)
  if (folded?.is === 'number') return folded.value
  const { summary } = evaluation.file(file)
  const { op, a, b } = summary.values
  const name = op[value] === Op.ImportFrom ? summary.strings[b[value]] : nameOf(summary, value)
  const starlette = STARLETTE.exec(name)
  if (starlette !== null) return Number(starlette[1])
  if (op[value] !== Op.Attr) return null
  const owner = evaluation.typeOf(file, a[value])
  const isStatus = owner.is === 'class' && evaluation.class(owner.of).name === 'HTTPStatus'
  if (isStatus) return HTTP_STATUS[name] ?? null
  return name === 'value' ? statusIn(parts, resolver, { ...at, file, value: a[value] }) : null
}
