/** Where the object a blocking call is made on comes from, as far as the file itself says. */
import { argumentOf } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Step } from '../../check/rule.ts'
import { nameOf } from '../../check/trail.ts'
import type { EffectSite, Place, Project } from '../../model/project.ts'
import { Op } from '../../model/summary.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'

const MARKER = /^fastapi\..*\b(Depends|Security)$/
const MOST_HOPS = 12

/** The call that made the receiver, or the dependency it was injected by; empty if neither is found. */
export const originOf = ({ at }: EffectSite, project: Project): readonly Step[] => {
  const { values } = project.evaluation.file(at.file).summary
  if ((values.op[at.value] as Op) !== Op.Call) return []
  const callee = values.a[at.value]
  return (values.op[callee] as Op) === Op.Attr ? comesFrom(project, { file: at.file, value: values.a[callee] }) : []
}

const comesFrom = (project: Project, receiver: Place): readonly Step[] => {
  let place: Place | null = receiver
  for (let hops = 0; place !== null && hops < MOST_HOPS; hops++) {
    const kind: Op = project.evaluation.file(place.file).summary.values.op[place.value]
    if (kind === Op.Param) return injected(project, place)
    const source: Place | null = sourceOf(project, place)
    if (kind === Op.Call && source === null) return [{ at: spanOf(project, place), label: 'the object is made here' }]
    place = source
  }
  return []
}

/** Where the object was before it stood here: behind its name, or at the start of a chain of calls (`db.query(X).all()`). */
const sourceOf = (project: Project, place: Place): Place | null => {
  const { file, value } = place
  const { op, a } = project.evaluation.file(file).summary.values
  const kind: Op = op[value]
  if (kind === Op.Enter || kind === Op.Await) return { file, value: a[value] }
  const isLink = kind === Op.Call && (op[a[value]] as Op) === Op.Attr && !isConstruction(project, place)
  return isLink ? { file, value: a[a[value]] } : named(project, place)
}

/** One step from a name towards what it is bound to, through imports; null if it is no name, or bound more than once. */
const named = (project: Project, { file, value }: Place): Place | null => {
  const { strings, values } = project.evaluation.file(file).summary
  const next = (found: Value, home = file): Place | null => (found < 0 ? null : { file: home, value: found })
  switch (values.op[value] as Op) {
    case Op.Load:
      return next(values.a[value])
    case Op.Bind:
      return next(values.b[value])
    case Op.Free:
      return next(moduleBinding(project, file, strings[values.a[value]]))
    case Op.ImportFrom: {
      const home = project.evaluation.moduleOf(file, strings[values.a[value]])
      return home === null ? null : next(moduleBinding(project, home, strings[values.b[value]]), home)
    }
    default:
      return null
  }
}

const isConstruction = ({ evaluation }: Project, { file, value }: Place): boolean =>
  evaluation.calleeOf(file, value).targets.some((target) => target.is === 'construct')

/** What a module binds a name to, if it does so once. */
const moduleBinding = ({ evaluation }: Project, file: FileId, name: string): Value => {
  const { scopes, strings, values } = evaluation.file(file).summary
  for (let row = scopes.bindingStart[0]; row < scopes.bindingStart[1]; row++) {
    if (scopes.bindingName[row] < 0 || strings[scopes.bindingName[row]] !== name) continue
    const cell = scopes.bindingValues[row]
    return values.lists[cell] === 1 ? values.lists[cell + 1] : -1
  }
  return -1
}

/** A parameter's dependency, in its default or beside its type in `Annotated`. */
const injected = (project: Project, { file, value }: Place): readonly Step[] => {
  const { values } = project.evaluation.file(file).summary
  const [annotation, initial] = values.lists.subarray(values.b[value] + 1, values.b[value] + 3)
  const marker = [{ file, value: initial }, ...metadataOf(project, { file, value: annotation })].find((each) => isMarker(project, each))
  const id = marker === undefined ? null : dependencyOf(project, marker)
  if (id === null) return []
  const { file: home, scope } = project.evaluation.function(id)
  const { nameStart, nameLength } = project.evaluation.file(home).summary.scopes
  const at = { file: home, start: nameStart[scope], end: nameStart[scope] + nameLength[scope] }
  return [{ at, label: `the object comes from \`${nameOf(project, id)}\`` }]
}

/** Items after the type in `Annotated[T, …]`, also behind a name. */
const metadataOf = (project: Project, annotation: Place): readonly Place[] => {
  let place: Place | null = annotation.value < 0 ? null : annotation
  for (let hops = 0; place !== null && hops < MOST_HOPS; hops++) {
    const { file, value }: Place = place
    const { op, b, lists } = project.evaluation.file(file).summary.values
    if ((op[value] as Op) === Op.Index && (op[b[value]] as Op) === Op.Tuple) {
      const cell = b[b[value]]
      return Array.from(lists.subarray(cell + 2, cell + 1 + lists[cell]), (item) => ({ file, value: item }))
    }
    place = named(project, place)
  }
  return []
}

const isMarker = ({ evaluation }: Project, { file, value }: Place): boolean => {
  if (value < 0 || (evaluation.file(file).summary.values.op[value] as Op) !== Op.Call) return false
  return evaluation.calleeOf(file, value).targets.some((target) => {
    if (target.is === 'function') return MARKER.test(evaluation.function(target.function).qualifiedName)
    return target.is === 'construct' && MARKER.test(evaluation.class(target.class).qualifiedName)
  })
}

const dependencyOf = (project: Project, marker: Place): FunctionId | null => {
  const given = argumentOf(project, marker, 0)
  const type = given < 0 ? null : project.evaluation.typeOf(marker.file, given)
  return type?.is === 'function' ? type.of : null
}
