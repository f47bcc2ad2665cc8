/**
 * Mutation recall on real code: what was spared is broken, all places of one mutator at once in a copy of the backend, and
 * every broken place must then be reported by a rule of the mutator's pack, where the original had no finding.
 *
 *   npm run mutate -- REPO [--only offload|client|route|bound|index|loader|timeout] [--show]
 *
 *   offload  `await asyncio.to_thread(f, x)` becomes `f(x)`
 *   client   `httpx.AsyncClient` becomes `httpx.Client`, its awaits are dropped
 *   route    a `def` route becomes `async def`
 *   bound    a bound parameter of a statement becomes part of an f-string
 *   index    the `index=True` of a foreign key is dropped
 *   loader   `selectinload(Model.items)` is dropped from a query whose `items` a loop, or an asynchronous session, reads
 *   timeout  `timeout=x` is taken out; where the library then has a short default, it becomes `timeout=None`
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rules } from '../src/generated/packs.ts'
import { check } from '../src/check/run.ts'
import { Op } from '../src/model/summary.ts'
import type { BlockingFact, Place, Project } from '../src/model/project.ts'
import { backends } from './backends.ts'
import { linked } from './linked.ts'
import { boundParameters } from './mutate-sql.ts'

/** Replaces text at offsets of the original; none may overlap another. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Mutant {
  readonly file: string
  readonly edits: readonly Edit[]
  /** Lines (of the original, which edits keep) of which one must carry a finding. */
  readonly lines: readonly number[]
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, show: { type: 'boolean', default: false } },
})

const summaryOf = (project: Project, file: number) => project.evaluation.file(file).summary

const lineAt = (starts: Uint32Array, offset: number): number => {
  let line = 0
  while (line < starts.length && starts[line] <= offset) line++
  return line
}

const spanOf = (project: Project, { file, value }: Place): { start: number; end: number } => {
  const { start, length, long } = summaryOf(project, file).values
  let size = length[value]
  if (size === 65535) for (let pair = 0; pair < long.length; pair += 2) if (long[pair] === value) size = long[pair + 1]
  return { start: start[value], end: start[value] + size }
}

const argumentsOf = (project: Project, { file, value }: Place): readonly number[] => {
  const { b, lists } = summaryOf(project, file).values
  return b[value] < 0 ? [] : Array.from(lists.subarray(b[value] + 1, b[value] + 1 + lists[b[value]]))
}

/** The Await around a value, if it is awaited where it stands. */
const awaitOf = (project: Project, { file, value }: Place): number | null =>
  project.evaluation.users(file, value).find((user) => summaryOf(project, file).values.op[user] === Op.Await) ?? null

const isReportable = ({ blocks }: BlockingFact): boolean => blocks.severity !== 'suggestion' && blocks.severity !== 'minor'

const isOnLoop = (project: Project, within: number): boolean =>
  project.evaluation.function(within).async &&
  project.contextsOf(within).some(({ kind }) => kind === 'loop-request' || kind === 'loop-websocket' || kind === 'loop-background')

/** Positions of the handed-over function in the offloaders' arguments. */
const HANDED: Readonly<Record<string, number>> = { to_thread: 0, run_in_threadpool: 0, run_sync: 0, run_in_executor: 1 }

const offloads = (project: Project, text: (file: number) => string): readonly Mutant[] => {
  const places = new Map<string, Place>()
  for (const fact of project.facts('blocking')) {
    if (fact.spared !== 'offloaded' || !isReportable(fact)) continue
    const handover = fact.context?.path.findLast(({ kind }) => kind === 'offload')
    const at = handover?.at ?? fact.at
    const within = handover?.from ?? fact.within
    if (isOnLoop(project, within)) places.set(`${at.file}:${at.value}`, at)
  }
  return [...places.values()].flatMap((place): Mutant[] => {
    const { values, strings, lineStarts, path: file } = summaryOf(project, place.file)
    const callee = values.a[place.value]
    if (
      values.op[place.value] !== Op.Call ||
      (values.op[callee] !== Op.Attr && values.op[callee] !== Op.Free && values.op[callee] !== Op.Load)
    )
      return []
    const name = strings[values.op[callee] === Op.Free ? values.a[callee] : values.b[callee]]
    const position = HANDED[name]
    const given = argumentsOf(project, place)
    const awaiting = awaitOf(project, place)
    if (position === undefined || awaiting === null || given.length <= position) return []
    const source = text(place.file)
    const of = (value: number): string => {
      const { start, end } = spanOf(project, { file: place.file, value })
      return source.slice(start, end)
    }
    const whole = spanOf(project, { file: place.file, value: awaiting })
    const replaced = `(${of(given[position])})(${given
      .slice(position + 1)
      .map(of)
      .join(', ')})`
    const first = lineAt(lineStarts, whole.start)
    const last = lineAt(lineStarts, whole.end)
    const padding = '\n'.repeat(Math.max(0, last - first - (replaced.split('\n').length - 1)))
    return [
      {
        file,
        edits: [{ ...whole, text: padding === '' ? replaced : `(${replaced}${padding})` }],
        lines: Array.from({ length: last - first + 1 }, (_, index) => first + index),
      },
    ]
  })
}

const routes = (project: Project, text: (file: number) => string): readonly Mutant[] => {
  const routeFunctions = new Set(
    project.entries.filter(({ kind, label }) => kind === 'thread' && /^[A-Z]+ \//.test(label)).map((entry) => entry.function),
  )
  const mutants = new Map<number, { mutant: Mutant; lines: Set<number> }>()
  for (const fact of project.facts('blocking')) {
    const entry = fact.context?.entry.function
    if (fact.spared !== 'thread-context' || !isReportable(fact) || entry === undefined || !routeFunctions.has(entry)) continue
    const place = fact.context?.path[0]?.at ?? fact.at
    const { file, scope, name } = project.evaluation.function(entry)
    if (place.file !== file) continue
    const { scopes, lineStarts, path: filePath } = summaryOf(project, file)
    const at = text(file).lastIndexOf('def', scopes.nameStart[scope])
    if (at < 0 || name === '<lambda>') continue
    const known = mutants.get(entry) ?? {
      mutant: { file: filePath, edits: [{ start: at, end: at, text: 'async ' }], lines: [] },
      lines: new Set<number>(),
    }
    known.lines.add(lineAt(lineStarts, spanOf(project, place).start))
    mutants.set(entry, known)
  }
  return [...mutants.values()].map(({ mutant, lines }) => ({ ...mutant, lines: [...lines] }))
}

const clients = (project: Project, text: (file: number) => string): readonly Mutant[] => {
  const { evaluation } = project
  const mutants: Mutant[] = []
  for (const info of evaluation.functions) {
    if (evaluation.file(info.file).origin !== 'project' || !isOnLoop(project, info.id)) continue
    const { values, scopes, regions, lineStarts, path: file } = summaryOf(project, info.file)
    const region = scopes.region[info.scope]
    const edits: Edit[] = []
    const lines: number[] = []
    for (let value = regions.first[region]; value < regions.end[region]; value++) {
      if (evaluation.scopeOf(info.file, value) !== info.scope) continue
      const source = text(info.file)
      if (values.op[value] === Op.Call) {
        const target = evaluation.calleeOf(info.file, value).targets[0]
        const span = spanOf(project, { file: info.file, value })
        if (target?.is === 'construct' && evaluation.class(target.class).qualifiedName === 'httpx._client.AsyncClient') {
          const callee = spanOf(project, { file: info.file, value: values.a[value] })
          if (source.slice(callee.start, callee.end).endsWith('AsyncClient'))
            edits.push({ start: callee.end - 'AsyncClient'.length, end: callee.end, text: 'Client' })
        }
        const receiver = values.op[values.a[value]] === Op.Attr ? evaluation.typeOf(info.file, values.a[values.a[value]]) : null
        const awaiting = awaitOf(project, { file: info.file, value })
        const isClient = receiver?.is === 'instance' && evaluation.isSubclass(receiver.of, 'httpx._client.AsyncClient')
        if (isClient && awaiting !== null) {
          const from = spanOf(project, { file: info.file, value: awaiting }).start
          edits.push({ start: from, end: span.start, text: '' })
          lines.push(lineAt(lineStarts, span.start))
        }
      }
      if (values.op[value] === Op.Enter && values.b[value] === 1) {
        const manager = evaluation.typeOf(info.file, values.a[value])
        const { start } = spanOf(project, { file: info.file, value: values.a[value] })
        const at = source.lastIndexOf('async with', start)
        if (manager.is === 'instance' && evaluation.class(manager.of).qualifiedName === 'httpx._client.AsyncClient' && at >= 0)
          edits.push({ start: at, end: at + 'async '.length, text: '' })
      }
    }
    if (lines.length > 0 && edits.some(({ text: replaced }) => replaced === 'Client')) mutants.push({ file, edits, lines })
  }
  return mutants
}

/** What stands for a timeout in the calls and constructions that the rules of pack prod look at. */
const TIMEOUTS: ReadonlySet<string> = new Set(['timeout', 'request_timeout', 'socket_timeout', 'socket_connect_timeout'])

const timeouts = (project: Project, text: (file: number) => string): readonly Mutant[] =>
  [...project.facts('outboundCall'), ...project.facts('client')].flatMap((fact): readonly Mutant[] => {
    const isTimed = fact.bound.is === 'bounded' && fact.bound.by === (fact.is === 'client' ? 'client' : 'call')
    if (!isTimed || project.role(fact.at.file) !== 'app') return []
    const { values, strings, lineStarts, path: file } = summaryOf(project, fact.at.file)
    const source = text(fact.at.file)
    const given = argumentsOf(project, fact.at).filter((item) => values.op[item] === Op.Keyword && TIMEOUTS.has(strings[values.a[item]]))
    if (given.length === 0) return []
    const hasShortDefault = fact.callee.startsWith('httpx.') || fact.callee.startsWith('groq.')
    const edits = given.map((item): Edit => {
      const { start, end } = spanOf(project, { file: fact.at.file, value: item })
      const name = strings[values.a[item]]
      const breaks = (from: number, to: number): string => source.slice(from, to).replaceAll(/[^\n]/g, '')
      if (hasShortDefault) return { start, end, text: `${name}=None${breaks(start, end)}` }
      const after = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0
      const before = after > 0 ? 0 : (/,\s*$/.exec(source.slice(0, start))?.[0].length ?? 0)
      return { start: start - before, end: end + after, text: breaks(start - before, end + after) }
    })
    return [{ file, edits, lines: [lineAt(lineStarts, spanOf(project, fact.at).start)] }]
  })

/** Columns of foreign keys that nothing but their own `index=True` serves. */
const indexes = (project: Project, text: (file: number) => string): readonly Mutant[] =>
  project.facts('foreign-key').flatMap(({ column, tables }) => {
    if (column === null || project.role(column.file) !== 'app') return []
    const isOwn = tables.every(
      ({ index, table, key }) =>
        index?.is === 'index' &&
        index.at.file === column.file &&
        index.at.value === column.value &&
        table.keys.filter(({ columns }) => columns[0] === key.columns[0]).length === 1,
    )
    const { op, a } = summaryOf(project, column.file).values
    const { lineStarts, path: file, strings } = summaryOf(project, column.file)
    const keyword = argumentsOf(project, column).find((item) => op[item] === Op.Keyword && strings[a[item]] === 'index')
    if (!isOwn || keyword === undefined) return []
    const { start, end } = spanOf(project, { file: column.file, value: keyword })
    const comma = text(column.file).lastIndexOf(',', start)
    const line = lineAt(lineStarts, spanOf(project, column).start)
    // The lines stay: those between the comma and the keyword are kept.
    const kept = '\n'.repeat(
      text(column.file)
        .slice(comma + 1, start)
        .split('\n').length - 1,
    )
    return comma < 0 ? [] : [{ file, edits: [{ start: comma, end, text: kept }], lines: [line] }]
  })

/** The argument of an `options(…)` call, in the function of the query, that begins with a loader of the relationship. */
const optionFor = (project: Project, query: Place, name: string): Place | null => {
  const { values, strings } = summaryOf(project, query.file)
  const scope = project.evaluation.scopeOf(query.file, query.value)
  const nameAt = (value: number): string =>
    values.op[value] === Op.Attr || values.op[value] === Op.Load
      ? strings[values.b[value]]
      : values.op[value] === Op.Free
        ? strings[values.a[value]]
        : ''
  for (let call = 0; call < values.count; call++) {
    if (values.op[call] !== Op.Call || nameAt(values.a[call]) !== 'options' || project.evaluation.scopeOf(query.file, call) !== scope)
      continue
    for (const argument of argumentsOf(project, { file: query.file, value: call })) {
      let root = argument
      while (values.op[root] === Op.Call && values.op[values.a[root]] === Op.Attr && values.op[values.a[values.a[root]]] === Op.Call)
        root = values.a[values.a[root]]
      if (values.op[root] !== Op.Call) continue
      const [first] = argumentsOf(project, { file: query.file, value: root })
      if (first !== undefined && values.op[first] === Op.Attr && nameAt(first) === name) return { file: query.file, value: argument }
    }
  }
  return null
}

const loaders = (project: Project): readonly Mutant[] => {
  const mutants = new Map<string, { readonly mutant: Mutant; readonly lines: Set<number> }>()
  for (const fact of project.facts('relationship-read')) {
    const { state, query, relationship, owners, session, loop, spared } = fact
    const matters = session === 'async' || (loop !== null && spared === null)
    if (state !== 'loaded' || query === null || relationship.strategy !== 'select' || owners.length > 0 || !matters) continue
    const option = optionFor(project, query, relationship.name)
    // A read in another file than its query would need a mutant of two files.
    if (option === null || option.file !== fact.at.file) continue
    const span = spanOf(project, option)
    const { path: file, lineStarts } = summaryOf(project, option.file)
    const [first, last] = [lineAt(lineStarts, span.start), lineAt(lineStarts, span.end)]
    const key = `${file}:${span.start}`
    const known = mutants.get(key) ?? {
      mutant: { file, edits: [{ ...span, text: `*(${'\n'.repeat(last - first)})` }], lines: [] },
      lines: new Set<number>(),
    }
    known.lines.add(lineAt(lineStarts, spanOf(project, fact.at).start))
    mutants.set(key, known)
  }
  return [...mutants.values()].map(({ mutant, lines }) => ({ ...mutant, lines: [...lines] }))
}

const applied = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((x, y) => y.start - x.start)
    .reduce((changed, { start, end, text: replaced }) => changed.slice(0, start) + replaced + changed.slice(end), text)

const overlaps = (x: Mutant, y: Mutant): boolean =>
  x.file === y.file && x.edits.some((one) => y.edits.some((other) => one.start < other.end && other.start < one.end))

const reported = (project: Project, pack: string): ReadonlySet<string> =>
  new Set(
    check(project, { rules: rules.filter(({ id }) => id.startsWith(`${pack}/`)) }).findings.map(({ file, line }) => `${file}:${line}`),
  )

const MUTATORS = {
  offload: offloads,
  client: clients,
  route: routes,
  bound: boundParameters,
  index: indexes,
  loader: loaders,
  timeout: timeouts,
}
const PACKS: Readonly<Record<string, string>> = { bound: 'sec', index: 'db', loader: 'db', timeout: 'prod' }
const packOf = (mutator: string): string => PACKS[mutator] ?? 'async'

for (const { name, root } of backends(positionals)) {
  const original = await linked(root)
  const text = (file: number): string => readFileSync(path.join(root, summaryOf(original, file).path), 'utf8')
  for (const [mutator, mutantsOf] of Object.entries(MUTATORS)) {
    if (options.only && options.only !== mutator) continue
    const before = reported(original, packOf(mutator))
    const mutants: Mutant[] = []
    for (const mutant of mutantsOf(original, text))
      if (!mutants.some((other) => overlaps(mutant, other)) && !mutant.lines.some((line) => before.has(`${mutant.file}:${line}`)))
        mutants.push(mutant)
    const folder = mkdtempSync(path.join(tmpdir(), 'faultline-mutants-'))
    try {
      cpSync(root, folder, { recursive: true, filter: (source) => !source.includes('/.git/') && !source.includes('/node_modules') })
      const edited = new Map<string, Edit[]>()
      for (const { file, edits } of mutants) edited.set(file, [...(edited.get(file) ?? []), ...edits])
      for (const [file, edits] of edited)
        writeFileSync(path.join(folder, file), applied(readFileSync(path.join(folder, file), 'utf8'), edits))
      const after = reported(await linked(folder), packOf(mutator))
      const missed = mutants.filter(({ file, lines }) => !lines.some((line) => after.has(`${file}:${line}`)))
      if (options.show) for (const { file, lines } of missed) console.log(`  missed ${mutator} ${file}:${lines.join(',')}`)
      const found = mutants.length - missed.length
      console.log(
        `${name} ${mutator}: ${found} of ${mutants.length} reported${mutants.length > 0 ? ` (${((100 * found) / mutants.length).toFixed(0)} %)` : ''}`,
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
