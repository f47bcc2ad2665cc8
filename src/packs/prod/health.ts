/** Routes and functions that are asked whether something works. */
import type { RouteFact } from '../../model/route.ts'

const HEALTH = /^(_?health[zs]?|health[-_]?check|live(z|ness)?|ready(z)?|readiness|ping|alive|heartbeat|up|ok|probe)$/

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '')

/** The last part of a path; empty for the root. */
export const lastOf = (path: string): string => segmentsOf(path).at(-1) ?? ''

/** A path whose last part names a health check. */
export const isHealthPath = (path: string): boolean =>
  HEALTH.test(lastOf(path).toLowerCase()) || (lastOf(path) === 'status' && segmentsOf(path).length <= 2 && !path.includes('{'))

export const isHealth = ({ methods, path }: RouteFact): boolean =>
  methods.some((method) => method === 'GET' || method === 'HEAD') && isHealthPath(path)

/** Names that promise an answer whatever happens. */
const ANSWERS =
  /^_*(is|has|can|check|try|maybe|safe|safely|best_effort|probe|detect)_|^_*(ping|probe|health|healthz|health_?check|ready|readiness|live|liveness|status)$|(^|_)(exists|enabled|or_none|or_default|safe|safely|if_possible|best_effort|health|readiness|liveness|health_?check)$/

/** Of a function: that something fails or is not there is what its caller asks. */
export const promisesAnswer = (name: string): boolean => ANSWERS.test(name)
