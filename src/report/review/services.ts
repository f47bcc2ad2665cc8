/** Of part 1: what each service is built with and how it runs, and where that was read. */
import type { ServiceEntry, SnapshotFact } from '../../model/report.ts'
import type { Block, Inline, Line } from '../document.ts'
import { capped, paragraph, placeCode } from '../document.ts'
import { FACTS, factsOf, stackOf } from '../stack.ts'
import type { Sheet } from './sheet.ts'

/** Services shown, and places shown of a fact. */
const MOST_SERVICES = 12
const MOST_PLACES = 2

export const servicesBlocks = ({ report }: Sheet): readonly Block[] => {
  const { shown, more } = capped(report.services, MOST_SERVICES)
  if (shown.length === 0) return []
  return [...shown.map(serviceBlock), ...(more === 0 ? [] : [paragraph(`and ${more} more services: the JSON report holds all of them.`)])]
}

const serviceBlock = (service: ServiceEntry): Block => {
  const facts = factsOf(service)
  return {
    is: 'details',
    summary: [`Stack of ${service.name}: `, stackOf(service)],
    blocks: [
      facts.length === 0
        ? paragraph('Nothing is known of its versions or of how it runs.')
        : { is: 'table', label: `Stack of ${service.name}`, head: ['Fact', 'Value', 'Read from', 'Otherwise'], rows: facts.map(rowOf) },
    ],
  }
}

const rowOf = ([key, { value, confidence, evidence, conflicts }]: readonly [string, SnapshotFact]): readonly Line[] => [
  [FACTS[key]],
  [String(value), confidence === 'high' ? '' : ` (${confidence} confidence)`],
  listed(evidence.map((place) => [placeCode(place)])),
  listed(conflicts.map((conflict) => [`${conflict.value} in `, placeCode(conflict)])),
]

const listed = (items: readonly Line[]): Line => {
  if (items.length === 0) return ['-']
  const { shown, more } = capped(items, MOST_PLACES)
  return [...shown.flatMap((item, at): readonly Inline[] => [at === 0 ? '' : ', ', ...item]), more === 0 ? '' : ` and ${more} more`]
}
