/** Calls that protect, by library: their names as users spell them, and the parameters that decide, with their positions. */
import type { ProtectionKind } from '../../model/protection.ts'

export interface Protection {
  readonly kind: ProtectionKind
  readonly names: RegExp
  /** Parameter to position; -1: by keyword only. */
  readonly settings: Readonly<Record<string, number>>
}

const VERBS = '(get|post|put|patch|delete|head|options|request|stream|ws_connect)'

/** Everything but middleware, which is registered by class. */
export const CALLS: readonly Protection[] = [
  // https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification
  { kind: 'peer', names: new RegExp(`^requests\\.(Session\\.)?${VERBS}$`), settings: { url: 0, verify: -1 } },
  // https://www.python-httpx.org/advanced/ssl/
  { kind: 'peer', names: new RegExp(`^httpx\\.${VERBS}$`), settings: { url: 0, verify: -1 } },
  { kind: 'peer', names: /^httpx\.((Async)?Client|(Async)?HTTPTransport)$/, settings: { base_url: -1, verify: -1 } },
  // https://docs.aiohttp.org/en/stable/client_advanced.html#ssl-control-for-tcp-sockets
  { kind: 'peer', names: new RegExp(`^aiohttp\\.ClientSession\\.${VERBS}$`), settings: { url: 0, ssl: -1, verify_ssl: -1 } },
  { kind: 'peer', names: /^aiohttp\.TCPConnector$/, settings: { ssl: -1, verify_ssl: -1 } },
  { kind: 'peer', names: /^urllib3\.(PoolManager|HTTPSConnectionPool|ProxyManager)$/, settings: { cert_reqs: -1 } },
  { kind: 'peer', names: /^ssl\._create_unverified_context$/, settings: {} },
  { kind: 'peer', names: /^(elasticsearch|opensearchpy)\.(Async)?(Elasticsearch|OpenSearch)$/, settings: { hosts: 0, verify_certs: -1 } },
  { kind: 'peer', names: /^boto3\.(client|resource)$/, settings: { endpoint_url: -1, verify: -1 } },
  {
    kind: 'peer',
    names: /^redis\.(asyncio\.)?((Strict)?Redis|ConnectionPool|BlockingConnectionPool)(\.from_url)?$|^redis\.(asyncio\.)?from_url$/,
    settings: { url: 0, host: -1, ssl_cert_reqs: -1 },
  },
  {
    kind: 'peer',
    names: /^pymongo\.(Async)?MongoClient$|^motor\.motor_asyncio\.AsyncIOMotorClient$/,
    settings: { host: 0, tlsAllowInvalidCertificates: -1, tlsInsecure: -1 },
  },
  // https://docs.paramiko.org/en/stable/api/client.html
  { kind: 'peer', names: /^paramiko\.(client\.)?SSHClient\.set_missing_host_key_policy$/, settings: { policy: 0 } },
  { kind: 'peer', names: /^asyncssh\.(connect|create_connection)$/, settings: { host: 0, known_hosts: -1 } },
  // https://www.starlette.io/responses/#set-cookie
  {
    kind: 'cookie',
    names: /^(starlette|fastapi)\.(.*\.)?\w*Response\.set_cookie$/,
    settings: { key: 0, value: 1, max_age: 2, expires: 3, secure: 6, httponly: 7, samesite: 8 },
  },
  // https://pyjwt.readthedocs.io/en/stable/api.html, https://python-jose.readthedocs.io/en/latest/jwt/api.html
  {
    kind: 'token-read',
    names: /^(jwt|jose\.jwt)(\.PyJWT)?\.decode$/,
    settings: { token: 0, key: 1, algorithms: 2, options: -1, verify: -1 },
  },
  // https://docs.sentry.io/platforms/python/configuration/options/
  {
    kind: 'error-tracker',
    names: /^sentry_sdk\.init$/,
    settings: { dsn: 0, environment: -1, release: -1, traces_sample_rate: -1, enable_tracing: -1, send_default_pii: -1, debug: -1 },
  },
  { kind: 'token-made', names: /^(jwt|jose\.jwt)(\.PyJWT)?\.encode$/, settings: { payload: 0, claims: 0, key: 1, algorithm: 2 } },
]

/** Middleware by the last name of its class. https://www.starlette.io/middleware/ */
export const MIDDLEWARE: Readonly<Record<string, Omit<Protection, 'names'>>> = {
  CORSMiddleware: {
    kind: 'cross-origin',
    settings: { allow_origins: -1, allow_origin_regex: -1, allow_credentials: -1, allow_methods: -1, allow_headers: -1 },
  },
  SessionMiddleware: { kind: 'session', settings: { secret_key: -1, https_only: -1, same_site: -1, session_cookie: -1 } },
}

/** Attributes of library objects that decide the same, by the class. */
export const ATTRIBUTES: Readonly<Record<string, string>> = {
  verify: 'requests.sessions.Session',
  verify_mode: 'ssl.SSLContext',
  check_hostname: 'ssl.SSLContext',
}
