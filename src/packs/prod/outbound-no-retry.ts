import { argumentOf, constantArgument } from '../../check/call.ts'
import { spanOf } from '../../check/place.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { OutboundCall } from '../../model/outbound.ts'
import type { Context, ContextKind, Project } from '../../model/project.ts'
import type { FileId } from '../../model/type.ts'
import { isHealthPath, promisesAnswer } from './health.ts'
import { wayTo } from './serving.ts'

type Id = 'prod/outbound-no-retry'

const rule: Rule<Id> = defineRule('prod/outbound-no-retry', {
  *outboundCall(fact, project) {
    if (fact.kind !== 'http') return
    const at = spanOf(project, fact.at)
    const because = silenceOf(project, fact)
    if (because !== null) {
      yield { is: 'fine', at, because }
      return
    }
    const group = groupOf(project, fact)
    const [first] = group
    if (first === undefined || first.at.file !== fact.at.file || first.at.value !== fact.at.value) return
    const place = fact.client ?? fact.at
    const violation = {
      is: 'violation',
      at: spanOf(project, place),
      subject: { is: 'resource', place },
      touches: group.map((call) => ({ is: 'call', place: call.at }) as const),
      expression: fact.callee,
      evidence: [
        ...wayTo(project, fact),
        ...group.slice(0, LISTED).map((call) => ({ at: spanOf(project, call.at), label: `\`${call.callee}\` is called once here` })),
      ],
      data: { calls: counted(group), entry: requestOf(project, fact)?.entry.label ?? '' },
    } as const
    if (fact.client === null) yield { ...violation, message: 'file' }
    else yield { ...violation, message: 'client' }
  },
})
export default rule

const LISTED = 5

/** Someone waits for the answer: a job that fails is the queue's to repeat. */
const WAITING: ReadonlySet<ContextKind> = new Set<ContextKind>(['loop-request', 'loop-websocket', 'thread'])

const requestOf = (project: Project, { within }: OutboundCall): Context | undefined =>
  within < 0 ? undefined : project.contextsOf(within).find(({ kind }) => WAITING.has(kind))

/** What may be sent again as it is, by RFC 9110; a generic `request` or `send` may be anything. */
const REPEATABLE = /\.(get|head|options|put|delete|urlopen)$/

const RETRY = /retr(y|ies|ied)|backoff|stamina|tenacity|max_?attempts|attempts?$/i

const LOCAL = /\/\/(localhost|127\.|0\.0\.0\.0|\[?::1)/

const isLocal = (project: Project, { at, host }: OutboundCall): boolean => {
  if (host !== null) return LOCAL.test(host)
  const url = constantArgument(project, at, 0) ?? constantArgument(project, at, 'url')
  return url?.is === 'template' && LOCAL.test(url.parts[0] ?? '')
}

const silenceOf = (project: Project, fact: OutboundCall): SilentId<Id> | null => {
  if (!REPEATABLE.test(fact.callee)) return 'not-repeatable'
  if ((fact.bound.is === 'bounded' && fact.bound.by === 'in-process') || isLocal(project, fact)) return 'in-process'
  const context = requestOf(project, fact)
  if (context === undefined) return 'not-on-request'
  if (isHealthPath(context.entry.label) || promisesAnswer(project.evaluation.function(fact.within).name)) return 'probe'
  if (isAdapted(project, fact)) return 'adapted'
  return isRetried(project, fact, context) ? 'retried' : null
}

const isAdapted = (project: Project, { at, client }: OutboundCall): boolean =>
  project.evaluation.file(at.file).summary.strings.some((text) => text === 'HTTPAdapter' || text === 'mount') ||
  (client !== null && argumentOf(project, client, 'transport') >= 0)

const isRetried = (project: Project, { at }: OutboundCall, { entry, path }: Context): boolean => {
  const { evaluation } = project
  const files = new Set<FileId>([
    at.file,
    evaluation.function(entry.function).file,
    ...path.map((edge) => evaluation.function(edge.to).file),
  ])
  if ([...files].some((file) => evaluation.file(file).summary.strings.some((text) => text.length < 60 && RETRY.test(text)))) return true
  return evaluation.repeats(at.file, at.value).length > 0 && evaluation.protectedBy(at.file, at.value).length > 0
}

/** Calls with one client, or those of a file for which no client is made, that nothing spares; in order. */
const groupOf = (project: Project, fact: OutboundCall): readonly OutboundCall[] =>
  project
    .facts('outboundCall')
    .filter(
      (call) =>
        call.kind === 'http' &&
        call.at.file === fact.at.file &&
        call.client?.value === fact.client?.value &&
        silenceOf(project, call) === null,
    )

const counted = (group: readonly OutboundCall[]): string => {
  const names = [...new Set(group.map(({ callee }) => `\`${callee}\``))]
  return group.length === 1 ? `the call of ${names[0]}` : `${group.length} calls (${names.slice(0, 3).join(', ')})`
}
