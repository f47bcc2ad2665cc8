/** How images install what the project needs, and whether the versions are written down. */
import type { BuiltImage, Installation, Installer } from '../../model/deployment.ts'
import type { Command, Instruction, ManifestSummary, Requirement } from '../../model/manifest.ts'
import type { FileId } from '../../model/type.ts'
import { ancestry } from './stages.ts'

export function installations(manifests: readonly ManifestSummary[], images: readonly BuiltImage[]): readonly Installation[] {
  const seen = new Set<Instruction>()
  return images.flatMap((image) => {
    const instructions = [...image.feeding, ...ancestry(image.stage)].filter(({ keyword }) => keyword === 'RUN')
    // Exported from a lock, the requirements file of a build is one.
    let isLocked = instructions.some(({ commands }) => commands.some(exportsLock))
    return instructions.flatMap((instruction) => {
      if (seen.has(instruction)) return []
      seen.add(instruction)
      return instruction.commands.flatMap((command): readonly Installation[] => {
        const read = installOf(command)
        if (read === null) return []
        const at = { file: image.stage.file, start: instruction.start, end: instruction.end }
        const files = read.files.flatMap((name) => requirementsNamed(manifests, image, sourceOf(image, name)) ?? [])
        const isComplete = files.length === read.files.length
        // What is cloned while building is another project.
        const isForeign = instruction.commands.some(({ words }) => base(words[0]) === 'git' && words.includes('clone'))
        const found = isForeign ? 'unknown' : lockedBy(manifests, image, read, isComplete ? files : null)
        // The project itself, once what it needs is there.
        const locked = found === 'no' && isLocked ? 'yes' : found
        isLocked ||= locked === 'yes'
        return [{ is: 'installation', image, installer: read.installer, at, requirements: files, project: read.project, locked }]
      })
    })
  })
}

/** `poetry export`, `uv export`, `pdm export`. */
const exportsLock = ({ words }: Command): boolean => /^(?:poetry|uv|pdm)$/.test(base(words[0])) && words[1] === 'export'

interface Read {
  readonly installer: Installer
  /** Arguments of `-r`. */
  readonly files: readonly string[]
  readonly constrained: boolean
  readonly project: boolean
  readonly words: Command['words']
}

const base = (word: string | null | undefined): string => (word === null || word === undefined ? '' : word.slice(word.lastIndexOf('/') + 1))

/** A command that installs the project's requirements; null for one that installs a tool by name. */
function installOf({ words }: Command): Read | null {
  const python = base(words[0]).startsWith('python') && words[1] === '-m' ? 2 : 0
  const [tool, verb, next] = [base(words[python]), words[python + 1], words[python + 2]]
  if (/^pip3?$/.test(tool) && verb === 'install') return pip('pip', words.slice(python + 2))
  if (tool === 'uv' && verb === 'pip' && (next === 'install' || next === 'sync')) return pip('uv-pip', words.slice(python + 3))
  if (tool === 'uv' && verb === 'sync') return project('uv-sync', words)
  if ((tool === 'poetry' || tool === 'pdm' || tool === 'pipenv') && ['install', 'sync'].includes(verb ?? '')) return project(tool, words)
  return null
}

const project = (installer: Installer, words: Command['words']): Read => ({
  installer,
  files: [],
  constrained: false,
  project: true,
  words,
})

function pip(installer: Installer, words: Command['words']): Read | null {
  const files = words.flatMap((word, index) => {
    if (word === '-r' || word === '--requirement') return [words[index + 1] ?? '$']
    return word?.startsWith('-r') && word.length > 2 ? [word.slice(2)] : word?.startsWith('--requirement=') ? [word.slice(14)] : []
  })
  const constrained = words.some((word) => word === '-c' || word === '--constraint' || word?.startsWith('--constraint=') === true)
  const isProject = words.some((word) => word !== null && /^(?:\.|\.\/|\.\[.*\])$/.test(word))
  return files.length === 0 && !isProject ? null : { installer, files, constrained, project: isProject, words }
}

/** What a file of an image is called in the project: `COPY api/requirements-api.txt /app/requirements.txt`. */
function sourceOf({ stage, feeding }: BuiltImage, name: string): string {
  const copy = [...feeding, ...ancestry(stage)].findLast(
    ({ keyword, words, flags }) =>
      keyword === 'COPY' && words.length === 2 && words[1].text === name && !flags.some((flag) => flag.name === 'from'),
  )
  return copy?.words[0].text.replace(/^\.\//, '') ?? name
}

/** The requirements file of the project that a path inside an image means; null when none or several may be meant. */
function requirementsNamed(manifests: readonly ManifestSummary[], { stage }: BuiltImage, name: string): FileId | null {
  const last = name.split('/').slice(-2)
  const found = manifests.flatMap(({ format, path }, index) =>
    format === 'requirements' && path.split('/').at(-1) === last.at(-1) ? [{ path, file: -1 - index }] : [],
  )
  const folder = manifests[-1 - stage.file].path.split('/').slice(0, -1).join('/')
  const beside = found.filter(({ path }) => path === (folder === '' ? last.at(-1) : `${folder}/${last.at(-1)}`))
  const deeper = found.filter(({ path }) => path.endsWith(last.join('/')))
  const atRoot = found.filter(({ path }) => !path.includes('/'))
  return beside.length === 1
    ? beside[0].file
    : last.length === 1 && atRoot.length === 1
      ? atRoot[0].file
      : deeper.length === 1
        ? deeper[0].file
        : null
}

const LOCK_NAMES: Readonly<Record<Installer, string | null>> = {
  pip: null,
  'uv-pip': null,
  'uv-sync': 'uv.lock',
  poetry: 'poetry.lock',
  pdm: 'pdm.lock',
  pipenv: 'Pipfile.lock',
}

function lockedBy(
  manifests: readonly ManifestSummary[],
  image: BuiltImage,
  { installer, constrained, project: isProject, words, files: named }: Read,
  files: readonly FileId[] | null,
): Installation['locked'] {
  const lock = LOCK_NAMES[installer]
  const { stage } = image
  if (lock !== null) {
    // Without its lock file such a build fails.
    const isKept = installer === 'uv-sync' && (words.includes('--frozen') || words.includes('--locked') || frozenByEnv(stage))
    const isThere = manifests.some(({ path }) => path === lock || path.endsWith(`/${lock}`))
    if (isKept) return 'yes'
    if (!isThere) return 'no'
    if (installer !== 'uv-sync') return 'yes'
    return brings(image, lock) ? 'not-kept-to' : 'unknown'
  }
  if (constrained || words.includes('--no-deps')) return 'yes'
  if (named.length === 0) return isProject ? 'no' : 'unknown'
  if (files === null) return 'unknown'
  const all = files.flatMap((file) => requirementsOf(manifests, file, 0))
  return all.length === 0 ? 'unknown' : all.filter(isFixed).length / all.length >= MOSTLY ? 'yes' : 'no'
}

/** A file by its name, a folder or a pattern that may hold it is copied or mounted. */
function brings({ stage, feeding }: BuiltImage, file: string): boolean {
  const mayHold = (source: string): boolean => source.includes(file) || source.includes('*') || !/\.\w+$/.test(source)
  return [...feeding, ...ancestry(stage)].some(({ keyword, words, flags, rest }) => {
    if (keyword === 'COPY' || keyword === 'ADD') return words.slice(0, -1).some(({ text }) => mayHold(text))
    return (
      keyword === 'RUN' &&
      flags.some(({ name }) => name === 'mount') &&
      `${flags.map(({ value }) => value).join()} ${rest.text}`.includes(file)
    )
  })
}

/** A few open ones among many fixed are a slip, not a way of working. */
const MOSTLY = 0.9
const MAX_INCLUDES = 8

const isFixed = ({ specifier, url, hashes }: Requirement): boolean => hashes || url !== null || specifier.startsWith('==')

/** Those of a file and of the files it includes. */
function requirementsOf(manifests: readonly ManifestSummary[], file: FileId, depth: number): readonly Requirement[] {
  const { requirements, path } = manifests[-1 - file]
  if (requirements === null) return []
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const included = requirements.includes.flatMap(({ file: name, constraint }) => {
    const index = manifests.findIndex((other) => other.path === folder + name.replace(/^\.\//, ''))
    return constraint || index < 0 || depth >= MAX_INCLUDES ? [] : requirementsOf(manifests, -1 - index, depth + 1)
  })
  return [...requirements.requirements, ...included]
}

/** `ENV UV_FROZEN=1`, `ENV UV_LOCKED=1`. */
const frozenByEnv = (stage: BuiltImage['stage']): boolean =>
  ancestry(stage).some(({ keyword, words }) => keyword === 'ENV' && words.some(({ text }) => /^UV_(?:FROZEN|LOCKED)(?:=|$)/.test(text)))
