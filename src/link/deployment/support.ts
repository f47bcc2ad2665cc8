/** Which releases and packages of the project the dated table of support knows. */
import { support } from '../../generated/support.ts'
import type { Dependency, Deployment, ImageRef, ManifestUse } from '../../model/deployment.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { SupportFact, SupportRow } from '../../model/support.ts'
import { useOfStage } from './processes.ts'

const { rows, asOf } = support
const isOver = ({ until }: SupportRow): boolean => until === undefined || until < asOf

export function supportFacts(manifests: readonly ManifestSummary[], deployment: Omit<Deployment, 'support'>): readonly SupportFact[] {
  const { stages, composeServices, workloads, dependencies } = deployment
  const images = [
    ...stages.map((stage) => ({ image: stage.image, use: useOfStage(manifests, stage) })),
    ...composeServices.filter(({ build }) => build === null),
    ...workloads.flatMap(({ containers, use }) => containers.map(({ image }) => ({ image, use }))),
  ]
  // Stages of one file on the same image are moved to the next in one go.
  const once = new Map(images.toReversed().map((each) => [`${each.image?.at.file} ${each.image?.text} ${each.use}`, each]))
  return [
    ...[...once.values()].flatMap(({ image, use }) => (image === null || !image.known ? [] : imageFacts(image, use, manifests))),
    ...dependencies.flatMap((dependency) => packageFact(dependency, dependencies)),
  ]
}

function imageFacts(image: ImageRef, use: ManifestUse, manifests: readonly ManifestSummary[]): readonly SupportFact[] {
  const { at, tag } = image
  const name = image.name.slice(image.name.lastIndexOf('/') + 1)
  const node = nodeOf(image, manifests)
  const base = { is: 'support', asOf, isExact: true, development: false, use, at, node } as const
  const version = /^(?:pg)?v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1] ?? null
  const family = name === 'pgvector' || name === 'postgis' ? 'postgres' : name
  const runtimes = rows.filter(({ kind, image: known }) => kind === 'runtime' && known === family)
  const release = version === null ? undefined : runtimes.find((row) => isRelease(version, row.release ?? ''))
  const facts: SupportFact[] =
    runtimes.length === 0 || version === null
      ? []
      : [{ ...base, name: runtimes[0].name, version, ended: release !== undefined && isOver(release) ? release : null }]
  const variant = rows.find(({ kind, image: word }) => kind === 'variant' && word !== undefined && (tag ?? '').split('-').includes(word))
  if (variant !== undefined && isOver(variant)) facts.push({ ...base, name: variant.name, version: null, ended: variant })
  return facts
}

const nodeOf = ({ at }: ImageRef, manifests: readonly ManifestSummary[]): number => {
  const { instructions, nodes } = manifests[-1 - at.file]
  return instructions.length > 0
    ? instructions.findIndex(({ start, end }) => start <= at.start && end >= at.end)
    : nodes.findIndex(({ start, end, is }) => is === 'scalar' && start === at.start && end === at.end)
}

/** 3.9.10 is of release 3.9; 3.10 is not of release 3.1. */
const isRelease = (version: string, release: string): boolean => version === release || version.startsWith(`${release}.`)

function packageFact(dependency: Dependency, all: readonly Dependency[]): readonly SupportFact[] {
  const { name, at, node, specifier, development } = dependency
  const known = rows.filter((row) => row.kind === 'package' && row.name === name)
  if (known.length === 0) return []
  const bound = dependency.version ?? boundOf(specifier)
  const beside = all.filter((other) => other.at.file === at.file)
  const ended = known.find((row) => applies(row, bound, beside)) ?? null
  return [
    {
      is: 'support',
      ended,
      asOf,
      name,
      version: dependency.version ?? (specifier === '' ? null : specifier),
      isExact: dependency.version !== null,
      development,
      use: 'production',
      at,
      node,
    },
  ]
}

function applies(row: SupportRow, bound: string | null, beside: readonly Dependency[]): boolean {
  if (row.below !== undefined && (bound === null || compareVersions(bound, row.below) >= 0)) return false
  if (row.with === undefined) return true
  const other = beside.find(({ name }) => name === row.with)
  const version = other?.version ?? null
  return version !== null && row.from !== undefined && compareVersions(version, row.from) >= 0
}

/** The version that a range stays below or at: `<2`, `^1.4`, `~1.4`; null when it is open. */
function boundOf(specifier: string): string | null {
  const below = /(?:^|,)\s*<\s*(\d[\d.]*)/.exec(specifier)?.[1]
  if (below !== undefined) return `${below.replace(/(?:\.0)+$/, '')}.dev`
  const caret = /^\^\s*(\d+)(?:\.(\d+))?/.exec(specifier)
  if (caret !== null) return caret[1] === '0' ? `0.${caret[2] ?? '0'}.9999` : `${caret[1]}.9999`
  const tilde = /^(?:~|~=|==)\s*(\d+)\.(\d+)(?:\.\d+|\.\*)?$/.exec(specifier)
  return tilde === null
    ? null
    : specifier.startsWith('~=') && !/\.\d+\.\d/.test(specifier)
      ? `${tilde[1]}.9999`
      : `${tilde[1]}.${tilde[2]}.9999`
}

/** By the numbers of the release; `.dev` is just before it (PEP 440). */
function compareVersions(x: string, y: string): number {
  const [xs, ys] = [x, y].map((text) => text.split('.').map((part) => (part === 'dev' ? -1 : Number.parseInt(part, 10) || 0)))
  for (let at = 0; at < Math.max(xs.length, ys.length); at++) {
    const difference = (xs[at] ?? 0) - (ys[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
