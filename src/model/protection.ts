/** Calls by which a service protects itself, or gives protection up, with what they are told. Filled by `link/protections/`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

export type ProtectionKind =
  /** Whether the other end of a connection has to prove who it is. */
  | 'peer'
  /** A cookie that is set. */
  | 'cookie'
  /** Which other origins a browser lets read the answers. */
  | 'cross-origin'
  /** A session that is kept in a signed cookie. */
  | 'session'
  /** A signed token that is read, or made. */
  | 'token-read'
  | 'token-made'
  /** Where failures are reported to. */
  | 'error-tracker'

/** What an argument, or an entry of a dictionary that is one, can be. */
export interface ProtectionSetting {
  /** The argument as the call writes it. */
  readonly at: Place
  /** The expressions behind it, through names, settings, calls and files. */
  readonly values: readonly Place[]
  /** False if it can also be something that was not followed. */
  readonly complete: boolean
}

export interface ProtectionFact {
  readonly is: 'protection'
  readonly kind: ProtectionKind
  /** The call, or the assignment of an attribute. */
  readonly at: Place
  /** As users spell it: `jwt.decode`, `ssl.SSLContext.check_hostname`. */
  readonly callee: string
  /** -1 in a module or class body. */
  readonly within: FunctionId
  /** By the parameter's name; entries of an options dictionary as `options.verify_exp`. Absent: not passed. */
  readonly settings: ReadonlyMap<string, ProtectionSetting>
  /** Of a token that is read: it comes with a request. */
  readonly fromRequest: boolean
  /** Passes more than is written out. */
  readonly open: boolean
}

/** A read of the header in which a browser says which site a request comes from. */
export interface OriginReadFact {
  readonly is: 'origin-read'
  readonly at: Place
  readonly within: FunctionId
}
