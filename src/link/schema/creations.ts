/** The databases that a declarative base's tables are made in: `Base.metadata.create_all` on an engine that is known. */
import type { EngineFact } from '../../model/engine.ts'
import type { Evaluation } from '../../model/evaluation.ts'
import type { CandidateFact, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import type { Origins } from '../origins.ts'
import { functionOf } from '../parameters.ts'
import { carried, listOf, nameOf } from '../read.ts'

interface Input {
  readonly evaluation: Evaluation
  readonly origins: Origins
  /** Reads of `create_all`, with the metadata before it. */
  readonly creations: readonly CandidateFact[]
  readonly engines: () => readonly EngineFact[]
}

export interface Creations {
  /** Databases that the tables of a model are made in, by dialect; `null` for one that is not known. */
  dialectsOf(model: ClassId): readonly (string | null)[]
}

/** Give a connection of the engine they are called on. */
const CONNECTING = new Set(['begin', 'connect'])
const DEEPEST = 4

export function createCreations({ evaluation, origins, creations, engines }: Input): Creations {
  const made = creations.flatMap(({ file, captures }) => {
    const base = baseOf(file, captures['metadata']?.value ?? -1)
    const reference = captures['reference']?.value ?? -1
    return base === null || reference < 0 ? [] : [{ base, dialect: dialectAt(file, reference) }]
  })

  function dialectsOf(model: ClassId): readonly (string | null)[] {
    const bases = evaluation.mro(model)
    return made.flatMap(({ base, dialect }) => (bases.includes(base) ? [dialect] : []))
  }

  /** The class before `.metadata`. */
  function baseOf(file: FileId, metadata: Value): ClassId | null {
    const { op, a } = evaluation.file(file).summary.values
    if (metadata < 0 || op[metadata] !== Op.Attr) return null
    const type = evaluation.typeOf(file, a[metadata])
    return type.is === 'class' ? type.of : null
  }

  /** `connection.run_sync(create_all)` or `create_all(engine)`. */
  function dialectAt(file: FileId, reference: Value): string | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const call = evaluation.users(file, reference).find((user) => op[user] === Op.Call)
    if (call === undefined) return null
    const given =
      a[call] === reference ? listOf(summary, b[call]).map((item) => carried(summary, item)) : op[a[call]] === Op.Attr ? [a[a[call]]] : []
    for (const value of given) {
      const engine = engineBehind({ file, value }, 0)
      if (engine !== null) return engine.dialect
    }
    return null
  }

  function engineBehind({ file, value }: Place, depth: number): EngineFact | null {
    if (depth > DEEPEST) return null
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const found = origins.of(file, value)
    // Of several it is not known which one it is.
    if (found.length !== 1 || op[found[0]] !== Op.Call) return null
    const [call] = found
    const here = engines().find(({ at }) => at.file === file && at.value === call)
    if (here !== undefined) return here
    const callee = a[call]
    if (op[callee] === Op.Attr && CONNECTING.has(nameOf(summary, callee))) return engineBehind({ file, value: a[callee] }, depth + 1)
    const functions = new Set(evaluation.calleeOf(file, call).targets.map(functionOf))
    return engines().find(({ within }) => within !== null && functions.has(within)) ?? null
  }

  return { dialectsOf }
}
