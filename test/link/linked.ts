/** Links Python sources in memory, the way the pipeline does. */
import { readdirSync, readFileSync } from 'node:fs'
import { createEvaluation } from '../../src/evaluate/evaluation.ts'
import { loadLibrary } from '../../src/evaluate/library.ts'
import { lineOf } from '../../src/link/read.ts'
import { linkProject } from '../../src/link/project.ts'
import { manifestFormatOf } from '../../src/discover/manifests.ts'
import { lower } from '../../src/lower/lower.ts'
import { summariseManifest } from '../../src/lower/summarise-manifest.ts'
import type { ManifestSummary } from '../../src/model/manifest.ts'
import type { BlockingFact, Project } from '../../src/model/project.ts'
import { loadShellParser } from '../../src/parse/manifest/shell.ts'
import { compileQueries } from '../../src/parse/query-compile.ts'
import { createMatcher } from '../../src/parse/query-match.ts'
import { loadPythonParser } from '../../src/parse/python.ts'

const queryFolder = new URL('../../queries/', import.meta.url)
const knowledge = new URL('../../src/generated/knowledge.bin', import.meta.url)

/** Queries as they are written now, without those whose id is left out. */
function querySources(without: string | undefined): { id: string; file: string; text: string }[] {
  return readdirSync(queryFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.scm') && name !== `${without}.scm`)
    .toSorted()
    .map((name) => ({ id: name.replace(/\.scm$/, ''), file: `queries/${name}`, text: readFileSync(new URL(name, queryFolder), 'utf8') }))
}

/** The files that are no Python, by path. */
async function manifestsOf(files: Readonly<Record<string, string>>): Promise<readonly ManifestSummary[]> {
  const shell = await loadShellParser()
  return Object.keys(files)
    .toSorted()
    .flatMap((path) => {
      const format = manifestFormatOf(path)
      const summary = format === null ? null : summariseManifest(path, format, new TextEncoder().encode(files[path]), shell)
      if (summary === null) return []
      if ('because' in summary) throw new Error(`${path}: ${summary.because}`)
      return [summary]
    })
}

export async function linked(files: Readonly<Record<string, string>>, without?: string): Promise<Project> {
  const parser = await loadPythonParser()
  const queries = compileQueries(parser.grammar, parser.supertypes(), querySources(without))
  const match = createMatcher(parser.grammar, queries.programs)
  const manifests = await manifestsOf(files)
  const isPython = (path: string): boolean => manifestFormatOf(path) === null
  const summaries = Object.entries(files).flatMap(([path, text]) => {
    if (!isPython(path)) return []
    const table = parser.parse(text)
    if ('failed' in table) throw new Error(`${path}: ${table.failed}`)
    return lower({ path, hash: path, version: 'test', text, table, parser, matches: match(table, text) })
  })
  const library = loadLibrary(readFileSync(knowledge))
  return linkProject({ evaluation: createEvaluation(summaries, library), library, manifests, queries })
}

/** One line per fact: place, callee, context, path, modifiers. */
export function factLine(project: Project, fact: BlockingFact): string {
  const { evaluation } = project
  const { summary } = evaluation.file(fact.at.file)
  const place = `${summary.path}:${lineOf(summary, summary.values.start[fact.at.value])}`
  const names = fact.path.map(({ to }) => {
    const { name, owner } = evaluation.function(to)
    return owner === null ? name : `${evaluation.class(owner).name}.${name}`
  })
  const parts = [place, fact.root.callee, fact.context?.kind ?? 'nowhere', fact.context?.entry.label ?? '']
  if (names.length > 0) parts.push(`via ${names.join('>')}`)
  if (fact.confidence !== 'high') parts.push(fact.confidence)
  if (fact.once) parts.push('once')
  if (fact.spared !== null) parts.push(`spared:${fact.spared}`)
  if (fact.others.length > 0) parts.push(`others:${fact.others.map((site) => site.callee).join(',')}`)
  return parts.filter((part) => part !== '').join(' ')
}

export async function blockingLines(files: Readonly<Record<string, string>>, without?: string): Promise<string[]> {
  const project = await linked(files, without)
  return project.facts('blocking').map((fact) => factLine(project, fact))
}

/** The imports and the application that most cases begin with. */
export const HEAD =
  'import asyncio, time, requests, functools\nfrom fastapi import FastAPI, Depends, APIRouter, BackgroundTasks\napp = FastAPI()\n'

/** One line per fact: line, callee, context, path, modifiers. */
export const inMain = async (body: string): Promise<string[]> => blockingLines({ 'main.py': HEAD + body })
