/** Times without a zone that are put into fields of Pydantic models. Filled by `link/payloads/naive-times.ts`. */
import type { Place } from './project.ts'
import type { FileId } from './type.ts'

export interface NaiveTime {
  /** `datetime.utcnow`, as written there. */
  readonly at: Place
  readonly model: string
  readonly field: string
  /** Some route declares or returns the model, by itself or within another one. */
  readonly answered: boolean
}

/** What one file puts into models; never empty. */
export interface NaiveTimesFact {
  readonly is: 'naive-times'
  readonly file: FileId
  /** In the order of the file. */
  readonly times: readonly NaiveTime[]
}
