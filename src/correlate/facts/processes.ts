/** How many processes serve the application, as far as its configuration or its deployment says. */
import type { Step } from '../../check/rule.ts'
import type { ServerProcess } from '../../model/deployment.ts'
import type { About, Proof } from './about.ts'
import { serviceOf, servingCommands } from './about.ts'

/** Every command that starts the service starts several workers, or a deployment runs it several times. Commands that disagree prove nothing. */
export const severalProcesses: Proof = (about) => {
  const { instances, workers: each } = about.told
  if ((instances ?? 1) * (each ?? 1) > 1) return []
  if (instances !== undefined && each !== undefined) return null
  const serving = servingCommands(about)
  const isSeveral = serving.every(({ command }) => (command.workers ?? 1) > 1 && !loadsOnce(command))
  const workers = (isSeveral ? serving : []).map(({ command }): Step => ({
    at: command.at,
    label: `${command.server} starts ${command.workers} processes`,
  }))
  const evidence = [...workers, ...instancesOf(about, 2)]
  return evidence.length === 0 ? null : evidence
}

/** Every command that starts the service starts one worker, and no deployment says that it runs more than once. */
export const oneProcess: Proof = (about) => {
  const { instances, workers } = about.told
  if ((instances ?? 1) * (workers ?? 1) > 1) return null
  const serving = servingCommands(about)
  const isOne = serving.length > 0 && serving.every(({ command }) => command.workers === 1) && instancesOf(about, 2).length === 0
  return isOne ? serving.map(({ command }) => ({ at: command.at, label: `${command.server} starts one process` })) : null
}

/** More instances than three: what PgBouncer is asked for. */
export const moreThanThreeInstances: Proof = (about) => {
  if (about.told.instances !== undefined) return about.told.instances > 3 ? [] : null
  const evidence = instancesOf(about, 4)
  return evidence.length === 0 ? null : evidence
}

const instancesOf = (about: About, least: number): readonly Step[] => {
  const instances = serviceOf(about)?.snapshot.instances
  if (instances === undefined || instances.confidence === 'low' || instances.conflicts.length > 0 || instances.value < least) return []
  return instances.evidence.map((at) => ({ at, label: `${instances.value} instances run` }))
}

/** The application is imported before the workers are made: what it does on import happens once. */
const loadsOnce = ({ words }: ServerProcess['command']): boolean => words.includes('--preload')
