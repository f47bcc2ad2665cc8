import { instructionSubject } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BuiltImage } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'
import { commandsOf, runsUpgrade, upgradingFiles } from './upgrades.ts'

type Id = 'prod/migrations-not-deployed'

const rule: Rule<Id> = defineRule('prod/migrations-not-deployed', {
  *builtImage(image, project) {
    const { at, file } = image.stage
    const [graph] = project.facts('migration-graph')
    const instances = instancesOf(project, image)
    const because = silenceOf(project, image, instances)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: instructionSubject(project, file, at),
      expression: 'alembic upgrade',
    } as const
    if (instances > 1) {
      const steps = image.started.flatMap((command) => (runsUpgrade(command.words) ? ['`alembic upgrade`'] : []))
      yield { ...violation, evidence: steps.map((label) => ({ at, label })), message: 'race', data: { instances: String(instances) } }
    } else if (isFirst(project, image)) {
      const [{ command }] = image.processes
      yield {
        ...violation,
        evidence: [{ at: command.at, label: `starts \`${command.server}\`` }],
        message: 'missing',
        data: {
          server: command.server,
          folder: graph.folder,
          count: String(graph.nodes.length),
          looked: String(project.manifests.filter(({ format }) => format !== 'lock').length),
        },
      }
    }
  },
})
export default rule

/** Words by which other tools and scripts that are not looked into go. */
const MIGRATION = /(^|[^a-z])(alembic|migrat(e|es|ion|ions)|prestart|pre_start|release_command)([^a-z]|$)/i

function silenceOf(project: Project, image: BuiltImage, instances: number): SilentId<Id> | null {
  if (image.processes.length === 0 || image.use !== 'production' || image.stage.development) return 'no-server'
  if (!project.facts('migration-graph').some(({ nodes }) => nodes.length > 0)) return 'no-migrations'
  if (image.started.some(({ words }) => runsUpgrade(words))) return instances > 1 ? null : 'upgraded'
  if (commandsOf(project).some(({ words }) => runsUpgrade(words))) return 'upgraded'
  if (upgradingFiles(project).length > 0) return 'in-code'
  return isTold(project) ? 'told' : null
}

/** Spoken of by a command, or in a file that says how services are built and run. */
const isTold = (project: Project): boolean =>
  commandsOf(project).some(({ words }) => words.some((word) => word !== null && MIGRATION.test(word))) ||
  project.manifests.some(
    ({ format, nodes }) =>
      format === 'yaml' &&
      nodes.some(({ key, value }) => MIGRATION.test(String(key)) || (typeof value === 'string' && MIGRATION.test(value))),
  )

/** Instances of the service that run the image and upgrade, as a deployment declares them; 1 if it does not, or another does the upgrade. */
function instancesOf({ services }: Project, image: BuiltImage): number {
  if (!image.started.some(({ words }) => runsUpgrade(words))) return 1
  const service = services.find(({ stages }) => stages.includes(image.stage))
  const declared = service?.snapshot.instances
  return declared === undefined || declared.confidence === 'low' ? 1 : declared.value
}

const isFirst = (project: Project, image: BuiltImage): boolean =>
  project.deployment.images.find((each) => silenceOf(project, each, 1) === null) === image
