/** Facts: routes that receive the events of other services, and whether they ask who sent them. */
import type { Edge, Place } from '../../model/project.ts'
import type { RouteFact } from '../../model/route.ts'
import { Op } from '../../model/summary.ts'
import type { FunctionId } from '../../model/type.ts'
import type { WebhookFact } from '../../model/webhook.ts'
import type { Parts } from '../draft.ts'
import { carried, listOf, nameOf, textOf } from '../read.ts'
import { functionAround } from '../within.ts'

interface Input {
  readonly parts: Parts
  readonly routes: readonly RouteFact[]
  readonly edgesFrom: (id: FunctionId) => readonly Edge[]
}

/** In the order of the routes. */
export const webhooks = ({ parts, routes, edgesFrom }: Input): readonly WebhookFact[] =>
  routes.flatMap((route): readonly WebhookFact[] => {
    if (!route.methods.includes('POST') || !isReceiver(route, parts)) return []
    if (/\{\w*(?:secret|token|key|signature)\w*/i.test(route.path)) return [{ is: 'webhook', route, sender: 'looked-at', at: route.at }]
    const below = functionsBelow(route, edgesFrom)
    const looked = first(below, (id) => lookingAt(id, parts))
    if (looked !== null) return [{ is: 'webhook', route, sender: 'looked-at', at: looked }]
    const handed = first(below, (id) => handingOn(id, parts))
    return [{ is: 'webhook', route, sender: handed === null ? 'nothing' : 'handed-on', at: handed }]
  })

const first = (functions: readonly FunctionId[], find: (id: FunctionId) => Place | null): Place | null => {
  for (const id of functions) {
    const found = find(id)
    if (found !== null) return found
  }
  return null
}

const HOOK = /(?:^|[/_-])(?:web)?hooks?(?:[/_-]|$)/i
/** Services that post events. */
const SENDER =
  /stripe|paypal|github|gitlab|bitbucket|slack|twilio|sendgrid|mailgun|resend|postmark|shopify|telegram|whatsapp|discord|zoom|jira|sentry|alertmanager|grafana|datadog|pagerduty|clerk|svix|razorpay|paddle|plaid|square|adyen|mollie|lemonsqueezy|calendly|hubspot|zendesk/i

/** Named a hook, and takes what somebody else has laid out: the raw request, a body without a model, or events of a service known by name. */
function isReceiver({ path, handler, inputs, openBodies }: RouteFact, { evaluation }: Parts): boolean {
  const { name } = evaluation.function(handler)
  if (!HOOK.test(path) && !/webhook/i.test(name)) return false
  const isRaw = openBodies.length > 0 || inputs.some(({ from, shape }) => from === 'body' && shape === 'none')
  return isRaw || SENDER.test(path) || SENDER.test(name) || readsBody(handler)

  function readsBody(id: FunctionId): boolean {
    const { file } = evaluation.function(id)
    const { summary } = evaluation.file(file)
    const { op, a, count } = summary.values
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call || !/^(?:body|json|stream)$/.test(nameOf(summary, a[value]))) continue
      if (
        functionAround(evaluation, file, value) === id &&
        op[a[value]] === Op.Attr &&
        isRequest({ file, value: summary.values.a[a[value]] })
      )
        return true
    }
    return false
  }

  function isRequest({ file, value }: Place): boolean {
    const type = evaluation.typeOf(file, value)
    return type.is === 'instance' && evaluation.isSubclass(type.of, 'starlette.requests.Request')
  }
}

const DEEPEST = 4
const MOST = 200

/** The handler, its dependencies, and what they call. */
function functionsBelow({ handler, dependencies }: RouteFact, edgesFrom: Input['edgesFrom']): readonly FunctionId[] {
  const depths = new Map<FunctionId, number>([[handler, 0]])
  for (const { function: id } of dependencies) if (id !== null) depths.set(id, 0)
  for (const [id, depth] of depths) {
    if (depth === DEEPEST) continue
    for (const { to } of edgesFrom(id)) if (!depths.has(to) && depths.size < MOST) depths.set(to, depth + 1)
  }
  return [...depths.keys()]
}

/** Names of what asks who sent something: of calls, of parameters, of headers and settings. */
const ASKS =
  /signature|signed|verif|hmac|digest|construct_event|authenticat|authoriz|secret|(?:^|[-_])token$|api[-_]?key|allow(?:ed)?[-_]?(?:list|ips?)/i

/** A call, a header or a parameter by which the sender is asked for. */
function lookingAt(id: FunctionId, { evaluation }: Parts): Place | null {
  const { file, scope } = evaluation.function(id)
  const { summary } = evaluation.file(file)
  const { op, a, b, count } = summary.values
  const region = summary.scopes.region[scope]
  const [from, end] = [summary.regions.first[region], summary.regions.end[region]]
  for (const parameter of listOf(summary, summary.scopes.params[scope])) {
    if (ASKS.test(textOf(summary, listOf(summary, b[parameter])[2]))) return { file, value: parameter }
  }
  for (let value = from; value < Math.min(end, count); value++) {
    const isCall = op[value] === Op.Call && ASKS.test(nameOf(summary, a[value]))
    const isHeader =
      op[value] === Op.Text && a[value] >= 0 && /^[\w-]{3,60}$/.test(summary.strings[a[value]]) && ASKS.test(summary.strings[a[value]])
    const isSetting = op[value] === Op.Attr && ASKS.test(textOf(summary, b[value])) && !textOf(summary, b[value]).endsWith('Error')
    if (isCall || isHeader || isSetting) return { file, value }
  }
  return null
}

/** A call of something that is not read here, with the request itself. */
function handingOn(id: FunctionId, parts: Parts): Place | null {
  const { evaluation } = parts
  const { file, scope } = evaluation.function(id)
  const { summary } = evaluation.file(file)
  const { op, b } = summary.values
  const region = summary.scopes.region[scope]
  for (let value = summary.regions.first[region]; value < summary.regions.end[region]; value++) {
    if (op[value] !== Op.Call) continue
    const { targets } = evaluation.calleeOf(file, value)
    if (targets.length > 0 && targets.every((target) => target.is === 'function' && parts.isProject(target.function))) continue
    for (const argument of listOf(summary, b[value])) {
      const type = evaluation.typeOf(file, carried(summary, argument))
      if (type.is === 'instance' && evaluation.isSubclass(type.of, 'starlette.requests.Request')) return { file, value }
    }
  }
  return null
}
