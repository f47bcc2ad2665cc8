/** The services as the report tells them. */
import type { Project } from '../model/project.ts'
import type { ServiceEntry, SnapshotFact } from '../model/report.ts'
import type { Observed } from '../model/service.ts'
import type { Span } from '../model/span.ts'
import { positionOf } from './place.ts'

/** By name; `place` puts file names under the root. */
export const serviceEntries = (project: Project, place: (file: string) => string): readonly ServiceEntry[] => {
  const at = (span: Span): { readonly file: string; readonly line: number } => {
    const { file, line } = positionOf(project, span)
    return { file: place(file), line }
  }
  const fact = ({ value, confidence, evidence, conflicts }: Observed<string | number>): SnapshotFact => ({
    value,
    confidence,
    evidence: evidence.map(at),
    conflicts: conflicts.map((conflict) => ({ value: conflict.value, ...at(conflict.at) })),
  })
  return project.services.map(({ name, root, files, snapshot }) => ({
    name,
    root: place(root).replace(/\/$/, ''),
    files: files.size,
    snapshot: Object.fromEntries(Object.entries({ ...snapshot }).map(([key, each]) => [key, fact(each)])),
  }))
}
