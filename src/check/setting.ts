/** What a protecting call is told, folded. */
import type { Constant } from '../model/evaluation.ts'
import type { Place, Project } from '../model/project.ts'
import type { ProtectionFact } from '../model/protection.ts'
import { Op } from '../model/summary.ts'

/** What a setting folds to, one for each expression it can be, undefined where that is no constant; null: it is not passed. */
export const foldedSetting = (
  project: Project,
  { settings }: ProtectionFact,
  name: string,
): { readonly constants: readonly (Constant | undefined)[]; readonly complete: boolean } | null => {
  const setting = settings.get(name)
  if (setting === undefined) return null
  return { constants: setting.values.map(({ file, value }) => project.evaluation.constantOf(file, value)), complete: setting.complete }
}

/** Whether a setting is passed, and is that flag whichever way the code goes. */
export const isAlways = (project: Project, fact: ProtectionFact, name: string, flag: boolean): boolean => {
  const folded = foldedSetting(project, fact, name)
  if (folded === null || !folded.complete || folded.constants.length === 0) return false
  return folded.constants.every((constant) => constant?.is === 'bool' && constant.value === flag)
}

/** The one text a setting always is; null: none, or not known. */
export const textSetting = (project: Project, fact: ProtectionFact, name: string): string | null => {
  const folded = foldedSetting(project, fact, name)
  const [first, ...more] = folded?.constants ?? []
  return first?.is === 'text' && more.length === 0 ? first.value : null
}

/** The name that an expression ends in: `CERT_NONE` of `ssl.CERT_NONE`; empty for others. */
export const lastNameOf = (project: Project, { file, value }: Place): string => {
  const { strings, values } = project.evaluation.file(file).summary
  const op: Op = values.op[value]
  if (op === Op.Attr || op === Op.Load) return strings[values.b[value]]
  if (op === Op.Free) return strings[values.a[value]]
  if (op === Op.ImportFrom) return strings[values.b[value]]
  return op === Op.Call ? lastNameOf(project, { file, value: values.a[value] }) : ''
}

/** Names that stand in the tests known to hold, or not, where something stands. */
export const namesInGuards = ({ evaluation }: Project, { file, value }: Place): readonly string[] => {
  const { strings, values } = evaluation.file(file).summary
  const names: string[] = []
  for (const { test } of evaluation.guards(file, value)) {
    const from = values.start[test]
    // Operands stand before their users, inside their span.
    for (let at = test; at >= 0 && values.start[at] >= from; at--) {
      const op: Op = values.op[at]
      if (op === Op.Attr || op === Op.Load) names.push(strings[values.b[at]])
      else if (op === Op.Free) names.push(strings[values.a[at]])
      else if (op === Op.Text && values.a[at] >= 0) names.push(strings[values.a[at]])
    }
  }
  return names
}
