/** Records of an OSV export (https://ossf.github.io/osv-schema/) to what they say of packages of PyPI. */
import { createHash } from 'node:crypto'
import cvss from 'ae-cvss-calculator'
import type { Advisories, Advisory, AdvisoryEvent, RecordFile } from '../model/advisory.ts'
import { normalised } from './manifest/distribution.ts'

/** What the records of an export say, by package; `fault`, in words for the user, where one is none or none is about PyPI. @param from its name */
export const advisoriesOf = (from: string, files: readonly RecordFile[]): Advisories | { readonly fault: string } => {
  const digest = createHash('sha256')
  const byPackage = new Map<string, Advisory[]>()
  let asOf = ''
  for (const { name, bytes } of files) {
    const record = parseOsv(new TextDecoder().decode(bytes))
    if (record === null) return { fault: `${from}: ${name} is no OSV record` }
    digest.update(`${name}\0${bytes.length}\0`).update(bytes)
    if (record.advisories.length > 0 && record.modified > asOf) asOf = record.modified
    for (const [affected, advisory] of record.advisories) {
      const known = byPackage.get(affected)
      if (known === undefined) byPackage.set(affected, [advisory])
      else known.push(advisory)
    }
  }
  if (byPackage.size === 0) return { fault: `${from}: no record in it is about a package of PyPI` }
  return { byPackage, asOf, digest: digest.digest('hex') }
}

/** What one record says, by package; `modified` is the day it was last changed. */
interface OsvRecord {
  readonly modified: string
  readonly advisories: readonly (readonly [name: string, advisory: Advisory])[]
}

/** @returns null for what is no record: no JSON, or without id and affected packages. Withdrawn ones, and other ecosystems, say nothing. */
function parseOsv(text: string): OsvRecord | null {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return null
  }
  if (!isRecord(record) || typeof record['id'] !== 'string' || (record['affected'] !== undefined && !Array.isArray(record['affected'])))
    return null
  const { id, affected = [], withdrawn, modified } = record
  const day = typeof modified === 'string' ? modified.slice(0, 10) : ''
  if (typeof withdrawn === 'string') return { modified: day, advisories: [] }
  const aliases = textsOf(record['aliases'])
  const summary = typeof record['summary'] === 'string' ? record['summary'].replaceAll(/\s+/g, ' ').trim().slice(0, 160) : ''
  const advisories = (affected as readonly unknown[]).flatMap((each): OsvRecord['advisories'] => {
    if (!isRecord(each) || !isRecord(each['package'])) return []
    const { ecosystem, name } = each['package']
    if (ecosystem !== 'PyPI' || typeof name !== 'string') return []
    const score = scoreOf(each['severity']) ?? scoreOf(record['severity'])
    const rating = ratingOf(each['database_specific']) ?? ratingOf(record['database_specific'])
    return [
      [normalised(name), { id, aliases, summary, score, rating, ranges: rangesOf(each['ranges']), versions: textsOf(each['versions']) }],
    ]
  })
  return { modified: day, advisories }
}

/** Ranges over versions; those over commits say nothing of a release. */
function rangesOf(ranges: unknown): readonly (readonly AdvisoryEvent[])[] {
  if (!Array.isArray(ranges)) return []
  return ranges.flatMap((range: unknown) => {
    if (!isRecord(range) || range['type'] === 'GIT' || !Array.isArray(range['events'])) return []
    return [range['events'].flatMap((event: unknown): readonly AdvisoryEvent[] => (isRecord(event) ? eventOf(event) : []))]
  })
}

function eventOf({ introduced, fixed, last_affected: last }: Readonly<Record<string, unknown>>): readonly AdvisoryEvent[] {
  if (typeof introduced === 'string') return [{ is: 'introduced', version: introduced }]
  if (typeof fixed === 'string') return [{ is: 'fixed', version: fixed }]
  return typeof last === 'string' ? [{ is: 'lastAffected', version: last }] : []
}

/** The highest base score of the vectors. */
function scoreOf(severity: unknown): number | null {
  if (!Array.isArray(severity)) return null
  const scores = severity.flatMap((each: unknown): readonly number[] => {
    if (!isRecord(each) || typeof each['score'] !== 'string') return []
    try {
      return [cvss.fromVector(each['score'])?.calculateScores().overall ?? []].flat()
    } catch {
      return []
    }
  })
  return scores.length === 0 ? null : Math.max(...scores)
}

const ratingOf = (specific: unknown): string | null =>
  isRecord(specific) && typeof specific['severity'] === 'string' ? specific['severity'].toUpperCase() : null

const textsOf = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : []

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
