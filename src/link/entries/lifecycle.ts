/** What runs when the application starts and stops. */
import type { CandidateFact, ContextKind, Place } from '../../model/project.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { argumentAt, listOf, nameOf } from '../read.ts'
import type { Registry } from './registry.ts'
import { definedFunction, handlerKind, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

const OWNER = /^(fastapi|starlette)\./

export function addLifecycle(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/lifecycle')) {
    if (candidate.captures['construction'] !== undefined) addOption(registry, candidate)
    else if (candidate.captures['value'] !== undefined) addLifespan(registry, placeOf(candidate, 'value'))
    else addEvent(registry, candidate)
  }
}

function addOption(registry: Registry, candidate: CandidateFact): void {
  const at = placeOf(candidate, 'construction')
  const value = placeOf(candidate, 'value')
  if (at.value < 0 || value.value < 0 || !isApplication(registry, at)) return
  const { summary } = registry.parts.evaluation.file(at.file)
  for (const option of ['lifespan', 'on_startup', 'on_shutdown', 'exception_handlers']) {
    if (argumentAt(summary, at.value, option) !== value.value) continue
    if (option === 'lifespan') addLifespan(registry, value)
    else if (option === 'exception_handlers') addHandlers(registry, value)
    else addAll(registry, value, option === 'on_startup' ? 'loop-startup' : 'loop-shutdown', option.slice(3))
  }
}

/** The class of the framework or a subclass of it. */
function isApplication(registry: Registry, at: Place): boolean {
  const { evaluation } = registry.parts
  if (namesOf(registry, at.file, at.value).some((name) => OWNER.test(name))) return true
  const type = evaluation.typeOf(at.file, at.value)
  return type.is === 'instance' && evaluation.mro(type.of).some((base) => OWNER.test(evaluation.class(base).qualifiedName))
}

/** Up to its `yield` a lifespan runs at startup, after it at shutdown: startup stands for both. */
function addLifespan(registry: Registry, at: Place): void {
  for (const id of handlersOf(registry, at.file, at.value)) {
    if (registry.parts.evaluation.function(id).async) registry.add('loop-startup', id, at, `lifespan ${nameOfFunction(registry, id)}`)
  }
}

function addAll(registry: Registry, at: Place, kind: ContextKind, word: string): void {
  for (const id of handlersOf(registry, at.file, at.value)) registry.add(kind, id, at, `${word} handler ${nameOfFunction(registry, id)}`)
}

function addHandlers(registry: Registry, at: Place): void {
  for (const handler of valuesOfDict(registry, at.file, at.value)) {
    for (const id of handlersOf(registry, at.file, handler)) {
      registry.add(handlerKind(registry, id, 'loop-request'), id, at, `exception handler ${nameOfFunction(registry, id)}`)
    }
  }
}

function valuesOfDict(registry: Registry, file: FileId, value: Value): readonly Value[] {
  const { summary } = registry.parts.evaluation.file(file)
  const { op, b } = summary.values
  return registry.parts.origins.of(file, value).flatMap((origin) => {
    if (op[origin] !== Op.Dict) return []
    return Array.from(listOf(summary, b[origin])).flatMap((item) => (op[item] === Op.Pair ? [b[item]] : []))
  })
}

/** `on_event` handlers are called on the loop even when they are plain functions. */
function addEvent(registry: Registry, candidate: CandidateFact): void {
  const at = placeOf(candidate, 'registration')
  if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => OWNER.test(name))) return
  const { evaluation } = registry.parts
  const { summary } = evaluation.file(at.file)
  const event = argumentAt(summary, at.value, 0)
  const constant = event < 0 ? undefined : evaluation.constantOf(at.file, event)
  const kind: ContextKind = constant?.is === 'text' && constant.value === 'shutdown' ? 'loop-shutdown' : 'loop-startup'
  const word = kind === 'loop-startup' ? 'startup' : 'shutdown'
  const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
  if (decorated !== null) registry.add(kind, decorated, at, `${word} handler ${nameOfFunction(registry, decorated)}`)
  else if (nameOf(summary, summary.values.a[at.value]) === 'add_event_handler') {
    addAll(registry, { file: at.file, value: argumentAt(summary, at.value, 1) }, kind, word)
  }
}
