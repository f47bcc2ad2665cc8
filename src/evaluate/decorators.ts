/** What the decorators of a function leave under its name. */
import type { Scope } from '../model/summary.ts'
import { madeUp } from './arguments.ts'
import { result } from './calls.ts'
import { Trait } from './functions.ts'
import { decoratorsOf, type Program, traitsOf, typeOf } from './program.ts'
import { Kind, type TypeId } from './types.ts'
import type { Unit } from './unit.ts'

/**
 * A decorator that is declared to return an instance of a known class (Celery's `task`) replaces the function; a wrapper in
 * the manner of `functools.wraps`, and everything not understood, leaves it.
 */
export function decoratedFunction(p: Program, unit: Unit, scope: Scope): TypeId {
  const of = unit.scopeIds[scope]
  const plain = p.types.make(Kind.Function, of)
  const decorators = decoratorsOf(unit, scope)
  if (decorators.length === 0 || (traitsOf(p, of) & Trait.Decorated) === 0) return plain
  let type = plain
  for (let i = decorators.length - 1; i >= 0; i--) {
    const made = result(p, typeOf(p, unit, decorators[i]), () => [madeUp(type)])
    if (p.types.kind(made) === Kind.Instance) type = made
  }
  return type
}
