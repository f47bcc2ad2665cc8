/** Rows that take all the fields of a request's model at once: `User(**data.model_dump())`, a loop of `setattr`. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Edge, Place } from '../../model/project.ts'
import type { MassAssignment } from '../../model/request-model.ts'
import type { RouteFact } from '../../model/route.ts'
import type { MappedModel, Schema } from '../../model/schema.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import { statementCalls } from '../loader/statement-calls.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import { usesOf } from '../uses.ts'
import type { ModelFields } from './fields.ts'

interface AssignedInput {
  readonly parts: Parts
  readonly models: ModelFields
  readonly schema: Schema
  readonly routes: readonly RouteFact[]
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
}

interface Assigned extends Pick<MassAssignment, 'model' | 'entity' | 'at' | 'how'> {
  /** Attributes that are given beside it, or set afterwards. */
  readonly overwritten: ReadonlySet<string>
}

const DUMPS = new Set(['model_dump', 'dict'])
/** What chooses the fields that are handed over. */
const CHOOSES = ['include', 'exclude']
const CHANGES = new Set(['POST', 'PUT', 'PATCH'])
/** What somebody may do. https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/ */
const POWER =
  /^(?:is_)?(?:admin|superuser|super_admin|staff)$|^roles?$|^role_ids?$|^permissions?$|^scopes$|^balance$|^credits?$|^(?:hashed_password|password_hash)$/
/** Of an account: whether it counts. */
const STANDING = /^(?:is_)?(?:verified|email_verified|active|activated|approved)$/
/** Whose it is. */
const OWNER = /^(?:user|owner|author|organi[sz]ation|org|tenant)_id$|^created_by(?:_id)?$/
/** A mapped class with one is an account. */
const PASSWORD = /passw(?:or)?d/i
const ROLE = /role|admin|superuser|permission|scope|staff|privilege/i
const FOLLOWED = new Set(['call', 'await'])
const DEEPEST = 3
const MOST = 200

/** In the order of the routes. */
export function massAssignments({ parts, models, schema, routes, edgesFrom }: AssignedInput): readonly MassAssignment[] {
  const { evaluation } = parts
  const known = new Map<FunctionId, readonly Assigned[]>()
  return routes.filter(({ methods }) => methods.some((method) => CHANGES.has(method))).flatMap(ofRoute)

  function ofRoute(route: RouteFact): readonly MassAssignment[] {
    const bodies = new Set(
      route.inputs.flatMap(({ from, at }) => (from === 'body' ? models.modelsIn(evaluation.typeOf(at.file, at.value)) : [])),
    )
    if (bodies.size === 0) return []
    const role = route.dependencies.some(({ function: id }) => id !== null && speaksOf(id, ROLE))
    const found: MassAssignment[] = []
    const ways = new Map<FunctionId, readonly Place[]>([[route.handler, []]])
    for (const [id, path] of ways) {
      for (const { model, entity, at, how, overwritten } of assignedIn(id)) {
        if (!bodies.has(model)) continue
        const privileged = privilegedOf(model, entity).filter((name) => !overwritten.has(name))
        found.push({ is: 'mass-assignment', route, model, entity, at, path, how, privileged, role })
      }
      if (path.length === DEEPEST) continue
      for (const edge of edgesFrom(id))
        if (FOLLOWED.has(edge.kind) && parts.isProject(edge.to) && !ways.has(edge.to) && ways.size < MOST)
          ways.set(edge.to, [...path, edge.at])
    }
    return found
  }

  function speaksOf(id: FunctionId, pattern: RegExp): boolean {
    const { file, scope, name } = evaluation.function(id)
    if (pattern.test(name)) return true
    const { summary } = evaluation.file(file)
    const region = summary.scopes.region[scope]
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++)
      if (summary.values.op[value] === Op.Attr && pattern.test(nameOf(summary, value))) return true
    return false
  }

  /** Fields that are columns, and more than data. */
  function privilegedOf(model: ClassId, entity: ClassId): readonly string[] {
    const mapped = schema.modelOf(entity)
    const fields = models.of(model)
    if (mapped === null || fields === null) return []
    const columns = new Set(mapped.table.columns.map(({ attribute }) => attribute))
    const isAccount = holdsPassword(mapped)
    const counts = (name: string): boolean => POWER.test(name) || OWNER.test(name) || (isAccount && STANDING.test(name))
    return fields.map(({ name }) => name).filter((name) => columns.has(name) && counts(name))
  }

  function assignedIn(id: FunctionId): readonly Assigned[] {
    let found = known.get(id)
    if (found === undefined) known.set(id, (found = read(id)))
    return found
  }

  function read(id: FunctionId): readonly Assigned[] {
    const { file, scope } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const region = summary.scopes.region[scope]
    const found: Assigned[] = []
    const set = new Set<string>()
    for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
      if (op[value] === Op.SetAttr) set.add(textOf(summary, listOf(summary, summary.values.b[value])[1]))
      if (op[value] !== Op.Call) continue
      const one = constructed(file, value) ?? written(file, value) ?? (nameOf(summary, a[value]) === 'setattr' ? setIn(file, value) : null)
      if (one !== null) found.push(one)
    }
    return found.map((one) => ({ ...one, overwritten: new Set([...one.overwritten, ...set]) }))
  }

  /** `User(**data.model_dump())`. */
  function constructed(file: FileId, call: Value): Assigned | null {
    const spread = spreadIn(file, call)
    if (spread === null) return null
    const [target] = evaluation.calleeOf(file, call).targets
    if (target?.is !== 'construct' || schema.modelOf(target.class) === null) return null
    return { ...spread, entity: target.class, at: { file, value: call }, how: 'constructor' }
  }

  /** `update(User).values(**data.model_dump())`. */
  function written(file: FileId, call: Value): Assigned | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    if (op[a[call]] !== Op.Attr || nameOf(summary, a[call]) !== 'values') return null
    const spread = spreadIn(file, call)
    const begin =
      spread === null ? undefined : statementCalls(evaluation, file, call).find(({ name }) => name === 'update' || name === 'insert')
    const entity = begin === undefined ? null : mappedClass(evaluation, file, argumentAt(summary, begin.call, 0))
    return spread === null || entity === null ? null : { ...spread, entity, at: { file, value: call }, how: 'update' }
  }

  /** `for name, value in data.model_dump().items(): setattr(user, name, value)`. */
  function setIn(file: FileId, call: Value): Assigned | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const type = evaluation.typeOf(file, argumentAt(summary, call, 0))
    if (type.is !== 'instance' || schema.modelOf(type.of) === null) return null
    // A test of the name may let some of them through only.
    if (evaluation.guards(file, call).length > 0) return null
    for (const origin of parts.origins.of(file, argumentAt(summary, call, 1))) {
      const loop = op[origin] === Op.Unpack ? a[origin] : origin
      for (const source of parts.origins.of(file, loop)) {
        if (op[source] !== Op.Iterate) continue
        for (const items of parts.origins.of(file, a[source])) {
          if (op[items] !== Op.Call || nameOf(summary, a[items]) !== 'items') continue
          const model = dumped(file, a[a[items]])
          if (model !== null) return { model, entity: type.of, at: { file, value: call }, how: 'setattr', overwritten: new Set() }
        }
      }
    }
    return null
  }

  function spreadIn(file: FileId, call: Value): Pick<Assigned, 'model' | 'overwritten'> | null {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    let model: ClassId | null = null
    const overwritten = new Set<string>()
    for (const item of listOf(summary, b[call])) {
      if (op[item] === Op.Keyword) overwritten.add(textOf(summary, a[item]))
      if (op[item] === Op.DoubleStar) model ??= dumped(file, a[item])
    }
    return model === null ? null : { model, overwritten }
  }

  /** The model whose fields a dictionary holds, all of them. */
  function dumped(file: FileId, value: Value): ClassId | null {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const origins = parts.origins.of(file, value)
    const [call] = origins
    if (origins.length !== 1 || op[call] !== Op.Call || op[a[call]] !== Op.Attr || !DUMPS.has(nameOf(summary, a[call]))) return null
    if (CHOOSES.some((name) => argumentAt(summary, call, name) >= 0)) return null
    if (isChanged(file, value)) return null
    const type = evaluation.typeOf(file, a[a[call]])
    return type.is === 'instance' && models.isModel(type.of) ? type.of : null
  }

  /** Keys are taken out of it or put into it on the way: `fields.pop("role")`, `del fields["role"]`. */
  function isChanged(file: FileId, value: Value): boolean {
    const { summary } = evaluation.file(file)
    const { op, a } = summary.values
    const bind = op[value] === Op.Load ? a[value] : -1
    if (bind < 0) return false
    return usesOf(evaluation, file, bind).some((use) => {
      if (use.is === 'attribute') return nameOf(summary, use.at) !== 'items'
      return op[use.at] === Op.SetItem || op[use.at] === Op.Index || op[use.at] === Op.Delete
    })
  }
}

function mappedClass(evaluation: Evaluation, file: FileId, value: Value): ClassId | null {
  const type = value < 0 ? null : evaluation.typeOf(file, value)
  return type?.is === 'class' ? type.of : null
}

const holdsPassword = ({ table }: MappedModel): boolean => table.columns.some(({ attribute }) => PASSWORD.test(attribute))
