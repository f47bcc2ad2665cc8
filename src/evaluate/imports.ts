/** What import statements bind. */
import { Op, type Value } from '../model/summary.ts'
import { moduleType } from './members.ts'
import { type Program, symbolType } from './program.ts'
import { formType, missingName } from './symbols.ts'
import { Kind, MISSING, type TypeId, UNKNOWN_NAME } from './types.ts'
import type { Unit } from './unit.ts'

export function imported(p: Program, unit: Unit, value: Value): TypeId {
  const dotted = unit.strings[unit.a[value]]
  if (unit.op[value] === Op.Import) return unit.b[value] === 1 ? moduleType(p, dotted, unit) : firstPackage(p, dotted, unit)
  const name = unit.strings[unit.b[value]]
  const form = formType(p, dotted, name)
  if (form !== MISSING) return form
  const full = dotted.endsWith('.') ? dotted + name : `${dotted}.${name}`
  const target = p.modules.find(dotted, unit)
  if (target !== null && target !== unit) {
    const type = symbolType(p, target, name)
    if (type !== MISSING) return type
  }
  const submodule = p.modules.find(full, unit)
  if (submodule !== null) return p.types.make(Kind.Module, submodule.id)
  if (target !== null && target.origin === 'library') return p.types.make(Kind.External, 0, 0, [], `${target.module}.${name}`)
  if (target !== null) return target === unit ? UNKNOWN_NAME : missingName(p, target, true)
  return dotted.startsWith('.') ? UNKNOWN_NAME : moduleType(p, full, unit)
}

/** `import a.b` binds a, which may be a directory without a file. */
function firstPackage(p: Program, dotted: string, unit: Unit): TypeId {
  const first = dotted.split('.')[0]
  const type = moduleType(p, first, unit)
  if (first === dotted || p.types.kind(type) !== Kind.External) return type
  const target = p.modules.find(dotted, unit)
  return target !== null && target.origin === 'project' ? p.types.make(Kind.Namespace, unit.id, 0, [], first) : type
}
