/** Who an image's processes run as (https://docs.docker.com/reference/dockerfile/#user). */
import type { DockerStage, ImageRef, ImageUser } from '../../model/deployment.ts'
import type { Command, ManifestSummary } from '../../model/manifest.ts'
import { manifestRole } from '../manifests/role.ts'
import { scriptIn } from './processes.ts'
import { ancestry, baseOf, inForce } from './stages.ts'
import { substituted } from './variables.ts'

/** Bases known to run as root unless told otherwise: official language and system images, and the usual ones built on them. */
const ROOT_BASE =
  /^(?:public\.ecr\.aws\/docker\/library\/|mirror\.gcr\.io\/(?:library\/)?)?(?:python|pypy|debian|ubuntu|alpine|node|golang|rust|buildpack-deps|fedora|amazonlinux|rockylinux|almalinux|centos|oraclelinux)$|^(?:tiangolo|nvidia|pytorch|continuumio|condaforge|mambaorg\/micromamba-root)\/|^ghcr\.io\/astral-sh\/uv$|^mcr\.microsoft\.com\/playwright\/python$/
/** Bases that are known for running as somebody else. */
const OTHER_BASE = /(?:^|\/)(?:distroless|chainguard|bitnami|jupyter|mambaorg)\/|unprivileged|^public\.ecr\.aws\/lambda\//
const OTHER_TAG = /nonroot|rootless|unprivileged/
/** Commands by which an entry point gives up root. */
const DROPPING = new Set(['gosu', 'su-exec', 'setpriv', 's6-setuidgid', 'runuser', 'su', 'chroot', 'supervisord'])

export function userOf(stage: DockerStage, manifests: readonly ManifestSummary[]): ImageUser {
  if (dropsRoot(stage, manifests)) return { is: 'other', because: 'entry-point' }
  if (manifests.some(makesPodsUnprivileged)) return { is: 'other', because: 'orchestrator' }
  const user = inForce(stage, 'USER')
  if (user === null) return userOfBase(baseOf(stage), stage)
  const text = substituted(user.rest.text.trim(), (name) => defaultOf(stage, name))
  if (text.includes('$')) return { is: 'unknown' }
  const [name] = text.split(':')
  const at = { file: stage.file, start: user.start, end: user.end }
  return name === 'root' || name === '0' ? { is: 'root', because: 'user', at } : { is: 'other', because: 'user' }
}

function userOfBase(base: ImageRef | null, { at }: DockerStage): ImageUser {
  if (base === null || !base.known) return { is: 'unknown' }
  if (OTHER_TAG.test(base.tag ?? '') || OTHER_BASE.test(base.name)) return { is: 'other', because: 'base' }
  return ROOT_BASE.test(base.name) ? { is: 'root', because: 'base', at } : { is: 'unknown' }
}

/** What ARG or ENV of a stage gives a variable. */
function defaultOf(stage: DockerStage, name: string): string | null {
  for (const { keyword, words } of ancestry(stage).toReversed()) {
    if (keyword !== 'ENV' && keyword !== 'ARG') continue
    const word = words.find(({ text }) => text.startsWith(`${name}=`))
    if (word !== undefined) return word.text.slice(name.length + 1).replace(/^(["'])(.*)\1$/, '$2')
  }
  return null
}

/** What entry point and command run, and the scripts of the project among it. */
export function startedBy(stage: DockerStage, manifests: readonly ManifestSummary[]): readonly Command[] {
  const started = [inForce(stage, 'ENTRYPOINT'), inForce(stage, 'CMD')].flatMap((instruction) => instruction?.commands ?? [])
  const inside = started.flatMap(({ words }) => scriptIn(manifests, words, stage)?.summary.commands ?? [])
  return [...started, ...inside]
}

const dropsRoot = (stage: DockerStage, manifests: readonly ManifestSummary[]): boolean =>
  startedBy(stage, manifests).some(({ words }) =>
    words.some((word) => word !== null && DROPPING.has(word.slice(word.lastIndexOf('/') + 1))),
  )

/** A manifest or the values of a chart that make pods run as another user. */
const makesPodsUnprivileged = ({ path, nodes }: ManifestSummary): boolean =>
  manifestRole(path) === 'app' &&
  nodes.some(
    ({ key, value }) => (key === 'runAsNonRoot' && value === true) || (key === 'runAsUser' && typeof value === 'number' && value > 0),
  )

const CREATING = new Set(['useradd', 'adduser'])

/** Users that RUN makes. */
export function usersMadeIn(stage: DockerStage): readonly string[] {
  const made = ancestry(stage)
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ commands }) => commands)
    .filter(({ words }) => words.some((word) => word !== null && CREATING.has(word.slice(word.lastIndexOf('/') + 1))))
    .flatMap(({ words }) => {
      const last = words[words.length - 1]
      return typeof last === 'string' && /^[a-z_][\w-]*$/.test(last) ? [last] : []
    })
  return [...new Set(made)]
}
