import { readFileSync } from 'node:fs'
import path from 'node:path'
import { locate } from '../src/discover/location.ts'
import { walk } from '../src/discover/walk.ts'
import { createEvaluation } from '../src/evaluate/evaluation.ts'
import { loadLibrary } from '../src/evaluate/library.ts'
import { captureNames, queryIds } from '../src/generated/queries.ts'
import { linkProject } from '../src/link/project.ts'
import type { Project } from '../src/model/project.ts'
import { summariseFiles } from '../src/summarise-files.ts'

const knowledge = path.join(import.meta.dirname, '..', 'src', 'generated', 'knowledge.bin')

/** A backend read and linked in this process, with the texts of its files by path. */
export const linked = async (root: string): Promise<Project> => {
  const location = locate([root], process.cwd())
  if ('missing' in location) throw new Error(`no such folder: ${root}`)
  const { files } = walk(location, { excludes: () => false, includes: () => true })
  const { summaries } = await summariseFiles(location.base, files, () => undefined)
  const library = loadLibrary(new Uint8Array(readFileSync(knowledge)))
  return linkProject({ evaluation: createEvaluation(summaries, library), library, queries: { queries: queryIds, captures: captureNames } })
}
