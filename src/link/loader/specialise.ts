/** Generic repositories: the class their statements are about is known where they are called. */
import type { Schema } from '../../model/schema.ts'
import type { ClassId, Type } from '../../model/type.ts'
import type { Flow } from './flow.ts'
import { GENERIC } from './flow.ts'

const NOT_KNOWN: Flow = { is: 'unknown' }

/** The flow with the generic class filled in by the type of a call. */
export function specialised(schema: Schema, flow: Flow, type: Type): Flow {
  switch (flow.is) {
    case 'entity': {
      if (flow.of !== GENERIC) return flow
      const of = modelOfType(schema, type, 0)
      return of === null ? generic(flow, type) : { ...flow, of, root: of }
    }
    case 'many': {
      const of = specialised(schema, flow.of, type)
      return of.is === 'unknown' ? NOT_KNOWN : { is: 'many', of }
    }
    case 'rows':
    case 'tuple':
    case 'mapping':
      return holdsGeneric(flow) ? NOT_KNOWN : flow
    case 'statement': {
      if (!flow.entities.includes(GENERIC)) return flow
      const of = modelOfType(schema, type, 0)
      return of === null ? generic(flow, type) : { ...flow, entities: flow.entities.map((each) => (each === GENERIC ? of : each)) }
    }
    default:
      return flow
  }
}

/** Inside the generic class the type is still a variable: whoever calls from outside knows. */
function generic(flow: Flow, type: Type): Flow {
  return mentionsVariable(type, 0) ? flow : NOT_KNOWN
}

function holdsGeneric(flow: Flow): boolean {
  if (flow.is === 'entity') return flow.of === GENERIC
  if (flow.is === 'tuple') return flow.items.some(holdsGeneric)
  return flow.is === 'many' || flow.is === 'rows' || flow.is === 'mapping' ? holdsGeneric(flow.of) : false
}

/** The one mapped class a type speaks of: `Order`, `list[Order]`, `Select[Order]`. */
function modelOfType(schema: Schema, type: Type, depth: number): ClassId | null {
  if (depth > 4) return null
  if (type.is === 'coroutine' || type.is === 'iterator' || type.is === 'asyncIterator') return modelOfType(schema, type.of, depth + 1)
  if (type.is !== 'instance') return null
  if (schema.modelOf(type.of) !== null) return type.of
  return type.args.length === 0 ? null : modelOfType(schema, type.args[0], depth + 1)
}

function mentionsVariable(type: Type, depth: number): boolean {
  if (depth > 4) return false
  if (type.is === 'coroutine' || type.is === 'iterator' || type.is === 'asyncIterator') return mentionsVariable(type.of, depth + 1)
  return type.is === 'variable' || (type.is === 'instance' && type.args.some((arg) => mentionsVariable(arg, depth + 1)))
}
