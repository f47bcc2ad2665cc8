/** Images that the project builds and that run Python. */
import type { BuiltImage, ComposeService, DockerStage, ServerProcess } from '../../model/deployment.ts'
import type { Instruction, ManifestSummary } from '../../model/manifest.ts'
import { stageOf, useOfStage } from './processes.ts'
import { ancestry, baseOf } from './stages.ts'
import { startedBy, userOf, usersMadeIn } from './users.ts'

interface Sources {
  readonly manifests: readonly ManifestSummary[]
  readonly stages: readonly DockerStage[]
  readonly services: readonly ComposeService[]
  readonly processes: readonly ServerProcess[]
}

const PYTHON_BASE = /(?:^|\/)(?:python|python3(?:-debian\d+)?|pypy|uv|miniconda3?|micromamba|uvicorn-gunicorn[\w-]*|pytorch|jupyter)$/
const PYTHON_TOOL =
  /(?:^|\/)(?:python3?(?:\.\d+)?|pip3?|uv|poetry|pdm|pipenv|conda|mamba|uvicorn|gunicorn|hypercorn|granian|fastapi|celery|alembic)$/

export function builtImages(sources: Sources): readonly BuiltImage[] {
  const { manifests, stages, services, processes } = sources
  return stages.flatMap((stage): readonly BuiltImage[] => {
    if (!stage.deployed) return []
    const instructions = ancestry(stage)
    const base = baseOf(stage)
    if (!PYTHON_BASE.test(base?.name ?? '') && !instructions.some(runsPython)) return []
    const user = userOf(stage, manifests)
    return [
      {
        is: 'builtImage',
        stage,
        use: useOfStage(manifests, stage),
        base,
        instructions,
        feeding: feeding(stage, stages),
        user,
        unusedUsers: user.is === 'root' ? usersMadeIn(stage) : [],
        services: services.filter((service) => stageOf({ manifests, stages }, service) === stage),
        started: startedBy(stage, manifests),
        processes: processes.filter(({ by }) => (by.is === 'image' || by.is === 'compose') && by.stage === stage),
      },
    ]
  })
}

const runsPython = ({ commands }: Instruction): boolean =>
  commands.some(({ words }) => words.slice(0, 3).some((word) => word !== null && PYTHON_TOOL.test(word)))

/** Instructions of the stages that are copied from, followed back; each once. */
function feeding(stage: DockerStage, stages: readonly DockerStage[]): readonly Instruction[] {
  const inFile = stages.filter(({ file }) => file === stage.file)
  const seen = new Set<DockerStage>([stage])
  const open: DockerStage[] = [stage]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const sources = new Set(
      ancestry(next).flatMap(({ flags }) => flags.flatMap(({ name, value }) => (name === 'from' && value !== null ? [value] : []))),
    )
    for (const each of inFile) {
      if (seen.has(each) || !(sources.has(each.name ?? '') || sources.has(String(each.index)))) continue
      seen.add(each)
      open.push(each)
    }
  }
  const own = new Set(ancestry(stage))
  const copied = inFile.filter((each) => each !== stage && seen.has(each)).flatMap((each) => ancestry(each))
  return [...new Set(copied)].filter((instruction) => !own.has(instruction))
}
