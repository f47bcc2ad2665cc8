/** Jobs: what a queue's worker or a scheduler runs. */
import type { CandidateFact, ContextKind } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { argumentAt, textOf } from '../read.ts'
import type { Registry } from './registry.ts'
import { definedFunction, handlersOf, nameOfFunction, namesOf, placeOf } from './registry.ts'

/** Where a coroutine and a plain function of each framework run. */
const FRAMEWORKS: readonly { readonly name: RegExp; readonly async: ContextKind; readonly sync: ContextKind }[] = [
  { name: /^celery\./, async: 'worker-process', sync: 'worker-process' },
  { name: /^dramatiq\./, async: 'loop-worker', sync: 'worker-process' },
  { name: /^(huey|rq|rq_scheduler)\./, async: 'worker-process', sync: 'worker-process' },
  { name: /^(arq|taskiq|taskiq_\w+|procrastinate|saq|streaq)\./, async: 'loop-worker', sync: 'worker-process' },
  { name: /^apscheduler\..*AsyncIOScheduler|^apscheduler\..*asyncio/, async: 'loop-background', sync: 'thread' },
  { name: /^apscheduler\./, async: 'loop-background', sync: 'thread' },
  { name: /^(fastapi_utils|fastapi_restful|fastapi_utilities)\./, async: 'loop-background', sync: 'thread' },
]

export function addTasks(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/tasks')) {
    if (candidate.captures['class'] !== undefined) addWorkerSettings(registry, candidate)
    else addRegistration(registry, candidate)
  }
}

function addRegistration(registry: Registry, candidate: CandidateFact): void {
  const at = placeOf(candidate, 'registration')
  const names = namesOf(registry, at.file, at.value)
  const framework = FRAMEWORKS.find(({ name }) => names.some((one) => name.test(one)))
  if (framework === undefined) return
  const decorated = definedFunction(registry, placeOf(candidate, 'handler'))
  const { summary } = registry.parts.evaluation.file(at.file)
  const functions =
    decorated !== null
      ? [decorated]
      : handlersOf(registry, at.file, firstOf(argumentAt(summary, at.value, 'func'), argumentAt(summary, at.value, 0)))
  for (const id of functions) addTask(registry, id, at, framework)
}

const firstOf = (x: number, y: number): number => (x >= 0 ? x : y)

function addTask(
  registry: Registry,
  id: FunctionId,
  at: { readonly file: FileId; readonly value: number },
  framework: { readonly async: ContextKind; readonly sync: ContextKind },
): void {
  const kind = registry.parts.evaluation.function(id).async ? framework.async : framework.sync
  registry.add(kind, id, at, `task ${nameOfFunction(registry, id)}`, 'job')
}

/** arq reads a class by its attributes; only a file that imports arq has one. */
function addWorkerSettings(registry: Registry, candidate: CandidateFact): void {
  const value = placeOf(candidate, 'value')
  if (value.value < 0 || !importsArq(registry, candidate.file)) return
  for (const id of handlersOf(registry, value.file, value.value)) {
    if (registry.parts.evaluation.function(id).async) registry.add('loop-worker', id, value, `task ${nameOfFunction(registry, id)}`, 'job')
  }
}

function importsArq(registry: Registry, file: FileId): boolean {
  const { summary } = registry.parts.evaluation.file(file)
  const { op, a, count } = summary.values
  for (let at = 0; at < count; at++) {
    if ((op[at] === Op.Import || op[at] === Op.ImportFrom) && /^arq(\.|$)/.test(textOf(summary, a[at]))) return true
  }
  return false
}
