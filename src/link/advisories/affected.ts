/** Whether an advisory is about a version. Versions are compared as PEP 440 has it. */
import { compare, valid } from '@renovatebot/pep440'
import type { Advisory, AdvisoryEvent, KnownFault } from '../../model/advisory.ts'

/** The advisories that a version falls under, each with the version that ends it. */
export const faultsOf = (version: string, advisories: readonly Advisory[]): readonly KnownFault[] =>
  valid(version) === null ? [] : advisories.flatMap((advisory) => faultIn(version, advisory) ?? [])

/** The version that ends the last of them. */
export const endOf = (faults: readonly KnownFault[]): string | null => {
  const fixes = faults.flatMap(({ fixed }) => fixed ?? [])
  return fixes.length < faults.length ? null : (fixes.toSorted(compare).at(-1) ?? null)
}

function faultIn(version: string, advisory: Advisory): KnownFault | null {
  const range = advisory.ranges.find((events) => isWithin(version, events))
  const isListed = advisory.versions.some((each) => each === version || (valid(each) !== null && compare(each, version) === 0))
  if (range === undefined && !isListed) return null
  const fixes = (range === undefined ? advisory.ranges.flat() : range).flatMap((event) => (event.is === 'fixed' ? [event.version] : []))
  const later = fixes.filter((fix) => valid(fix) !== null && compare(fix, version) > 0).toSorted(compare)
  return { advisory, fixed: later[0] ?? null }
}

/** As the schema evaluates a range: its events in the order of their versions, each up to the version asked for. */
function isWithin(version: string, events: readonly AdvisoryEvent[]): boolean {
  const known = events.filter(({ version: at }) => at === '0' || valid(at) !== null)
  let affected = false
  for (const event of known.toSorted((x, y) => order(x.version, y.version))) {
    const difference = order(event.version, version)
    if (event.is === 'introduced' && difference <= 0) affected = true
    if (event.is === 'fixed' && difference <= 0) affected = false
    if (event.is === 'lastAffected' && difference < 0) affected = false
  }
  return affected
}

/** `0` stands before every version, pre-releases of 0 too. */
const order = (x: string, y: string): number => (x === y ? 0 : x === '0' ? -1 : y === '0' ? 1 : compare(x, y))
