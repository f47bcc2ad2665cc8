/** The path below which a router's routes answer: its own prefix, after those of whatever includes it. */
import type { Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { argumentAt, listOf, textOf } from '../read.ts'
import type { Registry } from './registry.ts'
import { placeOf } from './registry.ts'

export interface Routers {
  /** Prefix of the routes declared on a router expression; a part that is not constant is `…`. */
  prefixOf(file: FileId, router: Value): string
  textOf(file: FileId, value: Value): string
}

interface Inclusion {
  readonly into: Place | null
  readonly prefix: string
}

const DEEPEST = 8

export function createRouters(registry: Registry): Routers {
  const { evaluation, origins } = registry.parts
  let inclusions: ReadonlyMap<string, Inclusion> | null = null

  function constantText(file: FileId, value: Value): string {
    const constant = evaluation.constantOf(file, value)
    if (constant?.is === 'template') return constant.parts.map((part) => part ?? '…').join('')
    return constant?.is === 'text' ? constant.value : '…'
  }

  /** The call that makes a router, through names and imports. */
  function madeAt(file: FileId, value: Value, depth = 0): Place | null {
    if (value < 0 || depth > DEEPEST) return null
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    for (const origin of origins.of(file, value)) {
      if (op[origin] === Op.Call) return { file, value: origin }
      if (op[origin] === Op.ImportFrom) {
        const module = evaluation.moduleOf(file, textOf(summary, a[origin]))
        if (module !== null) return bindingIn(module, textOf(summary, b[origin]), depth)
      }
      if (op[origin] === Op.Attr) {
        const type = evaluation.typeOf(file, a[origin])
        if (type.is === 'module') return bindingIn(type.module, textOf(summary, b[origin]), depth)
      }
    }
    return null
  }

  function bindingIn(file: FileId, name: string, depth: number): Place | null {
    const { summary } = evaluation.file(file)
    const { bindingStart, bindingName, bindingValues } = summary.scopes
    for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
      if (textOf(summary, bindingName[row]) !== name) continue
      for (const value of listOf(summary, bindingValues[row])) {
        const made = madeAt(file, value, depth + 1)
        if (made !== null) return made
      }
    }
    return null
  }

  /** What includes each router, by the place that makes it; the first in file order. */
  function findInclusions(): ReadonlyMap<string, Inclusion> {
    const found = new Map<string, Inclusion>()
    for (const candidate of registry.candidates.of('facts/includes')) {
      const { file, value } = placeOf(candidate, 'inclusion')
      if (value < 0) continue
      const { summary } = evaluation.file(file)
      const { op, a } = summary.values
      const isMount = textOf(summary, summary.values.b[a[value]]) === 'mount'
      const router = isMount ? argumentAt(summary, value, 1) : argumentAt(summary, value, 0)
      const made = madeAt(file, router)
      if (made === null || op[a[value]] !== Op.Attr) continue
      const prefix = isMount ? argumentAt(summary, value, 0) : argumentAt(summary, value, 'prefix')
      const key = `${made.file}:${made.value}`
      if (!found.has(key)) found.set(key, { into: madeAt(file, a[a[value]]), prefix: prefix < 0 ? '' : constantText(file, prefix) })
    }
    return found
  }

  function prefixOfMade({ file, value }: Place, depth: number): string {
    const written = argumentAt(evaluation.file(file).summary, value, 'prefix')
    const own = written < 0 ? '' : constantText(file, written)
    inclusions ??= findInclusions()
    const inclusion = depth > DEEPEST ? undefined : inclusions.get(`${file}:${value}`)
    if (inclusion === undefined) return own
    return (inclusion.into === null ? '' : prefixOfMade(inclusion.into, depth + 1)) + inclusion.prefix + own
  }

  return {
    prefixOf(file, router) {
      const made = madeAt(file, router)
      return made === null ? '' : prefixOfMade(made, 0)
    },
    textOf: constantText,
  }
}
