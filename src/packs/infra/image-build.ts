import { instructionSubject, stageName } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BuiltImage, Installation, Installer } from '../../model/deployment.ts'
import type { Instruction } from '../../model/manifest.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'infra/image-build'> = defineRule('infra/image-build', {
  *builtImage(image, project) {
    const { stage, use } = image
    if (use !== 'production') {
      yield { is: 'fine', at: stage.at, because: 'development' }
      return
    }
    const { file } = stage
    const faults = [...reinstalling(image, project), ...unfiltered(image, project), ...cached(image, project)]
    if (faults.length === 0) yield { is: 'fine', at: stage.at, because: 'in-order' }
    for (const { instruction, message, data } of faults) {
      const at = { file, start: instruction.start, end: instruction.end }
      const violation = {
        is: 'violation',
        at,
        subject: instructionSubject(project, file, instruction),
        expression: `${message} ${stageName(stage)}`,
        evidence: [{ at, label: `${instruction.keyword} is here` }],
      } as const
      if (message === 'order') yield { ...violation, message, data }
      else if (message === 'ignore') yield { ...violation, message, data }
      else yield { ...violation, severity: 'suggestion', message, data: {} }
    }
  },
})
export default rule

type Fault =
  | { readonly instruction: Instruction; readonly message: 'order'; readonly data: { readonly copy: string; readonly installer: string } }
  | { readonly instruction: Instruction; readonly message: 'ignore'; readonly data: { readonly copy: string } }
  | { readonly instruction: Instruction; readonly message: 'cache'; readonly data: null }

/** Everything of the build context, from outside of the image. */
const takesAll = ({ keyword, words, flags }: Instruction): boolean =>
  (keyword === 'COPY' || keyword === 'ADD') &&
  !flags.some(({ name }) => name === 'from') &&
  words.slice(0, -1).some(({ text }) => text === '.' || text === './')

/** Tools that install what a project needs without its code. */
const WITHOUT_CODE: ReadonlySet<Installer> = new Set<Installer>(['uv-sync', 'poetry', 'pdm', 'pipenv'])

const within = ({ at }: Installation, { start, end }: Instruction): boolean => at.start >= start && at.end <= end

/** Copies all of the code before the first installation of a stage. */
function reinstalling(image: BuiltImage, { deployment }: Project): readonly Fault[] {
  const installations = deployment.installations.filter((each) => each.image === image)
  const stages = deployment.stages.filter(({ file }) => file === image.stage.file)
  return stages.flatMap(({ instructions }): readonly Fault[] => {
    const at = instructions.findIndex((instruction) => installations.some((each) => within(each, instruction)))
    const installation = installations.find((each) => at >= 0 && within(each, instructions[at]))
    const copy = instructions.slice(0, Math.max(at, 0)).find(takesAll)
    if (installation === undefined || copy === undefined) return []
    if (installation.requirements.length === 0 && !WITHOUT_CODE.has(installation.installer)) return []
    return [{ instruction: copy, message: 'order', data: { copy: textOf(copy), installer: installation.installer.replace('-', ' ') } }]
  })
}

/** Copies all of a folder for which nothing says what stays out. */
function unfiltered({ stage, instructions, services }: BuiltImage, project: Project): readonly Fault[] {
  const copy = instructions.find(takesAll)
  if (copy === undefined) return []
  const { path } = project.manifest(stage.file)
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const contexts = services.map(({ build }) => build?.context ?? '.')
  const isAnywhere = project.manifests.some(
    (each) =>
      each.path === `${path}.dockerignore` ||
      each.path === `${folder}.dockerignore` ||
      each.path === '.dockerignore' ||
      contexts.some((context) => each.path.endsWith(`${context.replace(/^(?:\.\.?\/)*|\/$/g, '')}/.dockerignore`)),
  )
  return isAnywhere ? [] : [{ instruction: copy, message: 'ignore', data: { copy: textOf(copy) } }]
}

/** What pip keeps of every package it has fetched stays in the layer. */
function cached({ stage, instructions }: BuiltImage, { deployment }: Project): readonly Fault[] {
  const isOff = instructions.some(({ keyword, words }) => keyword === 'ENV' && words.some(({ text }) => /^PIP_NO_CACHE_DIR\b/.test(text)))
  if (isOff) return []
  const own = deployment.installations.filter(({ image, installer }) => image.stage === stage && installer === 'pip')
  const keeping = instructions.find(
    (instruction) =>
      own.some((each) => within(each, instruction)) &&
      !instruction.flags.some(({ name }) => name === 'mount') &&
      !/--no-cache-dir|--no-cache\b|rm -rf?[^&;]*\.cache/.test(instruction.rest.text),
  )
  return keeping === undefined ? [] : [{ instruction: keeping, message: 'cache', data: null }]
}

const textOf = ({ keyword, words }: Instruction): string => [keyword, ...words.map(({ text }) => text)].join(' ')
