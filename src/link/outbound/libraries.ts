/** What waits how long, by library: the defaults as their documentation and source have them. */
import type { OutboundKind } from '../../model/outbound.ts'

export interface Waits {
  readonly kind: OutboundKind
  /** Names as users spell them. */
  readonly names: RegExp
  /** Keyword, or keyword and position, of the timeouts; one of them is enough. */
  readonly timeout: readonly string[]
  /** What holds if none is given: none for ever, a number of seconds. */
  readonly byDefault: number | null
  /** Arguments that decide instead, and are not looked into: a pool, a transport, an inner client. */
  readonly instead?: readonly string[]
}

const VERBS = '(get|post|put|patch|delete|head|options|request)'

/** Calls that wait. The last segment of a method's name stands behind its class. */
export const CALLS: readonly Waits[] = [
  { kind: 'http', names: new RegExp(`^requests\\.${VERBS}$`), timeout: ['timeout'], byDefault: null },
  { kind: 'http', names: new RegExp(`^requests\\.Session\\.(${VERBS}|send)$`), timeout: ['timeout'], byDefault: null },
  { kind: 'http', names: /^urllib\.request\.urlopen$/, timeout: ['timeout'], byDefault: null },
  { kind: 'http', names: /^http\.client\.HTTPS?Connection$/, timeout: ['timeout'], byDefault: null },
  { kind: 'mail', names: /^smtplib\.(SMTP|SMTP_SSL|LMTP)$/, timeout: ['timeout'], byDefault: null },
  { kind: 'mail', names: /^imaplib\.(IMAP4|IMAP4_SSL)$/, timeout: ['timeout'], byDefault: null },
  { kind: 'http', names: /^httpx\.(get|post|put|patch|delete|head|options|request|stream)$/, timeout: ['timeout'], byDefault: 5 },
  {
    kind: 'http',
    names: /^httpx\.(Async)?Client\.(get|post|put|patch|delete|head|options|request|stream|send)$/,
    timeout: ['timeout'],
    byDefault: 5,
  },
  {
    kind: 'http',
    names: /^aiohttp\.ClientSession\.(get|post|put|patch|delete|head|options|request)$/,
    timeout: ['timeout'],
    byDefault: 300,
  },
]

/** Clients whose construction says how long their calls wait. */
export const CLIENTS: readonly Waits[] = [
  { kind: 'http', names: /^httpx\.(Async)?Client$/, timeout: ['timeout'], byDefault: 5, instead: ['transport', 'app'] },
  { kind: 'http', names: /^aiohttp\.ClientSession$/, timeout: ['timeout', 'read_timeout', 'conn_timeout'], byDefault: 300 },
  {
    kind: 'llm',
    names: /^openai\.(Async)?(Azure)?OpenAI$|^openai\.(AsyncAzureOpenAI|AzureOpenAI)$/,
    timeout: ['timeout'],
    byDefault: 600,
    instead: ['http_client'],
  },
  { kind: 'llm', names: /^anthropic\.(Async)?Anthropic$/, timeout: ['timeout'], byDefault: 600, instead: ['http_client'] },
  { kind: 'llm', names: /^ollama\.(Async)?Client$/, timeout: ['timeout'], byDefault: null },
  {
    kind: 'llm',
    names: /^langchain_openai\.(Azure)?ChatOpenAI$/,
    timeout: ['timeout', 'request_timeout'],
    byDefault: 600,
    instead: ['http_client', 'http_async_client', 'client', 'async_client'],
  },
  { kind: 'llm', names: /^langchain_anthropic\.ChatAnthropic$/, timeout: ['timeout', 'default_request_timeout'], byDefault: 600 },
  { kind: 'llm', names: /^groq\.(Async)?Groq$/, timeout: ['timeout'], byDefault: 60, instead: ['http_client'] },
  {
    kind: 'redis',
    names: /^redis\.(asyncio\.)?((Strict)?Redis|ConnectionPool|BlockingConnectionPool)(\.from_url)?$|^redis\.(asyncio\.)?from_url$/,
    timeout: ['socket_timeout', 'socket_connect_timeout'],
    byDefault: null,
    instead: ['connection_pool'],
  },
]

/** Functions and context managers that end what runs in them. */
export const DEADLINES =
  /^(asyncio\.(timeout|timeout_at|wait_for)|anyio\.(fail_after|move_on_after)|async_timeout\.timeout|trio\.(fail_after|move_on_after))$/
