/** What databases a service asks. */
import { spanOf } from '../../check/place.ts'
import type { Proof } from './about.ts'
import { isOfService } from './about.ts'

/** The service makes one engine, and no session chooses between several: whatever it reads, it reads from the server it writes to. */
export const noReplica: Proof = (about) => {
  const { project } = about
  const engines = project.facts('engine').filter(({ at }) => isOfService(about, at.file))
  const [engine] = engines
  if (engines.length !== 1 || engine.building === 'unknown' || engine.dialect === 'sqlite' || choosesBind(about)) return null
  return [{ at: spanOf(project, engine.created), label: 'the only engine: reads and writes go to one server' }]
}

/** `Session.get_bind` is overridden, or a session is given several engines. https://docs.sqlalchemy.org/en/20/orm/persistence_techniques.html#session-partitioning */
const choosesBind = (about: Parameters<Proof>[0]): boolean =>
  about.project.evaluation.files.some(
    ({ id, origin, summary }) =>
      origin === 'project' && isOfService(about, id) && summary.strings.some((text) => text === 'get_bind' || text === 'binds'),
  )
