/** Files that make an application, a worker or a scheduler: the roots of what is in use. */
import type { ApplicationFact } from '../../model/service.ts'
import type { FileId } from '../../model/type.ts'
import type { Registry } from './registry.ts'
import { namesOf, placeOf } from './registry.ts'

const APPLICATION = /^(fastapi|starlette|celery|taskiq|apscheduler)\./

export function applicationFiles(registry: Registry): ReadonlySet<FileId> {
  const files = new Set<FileId>()
  for (const candidate of registry.candidates.of('facts/apps')) {
    const at = placeOf(
      candidate,
      candidate.captures['class'] !== undefined && candidate.captures['base'] !== undefined ? 'base' : 'application',
    )
    if (at.value >= 0 && namesOf(registry, at.file, at.value).some((name) => APPLICATION.test(name))) files.add(at.file)
  }
  return files
}

const SERVER = /^(fastapi|starlette)\./

/** Objects that serve HTTP, in the order of their candidates. */
export function applicationFacts(registry: Registry): readonly ApplicationFact[] {
  return registry.candidates.of('facts/apps').flatMap((candidate): readonly ApplicationFact[] => {
    const at = placeOf(candidate, 'application')
    const callee = at.value < 0 ? undefined : namesOf(registry, at.file, at.value).find((name) => SERVER.test(name))
    return callee === undefined ? [] : [{ is: 'application', at, callee }]
  })
}
