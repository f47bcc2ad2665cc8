/** Models that requests fill and answers show, and what is known of their fields. Filled by `link/models/`. */
import type { Place } from './project.ts'
import type { RouteFact } from './route.ts'
import type { ClassId } from './type.ts'

/** A field by the name of a secret in a model that routes answer with. */
export interface ExposedField {
  readonly is: 'exposed-field'
  readonly model: ClassId
  readonly field: string
  /** Where it is written, in the model or a base. */
  readonly at: Place
  /** The first route that answers with it, then the others. */
  readonly routes: readonly RouteFact[]
  /** Why it is not sent as it is; null: nothing says so. */
  readonly because: 'masked' | 'excluded' | 'treated' | null
}

/** Attributes of a mapped class that a request fills by their names. */
export interface MassAssignment {
  readonly is: 'mass-assignment'
  readonly route: RouteFact
  readonly model: ClassId
  readonly entity: ClassId
  /** What hands the fields over: `User(**data.model_dump())`. */
  readonly at: Place
  /** Calls from the handler to there. */
  readonly path: readonly Place[]
  readonly how: 'constructor' | 'setattr' | 'update'
  /** Fields of the model that are columns of the entity and say what somebody may do, or whose the row is. */
  readonly privileged: readonly string[]
  /** The guard asks for a role or a permission. */
  readonly role: boolean
}

/** A model that the body of a request fills. */
export interface RequestModel {
  readonly is: 'request-model'
  readonly model: ClassId
  /** The class. */
  readonly at: Place
  readonly routes: readonly RouteFact[]
  /** What says that it takes unknown keys; null: nothing does. */
  readonly extra: Place | null
}
