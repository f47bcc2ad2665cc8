/** The nouns of a service: what is deployed as one, what it is made of, and the tables it keeps. Filled by `link/entries/` and `link/services/`. */
import type { ComposeService, DockerStage, ServerProcess, Workload } from './deployment.ts'
import type { Confidence } from './finding.ts'
import type { Place } from './project.ts'
import type { Span } from './span.ts'
import type { FileId } from './type.ts'

/** An application object: what a server is pointed at. */
export interface ApplicationFact {
  readonly is: 'application'
  readonly at: Place
  /** As users spell it: `fastapi.FastAPI`. */
  readonly callee: string
}

/** The tables of one declarative base or registry. */
export interface MetadataFact {
  readonly is: 'metadata'
  /** The base class; the first model where the base is the library's. */
  readonly at: Place
  /** Names of the tables, those that are known. */
  readonly tables: readonly string[]
  readonly models: number
}

/** Something known about a service, where it is seen, and what says otherwise. */
export interface Observed<Value extends string | number> {
  readonly value: Value
  readonly confidence: Confidence
  readonly evidence: readonly Span[]
  /** Sources of lower rank that disagree. */
  readonly conflicts: readonly { readonly value: Value; readonly at: Span }[]
}

/** What a service is built with and how it runs. Absent: not known; nothing is a default unless said. */
export interface Snapshot {
  readonly python?: Observed<string>
  readonly fastapi?: Observed<string>
  /** Whether its path operations are coroutines: nearly all, nearly none, or some. */
  readonly mode?: Observed<'async' | 'sync' | 'mixed'>
  /** The server of the command it is started with; low confidence: only asked for as a dependency. */
  readonly asgiServer?: Observed<string>
  readonly sqlalchemy?: Observed<string>
  /** Which engines its code makes. */
  readonly session?: Observed<'async' | 'sync' | 'dual'>
  readonly driver?: Observed<string>
  readonly postgres?: Observed<string>
  readonly pydantic?: Observed<string>
  readonly background?: Observed<string>
  readonly cache?: Observed<string>
  readonly deployment?: Observed<'kubernetes' | 'platform' | 'compose' | 'dockerfile' | 'host'>
  /** Replicas of the application; 1 with low confidence where a deployment says nothing. */
  readonly instances?: Observed<number>
  /** Processes of each instance. */
  readonly workers?: Observed<number>
  readonly pgbouncer?: Observed<'yes' | 'likely'>
}

/** A library that shows what a service does, where it is first brought in: an import, a command, a configuration. */
export interface ObservedBy {
  readonly library: string
  readonly at: Span
}

/** How a service can be watched; null where nothing of the kind was found. */
export interface Observability {
  /** Logs that machines can read: JSON, fields. */
  readonly logging: ObservedBy | null
  /** Calls of `logging.basicConfig`: lines for people. */
  readonly plain: readonly Span[]
  readonly tracing: ObservedBy | null
  readonly metrics: ObservedBy | null
}

/** What is deployed as one: applications and workers of one folder that share code, with the files that build and run them. */
export interface Service {
  /** Unique in its project: the name of its folder or of its package. */
  readonly name: string
  /** Folder below the project's: the nearest around its applications with a list of dependencies or a Dockerfile; '' for the project's own. */
  readonly root: string
  /** Application objects that serve HTTP; none for a mere worker. */
  readonly applications: readonly ApplicationFact[]
  /** Application code that its applications and workers import, in order. */
  readonly files: ReadonlySet<FileId>
  readonly stages: readonly DockerStage[]
  readonly composeServices: readonly ComposeService[]
  readonly workloads: readonly Workload[]
  readonly processes: readonly ServerProcess[]
  readonly snapshot: Snapshot
  readonly observability: Observability
}
