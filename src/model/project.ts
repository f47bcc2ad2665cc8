/** The nouns of the linked project: functions, edges, contexts, entry points. Filled by `evaluate/` and `link/`. */
import type { PinnedPackageFact } from './advisory.ts'
import type { BroadcastFact, CoroutineFact, FanOutFact, GatherFact, HeldLock, TaskFact, WaitFact } from './concurrency.ts'
import type { ObjectAccess } from './access.ts'
import type { Blocks, Does, Effect, RunsIn } from './knowledge.ts'
import type { Confidence } from './finding.ts'
import type {
  BuiltImage,
  ComposeService,
  ConfiguredValue,
  Dependency,
  Deployment,
  DockerStage,
  Installation,
  ServerProcess,
  Workload,
} from './deployment.ts'
import type { KeptResourceFact } from './disposal.ts'
import type { EngineFact } from './engine.ts'
import type { EnvironmentFileFact } from './environment-file.ts'
import type { Evaluation } from './evaluation.ts'
import type { BuiltExport } from './export.ts'
import type { FailureAnswer } from './failure.ts'
import type { HandlerFact } from './handler.ts'
import type { HttpExceptionFact } from './http-exception.ts'
import type { Creation, ListAnswer } from './list-answer.ts'
import type { JobFact } from './job.ts'
import type { CountedRowsFact, LoopedQueryFact, RelationshipReadFact } from './loader.ts'
import type { ManifestSummary } from './manifest.ts'
import type { NaiveTimesFact } from './naive-time.ts'
import type { MemoisedFact } from './memo.ts'
import type { MigrationGraph, RevisionFact } from './migration.ts'
import type { OutboundCall, OutboundClient } from './outbound.ts'
import type { PageSizeFact } from './page-size.ts'
import type { OutdatedFact } from './outdated.ts'
import type { EnvironmentFact, PrintFact } from './output.ts'
import type { SkippedRowsFact } from './paging.ts'
import type { OriginReadFact, ProtectionFact } from './protection.ts'
import type { ReencodedFact } from './payload.ts'
import type { PreparedFact } from './prepared.ts'
import type { KeyspaceWalk, LoopedCallFact, QuadraticFact } from './repeated.ts'
import type { ExposedField, MassAssignment, RequestModel } from './request-model.ts'
import type { ResourceFact } from './resource.ts'
import type { RouteFact, RouterFact } from './route.ts'
import type { RandomDrawFact, SecretComparisonFact } from './secrecy.ts'
import type { SecretFact } from './secret.ts'
import type { PeriodicJob, ProcessStateFact, WorkQueueFact } from './state.ts'
import type { ApplicationFact, MetadataFact, Service } from './service.ts'
import type { LoopedWriteFact, OpenedSessionFact } from './session.ts'
import type { DeclaredColumnsFact, ForeignKeyFact, MigrationHistory, Schema } from './schema.ts'
import type { DeletedParentFact } from './deleted-parent.ts'
import type { FilteredColumnFact } from './filtered-column.ts'
import type { HeldConnectionFact } from './held-connection.ts'
import type { SerialisedReadFact } from './serialised.ts'
import type { SessionFactoryFact } from './session-factory.ts'
import type { SharedSessionFact } from './shared-session.ts'
import type { WholeTableFact } from './whole-table.ts'
import type { Scope, Value } from './summary.ts'
import type { EnvironmentDefaultFact, SettingsClassFact } from './setting.ts'
import type { SinkFact } from './taint.ts'
import type { SupportFact } from './support.ts'
import type { ClassId, FileId, FunctionId, Type, Why } from './type.ts'
import type { UploadReadFact } from './upload.ts'
import type { WebhookFact } from './webhook.ts'
import type { BackgroundTaskFact, SharedLockFact } from './work.ts'
import type { WholePayload } from './whole-payload.ts'

/** One value of one file. */
export interface Place {
  readonly file: FileId
  readonly value: Value
}

export interface FunctionInfo {
  readonly id: FunctionId
  readonly file: FileId
  readonly scope: Scope
  readonly name: string
  /** Module path, classes and functions around it: `app.services.http.Client.fetch`. Stubs: as the library defines it. */
  readonly qualifiedName: string
  /** The class whose body defines it. */
  readonly owner: ClassId | null
  readonly async: boolean
  readonly generator: boolean
  readonly lambda: boolean
}

export interface ClassInfo {
  readonly id: ClassId
  readonly file: FileId
  readonly scope: Scope
  readonly name: string
  readonly qualifiedName: string
}

/** What a call's callee may be. `targets` is empty when unresolved. */
export interface Callee {
  readonly targets: readonly CallTarget[]
  /** Set when nothing is known, or when only some members of a `oneOf` are. */
  readonly why?: Why
}
export type CallTarget =
  | { readonly is: 'function'; readonly function: FunctionId; readonly self?: Type }
  /** A class is called: its `__init__`/`__new__` (project or stub) is `initializer`, null if inherited from object. */
  | { readonly is: 'construct'; readonly class: ClassId; readonly initializer: FunctionId | null }
  | { readonly is: 'external'; readonly path: string }

export type EdgeKind =
  | 'call'
  | 'await'
  | 'construct'
  | 'enter'
  | 'iterate'
  | 'property'
  | 'operator'
  | 'decorator'
  /** Handed over: a task on the same loop; a thread; a process; a name passed on. */
  | 'schedule'
  | 'offload'
  | 'reference'

export interface Edge {
  readonly kind: EdgeKind
  readonly from: FunctionId
  /** The call, attribute read, Enter, Iterate … that makes the edge. */
  readonly at: Place
  readonly to: FunctionId
  /** For hand-overs: where the target then runs. */
  readonly runs?: RunsIn
  readonly confidence: 'exact' | 'single-candidate' | 'several'
}

/** A call of a library function whose effect is known and whose `when` holds. */
export interface EffectSite {
  readonly at: Place
  readonly within: FunctionId
  readonly effect: Effect
  /** Name as the user's imports spell it after aliasing: `requests.get`, `sqlalchemy.orm.Session.execute`. */
  readonly callee: string
  readonly confidence: Confidence
}

export type ContextKind =
  | 'loop-request'
  | 'loop-websocket'
  | 'loop-background'
  | 'loop-startup'
  | 'loop-shutdown'
  | 'loop-worker'
  | 'loop-script'
  | 'thread'
  | 'worker-process'
  | 'import'
  | 'cli'
  | 'test'
  | 'unknown'

/** Where the outside world calls in. */
export interface Entry {
  readonly kind: ContextKind
  readonly function: FunctionId
  /** The decorator, registration call or definition that makes it one. */
  readonly at: Place
  /** As a reader names it: "POST /users", "dependency get_current_user", "lifespan", "task send_email", "middleware AuthMiddleware". */
  readonly label: string
  /** What fills its parameters: a request's data, a job's arguments, or whoever runs the command. */
  readonly receives?: 'request' | 'job' | 'operator'
}

/** One context of a function with the shortest way it comes to run there. */
export interface Context {
  readonly kind: ContextKind
  readonly entry: Entry
  /** Edges from the entry's function to this one, in order; empty for the entry itself. */
  readonly path: readonly Edge[]
  /** No branch on the way is one that most requests may never take. */
  readonly ordinary: boolean
}

/** Why a blocking call is not reported. The rules' `silent` ids are these. */
export type Spared =
  | 'offloaded'
  | 'thread-context'
  | 'worker-context'
  | 'not-on-loop'
  | 'greenlet'
  | 'guarded-loop'
  | 'awaited'
  | 'condition-not-met'
  | 'once-per-process'
  | 'harmless'
  | 'low-cost'
  | 'generator-not-consumed'
  | 'script'
  | 'test'

/** A blocking call that loop code reaches, or one that was considered and spared. */
export interface BlockingFact {
  readonly is: 'blocking'
  /** The loop-side expression: the blocking call itself, or the call by which loop code enters synchronous code. */
  readonly at: Place
  readonly within: FunctionId
  readonly context: Context | null
  /** From `within` down to the function that holds the blocking call; empty when direct. */
  readonly path: readonly Edge[]
  readonly root: EffectSite
  readonly blocks: Blocks
  readonly confidence: Confidence
  /** The path crosses a memoised factory: only the first request of a process pays. */
  readonly once: boolean
  /** An ordinary request comes here: no handler of an exception, no branch on a flag, a setting or a cache on the way. */
  readonly ordinary: boolean
  readonly spared: Spared | null
  /** Further blocking calls of the same rule behind the same expression. */
  readonly others: readonly EffectSite[]
}

/** Why it is not certain that an ordinary request takes a way. */
export interface Doubt {
  /**
   * `handler`: only after an exception was caught. `failing`: something that comes first always raises. `if`, `unless`: only
   * where a test of a flag, a setting or a cache holds or fails. `elsewhere`: the module may belong to another program.
   */
  readonly is: 'handler' | 'failing' | 'if' | 'unless' | 'elsewhere'
  /** Index of the hop that is in doubt; the number of hops for the place they lead to. */
  readonly step: number
  /** The test, else the doubtful place itself. */
  readonly at: Place
}

/** What code is for; the first match wins. Only `app` code serves requests. */
export type Role = 'vendored' | 'generated' | 'stub' | 'migration' | 'app' | 'test' | 'docs' | 'notebook' | 'cli' | 'script' | 'unreached'

/** A place a query nominated for one rule, with its captures by name. */
export interface CandidateFact {
  readonly is: 'candidate'
  readonly query: string
  readonly pattern: number
  readonly file: FileId
  readonly captures: Readonly<Record<string, { readonly value: Value; readonly start: number; readonly end: number } | undefined>>
}

export type Fact =
  | ApplicationFact
  | BackgroundTaskFact
  | BlockingFact
  | BroadcastFact
  | BuiltImage
  | CandidateFact
  | ComposeService
  | ConfiguredValue
  | CoroutineFact
  | Creation
  | CountedRowsFact
  | DeclaredColumnsFact
  | Dependency
  | DockerStage
  | EngineFact
  | EnvironmentDefaultFact
  | EnvironmentFact
  | EnvironmentFileFact
  | ExposedField
  | FailureAnswer
  | FanOutFact
  | ForeignKeyFact
  | GatherFact
  | HttpExceptionFact
  | Installation
  | HandlerFact
  | HeldLock
  | JobFact
  | KeptResourceFact
  | KeyspaceWalk
  | LoopedCallFact
  | ListAnswer
  | LoopedQueryFact
  | MassAssignment
  | MemoisedFact
  | LoopedWriteFact
  | MetadataFact
  | NaiveTimesFact
  | ObjectAccess
  | OpenedSessionFact
  | OriginReadFact
  | OutboundCall
  | OutdatedFact
  | OutboundClient
  | PreparedFact
  | PeriodicJob
  | PinnedPackageFact
  | PrintFact
  | PageSizeFact
  | ProcessStateFact
  | ProtectionFact
  | QuadraticFact
  | BuiltExport
  | ReencodedFact
  | RequestModel
  | WholePayload
  | RelationshipReadFact
  | ResourceFact
  | RevisionFact
  | MigrationGraph
  | RouteFact
  | RouterFact
  | RandomDrawFact
  | SecretComparisonFact
  | SecretFact
  | SharedLockFact
  | ServerProcess
  | SettingsClassFact
  | SkippedRowsFact
  | SinkFact
  | SupportFact
  | TaskFact
  | UploadReadFact
  | WaitFact
  | WebhookFact
  | WorkQueueFact
  | Workload
  | DeletedParentFact
  | FilteredColumnFact
  | HeldConnectionFact
  | SerialisedReadFact
  | SessionFactoryFact
  | SharedSessionFact
  | WholeTableFact
export type FactKind = Fact['is']
export type FactOf<K extends FactKind> = Extract<Fact, { is: K }>

/** The linked project, frozen: what rules may ask. */
export interface Project {
  readonly evaluation: Evaluation
  /** The files that are no Python, by path; the one at index i is file -1 - i. */
  readonly manifests: readonly ManifestSummary[]
  manifest(file: FileId): ManifestSummary
  readonly deployment: Deployment
  /** Facts of a kind in a stable order: by file path, then place. */
  facts<K extends FactKind>(kind: K): readonly FactOf<K>[]
  /** Candidates of the query `queries/<id>.scm`. */
  candidates(query: string): readonly CandidateFact[]
  role(file: FileId): Role
  /** Contexts of a function, most severe first; each kind at most once, with its shortest path. */
  contextsOf(id: FunctionId): readonly Context[]
  edgesFrom(id: FunctionId): readonly Edge[]
  edgesTo(id: FunctionId): readonly Edge[]
  effectsIn(id: FunctionId): readonly EffectSite[]
  /** True if a function or anything it calls does that: in its own task and thread, or also in what it schedules and hands over. */
  does(id: FunctionId, what: Does, along: 'same-task' | 'all'): boolean
  /** The first doubt on a way from an entry point down to a place; null if an ordinary request takes it. */
  doubtOn(way: readonly Edge[], last: Place): Doubt | null
  readonly entries: readonly Entry[]
  /** What is deployed as one, by name. */
  readonly services: readonly Service[]
  /** Names of the services that a file is part of, in order. */
  servicesAt(file: FileId): readonly string[]
  /** Mapped classes and tables. */
  readonly schema: Schema
  /** Alembic's revisions, replayed folder by folder. */
  readonly migrations: readonly MigrationHistory[]
  /** Dotted path of the function or class around a value, for `symbol`. */
  symbolAt(place: Place): string
}
