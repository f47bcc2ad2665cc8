/** Work that a queue's worker or a scheduler runs. Filled by `link/entries/jobs.ts`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'
import type { WorkCall } from './work.ts'

export interface JobFact {
  readonly is: 'job'
  /** The decorator or registration that makes it one. */
  readonly at: Place
  readonly function: FunctionId
  /** What registers it, as its library defines it: `celery.app.base.Celery.task`; null if that is not known. */
  readonly by: string | null
  /** What takes long in it. */
  readonly long: WorkCall | null
  /** What somebody waits for. */
  readonly urgent: WorkCall | null
}
