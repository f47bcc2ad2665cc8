/** The nouns of configuration: classes of settings and what stands in for a value that nobody sets. Filled by `link/settings/`. */
import type { Building } from './engine.ts'
import type { Context, Place } from './project.ts'
import type { ClassId } from './type.ts'

/** Where the value of a field comes from when nobody sets it. */
export type SettingSource =
  /** Written out. */
  | 'constant'
  /** Read from the environment while the class is made: `os.getenv(…)`, `config(…)`. */
  | 'environment'
  /** Put together from other fields of the class while it is made. */
  | 'parts'
  /** Drawn anew by every process. */
  | 'random'
  | 'other'

export interface SettingField {
  readonly name: string
  /** The assignment in the class body. */
  readonly at: Place
  readonly source: SettingSource
  /** The text that stands in, wrappers such as `Field` and `SecretStr` looked through; null: none, or not known. */
  readonly fallback: SettingFallback | null
}

export interface SettingFallback {
  readonly at: Place
  /** Credentials are left out: see `lower/secrets.ts`. */
  readonly text: string
  /** What may be shown of it. */
  readonly shown: string
  /** It looks drawn by chance: a credential of somebody, not a word in its place. */
  readonly isDrawn: boolean
  /** What refuses it: a method of the class that raises, a comparison with the same text. */
  readonly refusedAt: Place | null
}

export interface SettingsInstance {
  readonly at: Place
  readonly building: Building
  /** Where a request comes to make it, for `per-request`. */
  readonly context: Context | null
}

/** A class of `BaseSettings`. */
export interface SettingsClassFact {
  readonly is: 'settings-class'
  readonly class: ClassId
  /** The statement. */
  readonly at: Place
  /** Fields with a value, in the order of the class. */
  readonly fields: readonly SettingField[]
  /** Calls that make an instance. */
  readonly made: readonly SettingsInstance[]
}

/** A read of the environment outside of such a class, with a text that stands in. */
export interface EnvironmentDefaultFact {
  readonly is: 'environment-default'
  readonly name: string
  readonly at: Place
  readonly fallback: SettingFallback
}
