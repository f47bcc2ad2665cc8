/** Poolers between the application and its database: PgBouncer and what does the same. */
import { isInManifests, mentionIn } from '../../check/service.ts'
import type { ComposeService } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'

/** Products, ports and host names that a pooler goes by. They only ever spare. */
const POOLERS = /pg-?bouncer|pgcat|odyssey|supavisor|pgpool|pooler|rds-?proxy|\.proxy-|cloud-?sql|:6432\b|:6543\b/i

/** Whether anything of the service or of what deploys the project speaks of a pooler. */
export const hasPooler = (project: Project, service: Service): boolean =>
  service.snapshot.pgbouncer !== undefined || mentionIn(project, service, POOLERS) !== null || isInManifests(project, POOLERS)

export interface Pooler {
  readonly service: ComposeService
  readonly mode: 'transaction' | 'statement'
  /** Remembers prepared statements itself. https://www.pgbouncer.org/config.html#max_prepared_statements */
  readonly prepares: boolean
}

const IMAGE = /(?:^|\/)pgbouncer[\w.-]*$/

/** PgBouncers of production that share a server connection between clients, as their environment says. */
export const sharingPoolers = ({ deployment }: Project): readonly Pooler[] =>
  deployment.composeServices.flatMap((service): readonly Pooler[] => {
    if (service.use !== 'production' || service.image === null || !IMAGE.test(service.image.name)) return []
    const { environment } = service.settings
    const valueOf = (name: RegExp): string | undefined => environment.find((each) => name.test(each.name))?.value ?? undefined
    const mode = valueOf(/^(?:PGBOUNCER_)?POOL_MODE$/)
    if (mode !== 'transaction' && mode !== 'statement') return []
    return [{ service, mode, prepares: Number(valueOf(/^(?:PGBOUNCER_)?MAX_PREPARED_STATEMENTS$/) ?? 0) > 0 }]
  })

/** Whether some address or variable of production names it as the host. */
export const isAddressed = ({ deployment }: Project, { service: { name } }: Pooler): boolean =>
  deployment.values.some(
    ({ value, use }) => use === 'production' && (value === name || value.includes(`@${name}:`) || value.includes(`@${name}/`)),
  )
