/** How a call is made: which argument a shell runs, whether a loader builds objects. */
import type { Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { argumentAt, carried, listOf, nameOf } from '../read.ts'

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|zsh|dash|ksh|cmd|cmd\.exe|powershell|pwsh)$/
const RUN = /^(?:-[a-z]*c|\/c|-Command)$/i

/** The script that a shell gets from a call that starts a process; null where no shell does. */
export function scriptOf(parts: Parts, call: LibraryCall, argument: Value): Place | null {
  const { file } = call
  const { summary } = parts.evaluation.file(file)
  const isText = (value: Value | undefined, pattern: RegExp): boolean => {
    const folded = value === undefined ? undefined : parts.evaluation.constantOf(file, value)
    return folded?.is === 'text' && pattern.test(folded.value)
  }
  const written = argumentAt(summary, call.call, 'shell')
  const flag = written < 0 ? undefined : parts.evaluation.constantOf(file, written)
  if (flag?.is === 'bool' && flag.value) return { file, value: argument }
  if (call.name === 'asyncio.create_subprocess_exec') {
    const [program, option] = listOf(summary, summary.values.b[call.call])
    return isText(program, SHELL) && isText(option, RUN) ? { file, value: argument } : null
  }
  for (const made of parts.origins.of(file, argument)) {
    const [program, option, script] = itemsOf(summary, made)
    if (script !== undefined && isText(program, SHELL) && isText(option, RUN)) return { file, value: script }
  }
  return null
}

const itemsOf = (summary: FileSummary, made: Value): readonly Value[] => {
  const { op, b } = summary.values
  return op[made] === Op.List || op[made] === Op.Tuple ? Array.from(listOf(summary, b[made]), (item) => carried(summary, item)) : []
}

/** `yaml.load` builds any object unless it is given a loader that does not. */
export function buildsObjects({ evaluation }: Parts, call: LibraryCall): boolean {
  const { summary } = evaluation.file(call.file)
  const named = argumentAt(summary, call.call, 'Loader')
  const loader = named >= 0 ? named : argumentAt(summary, call.call, 1)
  return loader < 0 || /^(Unsafe|Full|C?)Loader$/.test(nameOf(summary, loader))
}
