/** How what a service does can be seen from outside: which libraries of logs, traces and metrics its code or its manifests bring in. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { ManifestSummary } from '../../model/manifest.ts'
import type { Role } from '../../model/project.ts'
import type { Observability, ObservedBy } from '../../model/service.ts'
import type { Span } from '../../model/span.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { ImportFlag, Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { nameOf, textOf } from '../read.ts'
import { isWithin } from './folders.ts'
import type { Part } from './split.ts'

type Aspect = Exclude<keyof Observability, 'plain'>

interface Library {
  readonly aspects: readonly Aspect[]
  /** Module path of an import. */
  readonly module: RegExp
  /** A word that the file has to say besides: an option without which the library does not do it. */
  readonly word?: RegExp
}

const LIBRARIES: readonly Library[] = [
  // Agents and suites that do all of it once they are imported.
  {
    aspects: ['tracing', 'metrics'],
    module: /^(?:ddtrace|datadog|newrelic|elasticapm|instana|scout_apm|skywalking|opencensus|azure\.monitor)(?:\.|$)/,
  },
  { aspects: ['logging', 'tracing', 'metrics'], module: /^(?:logfire|aws_lambda_powertools)(?:\.|$)/ },
  // https://opentelemetry.io/docs/languages/python/instrumentation/: what is imported is set up, or set up by its environment.
  { aspects: ['tracing', 'metrics'], module: /^(?:opentelemetry|openinference|traceloop|uptrace|phoenix\.otel)(?:\.|$)/ },
  { aspects: ['logging'], module: /^opentelemetry(?:\.|$)/, word: /^LoggingHandler$/ },
  { aspects: ['tracing'], module: /^(?:aws_xray_sdk|jaeger_client|opentracing|beeline|google\.cloud\.trace)(?:\.|$)/ },
  // https://docs.sentry.io/platforms/python/tracing/: errors alone are no traces.
  { aspects: ['tracing'], module: /^sentry_sdk(?:\.|$)/, word: /^(?:traces_sample_rate|traces_sampler|enable_tracing)$/ },
  {
    aspects: ['metrics'],
    module:
      /^(?:prometheus_client|prometheus_fastapi_instrumentator|starlette_exporter|starlette_prometheus|aioprometheus|statsd|aiostatsd|markus)(?:\.|$)/,
  },
  {
    aspects: ['logging'],
    module:
      /^(?:structlog|pythonjsonlogger|json_logging|jsonlogging|ecs_logging|watchtower|google\.cloud\.logging|logstash|logstash_async|json_log_formatter|asgi_correlation_id_json)(?:\.|$)/,
  },
  // https://loguru.readthedocs.io/en/stable/overview.html#structured-logging-as-needed
  { aspects: ['logging'], module: /^loguru(?:\.|$)/, word: /^serialize$/ },
  // A formatter of the project's own that writes JSON.
  { aspects: ['logging'], module: /^(?:json|orjson|ujson|msgspec)(?:\.|$)/, word: /^(?:Formatter|LogRecord|JSONFormatter|JsonFormatter)$/ },
]

/** Texts by which configuration names a formatter that writes JSON. */
const JSON_FORMATTER = /json_?-?(?:log_?)?(?:formatter|logger)|jsonlogger|ecs_logging/i
/** A file that configures logging by a dictionary. */
const CONFIGURING = /^(?:dictConfig|formatters)$/
/** Commands and annotations that instrument a program from outside. */
const AGENT = /opentelemetry-instrument|ddtrace-run|newrelic-admin|inject-python|OTEL_EXPORTER_OTLP_ENDPOINT|DD_AGENT_HOST|DD_TRACE_ENABLED/

const RUN: ReadonlySet<Role> = new Set<Role>(['app', 'cli', 'unreached', 'script'])

export interface ObservabilitySources {
  readonly evaluation: Evaluation
  readonly manifests: readonly ManifestSummary[]
  readonly role: (file: FileId) => Role
}

/** What the code of each service, or of its folder, brings in first; null: nothing of the kind is there. */
export function createObservability({ evaluation, manifests, role }: ObservabilitySources): (part: Part) => Observability {
  const told = evaluation.files.flatMap(({ id, origin, summary }) =>
    origin === 'project' && RUN.has(role(id))
      ? [{ id, path: summary.path, said: saidIn(evaluation, id), plain: role(id) === 'app' ? basicConfigs(evaluation, id) : [] }]
      : [],
  )
  const besides = manifests.flatMap((summary, index) => agentIn(summary, -1 - index))
  return ({ files, root }) => {
    const near = told.filter(({ id, path }) => files.has(id) || isWithin(path, root))
    const own = near.flatMap(({ said }) => said)
    const first = (aspect: Aspect): ObservedBy | null => [...own, ...besides].find(({ aspects }) => aspects.includes(aspect))?.by ?? null
    const plain = near.filter(({ id }) => files.has(id)).flatMap((each) => each.plain)
    return { logging: first('logging'), plain, tracing: first('tracing'), metrics: first('metrics') }
  }
}

interface Said {
  readonly aspects: readonly Aspect[]
  readonly by: ObservedBy
}

function saidIn(evaluation: Evaluation, file: FileId): readonly Said[] {
  const { summary } = evaluation.file(file)
  const { start, length } = summary.values
  const imports = importsIn(summary)
    .filter(({ module }) => evaluation.moduleOf(file, module) === null)
    .flatMap(({ value, module }) =>
      LIBRARIES.filter((library) => library.module.test(module) && (library.word === undefined || hasWord(summary, library.word))).map(
        ({ aspects }): Said => ({
          aspects,
          by: { library: module.split('.', 1)[0], at: { file, start: start[value], end: start[value] + length[value] } },
        }),
      ),
    )
  const formatter = hasWord(summary, CONFIGURING) ? summary.strings.find((text) => JSON_FORMATTER.test(text)) : undefined
  const configured: readonly Said[] =
    formatter === undefined ? [] : [{ aspects: ['logging'], by: { library: formatter, at: { file, start: 0, end: 0 } } }]
  return [...imports, ...configured]
}

function basicConfigs(evaluation: Evaluation, file: FileId): readonly Span[] {
  const { summary } = evaluation.file(file)
  if (!summary.strings.includes('basicConfig')) return []
  const { op, a, start, length, count } = summary.values
  const found: Span[] = []
  for (let value = 0; value < count; value++) {
    if (op[value] !== Op.Call || nameOf(summary, a[value]) !== 'basicConfig') continue
    const isLibrary = evaluation
      .calleeOf(file, value)
      .targets.some((target) => target.is === 'function' && evaluation.function(target.function).qualifiedName === 'logging.basicConfig')
    if (isLibrary) found.push({ file, start: start[value], end: start[value] + length[value] })
  }
  return found
}

const hasWord = (summary: FileSummary, word: RegExp): boolean => summary.strings.some((text) => word.test(text))

function importsIn(summary: FileSummary): readonly { readonly value: Value; readonly module: string }[] {
  if (!summary.strings.some((text) => ROOTS.test(text))) return []
  const { op, aux, a, b, count } = summary.values
  const found: { value: Value; module: string }[] = []
  for (let value = 0; value < count; value++) {
    if ((op[value] !== Op.Import && op[value] !== Op.ImportFrom) || (aux[value] & ImportFlag.TypeChecking) !== 0) continue
    const module = textOf(summary, a[value])
    found.push({ value, module: op[value] === Op.ImportFrom ? `${module}.${textOf(summary, b[value])}` : module })
  }
  return found
}

/** Most files name none of the modules. */
const ROOTS = new RegExp(`${LIBRARIES.map(({ module }) => module.source).join('|')}|^google\\.cloud$|^azure$|^phoenix$`)

/** What a manifest says of an agent, or of a formatter in a logging configuration. */
function agentIn({ nodes, instructions, lines }: ManifestSummary, file: FileId): readonly Said[] {
  const texts = [
    ...nodes.flatMap(({ key, value, start, end }) => [
      { text: String(key), start, end },
      { text: typeof value === 'string' ? value : '', start, end },
    ]),
    ...instructions.map(({ rest, start, end }) => ({ text: rest.text, start, end })),
    ...lines,
  ]
  return texts.flatMap(({ text, start, end }): readonly Said[] => {
    const agent = AGENT.exec(text)
    if (agent !== null) return [{ aspects: ['tracing', 'metrics'], by: { library: agent[0], at: { file, start, end } } }]
    return JSON_FORMATTER.test(text) ? [{ aspects: ['logging'], by: { library: text.slice(0, 80), at: { file, start, end } } }] : []
  })
}
