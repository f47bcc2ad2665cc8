/** The noun of an environment file. Filled by `link/deployment/`. */
import type { ConfiguredValue } from './deployment.ts'
import type { FileId } from './type.ts'

export interface EnvironmentFileFact {
  readonly is: 'environment-file'
  readonly file: FileId
  readonly use: ConfiguredValue['use']
  /** Whether git's index lists it; null: there is none to ask, so it is only known that git would not ignore it. */
  readonly tracked: boolean | null
  readonly values: readonly ConfiguredValue[]
}
