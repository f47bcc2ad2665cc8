/** Lists made anew, and bytes copied, in every turn of a loop. */
import type { QuadraticFact } from '../../model/repeated.ts'
import type { Region, Value } from '../../model/summary.ts'
import { BinaryOp, BindFlag, BindKind, CompareOp, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { writtenAs } from '../concurrency/locks.ts'
import type { Parts } from '../draft.ts'
import { influenceOf } from '../loader/influence.ts'
import type { Loops } from '../loader/loops.ts'
import { listOf } from '../read.ts'
import { functionAround } from '../within.ts'

interface Input {
  readonly parts: Parts
  readonly loops: Loops
  readonly isInside: (file: FileId) => boolean
}

/** `Comprehension` rows that make a list; a set is looked up in, a generator stops at the first hit. */
const LIST = 0

/** In the order of the files, then of their places. */
export function quadraticFacts({ parts, loops, isInside }: Input): readonly QuadraticFact[] {
  const { evaluation } = parts
  return evaluation.files.flatMap(({ id: file, origin, summary }): readonly QuadraticFact[] => {
    if (origin !== 'project' || !isInside(file)) return []
    const { op, count } = summary.values
    const found: QuadraticFact[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] === Op.Compare) found.push(...rebuiltAt(file, value))
      else if (op[value] === Op.Augment) found.push(...bytesAt(file, value))
    }
    return found
  })

  function rebuiltAt(file: FileId, compare: Value): readonly QuadraticFact[] {
    const { summary } = evaluation.file(file)
    const { op, aux, a, b } = summary.values
    const [operator] = listOf(summary, a[compare])
    const [, list] = listOf(summary, b[compare])
    if ((operator !== CompareOp.In && operator !== CompareOp.NotIn) || op[list] !== Op.Comprehension || aux[list] !== LIST) return []
    const [loop] = forLoops(file, compare)
    const source = sourceOf(file, list)
    if (loop === undefined || source < 0) return []
    const iterate = summary.regions.subject[loop]
    const influence = influenceOf(evaluation, file, evaluation.scopeOf(file, compare), [iterate], () => false)
    const isSmall = loops.tripOf(file, iterate) === 'small' || loops.tripOf(file, source) === 'small'
    return [
      {
        is: 'quadratic',
        kind: 'rebuilt',
        at: { file, value: compare },
        within: functionAround(evaluation, file, compare),
        loop: { file, value: iterate },
        over: writtenAs(parts, file, a[source]),
        spared: influence.has(list) ? 'depends' : isSmall ? 'small-loop' : null,
      },
    ]
  }

  /** The Iterate row of a comprehension's first `for`; -1 if it is not seen. */
  function sourceOf(file: FileId, comprehension: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const element = a[comprehension]
    const around = evaluation.repeats(file, element)
    const outer = new Set<Region>(evaluation.repeats(file, comprehension))
    const own = around.filter((region) => !outer.has(region))
    const loop = own.at(-1)
    const iterate = loop === undefined ? -1 : summary.regions.subject[loop]
    return iterate >= 0 && op[iterate] === Op.Iterate ? iterate : -1
  }

  function bytesAt(file: FileId, augment: Value): readonly QuadraticFact[] {
    const { summary } = evaluation.file(file)
    const { aux, a } = summary.values
    const [region] = evaluation.repeats(file, augment)
    if (aux[augment] !== (BinaryOp.Add as number) || region === undefined) return []
    const type = evaluation.typeOf(file, augment)
    if (type.is !== 'instance' || evaluation.class(type.of).qualifiedName !== 'builtins.bytes') return []
    const subject = summary.regions.subject[region]
    if (subject < 0) return []
    const isFor = summary.values.op[subject] === Op.Iterate
    return [
      {
        is: 'quadratic',
        kind: 'bytes',
        at: { file, value: augment },
        within: functionAround(evaluation, file, augment),
        loop: { file, value: subject },
        over: writtenAs(parts, file, a[augment]),
        spared: isFor && loops.tripOf(file, subject) === 'small' ? 'small-loop' : isConsumed(file, region, augment) ? 'consumed' : null,
      },
    ]
  }

  /** The loop also gives the variable, or the attribute, another value: a buffer of what has not been read yet, which stays short. */
  function isConsumed(file: FileId, loop: Region, augment: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, aux, a, b } = summary.values
    const { regions } = summary
    const read = a[augment]
    for (let at = regions.first[loop]; at < regions.end[loop]; at++) {
      if (op[at] === Op.Bind && (aux[at] & BindFlag.Kind) !== BindKind.Augment && op[read] === Op.Load && a[at] === b[read]) return true
      if (op[at] !== Op.SetAttr || op[read] !== Op.Attr) continue
      const [stored, name] = listOf(summary, b[at])
      if (name === b[read] && stored !== augment) return true
    }
    return false
  }

  /** Innermost first. */
  function forLoops(file: FileId, value: Value): readonly Region[] {
    const { regions, values } = evaluation.file(file).summary
    return evaluation.repeats(file, value).filter((region) => {
      const loop = regions.subject[region]
      return loop >= 0 && values.op[loop] === Op.Iterate && loop < value
    })
  }
}
