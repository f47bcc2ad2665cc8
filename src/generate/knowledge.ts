/** Writes `src/generated/knowledge.bin`: all stubs lowered, all effects led to what they are about, and typeshed's notice. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createEvaluation } from '../evaluate/evaluation.ts'
import type { Extent, KnowledgeIndex, Library, PackageEffects } from '../evaluate/library.ts'
import { KNOWLEDGE_MAGIC } from '../evaluate/library.ts'
import { encodeSummary } from '../lower/codec.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { Effect } from '../model/knowledge.ts'
import type { FileSummary } from '../model/summary.ts'
import { loadPythonParser } from '../parse/python.ts'
import { definingName, readEffects, resolvePredicate } from './knowledge-effects.ts'
import { lowerStubs, typeshed } from './knowledge-stubs.ts'
import { projectRoot } from './output.ts'

const FOLDER = path.join(projectRoot, 'src/generated')
const HEADER_BYTES = 8
const ALIGN = 4

interface Packages {
  readonly [name: string]: { defined: Record<string, Effect[]>; external: Record<string, Effect[]>; spellings: Record<string, string> }
}

export interface Compiled {
  readonly bytes: Uint8Array
  readonly modules: number
  readonly effects: number
}

/**
 * Lowers, resolves and packs.
 * @throws with one line per callable or class that no stub has, and per `stub: none` that one does.
 */
export async function compileKnowledge(): Promise<Compiled> {
  const summaries = lowerStubs(await loadPythonParser())
  const evaluation = createEvaluation([], bare(summaries))
  const packages: Packages = {}
  const packageOf = (name: string): Packages[string] => {
    const own = packages as Record<string, Packages[string]>
    return (own[name.split('.', 1)[0]] ??= { defined: {}, external: {}, spellings: {} })
  }
  const problems: string[] = []
  const written = readEffects()
  for (const { effect, stubless, file } of written) {
    const problem = (text: string): number => problems.push(`${file}: ${effect.callable}: ${text}`)
    const when = effect.when && resolvePredicate(evaluation, effect.when, (name) => problem(`no stub has the class ${name}`))
    const compiled: Effect = when === undefined ? effect : { ...effect, when }
    const name = definingName(evaluation, effect.callable)
    if (stubless) {
      if (name !== null) problem('a stub has it')
      ;(packageOf(effect.callable).external[effect.callable] ??= []).push(compiled)
    } else if (name === null) problem('no stub has it')
    else {
      const known = (packageOf(name).defined[name] ??= [])
      const other = known.find((each) => each.callable !== effect.callable)
      if (other !== undefined) problem(`is the same function as ${other.callable}`)
      known.push(compiled)
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  for (const [name, spelled] of spellings(evaluation, summaries)) packageOf(name).spellings[name] = spelled
  return { bytes: pack(summaries, packages), modules: summaries.size, effects: written.length }
}

/** The stubs alone, for resolving before there are effects. */
const bare = (summaries: ReadonlyMap<string, FileSummary>): Library => ({
  module: (dotted) => summaries.get(dotted) ?? null,
  effectsOf: () => [],
  externalEffects: () => [],
  spelling: (name) => name,
})

/** Functions and classes at the top of a module that a package around it, or the module without its underscore, also offers. */
function* spellings(evaluation: Evaluation, summaries: ReadonlyMap<string, FileSummary>): Generator<readonly [string, string]> {
  for (const [module, { scopes, strings }] of summaries) {
    for (let scope = 1; scope < scopes.count; scope++) {
      const name = strings[scopes.name[scope]]
      if (scopes.parent[scope] !== 0 || name === undefined || name.startsWith('_')) continue
      const segments = module.split('.')
      const places = segments.slice(1).map((_, k) => segments.slice(0, k + 1).join('.'))
      if (module.startsWith('_')) places.push(module.slice(1))
      const place = places.find((each) => summaries.has(each) && definingName(evaluation, `${each}.${name}`) === `${module}.${name}`)
      if (place !== undefined) yield [`${module}.${name}`, `${place}.${name}`]
    }
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN

/** Header, index as JSON, then the parts. Each starts at a multiple of four bytes, so that summaries are read where they lie. */
function pack(summaries: ReadonlyMap<string, FileSummary>, packages: Packages): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const add = (bytes: Uint8Array): Extent => {
    const start = length
    parts.push(bytes)
    length += aligned(bytes.byteLength)
    return [start, bytes.byteLength]
  }
  const encoder = new TextEncoder()
  const modules = [...summaries].map(([name, summary]) => [name, add(encodeSummary(summary))] as const)
  const effects = Object.entries<PackageEffects>(packages)
    .toSorted(([x], [y]) => (x < y ? -1 : 1))
    .map(([name, each]) => [name, add(encoder.encode(JSON.stringify(each)))] as const)
  const index: KnowledgeIndex = { modules: Object.fromEntries(modules), effects: Object.fromEntries(effects) }
  const text = JSON.stringify(index)
  const head = encoder.encode(text.padEnd(aligned(text.length)))
  const bytes = new Uint8Array(HEADER_BYTES + head.byteLength + length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, KNOWLEDGE_MAGIC, true)
  view.setUint32(4, head.byteLength, true)
  bytes.set(head, HEADER_BYTES)
  let at = HEADER_BYTES + head.byteLength
  for (const part of parts) {
    bytes.set(part, at)
    at += aligned(part.byteLength)
  }
  return bytes
}

/** Licence under which the parts taken from typeshed travel. */
function notice(): string {
  const commit = readFileSync(path.join(typeshed, 'commit.txt'), 'utf8').trim()
  return `typeshed ${commit}\n\nknowledge.bin holds type information compiled from stubs of typeshed (https://github.com/python/typeshed).\n\n${readFileSync(path.join(typeshed, 'LICENSE'), 'utf8').trim()}\n`
}

if (process.argv[1] === import.meta.filename) {
  const { bytes, modules, effects } = await compileKnowledge()
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(path.join(FOLDER, 'knowledge.bin'), bytes)
  writeFileSync(path.join(FOLDER, 'knowledge-notice.txt'), notice())
  console.log(`knowledge: ${modules} modules, ${effects} effects, ${(bytes.byteLength / 1e6).toFixed(1)} MB`)
}
