/** The evaluator: file summaries and the bundled library in, answers on demand out. */
import type { Evaluation, SourceFile } from '../model/evaluation.ts'
import { type FileSummary, Op } from '../model/summary.ts'
import type { ClassId, Type } from '../model/type.ts'
import { computeAnnotation, plainAnnotation } from './annotations.ts'
import { createCallees } from './callees.ts'
import { computeOrder, computeParameters, derivesFrom } from './classes.ts'
import { computeTraits, Trait } from './functions.ts'
import type { Library } from './library.ts'
import { computeMember, member, methodBehind } from './members.ts'
import { createModules, isPackagePath, nameModules, segmentsOf } from './modules.ts'
import { inferParameters } from './parameters.ts'
import { createProgram, decoratorsOf, orderOf, type Program, registerScopes, symbolType, traitsOf, typeOf } from './program.ts'
import { dominates, guards, held, isBehindExit, protectedBy, repeats } from './regions.ts'
import { computeReturn } from './returns.ts'
import { computeSymbol } from './symbols.ts'
import { Kind, MISSING, type TypeId } from './types.ts'
import { regionOf, scopeOf, type Unit } from './unit.ts'
import { usersOf } from './uses.ts'
import { computeType } from './values.ts'

/** Builds the module index, the class table and the types of untyped parameters; everything else is computed when asked for. */
export function createEvaluation(summaries: readonly FileSummary[], library: Pick<Library, 'module'>): Evaluation {
  const p = createProgram()
  wire(p)
  const files: SourceFile[] = []
  const add = (summary: FileSummary, origin: SourceFile['origin'], module: string): Unit => {
    const unit = createUnit(p, summary, origin, module)
    p.units.push(unit)
    files.push(unit)
    return unit
  }
  for (const summary of summaries) add(summary, 'project', '')
  const projectUnits = p.units.slice()
  p.modules = createModules(projectUnits, (dotted) => {
    const summary = library.module(dotted)
    if (summary === null) return null
    const unit = add(summary, 'library', dotted)
    registerScopes(p, unit)
    return unit
  })
  nameModules(projectUnits, importsOf, p.modules)
  const early = p.units.slice(projectUnits.length)
  const [functionCount, classCount] = [p.functions.length, p.classes.length]
  if (functionCount + classCount > 0) renumber(p, early)
  for (const unit of projectUnits) registerScopes(p, unit)
  for (const unit of early) registerScopes(p, unit)
  const projectClasses = p.classes.filter((each) => p.units[each.file].origin === 'project')
  indexSubclasses(
    p,
    projectClasses.map((each) => each.id),
  )
  inferParameters(p, projectUnits)
  return answers(p, files)
}

/** Project functions come first: library files that were needed to resolve imports are entered again after them. */
function renumber(p: Program, early: readonly Unit[]): void {
  p.functions.length = 0
  p.classes.length = 0
  p.namesakes.length = 0
  for (const slots of [p.orderSlots, p.parameterSlots, p.traitSlots, p.returnSlots]) slots.count = 0
  for (const unit of early) unit.scopeIds.fill(-1)
}

function createUnit(p: Program, summary: FileSummary, origin: SourceFile['origin'], module: string): Unit {
  const { op, aux, a, b, lists, count } = summary.values
  const segments = segmentsOf(summary.path)
  const isPackage = isPackagePath(summary.path)
  const unit: Unit = {
    id: p.units.length,
    summary,
    origin,
    segments,
    isPackage,
    directory: isPackage ? segments : segments.slice(0, -1),
    module,
    op: op.length === count ? op : op.subarray(0, count),
    aux,
    a,
    b,
    lists,
    strings: summary.strings,
    types: { memo: NO_MEMO, size: count, compute: (at) => computeType(p, unit, at) },
    constants: { memo: NO_MEMO, size: count, compute: (at) => p.constants.compute(unit, at) },
    scopeIds: new Int32Array(summary.scopes.count).fill(-1),
    bindings: [],
    annotations: null,
    regionOf: null,
    scopeOfRegion: null,
    dead: null,
    exits: null,
    tested: null,
    fields: null,
    userStart: null,
    users: null,
  }
  return unit
}
const NO_MEMO = new Int32Array(0)

/** Gives every table of nodes its function. */
function wire(p: Program): void {
  p.annotationSlots.compute = (at) => computeAnnotation(p, at)
  p.symbolSlots.compute = (at) => computeSymbol(p, p.symbolUnit[at], p.symbolName[at])
  p.memberSlots.compute = (at) => computeMember(p, at)
  p.orderSlots.compute = (at) => computeOrder(p, at)
  p.parameterSlots.compute = (at) => computeParameters(p, at)
  p.traitSlots.compute = (at) => computeTraits(p, at)
  p.returnSlots.compute = (at) => computeReturn(p, at)
}

/** Modules that a file's import statements name. */
function importsOf(unit: Unit): readonly string[] {
  const out: string[] = []
  for (let at = 0; at < unit.op.length; at++) {
    const op: Op = unit.op[at]
    if (op === Op.Import || op === Op.ImportFrom || op === Op.ImportStar) out.push(unit.strings[unit.a[at]])
  }
  return out
}

function indexSubclasses(p: Program, classes: readonly ClassId[]): void {
  for (const of of classes) {
    for (const ancestor of orderOf(p, of).ancestors) {
      if (ancestor.of === of) continue
      const list = p.below.get(ancestor.of)
      if (list === undefined) p.below.set(ancestor.of, [of])
      else list.push(of)
    }
  }
}

function answers(p: Program, files: readonly SourceFile[]): Evaluation {
  const callee = createCallees(p)
  const publish = (type: number): Type => p.types.publish(type)
  const unitAt = (file: number): Unit => p.units[file]
  const named = new Map<string, TypeId>()
  const resolveOnce = (dotted: string): TypeId => {
    let type = named.get(dotted)
    if (type === undefined) named.set(dotted, (type = resolve(p, dotted)))
    return type
  }
  const behind = (type: Type, name: string): number => methodBehind(p, p.types.intern(type), name)
  return {
    files,
    functions: p.functions,
    classes: p.classes,
    file: (id) => files[id],
    function: (id) => p.functions[id],
    class: (id) => p.classes[id],
    functionOfScope: (file, scope) => unitAt(file).scopeIds[scope],
    classOfScope: (file, scope) => unitAt(file).scopeIds[scope],
    typeOf: (file, value) => publish(typeOf(p, unitAt(file), value)),
    annotated: (file, value) => publish(plainAnnotation(p, unitAt(file), value)),
    instanceOf: (id) => publish(p.types.instance(id)),
    constantOf: (file, value) => p.constants.of(unitAt(file), value),
    calleeOf: (file, call) => {
      const unit = unitAt(file)
      return callee(typeOf(p, unit, unit.a[call]))
    },
    memberOf: (type, name) => publish(member(p, p.types.intern(type), name)),
    methodOf: (type, name) => {
      const id = behind(type, name)
      return id < 0 ? null : id
    },
    propertyOf: (type, name) => {
      const id = type.is === 'class' ? -1 : behind(type, name)
      return id >= 0 && (traitsOf(p, id) & Trait.Property) !== 0 ? id : null
    },
    mro: (id) => orderOf(p, id).ancestors.map((entry) => entry.of),
    hasUnknownBase: (id) => orderOf(p, id).unknownBase,
    isSubclass: (id, name) => derivesFrom(p, id, name) || isNamedBase(p, id, resolveOnce(name)),
    subclasses: (id) => p.below.get(id) ?? [],
    resolve: (dotted) => publish(resolveOnce(dotted)),
    moduleOf: (importer, dotted) => {
      const unit = p.modules.find(dotted, unitAt(importer))
      return unit === null || unit.origin === 'library' ? null : unit.id
    },
    decorators: (of) => {
      const unit = unitAt(of.file)
      return Array.from(decoratorsOf(unit, unit.a[of.value]))
    },
    regionOf: (file, value) => regionOf(unitAt(file), value),
    scopeOf: (file, value) => scopeOf(unitAt(file), value),
    dominates: (file, x, y) => dominates(unitAt(file), x, y),
    guards: (file, value) => guards(unitAt(file), value),
    isBehindExit: (file, value) => isBehindExit(unitAt(file), value),
    protectedBy: (file, value) => protectedBy(unitAt(file), value),
    held: (file, value) => held(unitAt(file), value),
    repeats: (file, value) => repeats(unitAt(file), value),
    users: (file, value) => usersOf(unitAt(file), value),
    get evaluations() {
      return p.engine.evaluations
    },
  }
}

/** A base by the name it is imported under: `sqlalchemy.orm.Session` for `sqlalchemy.orm.session.Session`. */
function isNamedBase(p: Program, id: ClassId, type: TypeId): boolean {
  if (p.types.kind(type) !== Kind.Class) return false
  const of = p.types.of(type)
  return orderOf(p, id).ancestors.some((entry) => entry.of === of)
}

/** What a dotted name means in the library: the longest module prefix, then attributes. */
function resolve(p: Program, dotted: string): TypeId {
  const parts = dotted.split('.')
  for (let length = parts.length; length > 0; length--) {
    const unit = p.modules.library(parts.slice(0, length).join('.'))
    if (unit === null) continue
    if (length === parts.length) return p.types.make(Kind.Module, unit.id)
    let type = symbolType(p, unit, parts[length])
    for (let i = length + 1; i < parts.length && type !== MISSING; i++) type = member(p, type, parts[i])
    if (type !== MISSING) return type
  }
  return p.types.make(Kind.External, 0, 0, [], dotted)
}
