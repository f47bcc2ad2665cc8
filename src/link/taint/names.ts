/** Where a name leads: the definitions behind a read, through scopes, imports and modules. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { Scope } from '../../model/summary.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import { listOf, scopeKind, textOf } from '../read.ts'

const NONE: readonly Place[] = []
const MAX_HOPS = 6

/** Bindings of a name in one scope. */
export function bindingsIn(evaluation: Evaluation, file: FileId, scope: Scope, name: string): readonly Place[] {
  const { summary } = evaluation.file(file)
  const { bindingStart, bindingName, bindingValues } = summary.scopes
  for (let row = bindingStart[scope]; row < bindingStart[scope + 1]; row++) {
    if (textOf(summary, bindingName[row]) === name)
      return Array.from(listOf(summary, bindingValues[row]), (value) => ({ file, value })).filter(({ value }) => !isStar(value))
  }
  return NONE

  function isStar(value: number): boolean {
    return summary.values.op[value] === Op.ImportStar
  }
}

/** Definitions of a name at the top of a module, through its star imports. */
export function namesOfModule(evaluation: Evaluation, file: FileId, name: string, hops = MAX_HOPS): readonly Place[] {
  const own = bindingsIn(evaluation, file, 0, name)
  if (own.length > 0 || hops === 0) return own
  const { summary } = evaluation.file(file)
  const { bindingStart, bindingName, bindingValues } = summary.scopes
  for (let row = bindingStart[0]; row < bindingStart[1]; row++) {
    if (bindingName[row] >= 0) continue
    for (const star of listOf(summary, bindingValues[row])) {
      const target = evaluation.moduleOf(file, textOf(summary, summary.values.a[star]))
      const found = target === null || target === file ? NONE : namesOfModule(evaluation, target, name, hops - 1)
      if (found.length > 0) return found
    }
  }
  return NONE
}

/** Definitions a Free row reads: the innermost scope around it that binds the name. */
export function definitionsOfFree(evaluation: Evaluation, { file, value }: Place): readonly Place[] {
  const { summary } = evaluation.file(file)
  const { parent } = summary.scopes
  const name = textOf(summary, summary.values.a[value])
  for (let scope = summary.values.b[value]; scope > 0; scope = parent[scope]) {
    if (scope !== summary.values.b[value] && scopeKind(summary, scope) === ScopeKind.Class) continue
    const found = bindingsIn(evaluation, file, scope, name)
    if (found.length > 0) return found
  }
  return namesOfModule(evaluation, file, name)
}

/** What `from m import x` binds, if project code defines it. */
export function definitionsOfImport(evaluation: Evaluation, { file, value }: Place): readonly Place[] {
  const { summary } = evaluation.file(file)
  const module = evaluation.moduleOf(file, textOf(summary, summary.values.a[value]))
  return module === null || module === file ? NONE : namesOfModule(evaluation, module, textOf(summary, summary.values.b[value]))
}

/** Definitions of a name in the body of a class or of a base. */
export function definitionsInClass(evaluation: Evaluation, of: ClassId, name: string): readonly Place[] {
  for (const id of evaluation.mro(of)) {
    const { file, scope } = evaluation.class(id)
    if (evaluation.file(file).origin === 'library') continue
    const found = bindingsIn(evaluation, file, scope, name)
    if (found.length > 0) return found
  }
  return NONE
}
