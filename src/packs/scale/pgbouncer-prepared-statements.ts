import { spanOf } from '../../check/place.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { mentionIn } from '../../check/service.ts'
import type { EngineFact } from '../../model/engine.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { isPooled } from './pools.ts'
import { isAddressed, sharingPoolers } from './poolers.ts'

const rule: Rule<'scale/pgbouncer-prepared-statements'> = defineRule('scale/pgbouncer-prepared-statements', {
  *engine(fact, project) {
    const at = spanOf(project, fact.at)
    const service = project.services.find(({ files }) => files.has(fact.at.file))
    const driver = service === undefined ? undefined : DRIVERS[driverOf(fact, service)]
    if (service === undefined || driver === undefined || !isPooled(fact)) {
      yield { is: 'fine', at, because: 'other-driver' }
      return
    }
    const pooler = sharingPoolers(project).find((each) => isAddressed(project, each))
    if (pooler === undefined) {
      yield { is: 'fine', at, because: 'direct' }
      return
    }
    if (pooler.prepares || isTold(project, service, driver.told)) {
      yield { is: 'fine', at, because: pooler.prepares ? 'remembers' : 'told' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'resource', place: fact.created },
      expression: fact.callee,
      evidence: [{ at: pooler.service.at, label: `\`${pooler.service.name}\` gives each ${pooler.mode} another connection` }],
      message: 'found',
      data: { driver: driver.name, pooler: pooler.service.name, mode: pooler.mode, setting: driver.setting },
    }
  },
})
export default rule

interface Driver {
  readonly name: string
  /** The setting that makes it stop. */
  readonly setting: string
  /** Words of any of the settings. */
  readonly told: RegExp
}

/** Drivers that prepare statements on the server unless they are told not to. */
const DRIVERS: Readonly<Record<string, Driver | undefined>> = {
  asyncpg: { name: 'asyncpg', setting: '`statement_cache_size: 0`', told: /statement_cache_size|prepared_statement_name_func/ },
  psycopg: { name: 'psycopg', setting: '`prepare_threshold: None`', told: /prepare_threshold/ },
}

const driverOf = ({ dialect }: EngineFact, { snapshot }: Service): string =>
  dialect === null || dialect === 'postgresql' ? (snapshot.driver?.value ?? '') : ''

const isTold = (project: Project, service: Service, words: RegExp): boolean => mentionIn(project, service, words) !== null
