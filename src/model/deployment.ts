/** How the code is built, started and run: images, compose services, Kubernetes workloads, server commands. Filled by `link/deployment/`. */
import type { Command, Instruction, NodeId } from './manifest.ts'
import type { Span } from './span.ts'
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

/** How the project is deployed, as far as its files say. */
export interface Deployment {
  readonly stages: readonly DockerStage[]
  readonly composeServices: readonly ComposeService[]
  readonly processes: readonly ServerProcess[]
}
