/** Command-line commands of click and typer. */
import type { Registry } from './registry.ts'
import { definedFunction, nameOfFunction, namesOf, placeOf } from './registry.ts'

const COMMAND = /^(click|typer|asyncclick|cyclopts)\.(.*\.)?(command|group|callback)$/

export function addCommands(registry: Registry): void {
  for (const candidate of registry.candidates.of('facts/commands')) {
    const at = placeOf(candidate, 'registration')
    if (at.value < 0 || !namesOf(registry, at.file, at.value).some((name) => COMMAND.test(name))) continue
    const id = definedFunction(registry, placeOf(candidate, 'handler'))
    if (id === null) continue
    const kind = registry.parts.evaluation.function(id).async ? 'loop-script' : 'cli'
    registry.add(kind, id, at, `command ${nameOfFunction(registry, id)}`, 'operator')
  }
}
