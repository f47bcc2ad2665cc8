/** The jobs among the entries, with what registers them. */
import type { JobFact } from '../../model/job.ts'
import type { Entry, Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import type { Work } from '../work/work.ts'

/** By file, then by place. */
export function jobFacts({ evaluation, effects }: Parts, entries: readonly Entry[], work: Work): readonly JobFact[] {
  return entries
    .filter(({ receives }) => receives === 'job')
    .map(({ at, function: id }): JobFact => ({
      is: 'job',
      at,
      function: id,
      by: registrarOf(at),
      long: work.longOf(id),
      urgent: work.urgentOf(id),
    }))
    .toSorted((x, y) => x.at.file - y.at.file || x.at.value - y.at.value)

  function registrarOf({ file, value }: Place): string | null {
    const { op } = evaluation.file(file).summary.values
    const known = op[value] === Op.Call ? effects.callsOf(file, value)[0]?.name : named({ file, value })
    return known?.replaceAll('()', '') ?? null
  }

  function named({ file, value }: Place): string | undefined {
    const type = evaluation.typeOf(file, value)
    if (type.is === 'external') return type.path
    if (type.is !== 'function') return undefined
    return effects.ofTarget({ is: 'function', function: type.of, ...(type.self === undefined ? {} : { self: type.self }) })?.name
  }
}
