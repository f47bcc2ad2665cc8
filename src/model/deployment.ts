/** How the code is built, started and run: images, compose services, Kubernetes workloads, server commands. Filled by `link/deployment/`. */
import type { Command, Instruction, NodeId } from './manifest.ts'
import type { Span } from './span.ts'
import type { SupportFact } from './support.ts'
import type { FileId } from './type.ts'

/** A reference to an image: `docker.io/library/python:3.13-slim`. */
export interface ImageRef {
  /** As written, variables of known value put in. */
  readonly text: string
  /** Without registry default, tag and digest: `python`, `ghcr.io/astral-sh/uv`. */
  readonly name: string
  readonly tag: string | null
  readonly digest: string | null
  /** False when a variable in it is not known. */
  readonly known: boolean
  readonly at: Span
}

/** One `FROM` of a Dockerfile with what follows it. */
export interface DockerStage {
  readonly is: 'dockerStage'
  readonly file: FileId
  /** Position in its file. */
  readonly index: number
  readonly name: string | null
  readonly at: Span
  /** The image it starts from; null when it starts from an earlier stage. */
  readonly image: ImageRef | null
  /** The earlier stage it starts from. */
  readonly parent: DockerStage | null
  readonly instructions: readonly Instruction[]
  /** The last stage of the file, or one that a compose file, a workflow or a bake file builds by name. */
  readonly deployed: boolean
  /** `dev`, `test` and the like by its name, its file's name or its folder. */
  readonly development: boolean
}

/** Who the processes of an image run as, by its last USER, or by what its base image is known for. */
export type ImageUser =
  | { readonly is: 'root'; readonly because: 'user' | 'base'; readonly at: Span }
  | { readonly is: 'other'; readonly because: 'user' | 'base' | 'entry-point' | 'orchestrator' }
  | { readonly is: 'unknown' }

/** A deployed stage of a Dockerfile that runs Python, and what it adds up to. */
export interface BuiltImage {
  readonly is: 'builtImage'
  readonly stage: DockerStage
  readonly use: ManifestUse
  /** The image at the bottom; null: from scratch. */
  readonly base: ImageRef | null
  /** All that is in force, of the stages it starts from first. */
  readonly instructions: readonly Instruction[]
  /** Instructions of earlier stages that it copies from, and of those these copy from. */
  readonly feeding: readonly Instruction[]
  readonly user: ImageUser
  /** Users that are made and not switched to. */
  readonly unusedUsers: readonly string[]
  /** Compose services that build it. */
  readonly services: readonly ComposeService[]
  /** Everything that entry point and command run, scripts of the project looked into. */
  readonly started: readonly Command[]
  /** Servers and workers it starts. */
  readonly processes: readonly ServerProcess[]
}

export type DatastoreKind =
  | 'postgres'
  | 'mysql'
  | 'redis'
  | 'mongo'
  | 'rabbitmq'
  | 'kafka'
  | 'search'
  | 'vector'
  | 'objects'
  | 'memcached'
  | 'columns'
  | 'graph'
  | 'time-series'

/** A database, cache, broker or the like, by its image. */
export interface Datastore {
  readonly kind: DatastoreKind
  /** As people call it: `PostgreSQL`. */
  readonly label: string
  /** Whether losing the container loses data that is nowhere else. */
  readonly keepsData: boolean
}

/** `environment:`, `env:`, `ENV`: a variable and what it is set to. */
export interface Variable {
  readonly name: string
  /** null: taken from elsewhere (the host, a secret). */
  readonly value: string | null
  /** The value; the name where there is none. */
  readonly at: Span
  readonly node: NodeId
}

export interface PublishedPort {
  /** Address of the host it is bound to; null: all. */
  readonly host: string | null
  /** Port of the host; null: whatever is free. */
  readonly published: string | null
  readonly target: string
  readonly at: Span
}

export interface DependsOn {
  readonly service: string
  /** null: only started before, by default. */
  readonly condition: string | null
  readonly at: Span
}

/** What a compose service is set to, overlays put over it. */
export interface ServiceSettings {
  readonly ports: readonly PublishedPort[]
  readonly environment: readonly Variable[]
  readonly dependsOn: readonly DependsOn[]
  readonly healthcheck: 'none' | 'disabled' | 'present'
  /** `no`, `always`, `unless-stopped` …, the condition of `deploy.restart_policy`; null: never restarted. */
  readonly restart: string | null
  readonly limitsMemory: boolean
  /** Mounts of anything: named volumes, folders of the host. */
  readonly mounts: readonly { readonly source: string | null; readonly target: string; readonly at: Span }[]
  readonly user: string | null
  readonly init: boolean
  readonly profiles: readonly string[]
  /** Words of `command` or `entrypoint` that are constant. */
  readonly words: readonly string[]
  /** Takes over from another service or file (`extends`, `env_file`), so that what is absent is not known. */
  readonly extends: boolean
}

export type ManifestUse = 'production' | 'development' | 'test' | 'alternative'

/** A service of a compose file, overlays merged. */
export interface ComposeService {
  readonly is: 'composeService'
  readonly name: string
  /** The file it is first declared in, and the node of its map. */
  readonly file: FileId
  readonly node: NodeId
  /** The same service in files merged over it, in order. */
  readonly overlays: readonly { readonly file: FileId; readonly node: NodeId }[]
  readonly use: ManifestUse
  readonly image: ImageRef | null
  readonly build: {
    readonly context: string | null
    readonly dockerfile: string | null
    readonly target: string | null
    readonly at: Span
  } | null
  readonly at: Span
  readonly datastore: Datastore | null
  readonly settings: ServiceSettings
}

/** A container of a Kubernetes workload. Booleans are null where nothing is said. */
export interface Container {
  readonly name: string
  readonly image: ImageRef | null
  readonly datastore: Datastore | null
  readonly at: Span
  readonly node: NodeId
  readonly security: {
    readonly runAsNonRoot: boolean | null
    readonly runAsUser: number | null
    readonly allowPrivilegeEscalation: boolean | null
    readonly privileged: Span | null
  }
  readonly environment: readonly Variable[]
  readonly limitsMemory: boolean
  readonly probes: { readonly liveness: boolean; readonly readiness: boolean }
  /** Ports that it declares. */
  readonly ports: readonly number[]
  /** Paths that a volume is mounted at. */
  readonly mounts: readonly { readonly volume: string; readonly path: string }[]
}

/** A Kubernetes object that runs pods, written out whole: a patch is none. */
export interface Workload {
  readonly is: 'workload'
  readonly kind: string
  readonly name: string
  readonly file: FileId
  readonly node: NodeId
  readonly at: Span
  readonly use: ManifestUse
  readonly containers: readonly Container[]
  readonly runAsNonRoot: boolean | null
  readonly runAsUser: number | null
  /** Pods that it asks for; null where nothing is said, which Kubernetes takes for one. */
  readonly replicas: number | null
  /** An autoscaler decides how many pods there are, within these numbers as far as it says; null if none does. */
  readonly scaling: { readonly least: number | null; readonly most: number | null } | null
  /** A PodDisruptionBudget keeps some of them. */
  readonly budgeted: boolean
  /** `hostNetwork: true`. */
  readonly hostNetwork: Span | null
  /** Volumes of folders of the host. */
  readonly hostPaths: readonly { readonly path: string; readonly at: Span }[]
  /** Volumes that outlive the pod, by name: claims, and the templates of a StatefulSet. */
  readonly claims: readonly string[]
}

export type ServerName =
  | 'uvicorn'
  | 'gunicorn'
  | 'hypercorn'
  | 'granian'
  | 'daphne'
  | 'fastapi'
  | 'flask'
  | 'celery'
  | 'arq'
  | 'dramatiq'
  | 'taskiq'
  | 'rq'

/** A command that serves requests or works off a queue. `null`: not known; never a default unless said. */
export interface ServerCommand {
  readonly server: ServerName
  /** `app.main:app` as written. */
  readonly app: string | null
  /** 1 where the server's own default holds. */
  readonly workers: number | null
  readonly workerClass: string | null
  readonly reload: boolean
  /** Seconds a shutdown may take; null: the server's default, or not known. */
  readonly gracefulSeconds: number | null
  readonly logLevel: string | null
  /** All words, to look up what stands above. */
  readonly words: Command['words']
  readonly exec: boolean
  readonly at: Span
}

/** One way a server or worker of the project is started, where it is written. */
export interface ServerProcess {
  readonly is: 'serverProcess'
  readonly command: ServerCommand
  /** What starts it. */
  readonly by:
    | { readonly is: 'image'; readonly stage: DockerStage }
    | { readonly is: 'compose'; readonly service: ComposeService; readonly stage: DockerStage | null }
    | { readonly is: 'procfile' | 'systemd' | 'platform'; readonly file: FileId }
  readonly use: ManifestUse
}

/** A package the project asks for, where it is asked for. */
export interface Dependency {
  readonly is: 'dependency'
  /** Normalised (PEP 503). */
  readonly name: string
  /** What the lock file beside it holds, or an exact pin says. */
  readonly version: string | null
  readonly specifier: string
  /** Only for tests, linters and the like. */
  readonly development: boolean
  readonly at: Span
  readonly node: NodeId
}

export type Installer = 'pip' | 'uv-pip' | 'uv-sync' | 'poetry' | 'pdm' | 'pipenv'

/** A command of an image that installs what the project needs. */
export interface Installation {
  readonly is: 'installation'
  readonly image: BuiltImage
  readonly installer: Installer
  readonly at: Span
  /** Requirements files that it installs, found in the project. */
  readonly requirements: readonly FileId[]
  /** The project itself is installed from its own metadata. */
  readonly project: boolean
  /** What must be installed is written down to the last package: a lock that is kept to, hashes, or constraints. */
  readonly locked: 'yes' | 'not-kept-to' | 'no' | 'unknown'
}

/** A name that some file gives a value: environments, settings files, Kubernetes maps and secrets, connection addresses. */
export interface ConfiguredValue {
  readonly is: 'configuredValue'
  readonly name: string
  readonly value: string
  readonly where: 'compose' | 'kubernetes' | 'helm' | 'environment-file' | 'alembic'
  readonly use: ManifestUse | 'template'
  readonly at: Span
  readonly node: NodeId
}

/** How the project is deployed, as far as its files say. */
export interface Deployment {
  readonly stages: readonly DockerStage[]
  readonly images: readonly BuiltImage[]
  readonly composeServices: readonly ComposeService[]
  readonly workloads: readonly Workload[]
  readonly processes: readonly ServerProcess[]
  readonly values: readonly ConfiguredValue[]
  readonly dependencies: readonly Dependency[]
  readonly installations: readonly Installation[]
  readonly support: readonly SupportFact[]
}
