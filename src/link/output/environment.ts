/** Convicts what `queries/facts/environment.scm` nominates, and says which files are meant to hold settings. */
import type { EnvironmentFact, EnvironmentRead } from '../../model/output.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { argumentAt } from '../read.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  /** Files that answer routes or run tasks. */
  readonly serving: ReadonlySet<FileId>
  /** Whether code of both files runs in one service. */
  readonly isTogether: (x: FileId, y: FileId) => boolean
}

/** Set by the platform or the launcher, or made for a library, not by whoever configures the service. */
const PLATFORM =
  /^(PATH|HOME|HOSTNAME|USER|USERNAME|LOGNAME|TZ|CI|PWD|TMPDIR|TEMP|TMP|SHELL|TERM|DISPLAY|EDITOR|LANG|LC_\w+|NO_COLOR|\w*_PROXY|(LOCAL)?APPDATA|USERPROFILE|WINDIR|SYSTEMROOT|PROGRAM(FILES|DATA)(\(X86\))?|((LOCAL_)?RANK|(LOCAL_)?WORLD_SIZE|MASTER_(ADDR|PORT))|PROMETHEUS_MULTIPROC_DIR|FORWARDED_ALLOW_IPS|WEB_CONCURRENCY|PYTHON\w*|(GITHUB|RENDER|KUBERNETES|K|POD|FLY|DYNO|AWS|AZURE|GOOGLE|OTEL|LD|CUDA|XDG|PYTEST|UVICORN|WEBSITE|LAMBDA|NVIDIA)(_\w*)?)$/i
const BASE_SETTINGS = ['pydantic_settings.main.BaseSettings', 'pydantic.env_settings.BaseSettings', 'starlette.config.Config']
const NAMED =
  /(^|\/)(settings|configs?|conf|configuration|env|environment|constants|consts|defaults)([_/][\w/]*)?\.py$|_(settings|configs?|env|constants)\.py$/

/** In the order of the files. */
export function environmentFacts({ parts, candidates, serving, isTogether }: Input): readonly EnvironmentFact[] {
  const { evaluation, effects } = parts
  const byFile = new Map<FileId, EnvironmentRead[]>()
  for (const { file, captures } of candidates.of('facts/environment')) {
    const at = { file, value: captures['read']?.value ?? -1 }
    const read = at.value < 0 ? null : readAt(at)
    if (read === null || PLATFORM.test(read.name)) continue
    const known = byFile.get(file)
    if (known === undefined) byFile.set(file, [read])
    else known.push(read)
  }
  const settings = settingsFiles()
  const readers = [...byFile].toSorted(([x], [y]) => x - y)
  const all = readers.flatMap(([, reads]) => reads)
  return readers.map(([file, reads]) => {
    const ordered = reads.toSorted((x, y) => x.at.value - y.at.value)
    return { is: 'environment', file, reads: ordered, settings: settings.has(file), forked: forksOf(ordered, all, isTogether) }
  })

  function readAt({ file, value }: Place): EnvironmentRead | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[value] === Op.Index) {
      const type = evaluation.typeOf(file, a[value])
      const isEnvironment = type.is === 'instance' && evaluation.class(type.of).qualifiedName === 'os._Environ'
      return isEnvironment ? named({ file, value }, b[value], -1) : null
    }
    const reads = effects.callsOf(file, value).length > 0 || op[value] === Op.Call
    const [target] = reads ? evaluation.calleeOf(file, value).targets : []
    const name = target?.is === 'function' ? evaluation.function(target.function).qualifiedName : ''
    if (name !== 'os.getenv' && name !== 'os._Environ.get' && name !== 'typing.Mapping.get') return null
    return named(
      { file, value },
      argumentAt(summary, value, 0),
      Math.max(argumentAt(summary, value, 1), argumentAt(summary, value, 'default')),
    )
  }

  function named(at: Place, key: number, fallback: number): EnvironmentRead | null {
    const name = key < 0 ? undefined : evaluation.constantOf(at.file, key)
    if (name?.is !== 'text') return null
    const constant = fallback < 0 ? undefined : evaluation.constantOf(at.file, fallback)
    const text =
      constant?.is === 'text' ? constant.value : constant?.is === 'number' || constant?.is === 'bool' ? String(constant.value) : null
    return { at, name: name.value, fallback: text, stand: fallback < 0 ? null : { file: at.file, value: fallback } }
  }

  /** A class of settings, or a module that is called so and serves nothing. */
  function settingsFiles(): ReadonlySet<FileId> {
    const found = new Set<FileId>()
    for (const { id, file } of evaluation.classes)
      if (evaluation.file(file).origin === 'project' && BASE_SETTINGS.some((name) => evaluation.isSubclass(id, name))) found.add(file)
    for (const { id, origin, summary } of evaluation.files)
      if (origin === 'project' && NAMED.test(summary.path) && !serving.has(id)) found.add(id)
    return found
  }
}

/** Variables with one fallback here and another in another file: which one holds depends on who asks. */
function forksOf(
  reads: readonly EnvironmentRead[],
  all: readonly EnvironmentRead[],
  isTogether: Input['isTogether'],
): EnvironmentFact['forked'] {
  const seen = new Set<string>()
  return reads.flatMap((here) => {
    if (here.fallback === null || seen.has(here.name)) return []
    const there = all.find(
      ({ at, name, fallback }) =>
        name === here.name && at.file !== here.at.file && isOther(fallback, here.fallback) && isTogether(here.at.file, at.file),
    )
    if (there === undefined) return []
    seen.add(here.name)
    return [{ name: here.name, here, there }]
  })
}

/** `False` and `false` are read as the same. */
const isOther = (x: string | null, y: string | null): boolean => x !== null && y !== null && x.toLowerCase() !== y.toLowerCase()
