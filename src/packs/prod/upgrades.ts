/** Who runs the migrations: commands of the files that build, deploy and run the project, and its own code. */
import type { Command, ManifestSummary } from '../../model/manifest.ts'
import type { Project } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'

/** A command, or code that calls Alembic, upgrades to every head there is. */
export const mentionsHeads = (project: Project): boolean =>
  commandsOf(project).some(({ words }) => runsUpgrade(words) && words.some((word) => word === 'heads')) ||
  upgradingFiles(project).some((file) => project.evaluation.file(file).summary.strings.includes('heads'))

/** `alembic upgrade head`, behind whatever runs it (`uv run`, `poetry run`, `python -m`). */
export const runsUpgrade = (words: readonly (string | null)[]): boolean => {
  const at = words.findIndex((word) => word !== null && /(^|\/)alembic$/.test(word))
  return at >= 0 && words.slice(at).includes('upgrade')
}

/** Every simple command of the manifests. */
export const commandsOf = ({ manifests }: Project): readonly Command[] => manifests.flatMap((manifest) => commandsIn(manifest))

/** Every simple command that one of them runs. */
export const commandsIn = ({ commands, instructions, lines, nodeCommands }: ManifestSummary): readonly Command[] => [
  ...commands,
  ...instructions.flatMap((instruction) => instruction.commands),
  ...lines.flatMap((line) => line.commands),
  ...[...nodeCommands.values()].flat(),
]

/** Files, revisions and their environment aside, that name Alembic and an upgrade: code that may run the migrations. */
export const upgradingFiles = (project: Project): readonly FileId[] =>
  project.evaluation.files.flatMap(({ id, origin, summary: { path, strings } }) => {
    const isCaller = origin === 'project' && project.role(id) !== 'migration' && project.role(id) !== 'test' && !/(^|\/)env\.py$/.test(path)
    const mentions = (pattern: RegExp): boolean => strings.some((text) => pattern.test(text))
    return isCaller && mentions(/(^|[^a-z])alembic([^a-z]|$)/i) && mentions(/upgrade|migrate/i) ? [id] : []
  })
