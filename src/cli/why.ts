import path from 'node:path'
import { type Analysis, analyse } from '../analyse.ts'
import { positionOf, spanOf } from '../check/place.ts'
import type { Edge, Place, Project } from '../model/project.ts'
import { Op, type Value } from '../model/summary.ts'
import { type FileId, type FunctionId } from '../model/type.ts'
import { visible } from '../report/visible.ts'
import { configOf, locationOf } from './check.ts'
import { equipmentFor } from './equipment.ts'
import { print } from './output.ts'
import { today } from './today.ts'
import { UsageError } from './usage-error.ts'

/**
 * `faultline why FILE:LINE [PATH]`: where the function around it runs and how it gets there, what its calls are, what they do, and what every
 * rule said there and why.
 * @throws UsageError on a wrong place.
 */
export const why = async (place: string, folder: string | undefined, configFile: string | undefined): Promise<void> => {
  const [, file, digits] = /^(.+?):(\d+)(?::\d+)?$/.exec(place) ?? []
  if (file === undefined) throw new UsageError(`'${place}' is not FILE:LINE`)
  const line = Number(digits)
  const { targets, base } = locationOf([file])
  const whole = locationOf([folder ?? base])
  const analysis = await analyse(whole, configOf(whole, configFile), equipmentFor(today()), () => {})
  const relative = path.relative(whole.base, targets[0].absolute).replaceAll('\\', '/')
  const source = analysis.project.evaluation.files.find(({ summary, origin }) => origin === 'project' && summary.path === relative)
  if (source === undefined) throw new UsageError(`${file} was not analysed${reasonFor(analysis, relative)}`)
  if (line < 1 || line > source.summary.lineStarts.length) throw new UsageError(`${file} has ${source.summary.lineStarts.length} lines`)
  const { project } = analysis
  print(
    [
      ...contextLines(project, source.id, line),
      ...callLines(project, source.id, line),
      ...ruleLines(analysis, project, source.id, line),
      '',
    ]
      .map(visible)
      .join('\n'),
  )
}

const reasonFor = ({ report }: Analysis, file: string): string => {
  const because = report.notAnalysed.find((entry) => entry.file.endsWith(file))?.because
  return because === undefined ? '' : `: ${because}`
}

/** Values that start on a line, in order. */
const valuesOn = (project: Project, file: FileId, line: number): readonly Value[] => {
  const { values, lineStarts } = project.evaluation.file(file).summary
  const from = lineStarts[line - 1]
  const to = lineStarts[line] ?? Infinity
  const found: Value[] = []
  for (let value = 0; value < values.count; value++) if (values.start[value] >= from && values.start[value] < to) found.push(value)
  return found
}

const contextLines = (project: Project, file: FileId, line: number): readonly string[] => {
  const { evaluation } = project
  const inside = valuesOn(project, file, line).map((value) => evaluation.functionOfScope(file, evaluation.scopeOf(file, value)))
  const functions = [...new Set(inside)].filter((id) => id >= 0)
  const lines = functions.flatMap((id) => [`in ${evaluation.function(id).qualifiedName}`, ...runsLines(project, id)])
  return [`file is ${project.role(file)} code`, ...(lines.length === 0 ? ['in no function: runs on import'] : lines)]
}

const runsLines = (project: Project, id: FunctionId): readonly string[] => {
  const contexts = project.contextsOf(id)
  if (contexts.length === 0) return ['  runs nowhere that is known: no entry point reaches it']
  return contexts.flatMap(({ kind, entry, path }) => [
    `  runs as ${kind}, from ${entry.label} (${placeOf(project, entry.at)})`,
    ...path.map((edge) => `    ${placeOf(project, edge.at)}  ${hop(project, edge)}`),
  ])
}

const hop = ({ evaluation }: Project, { kind, to, confidence }: Edge): string =>
  `${kind} ${evaluation.function(to).qualifiedName}${confidence === 'exact' ? '' : ` (${confidence})`}`

const placeOf = (project: Project, { file, value }: Place): string => {
  const { file: path, line, column } = positionOf(project, spanOf(project, { file, value }))
  return `${path}:${line}:${column}`
}

const callLines = (project: Project, file: FileId, line: number): readonly string[] => {
  const { evaluation } = project
  const { op } = evaluation.file(file).summary.values
  const calls = valuesOn(project, file, line).filter((value) => op[value] === Op.Call)
  const effects = evaluation.functions.length === 0 ? [] : calls.flatMap((value) => effectsAt(project, file, value))
  return [...calls.map((value) => `call at ${placeOf(project, { file, value })}: ${calleeName(project, file, value)}`), ...effects]
}

const calleeName = ({ evaluation }: Project, file: FileId, call: Value): string => {
  const { targets, why: reason } = evaluation.calleeOf(file, call)
  const names = targets.map((target) => {
    if (target.is === 'function') return evaluation.function(target.function).qualifiedName
    return target.is === 'construct' ? `${evaluation.class(target.class).qualifiedName}()` : `${target.path} (a library without a stub)`
  })
  return [...names, ...(reason === undefined ? [] : [`not resolved: ${reason}`])].join(', ')
}

const effectsAt = (project: Project, file: FileId, value: Value): readonly string[] => {
  const { evaluation } = project
  const within = evaluation.functionOfScope(file, evaluation.scopeOf(file, value))
  if (within < 0) return []
  return project
    .effectsIn(within)
    .filter(({ at }) => at.file === file && at.value === value)
    .map(({ callee, effect: { blocks, does = [], harmless } }) => {
      const what = blocks === undefined ? [] : [`blocks (${blocks.kind}, ${blocks.class}); instead: ${blocks.replacement}`]
      return `  ${callee}: ${[...what, ...does, ...(harmless === true ? ['harmless'] : [])].join(', ')}`
    })
}

const ruleLines = ({ verdicts }: Analysis, project: Project, file: FileId, line: number): readonly string[] => {
  const here = verdicts.filter(({ verdict }) => verdict.at.file === file && positionOf(project, verdict.at).line === line)
  if (here.length === 0) return ['no rule considered anything here']
  return here.map(({ rule, verdict }) => {
    if (verdict.is === 'violation') return `${rule}: violation (${verdict.message})`
    return verdict.is === 'fine' ? `${rule}: silent because ${verdict.because}` : `${rule}: undecided because ${verdict.why}`
  })
}
