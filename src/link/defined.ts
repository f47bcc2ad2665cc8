/** Names by which project code can run without a call: nothing else is looked up. */
import type { Evaluation } from '../model/evaluation.ts'
import type { FunctionInfo } from '../model/project.ts'
import type { Str } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { FileId } from '../model/type.ts'
import { listOf, nameOf } from './read.ts'

/** Names of properties and special methods of project classes whose bodies call something, directly or through another property. */
export interface Defined {
  /** Whether a string of a file names one of the properties. */
  isProperty(file: FileId, name: Str): boolean
  readonly methods: ReadonlySet<string>
  /** All functions and classes, whatever they do. */
  readonly functions: ReadonlySet<string>
}

export function definedNames(evaluation: Evaluation, isProject: (id: number) => boolean): Defined {
  const methods = new Set<string>()
  const properties: FunctionInfo[] = []
  const functions = new Set<string>()
  for (const { name, file } of evaluation.classes) if (evaluation.file(file).origin === 'project') functions.add(name)
  for (const info of evaluation.functions) {
    if (isProject(info.id)) functions.add(info.name)
    if (info.owner === null || !isProject(info.id)) continue
    if (info.name.startsWith('__') && (calls(evaluation, info) || info.generator)) methods.add(info.name)
    if (isGetter(evaluation, info)) properties.push(info)
  }
  const all = new Set(properties.map((info) => info.name))
  const working = properties.filter((info) => calls(evaluation, info) || reads(evaluation, info, all))
  const names = new Set(working.map((info) => info.name))
  /** By file and Str: 0 not looked up, 1 no, 2 yes. Attributes are read far more often than a file has names. */
  const met: (Uint8Array | undefined)[] = Array.from({ length: evaluation.files.length })
  const isProperty = (file: FileId, name: Str): boolean => {
    const ofFile = (met[file] ??= new Uint8Array(evaluation.file(file).summary.strings.length))
    if (ofFile[name] === 0) ofFile[name] = names.has(evaluation.file(file).summary.strings[name]) ? 2 : 1
    return ofFile[name] === 2
  }
  return { isProperty, methods, functions }
}

function isGetter(evaluation: Evaluation, { file, scope }: FunctionInfo): boolean {
  const { summary } = evaluation.file(file)
  const made = summary.scopes.definedBy[scope]
  if (made < 0 || summary.values.op[made] !== Op.Function) return false
  return listOf(summary, summary.values.b[made]).some((decorator) => nameOf(summary, decorator).endsWith('property'))
}

function calls(evaluation: Evaluation, { file, scope }: FunctionInfo): boolean {
  const { values, regions, scopes } = evaluation.file(file).summary
  const region = scopes.region[scope]
  for (let value = regions.first[region]; value < regions.end[region]; value++) if (values.op[value] === Op.Call) return true
  return false
}

function reads(evaluation: Evaluation, { file, scope }: FunctionInfo, names: ReadonlySet<string>): boolean {
  const { summary } = evaluation.file(file)
  const { values, regions, scopes } = summary
  const region = scopes.region[scope]
  for (let value = regions.first[region]; value < regions.end[region]; value++) {
    if (values.op[value] === Op.Attr && names.has(nameOf(summary, value))) return true
  }
  return false
}
