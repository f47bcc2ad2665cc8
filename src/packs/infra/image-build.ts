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
    const images = project.facts('builtImage').filter((each) => each.stage.file === file && each.use === 'production')
    // Several images of one file share its stages: what is wrong with it is said once.
    if (images[0] !== image) return
    const [first, ...others] = faultsOf(images, project)
    if (first === undefined) {
      yield { is: 'fine', at: stage.at, because: 'in-order' }
      return
    }
    const spanOf = ({ start, end }: Instruction) => ({ file, start, end })
    const violation = {
      is: 'violation',
      at: spanOf(first.instruction),
      subject: instructionSubject(project, file, first.instruction),
      expression: `${first.message} ${stageName(stage)}`,
      evidence: [first, ...others].map((fault) => ({ at: spanOf(fault.instruction), label: said(fault) })),
    } as const
    const more = others.map((fault) => `; ${said(fault)}`).join('')
    switch (first.message) {
      case 'order':
        yield { ...violation, message: 'order', data: { ...first.data, more } }
        break
      case 'ignore':
        yield { ...violation, message: 'ignore', data: { ...first.data, more } }
        break
      case 'tools':
        yield { ...violation, message: 'tools', data: { ...first.data, more } }
        break
      case 'cache':
        yield { ...violation, severity: 'suggestion', message: 'cache', data: {} }
    }
  },
})
export default rule

type Fault = { readonly instruction: Instruction } & (
  | { readonly message: 'order'; readonly data: { readonly copy: string; readonly installer: string } }
  | { readonly message: 'ignore'; readonly data: { readonly copy: string } }
  | { readonly message: 'tools'; readonly data: { readonly tools: string } }
  | { readonly message: 'cache' }
)

/** What is wrong with the images of one file, the most costly first; each of a kind at one place once. */
function faultsOf(images: readonly BuiltImage[], project: Project): readonly Fault[] {
  const found = [reinstalling, unfiltered, equipped, cached].flatMap((faults) => images.flatMap((image) => faults(image, project)))
  return found.filter(
    (fault, index) => found.findIndex((each) => each.message === fault.message && each.instruction === fault.instruction) === index,
  )
}

function said(fault: Fault): string {
  switch (fault.message) {
    case 'order':
      return `\`${fault.data.copy}\` comes before ${fault.data.installer} installs`
    case 'ignore':
      return `\`${fault.data.copy}\` takes all of a folder that has no .dockerignore`
    case 'tools':
      return `${fault.data.tools} stay in the image`
    case 'cache':
      return 'pip keeps in this layer what it has fetched'
  }
}

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

const COMPILERS = /^(?:build-essential|build-base|gcc|g\+\+|clang|make|cmake|cargo|rustc|python3?(?:\.\d+)?-dev)$/
const INSTALLS = /^(?:apt-get|apt|apk|aptitude)$/

/** Compilers that the image itself installs, for packages without a wheel, and that nothing takes out again in the same layer. */
function equipped({ stage, instructions }: BuiltImage): readonly Fault[] {
  return instructions.flatMap((instruction): readonly Fault[] => {
    if (!stage.instructions.includes(instruction) || /\b(?:purge|remove|autoremove|apk del)\b/.test(instruction.rest.text)) return []
    const words = instruction.commands.flatMap(({ words: each }) => {
      const program = each.findIndex((word) => word !== null && INSTALLS.test(word))
      return program >= 0 && each.some((word) => word === 'install' || word === 'add') ? each.slice(program + 1) : []
    })
    const tools = [...new Set(words.flatMap((word) => (word !== null && COMPILERS.test(word) ? [`\`${word}\``] : [])))]
    return tools.length === 0 ? [] : [{ instruction, message: 'tools', data: { tools: tools.join(', ') } }]
  })
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
  return keeping === undefined ? [] : [{ instruction: keeping, message: 'cache' }]
}

const textOf = ({ keyword, words }: Instruction): string => [keyword, ...words.map(({ text }) => text)].join(' ')
