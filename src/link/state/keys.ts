/** How many entries a container can come to have, by the keys it is written under. */
import type { StateUse } from '../../model/state.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, Type } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { carried, listOf, nameOf } from '../read.ts'
import type { Made } from './made.ts'

export interface Keys {
  growth(file: FileId, key: Value): StateUse['grows']
}

/** Of which a program has only so many: names only ever spare. */
const FEW =
  /(name|kind|type|model|provider|lang(uage)?|locale|format|env(ironment)?|region|level|role|module|class|cls|func|function|category|status|backend|engine|source|platform|service|feature|scope|topic|channel|component|tool|agent|plugin|method|mode|currency|schema|table|field|path|option)s?$/i
/** Classes of which there are as many objects as somebody has written. */
const WRITTEN = ['enum.Enum', 'builtins.bool', 'builtins.type']
const DEEPEST = 8

/** `brought`: what comes in with a request itself, not what is looked up for it, which `isFound` tells. */
export function createKeys(
  { evaluation, origins }: Pick<Parts, 'evaluation' | 'origins'>,
  brought: Made,
  isFound: (file: FileId, value: Value) => boolean,
): Keys {
  function growth(file: FileId, key: Value): StateUse['grows'] {
    return key >= 0 && isGiven(file, key, 0) ? 'per-value' : null
  }

  /** Made of a parameter (not of the receiver) that can be anything. */
  function isGiven(file: FileId, value: Value, depth: number): boolean {
    if (value < 0 || depth > DEEPEST) return false
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const go = (one: Value): boolean => isGiven(file, carried(summary, one), depth + 1)
    if (isFew(evaluation.typeOf(file, value)) || FEW.test(nameOf(summary, value)) || isFound(file, value)) return false
    switch (op[value]) {
      case Op.Param:
        return !isReceiver(file, value) && brought.byRequest(file, [value])
      case Op.Load:
        return origins.of(file, value).some((origin) => origin !== value && go(origin))
      case Op.Attr:
      case Op.Index:
      case Op.Await:
        return go(a[value])
      case Op.Binary:
        return go(a[value]) || go(b[value])
      case Op.Tuple:
      case Op.Format:
        return [...listOf(summary, b[value])].some(go)
      case Op.Call:
        return [...listOf(summary, b[value])].some(go) || (op[a[value]] === Op.Attr && go(a[a[value]]))
      default:
        return false
    }
  }

  function isReceiver(file: FileId, parameter: Value): boolean {
    const { summary } = evaluation.file(file)
    return summary.values.a[parameter] === 0 && /^(self|cls)$/.test(nameOf(summary, parameter))
  }

  function isFew(type: Type): boolean {
    if (type.is === 'class' || type.is === 'function') return true
    return type.is === 'instance' && WRITTEN.some((name) => evaluation.isSubclass(type.of, name))
  }

  return { growth }
}
