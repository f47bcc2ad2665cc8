/** Engines: where they are made, with which settings, how often. */
import type { EngineFact } from '../../model/engine.ts'
import type { Constant } from '../../model/evaluation.ts'
import type { Context, Edge, Place, Role } from '../../model/project.ts'
import { Op, ScopeKind } from '../../model/summary.ts'
import type { FileId, FunctionId } from '../../model/type.ts'
import { createBuilding } from '../building.ts'
import type { CandidateIndex } from '../candidates.ts'
import type { Parts } from '../draft.ts'
import { boundParameters, functionOf, parametersOf } from '../parameters.ts'
import { argumentAt, listOf, nameOf, scopeKind, textOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import { createDialects } from './dialects.ts'

interface Input {
  readonly parts: Parts
  readonly candidates: CandidateIndex
  readonly definitions: Definitions
  readonly role: (file: FileId) => Role
  /** Calls of a function, those in module bodies included. */
  readonly callersOf: (id: FunctionId) => readonly Edge[]
  readonly contextsOf: (id: FunctionId) => readonly Context[]
}

const CALLEE =
  /^sqlalchemy\.(.*\.)?(create_engine|create_async_engine|engine_from_config|async_engine_from_config)$|^sqlmodel\.create_engine$/
const DEEPEST = 3
const MOST = 16

/** Calls of project functions from the site that decides down to the creating call, outermost first. */
type Chain = readonly Place[]

/** A keyword argument; no place where what is passed cannot be told. */
interface Keyword {
  readonly name: string
  readonly place: Place | null
}

export function engineFacts({ parts, candidates, definitions, role, callersOf, contextsOf }: Input): readonly EngineFact[] {
  const { evaluation, effects, origins } = parts
  const buildingOf = createBuilding(parts, contextsOf)
  const dialects = createDialects(evaluation, origins, definitions)

  return candidates
    .of('facts/engines')
    .filter(({ file }) => role(file) !== 'migration' && !isMigrationEnvironment(file))
    .flatMap((candidate) => {
      const created = { file: candidate.file, value: candidate.captures['call']?.value ?? -1 }
      const callee = created.value < 0 ? undefined : effects.callsOf(created.file, created.value).find(({ name }) => CALLEE.test(name))
      return callee === undefined ? [] : chainsOf(created).map((chain) => factOf(chain, created, callee.name))
    })

  function factOf(chain: Chain, created: Place, callee: string): EngineFact {
    const [at] = chain
    const { settings, open } = settingsOf(chain, created)
    const url = argumentIn(created, 0) ?? argumentIn(created, 'url')
    const within = functionAround(at)
    const { building, context } = buildingOf(at, within)
    const scheme = url === null ? null : dialects.of(url, (parameter) => bound(chain, parameter))
    return {
      is: 'engine',
      at,
      created,
      callee,
      async: callee.includes('async'),
      dialect: scheme?.dialect ?? null,
      driver: scheme?.driver ?? null,
      settings,
      pool: poolOf(chain, created, open),
      open,
      disposed: isDisposed(created),
      within,
      building,
      context,
    }
  }

  function functionAround({ file, value }: Place): FunctionId | null {
    const { summary } = evaluation.file(file)
    for (let scope = evaluation.scopeOf(file, value); scope > 0; scope = summary.scopes.parent[scope])
      if (scopeKind(summary, scope) === ScopeKind.Function) return evaluation.functionOfScope(file, scope)
    return null
  }

  /** Alembic's `env.py`: a process of its own that ends with the migration. */
  function isMigrationEnvironment(file: FileId): boolean {
    const { path, strings } = evaluation.file(file).summary
    return path.split('/').at(-1) === 'env.py' && strings.includes('run_migrations')
  }

  /** One chain per call whose arguments decide a setting: a wrapper hands its parameters on. */
  function chainsOf(created: Place): readonly Chain[] {
    const done: Chain[] = []
    const work: Chain[] = [[created]]
    for (let chain = work.shift(); chain !== undefined && done.length < MOST; chain = work.shift()) {
      const within = functionAround(chain[0])
      const callers = within === null || !handsOn(chain[0]) || chain.length > DEEPEST ? [] : callsOf(within)
      if (callers.length === 0) done.push(chain)
      else work.push(...callers.map((caller) => [caller, ...chain]))
    }
    return done
  }

  function callsOf(id: FunctionId): readonly Place[] {
    const seen = new Set<number>()
    return callersOf(id)
      .filter(({ kind, at }) => (kind === 'call' || kind === 'await') && evaluation.file(at.file).summary.values.op[at.value] === Op.Call)
      .map(({ at }) => at)
      .filter(({ file, value }) => role(file) !== 'test' && !seen.has(file * 1e7 + value) && seen.add(file * 1e7 + value))
  }

  /** Passes a parameter of the function around it. */
  function handsOn({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return [...listOf(summary, b[value])].some((item) => {
      const carried = op[item] === Op.Keyword ? b[item] : op[item] === Op.DoubleStar ? a[item] : item
      return origins.of(file, carried).some((origin) => op[origin] === Op.Param)
    })
  }

  function argumentIn({ file, value }: Place, key: number | string): Place | null {
    const found = argumentAt(evaluation.file(file).summary, value, key)
    return found < 0 ? null : { file, value: found }
  }

  /** What the chain gives a parameter: the argument of the next call out, its default where that is left out. */
  function bound(chain: Chain, parameter: Place): Place | null {
    for (const call of chain) {
      for (const target of evaluation.calleeOf(call.file, call.value).targets) {
        const id = functionOf(target)
        const index =
          id === null || evaluation.function(id).file !== parameter.file ? -1 : parametersOf(evaluation, id).indexOf(parameter.value)
        if (id === null || index < 0) continue
        const { summary } = evaluation.file(parameter.file)
        const given = argumentIn(call, nameOf(summary, parameter.value)) ?? argumentIn(call, index - boundParameters(evaluation, target))
        if (given !== null) return given
        const fallback = listOf(summary, summary.values.b[parameter.value])[1]
        return fallback < 0 ? null : { file: parameter.file, value: fallback }
      }
    }
    return null
  }

  /** The value behind parameters. */
  function resolved(chain: Chain, place: Place): Place {
    let at = place
    for (let steps = 0; steps <= DEEPEST; steps++) {
      const { op } = evaluation.file(at.file).summary.values
      const [origin, ...more] = origins.of(at.file, at.value)
      if (more.length > 0 || origin === undefined || op[origin] !== Op.Param) return at
      const next = bound(chain, { file: at.file, value: origin })
      if (next === null) return at
      at = next
    }
    return at
  }

  function settingsOf(chain: Chain, created: Place): Pick<EngineFact, 'settings' | 'open'> {
    const settings = new Map<string, Constant | undefined>()
    let open = false
    for (const { name, place } of keywordsOf(created)) {
      if (place === null) open = true
      else {
        const { file, value } = resolved(chain, place)
        settings.set(name, evaluation.constantOf(file, value))
      }
    }
    return { settings, open: open || chain.some((call) => keywordsOf(call).some(({ place }) => place === null)) }
  }

  function poolOf(chain: Chain, created: Place, open: boolean): string | null {
    const given = keywordsOf(created).find(({ name }) => name === 'poolclass')?.place
    if (given === undefined || given === null) return open ? '?' : null
    const { file, value } = resolved(chain, given)
    const type = evaluation.typeOf(file, value)
    if (evaluation.constantOf(file, value)?.is === 'none') return null
    return type.is === 'class' ? evaluation.class(type.of).name : '?'
  }

  /** Keywords of a call, those of unpacked dictionaries that are written out and left alone included; null for what is not told. */
  function keywordsOf({ file, value }: Place): readonly Keyword[] {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    return [...listOf(summary, b[value])].flatMap((item): readonly Keyword[] => {
      if (op[item] === Op.Keyword) return [{ name: textOf(summary, a[item]), place: { file, value: b[item] } }]
      return op[item] === Op.DoubleStar ? entriesOf({ file, value: a[item] }) : []
    })
  }

  function entriesOf(place: Place): readonly Keyword[] {
    const unknown: readonly Keyword[] = [{ name: '**', place: null }]
    const behind = definitions.of(place)
    if (behind === null) return unknown
    const { summary } = evaluation.file(behind.file)
    const { op, a, b } = summary.values
    if (op[behind.value] !== Op.Dict || isChanged(behind)) return unknown
    return [...listOf(summary, b[behind.value])].flatMap((item): readonly Keyword[] => {
      const key = op[item] === Op.Pair ? evaluation.constantOf(behind.file, a[item]) : undefined
      return key?.is === 'text' ? [{ name: key.value, place: { file: behind.file, value: b[item] } }] : unknown
    })
  }

  function isChanged({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, b } = summary.values
    return evaluation
      .users(file, value)
      .some(
        (user) => op[user] === Op.SetItem || (op[user] === Op.Attr && ['update', 'setdefault', 'pop'].includes(textOf(summary, b[user]))),
      )
  }

  /** The function that makes the engine also disposes of it, before it returns: no connection waits for a later use. */
  function isDisposed({ file, value }: Place): boolean {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    const scope = evaluation.scopeOf(file, value)
    if (scopeKind(summary, scope) !== ScopeKind.Function) return false
    const region = summary.scopes.region[scope]
    let disposes = false
    for (let at = value; at < summary.regions.end[region]; at++) {
      if (op[at] === Op.Yield) return false
      if (op[at] === Op.Attr && textOf(summary, b[at]) === 'dispose' && origins.of(file, a[at]).includes(value)) disposes = true
    }
    return disposes
  }
}
