/**
 * What the files beside the Python say: container files, compose files, manifests, lock files, environment files. The per-file
 * half of every other format: a function of the bytes, with a place for everything, and no judgement.
 */

import type { Suppression } from './summary.ts'

export type ManifestFormat =
  | 'yaml'
  | 'toml'
  | 'json'
  | 'ini'
  | 'dotenv'
  | 'dockerfile'
  | 'requirements'
  /** uv, poetry, pdm, pipenv: what is installed. */
  | 'lock'
  | 'shell'
  /** One line each: Procfile, .dockerignore. */
  | 'lines'

/** Where something stands, in UTF-16 units of its file. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Index into a document's nodes; parents stand before their children. */
export type NodeId = number

/** A value of YAML, TOML, JSON, INI or an environment file. */
export interface DocumentNode extends Range {
  /** -1 for a document's root. */
  readonly parent: NodeId
  /** Key in a map, position in a list, number of the document for a root. */
  readonly key: string | number
  readonly keyAt: Range
  readonly is: 'map' | 'list' | 'scalar'
  /** Scalars only; text is as written, `${VAR}` and all. */
  readonly value: string | number | boolean | null
  readonly children: readonly NodeId[]
}

/** One instruction of a Dockerfile. */
export interface Instruction extends Range {
  /** Upper case: `FROM`, `RUN`. */
  readonly keyword: string
  readonly flags: readonly (Range & { readonly name: string; readonly value: string | null })[]
  /** Words of the shell form, items of the exec form, `NAME=value` pairs of ENV and LABEL as written. */
  readonly words: readonly (Range & { readonly text: string })[]
  /** `CMD ["a", "b"]`. */
  readonly exec: boolean
  /** The whole text behind keyword and flags, line continuations kept. */
  readonly rest: Range & { readonly text: string }
  /** ONBUILD: the instruction inside. */
  readonly inner: Instruction | null
  /** What RUN, CMD, ENTRYPOINT and HEALTHCHECK run: the words of the exec form, or the commands of the shell text. */
  readonly commands: readonly Command[]
}

/** One requirement of a requirements file, in the words of PEP 508. */
export interface Requirement extends Range {
  /** Normalised (PEP 503). */
  readonly name: string
  readonly extras: readonly string[]
  /** `==1.2.3`, `>=1,<2`; empty when open. */
  readonly specifier: string
  readonly marker: string | null
  readonly url: string | null
  readonly hashes: boolean
}

export interface RequirementsFile {
  readonly requirements: readonly Requirement[]
  /** `-r` and `-c` files as written. */
  readonly includes: readonly (Range & { readonly file: string; readonly constraint: boolean })[]
  readonly options: readonly (Range & { readonly text: string })[]
}

export interface LockedPackage extends Range {
  /** Normalised (PEP 503). */
  readonly name: string
  readonly version: string | null
  /** Names of the packages that it needs, those of its extras too; none where the lock does not say. */
  readonly requires: readonly string[]
  /** The project, or another part of its repository. */
  readonly own: boolean
}

/** A part of a manifest that was not understood; `because` is one sentence. */
export interface ManifestProblem extends Range {
  readonly because: string
}

/** One simple command of a shell text, its words unquoted where they are constant. */
export interface Command extends Range {
  /** null: not constant (`$APP`). */
  readonly words: readonly (string | null)[]
  /** Written with `exec`. */
  readonly exec: boolean
  /** How it hangs on to the next: `&&`, `||`, `;`, `|`, `&`, or the end of its list. */
  readonly joins: '&&' | '||' | ';' | '|' | '&' | 'end'
}

export interface ManifestSummary {
  /** Relative to the project folder, `/`-separated. */
  readonly path: string
  readonly hash: string
  readonly format: ManifestFormat
  readonly lineStarts: Uint32Array
  /** YAML (several documents possible), TOML, JSON, INI, dotenv; empty otherwise. */
  readonly nodes: readonly DocumentNode[]
  /** Dockerfile; empty otherwise. */
  readonly instructions: readonly Instruction[]
  /** Requirements file; null otherwise. */
  readonly requirements: RequirementsFile | null
  /** Shell script; empty otherwise. */
  readonly commands: readonly Command[]
  /** Shell texts under keys that hold commands (`command`, `run`, `ExecStart` …): the node, and the commands in it. */
  readonly nodeCommands: ReadonlyMap<NodeId, readonly Command[]>
  /** Lock file; empty otherwise. */
  readonly packages: readonly LockedPackage[]
  /** Procfile: the commands of a line stand behind `name:`. */
  readonly lines: readonly (Range & { readonly text: string; readonly commands: readonly Command[] })[]
  /** Real comments, for suppressions and what a header says. */
  readonly comments: readonly (Range & { readonly text: string })[]
  /** Those that silence findings, with what they speak of. */
  readonly suppressions: readonly Suppression[]
  readonly problems: readonly ManifestProblem[]
}
