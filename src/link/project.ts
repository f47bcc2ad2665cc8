/** Links the files of a project: roles, call graph, effects, entries, contexts, and the facts that rules judge. */
import type { Advisories } from '../model/advisory.ts'
import type { Evaluation } from '../model/evaluation.ts'
import type { Does } from '../model/knowledge.ts'
import type { ManifestSummary } from '../model/manifest.ts'
import type { Context, Edge, FactKind, FactOf, Project, Role } from '../model/project.ts'
import { pinnedPackages } from './advisories/pinned.ts'
import type { ClassId, FileId, FunctionId } from '../model/type.ts'
import { isSameTask, reversed } from './edges.ts'
import { lazily } from './lazily.ts'
import { createParts } from './parts.ts'
import { blockingFacts } from './blocking.ts'
import type { QueryNames } from './candidates.ts'
import { createCandidates } from './candidates.ts'
import { bitOf, closeOver } from './closure.ts'
import { propagate } from './contexts.ts'
import { broadcasts } from './concurrency/broadcasts.ts'
import { coroutineFacts } from './concurrency/coroutines.ts'
import { fanOuts } from './concurrency/fan-outs.ts'
import { gatherFacts } from './concurrency/gathers.ts'
import { heldLocks } from './concurrency/locks.ts'
import { taskFacts } from './concurrency/tasks.ts'
import { waitFacts } from './concurrency/waits.ts'
import { deploymentFacts } from './deployment/facts.ts'
import { deploymentOf } from './deployment/deployment.ts'
import { environmentFiles } from './deployment/environment-files.ts'
import type { Knowledge } from './effects.ts'
import { applicationFacts, applicationFiles } from './entries/apps.ts'
import { engineFacts } from './engines/engines.ts'
import { findEntries, isOutside, strayEntries } from './entries/entries.ts'
import { jobFacts } from './entries/jobs.ts'
import { handlerFacts } from './handlers/handlers.ts'
import { loaderFacts } from './loader/facts.ts'
import { wholeTables } from './loader/whole-tables.ts'
import { memoisedFunctions } from './memo/memoised.ts'
import { outboundOf } from './outbound/outbound.ts'
import { outdatedFacts } from './outdated/outdated.ts'
import { environmentFacts } from './output/environment.ts'
import { printFacts } from './output/prints.ts'
import { objectAccesses } from './access/accesses.ts'
import { massAssignments } from './models/assigned.ts'
import { answeredModels } from './models/answered.ts'
import { exposedFields } from './models/exposed.ts'
import { createModelFields } from './models/fields.ts'
import { requestModels } from './models/open-models.ts'
import { naiveTimes } from './payloads/naive-times.ts'
import { keyPath } from './manifests/keys.ts'
import { lockedMajor, requiredMajor } from './manifests/locked.ts'
import { manifestRole } from './manifests/role.ts'
import { rolesOf } from './reach.ts'
import { builtExports } from './payload/exports.ts'
import { reencodedFacts } from './payload/reencoded.ts'
import { wholePayloads } from './payload/whole.ts'
import { preparedFacts } from './prepared/prepared.ts'
import { keyspaceWalks } from './repeated/keyspace.ts'
import { loopedCalls } from './repeated/looped-calls.ts'
import { createRequestData } from './request-data.ts'
import { quadraticFacts } from './repeated/quadratic.ts'
import { keptResources } from './resources/kept.ts'
import { resourceFacts } from './resources/resources.ts'
import { failureAnswers } from './routes/failures.ts'
import { httpExceptionFacts } from './routes/http-exceptions.ts'
import { routersOf } from './routes/grouped.ts'
import { creations } from './routes/created.ts'
import { listAnswers } from './routes/listed.ts'
import { pageSizes } from './routes/page-sizes.ts'
import { routeTable } from './routes/table.ts'
import { webhooks } from './routes/webhooks.ts'
import { createScanner } from './scan.ts'
import { originReads } from './protections/origins.ts'
import { protectionFacts } from './protections/protections.ts'
import { migrationGraphs } from './migrations/graph.ts'
import { replayMigrations } from './migrations/replay.ts'
import { revisionFacts } from './migrations/revision-facts.ts'
import { createCreations } from './schema/creations.ts'
import { declaredColumns } from './schema/declared.ts'
import { deletedParents } from './schema/deletes.ts'
import { filteredColumns } from './schema/filtered.ts'
import { foreignKeyFacts } from './schema/foreign-keys.ts'
import { growingModels } from './schema/growing.ts'
import { metadataFacts } from './schema/metadata.ts'
import { createSchema } from './schema/schema.ts'
import { createVocabulary } from './schema/vocabulary.ts'
import { randomDraws, secretComparisons } from './secrets/secrecy.ts'
import { secretFacts } from './secrets/secrets.ts'
import { createImportReach } from './services/imports.ts'
import { createBelonging, pathIn, servicesOf } from './services/services.ts'
import { sessionFactories } from './sessions/factories.ts'
import { heldConnections } from './sessions/held.ts'
import { environmentDefaults, settingsClasses } from './settings/classes.ts'
import { openedSessions } from './sessions/opened.ts'
import { sharedSessions } from './sessions/shared.ts'
import { createSearch } from './search.ts'
import { periodicJobs } from './state/periodic.ts'
import { workQueues } from './state/queues.ts'
import { processStates } from './state/states.ts'
import { symbolAt } from './symbols.ts'
import { sinkFacts } from './taint/sinks.ts'
import { uploadReads } from './uploads/uploads.ts'
import { backgroundTasks } from './work/background-tasks.ts'
import { sharedLocks } from './work/shared-locks.ts'
import { createWork } from './work/work.ts'

export interface LinkInput {
  readonly evaluation: Evaluation
  /** By path; none when only Python is looked at. */
  readonly manifests?: readonly ManifestSummary[]
  /** The environment files among them that git tracks; null: not known. */
  readonly tracked?: readonly string[] | null
  /** What is known of released packages; null: nothing was given. */
  readonly advisories?: Advisories | null
  readonly library: Knowledge
  readonly queries: QueryNames
}

/** Everything the rules may ask. Facts and edges are found when first asked for; asking changes no answer. */
export function linkProject({ evaluation, library, queries, manifests = [], tracked = null, advisories = null }: LinkInput): Project {
  const parts = createParts(evaluation, library)
  const candidates = createCandidates(evaluation, queries)
  const scanner = createScanner(parts)
  const registry = { parts, candidates, add: () => undefined }
  const roots = applicationFiles(registry)
  const roles = rolesOf(evaluation, roots)
  const role = (file: FileId): Role => (file < 0 ? manifestRole(manifests[-1 - file].path) : (roles.get(file) ?? 'stub'))
  const roleOfFunction = (id: FunctionId): Role => role(evaluation.function(id).file)
  const functions = evaluation.functions.filter((info) => evaluation.file(info.file).origin === 'project').map((info) => info.id)
  const most = functions.reduce((highest, id) => Math.max(highest, id + 1), 0)

  const entries = [...findEntries(parts, candidates, scanner, role)]
  const graph = {
    functions: most,
    isAsync: (id: FunctionId): boolean => evaluation.function(id).async,
    isOrdinary: (by: Edge | null, edge: Edge): boolean => parts.ordinary.leadsOn(by === null ? [] : [by], edge),
    edgesFrom: (id: FunctionId): readonly Edge[] => (isOutside(roleOfFunction(id)) ? [] : scanner.ofFunction(id).edges),
  }
  const contexts = propagate(graph, entries, (reached) => {
    const strays = strayEntries(parts, functions, role, reached)
    entries.push(...strays)
    return strays
  })
  const live = functions.filter((id) => !isOutside(roleOfFunction(id)))
  const reached = live.filter((id) => contexts.has(id))
  const search = createSearch(parts, scanner, contexts, reached)

  const close = (follows: (edge: Edge) => boolean) => (): Int32Array =>
    closeOver({ functions: live, most, own: (id) => scanner.ofFunction(id).does, edgesFrom: (id) => graph.edgesFrom(id), follows })
  const closures = { all: lazily(close(() => true)), sameTask: lazily(close(isSameTask)) }

  const incoming = lazily(() => reversed(live.flatMap((id) => scanner.ofFunction(id).edges)))
  const callers = lazily(() =>
    reversed([
      ...evaluation.files.flatMap(({ id, origin }) => (origin === 'project' && !isOutside(role(id)) ? scanner.ofModule(id).edges : [])),
      ...live.flatMap((id) => scanner.ofFunction(id).edges),
    ]),
  )
  const edgesTo = (id: FunctionId): readonly Edge[] => incoming().get(id) ?? []
  const vocabulary = lazily(() => createVocabulary(evaluation, parts.origins))
  const histories = lazily(() => replayMigrations({ evaluation, origins: parts.origins, candidates, role, vocabulary: vocabulary() }))
  const schema = lazily(() => createSchema({ evaluation, vocabulary: vocabulary(), candidates, isOutside, role }))
  const leadsTo = (bits: number) => (id: FunctionId) => (closures.sameTask()[id] & bits) !== 0
  const [reads, writes] = [leadsTo(bitOf('sql-read')), leadsTo(bitOf('sql-write') | bitOf('commit') | bitOf('flush'))]
  const goesOut = leadsTo(bitOf('http') | bitOf('publishes'))
  const loader = lazily(() =>
    loaderFacts({
      parts,
      scanner,
      contexts,
      functions: live,
      reads,
      writes,
      leaves: goesOut,
      schema,
      isOutside: (file) => isOutside(role(file)),
    }),
  )

  const doesInTask = (id: FunctionId, what: Does): boolean => does(id, what, 'same-task')
  const isInside = (file: FileId): boolean => !isOutside(role(file))
  const does: Project['does'] = (id, what, along) => ((along === 'all' ? closures.all() : closures.sameTask())[id] & bitOf(what)) !== 0
  const outbound = lazily(() =>
    outboundOf({
      parts,
      isInside: (file) => !isOutside(role(file)),
      redisMajor: lockedMajor(manifests, 'redis') ?? requiredMajor(deployment().dependencies, 'redis'),
    }),
  )
  const deployment = lazily(() => deploymentOf(manifests))

  const routes = lazily(() =>
    routeTable({
      registry,
      definitions: vocabulary().definitions,
      edgesFrom: graph.edgesFrom,
      callersOf: (id) => callers().get(id) ?? [],
      isOutside: (file) => isOutside(role(file)),
    }),
  )
  const requests = lazily(() => createRequestData(parts, routes().routes, (id) => callers().get(id) ?? []))
  const growing = lazily(() => growingModels(parts, schema(), live, (id) => contexts.of(id)))
  const contextOf = (id: FunctionId): Context | null => contexts.of(id)[0] ?? null
  const models = lazily(() => createModelFields(evaluation, vocabulary().definitions))
  const work = createWork({ parts, edgesFrom: graph.edgesFrom, sitesOf: (id) => scanner.ofFunction(id).sites })
  const facts: { readonly [K in FactKind]: () => readonly FactOf<K>[] } = {
    blocking: lazily(() => blockingFacts({ parts, scanner, contexts, search, functions: reached, role: roleOfFunction })),
    sink: lazily(() => sinkFacts({ parts, candidates, entries, role })),
    'foreign-key': lazily(() => foreignKeyFacts({ evaluation, schema: schema(), histories: histories(), role })),
    revision: lazily(() => revisionFacts({ evaluation, origins: parts.origins, guards: parts.guards, candidates, role })),
    'migration-graph': lazily(() => migrationGraphs(evaluation, role)),
    'declared-columns': lazily(() =>
      declaredColumns(
        evaluation,
        schema(),
        createCreations({
          evaluation,
          origins: parts.origins,
          creations: candidates.of('prod/create-all').filter(({ file }) => isInside(file)),
          engines: () => facts.engine(),
        }),
      ),
    ),
    engine: lazily(() =>
      engineFacts({
        parts,
        candidates,
        definitions: vocabulary().definitions,
        role,
        callersOf: (id) => callers().get(id) ?? [],
        contextsOf: (id) => contexts.of(id),
      }),
    ),
    outdated: lazily(() => outdatedFacts({ parts, candidates, pydanticMajor: lockedMajor(manifests, 'pydantic') })),
    route: () => routes().routes,
    router: lazily(() => routersOf(routes().routes)),
    protection: lazily(() =>
      protectionFacts({ parts, candidates, definitions: vocabulary().definitions, isFromRequest: (at) => requests().isFromRequest(at) }),
    ),
    'origin-read': lazily(() => originReads(parts, candidates, (at) => requests().isFromRequest(at))),
    webhook: lazily(() => webhooks({ parts, routes: routes().routes, edgesFrom: graph.edgesFrom })),
    secret: lazily(() => secretFacts(parts, manifests)),
    'random-draw': lazily(() => randomDraws(parts, candidates)),
    'secret-comparison': lazily(() => secretComparisons(parts, candidates, requests())),
    'upload-read': lazily(() => uploadReads(parts, candidates)),
    print: lazily(() => printFacts({ parts, candidates })),
    environment: lazily(() =>
      environmentFacts({
        parts,
        candidates,
        serving: new Set(
          [
            ...facts.route().flatMap(({ handler }) => (handler === null ? [] : [handler])),
            ...entries.flatMap(({ kind, function: id }) => (kind === 'loop-worker' || kind === 'worker-process' ? [id] : [])),
          ].map((id) => evaluation.function(id).file),
        ),
        isTogether: (x, y) =>
          role(x) === 'app' && role(y) === 'app' && servicesAt()(x).some((service) => servicesAt()(y).includes(service)),
      }),
    ),
    'kept-resource': lazily(() =>
      keptResources({ parts, engines: facts.engine(), resources: facts.resource(), contextsOf: (id) => contexts.of(id), isInside }),
    ),
    'settings-class': lazily(() => settingsClasses(parts, (id) => contexts.of(id))),
    'environment-default': lazily(() => environmentDefaults(parts, facts.environment())),
    resource: lazily(() => resourceFacts({ parts, contextsOf: (id) => contexts.of(id) })),
    'http-exception': lazily(() => httpExceptionFacts(parts, routes().refusals, new Set(routes().routes.map(({ handler }) => handler)))),
    'failure-answer': lazily(() =>
      failureAnswers({ parts, refusals: routes().refusals, routes: routes().routes, handlers: facts.handler() }),
    ),
    application: lazily(() => applicationFacts(registry)),
    metadata: lazily(() => metadataFacts(evaluation, schema())),
    handler: lazily(() =>
      handlerFacts({ parts, scanner, candidates, isInside: (file) => !isOutside(role(file)), does: (id, what) => does(id, what, 'all') }),
    ),
    outboundCall: () => outbound().calls,
    client: () => outbound().clients,
    coroutine: lazily(() => coroutineFacts({ parts, isInside })),
    job: lazily(() => jobFacts(parts, entries, work)),
    'background-task': lazily(() => backgroundTasks({ parts, functions: live, edgesFrom: graph.edgesFrom, work })),
    'shared-lock': lazily(() => sharedLocks(parts, isInside)),
    task: lazily(() => taskFacts({ parts, candidates, isInside })),
    'held-lock': lazily(() => heldLocks({ parts, does: doesInTask, isInside })),
    'fan-out': lazily(() => fanOuts({ parts, candidates, edgesFrom: graph.edgesFrom, does: doesInTask, isInside })),
    'naive-times': lazily(() => {
      const isMapped = (id: ClassId): boolean => schema().modelOf(id) !== null
      const answered = answeredModels(evaluation, models(), routes().routes)
      return naiveTimes(parts, candidates, isMapped, (id) => answered.has(id))
    }),
    'list-answer': lazily(() => listAnswers(parts, routes().routes)),
    creation: lazily(() =>
      creations({ parts, routes: routes().routes, isMapped: (id) => schema().modelOf(id) !== null, edgesFrom: graph.edgesFrom }),
    ),
    gather: lazily(() => gatherFacts({ parts, candidates, does: doesInTask, isInside })),
    broadcast: lazily(() => broadcasts({ parts, candidates, states: facts['process-state'](), isInside })),
    'work-queue': lazily(() => workQueues({ parts, isInside })),
    'periodic-job': lazily(() =>
      periodicJobs({ parts, candidates, entries, isInside, contextsOf: (id) => contexts.of(id), edgesFrom: graph.edgesFrom, does }),
    ),
    'object-access': lazily(() =>
      objectAccesses({ parts, routes: routes().routes, schema: schema(), edgesFrom: graph.edgesFrom, isInside }),
    ),
    'exposed-field': lazily(() => exposedFields(evaluation, models(), routes().routes)),
    'mass-assignment': lazily(() =>
      massAssignments({ parts, models: models(), schema: schema(), routes: routes().routes, edgesFrom: graph.edgesFrom }),
    ),
    'request-model': lazily(() => requestModels(evaluation, vocabulary().definitions, models(), routes().routes)),
    'page-size': lazily(() => pageSizes(parts, routes().routes)),
    'process-state': lazily(() => processStates({ parts, isInside, entries, edgesTo, does: doesInTask })),
    wait: lazily(() => waitFacts({ parts, candidates, contextsOf: (id) => contexts.of(id), isInside })),
    'looped-call': lazily(() =>
      loopedCalls({
        parts,
        loops: loader().loops,
        sites: loader().sites,
        functions: live,
        edgesFrom: graph.edgesFrom,
        does: doesInTask,
        contextOf: (id) => contexts.of(id)[0] ?? null,
      }),
    ),
    quadratic: lazily(() => quadraticFacts({ parts, loops: loader().loops, isInside })),
    'built-export': lazily(() => builtExports({ parts, loops: loader().loops, isInside })),
    'whole-payload': lazily(() => wholePayloads(parts, isInside)),
    reencoded: lazily(() => reencodedFacts(parts, isInside)),
    prepared: lazily(() => preparedFacts({ parts, contextsOf: (id) => contexts.of(id) })),
    memoised: lazily(() =>
      memoisedFunctions({ parts, functions: live, contextsOf: (id) => contexts.of(id), isMapped: (id) => schema().modelOf(id) !== null }),
    ),
    'keyspace-walk': lazily(() => keyspaceWalks(parts, isInside)),
    'looped-query': lazily(() => loader().looped()),
    'relationship-read': lazily(() => loader().reads()),
    'counted-rows': lazily(() => loader().counted()),
    'skipped-rows': lazily(() => loader().skipped()),
    'looped-write': lazily(() => loader().writes()),
    'opened-session': lazily(() => openedSessions({ evaluation, functions: live, contextOf: (id) => contexts.of(id)[0] ?? null })),
    'held-connection': lazily(() =>
      heldConnections({ parts, scanner, sites: loader().sites, functions: reached, does: doesInTask, contextOf }),
    ),
    'shared-session': lazily(() =>
      sharedSessions({ parts, candidates, definitions: vocabulary().definitions, does: doesInTask, isInside, contextOf }),
    ),
    'session-factory': lazily(() => sessionFactories({ parts, candidates, schema: schema(), functions: reached, contextOf })),
    'serialised-read': lazily(() => loader().serialised(routes().routes, vocabulary().definitions)),
    'filtered-column': lazily(() =>
      filteredColumns({
        parts,
        schema: schema(),
        histories: histories(),
        sites: loader().sites,
        functions: reached,
        growing: growing(),
        contextOf,
      }),
    ),
    'deleted-parent': lazily(() => deletedParents({ parts, schema: schema(), functions: reached, contextOf })),
    'whole-table': lazily(() =>
      wholeTables({ parts, schema: schema(), sites: loader().sites, functions: reached, growing: growing(), contextOf }),
    ),
    'environment-file': lazily(() => environmentFiles(manifests, deployment().values, tracked === null ? null : new Set(tracked))),
    'pinned-package': lazily(() => pinnedPackages(manifests, deployment().dependencies, advisories)),
    ...deploymentFacts(deployment),
    candidate: () => queries.queries.flatMap((query) => candidates.of(query)),
  }

  const services = lazily(() =>
    servicesOf({
      evaluation,
      manifests,
      deployment: deployment(),
      starts: [...roots].filter((file) => role(file) === 'app'),
      applications: facts.application().filter(({ at }) => role(at.file) === 'app'),
      reachOf: createImportReach(evaluation, role),
      routes: facts.route(),
      engines: facts.engine(),
      role,
    }),
  )
  const servicesAt = lazily(() =>
    createBelonging(
      services(),
      pathIn(manifests, (file) => evaluation.file(file).summary.path),
    ),
  )

  return {
    evaluation,
    manifests,
    manifest: (file) => manifests[-1 - file],
    get deployment() {
      return deployment()
    },
    entries,
    get schema() {
      return schema()
    },
    get migrations() {
      return histories()
    },
    get services() {
      return services()
    },
    servicesAt: (file) => servicesAt()(file),
    role,
    facts: <K extends FactKind>(kind: K): readonly FactOf<K>[] => facts[kind](),
    candidates: (query) => candidates.of(query),
    contextsOf: (id) => contexts.of(id),
    edgesFrom: (id) => scanner.ofFunction(id).edges,
    edgesTo,
    does,
    effectsIn: (id) => scanner.ofFunction(id).sites,
    doubtOn: (way, last) => parts.ordinary.doubtOn(way, last),
    symbolAt: (place) => (place.file < 0 ? keyPath(manifests[-1 - place.file], place.value) : symbolAt(evaluation, place)),
  }
}
