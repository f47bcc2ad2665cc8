/** The effective route table: what answers which request, behind which guards. Filled by `link/routes/`. */
import type { Place } from './project.ts'
import type { OpenBody, RouteInput } from './route-input.ts'
import type { ClassId, FunctionId } from './type.ts'

/** Who is let in: everyone is refused without credentials; credentials are looked at; nobody asks; not known. */
export type AuthState = 'required' | 'optional' | 'public' | 'unknown'

/** Why: a closed list. */
export type AuthReason =
  /** A security scheme of FastAPI that answers by itself. */
  | 'scheme'
  /** A dependency, decorator, middleware, or the handler, that refuses with 401 or 403. */
  | 'refuses'
  | 'inline'
  | 'decorator'
  | 'middleware'
  /** Credentials are read, and nobody is refused without them. */
  | 'credentials-optional'
  /** Middleware that guards other paths. */
  | 'exempt-path'
  /** The guard is installed only under a test. */
  | 'conditional'
  /** Something on the way is not understood. */
  | 'unresolved-dependency'
  | 'unresolved-decorator'
  | 'unresolved-middleware'
  | 'unresolved-router'
  | 'no-guard'

export interface Auth {
  readonly state: AuthState
  readonly reason: AuthReason
  /** What refuses, or what is not understood; null where nothing does. */
  readonly proof: Place | null
  /** The dependency, decorator or middleware, as the code names it. */
  readonly by: string | null
}

/** Where a dependency comes from. */
export type DependencyVia = 'application' | 'include' | 'router' | 'decorator' | 'class' | 'signature' | 'dependency'

export interface RouteDependency {
  readonly name: string
  readonly via: DependencyVia
  /** The marker: `Depends(f)`. */
  readonly at: Place
  /** Null for a library's callable and for what is not understood. */
  readonly function: FunctionId | null
  /** The parameter that takes its value. */
  readonly parameter?: Place
  readonly auth: Auth
}

export interface RouteMiddleware {
  readonly name: string
  readonly at: Place
  readonly auth: Auth
}

export interface RouteFact {
  readonly is: 'route'
  /** The decorator or registration call. */
  readonly at: Place
  /** `GET`; `WEBSOCKET` for a socket; several where one registration lists them. */
  readonly methods: readonly string[]
  /** Full path; a part that is not constant is `…`. */
  readonly path: string
  /** The path as the registration writes it. */
  readonly local: string
  /** The router it is registered on, or that router's stand-in where it is not known. */
  readonly router: Place
  readonly handler: FunctionId
  /** The application that answers; null for routers that nothing is seen to include. */
  readonly application: Place | null
  /** From the application: inclusions, mounts, at last the registration; with the turn of a loop. */
  readonly steps: readonly RouteStep[]
  /** In the order in which they run, those of dependencies after what asks for them. */
  readonly dependencies: readonly RouteDependency[]
  /** Outermost application first. */
  readonly middleware: readonly RouteMiddleware[]
  readonly auth: Auth
  /** Under a test on the way from the application. */
  readonly conditional: boolean
  /** False if guards or parts of the path can be missing. */
  readonly complete: boolean
  /** False if classes of the project may match it in a way of their own. */
  readonly plain: boolean
  readonly ignored: IgnoredDependencies | null
  /** `status_code=` of the registration; null: not written, or not known. */
  readonly status: number | null
  /** A model is declared for the response. */
  readonly responseModel: Place | null
  /** What the handler's own `return` statements give. */
  readonly returns: readonly RouteReturn[]
  readonly response: RouteResponse
  /** Classes of the project that the declared response is made of. */
  readonly declares: readonly ClassId[]
  /** `operation_id=` of the registration; null: not written, or not constant. */
  readonly operationId: string | null
  /** The first registration of the same application with the same operation id; itself if it answers several methods. */
  readonly operationTwin: Place | null
  /** False if the registration keeps it out of the schema. */
  readonly documented: boolean
  /** Parameters of the handler, then of its dependencies. */
  readonly inputs: readonly RouteInput[]
  /** Variables of the path, and which of them nothing reads; null if that is not known. */
  readonly unread: readonly string[] | null
  /** Bodies that are taken without a model. */
  readonly openBodies: readonly OpenBody[]
  /** The route that answers everything this one could. */
  readonly shadowedBy: RouteFact | null
}

/**
 * What is known of the body beforehand: a declared `model`; a `response` object of the framework; `none`, by status; `untyped`:
 * no declaration, or one that says nothing (`dict`, `Any`).
 */
export type RouteResponse = 'model' | 'response' | 'none' | 'untyped' | 'unknown'

/** Routes that one router registers. */
export interface RouterFact {
  readonly is: 'router'
  /** The call that makes it. */
  readonly at: Place
  /** Each registration once, by file and place. */
  readonly routes: readonly RouteFact[]
}

export interface IgnoredDependencies {
  /** The list. */
  readonly at: Place
  readonly names: readonly string[]
  /** One of them refuses requests without credentials. */
  readonly guards: boolean
}

export interface RouteReturn {
  readonly at: Place
  /** `body`: something that is sent; `response`: an object that says itself what is sent, `full` with content under a status that has none; `exception`: an HTTPException. */
  /** Classes of the project whose instances are sent: the value itself, items of a list, values of a dictionary. */
  readonly classes: readonly ClassId[]
  readonly is: 'nothing' | 'body' | 'response' | 'full' | 'exception' | 'unknown'
}

export interface RouteStep {
  readonly at: Place
  readonly turns: readonly number[]
}
