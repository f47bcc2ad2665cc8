/** Convicts what `queries/facts/prints.scm` nominates: calls that write to the terminal of a process that has none. */
import type { PrintFact } from '../../model/output.ts'
import type { Place } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { isMain } from '../main-guard.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import { functionAround } from '../within.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
}

const PRINTS: ReadonlyMap<string, string> = new Map([
  ['builtins.print', 'print'],
  ['pprint.pprint', 'pprint'],
  ['traceback.print_exc', 'traceback.print_exc'],
])
/** In the order of the files, then of the functions' first call. */
export function printFacts({ parts, candidates }: Input): readonly PrintFact[] {
  const { evaluation } = parts
  const byFunction = new Map<FunctionId, { readonly calls: Place[]; readonly callee: string }>()
  for (const { file, captures } of candidates.of('facts/prints')) {
    const at = { file, value: captures['call']?.value ?? -1 }
    const callee = at.value < 0 ? undefined : calleeOf(at)
    const within = at.value < 0 ? -1 : functionAround(evaluation, file, at.value)
    // A module body runs once, before there is anything to log with.
    if (callee === undefined || within < 0 || isRedirected(at) || isMain(evaluation, at)) continue
    const known = byFunction.get(within)
    if (known === undefined) byFunction.set(within, { calls: [at], callee })
    else known.calls.push(at)
  }
  return [...byFunction].map(([within, { calls, callee }]) => ({
    is: 'print',
    within,
    calls: calls.toSorted((x, y) => x.value - y.value),
    callee,
  }))

  function calleeOf({ file, value }: Place): string | undefined {
    const [target] = evaluation.calleeOf(file, value).targets
    return target?.is === 'function' ? PRINTS.get(evaluation.function(target.function).qualifiedName) : undefined
  }

  /** `file=` names something else than the terminal. */
  function isRedirected({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op } = summary.values
    const given = argumentAt(summary, value, 'file')
    if (given < 0) return listOf(summary, summary.values.b[value]).some((item) => op[item] === Op.DoubleStar)
    return !(op[given] === Op.Attr && /^(stdout|stderr)$/.test(nameOf(summary, given)))
  }
}
