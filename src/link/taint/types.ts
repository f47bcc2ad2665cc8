/** What a value's type alone says of its content. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Origin } from '../../model/knowledge.ts'
import type { Type } from '../../model/type.ts'
import type { Effects } from '../effects.ts'
import { rankOf } from './content.ts'

/** Classes that hold what their type arguments say. */
const CONTAINERS =
  /^(builtins\.(list|set|frozenset|tuple|dict)|typing\.(List|Set|Sequence|Iterable|Iterator|Collection|Mapping|Dict|AbstractSet|MutableMapping|MutableSequence|KeysView|ValuesView)|collections\.\w+|_collections_abc\.\w+)$/

/** Parts beyond which a type says nothing. */
const DEEPEST = 4

/** Origin of every content of a type, of the keys of a mapping if asked for them; null where the type leaves it open. */
export function originOfType(evaluation: Evaluation, effects: Effects, type: Type, keys: boolean, depth = 0): Origin | null {
  if (depth > DEEPEST) return null
  const inner = (each: Type): Origin | null => originOfType(evaluation, effects, each, keys, depth + 1)
  switch (type.is) {
    case 'none':
    case 'class':
    case 'function':
    case 'module':
    case 'partial':
      return 'constant'
    case 'tuple':
      return worst(type.items.map(inner))
    case 'oneOf':
      return worst(type.of.map(inner))
    case 'coroutine':
    case 'task':
    case 'future':
    case 'iterator':
    case 'asyncIterator':
    case 'context':
    case 'asyncContext':
      return inner(type.of)
    case 'instance': {
      const given = effects.ofInstance(type.of)[0]?.gives
      if (given !== undefined) return given
      const held = CONTAINERS.test(evaluation.class(type.of).qualifiedName) ? (keys ? type.args[0] : type.args.at(-1)) : undefined
      return held === undefined || (keys && type.args.length < 2) ? null : originOfType(evaluation, effects, held, false, depth + 1)
    }
    default:
      return null
  }
}

function worst(origins: readonly (Origin | null)[]): Origin | null {
  let found: Origin | null = origins.length === 0 ? null : 'constant'
  for (const each of origins) {
    if (each === null || found === null) return null
    if (rankOf(each) > rankOf(found)) found = each
  }
  return found
}

/** `Dict` iterates over its keys. */
export const isMapping = (evaluation: Evaluation, type: Type): boolean =>
  type.is === 'instance' &&
  (evaluation.isSubclass(type.of, 'typing.Mapping') || evaluation.class(type.of).qualifiedName === 'builtins.dict')
