/** As how many processes a piece of code runs, as far as deployment files say. */
import type { Project } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'

export interface Deployed {
  /** Instances times workers; null where the files do not say both. */
  readonly processes: number | null
  /** `3 instances × 4 workers`. */
  readonly said: string
}

/** The least of the services that the file is part of; what nothing says is one, and said to be assumed. */
export const deployedAs = (project: Project, file: FileId): Deployed => {
  const names = project.servicesAt(file)
  const all = project.services
    .filter(({ name }) => names.includes(name))
    .map(({ snapshot }) => countOf(snapshot.instances, snapshot.workers))
  const [least] = all.toSorted((x, y) => x.processes - y.processes)
  if (least === undefined) return { processes: null, said: '1 process (assumed)' }
  return { processes: least.known ? least.processes : null, said: least.said }
}

interface Count {
  readonly processes: number
  readonly known: boolean
  readonly said: string
}

type Said = Project['services'][number]['snapshot']['instances']

const countOf = (instances: Said, workers: Said): Count => {
  const isKnown = (said: Said): boolean => said !== undefined && said.confidence !== 'low'
  const worded = (said: Said, one: string): string => {
    const count = said?.value ?? 1
    return `${count} ${one}${count === 1 ? '' : 's'}${isKnown(said) ? '' : ' (assumed)'}`
  }
  const processes = (instances?.value ?? 1) * (workers?.value ?? 1)
  return {
    processes,
    // One of the two may be assumed to be one: more than one process is certain as soon as either says so.
    known: isKnown(instances) || isKnown(workers),
    said: `${worded(instances, 'instance')} × ${worded(workers, 'worker')}`,
  }
}
