/** Constructions that open connections of their own, by library, as users spell them. */
import type { ResourceKind } from '../../model/resource.ts'

export const RESOURCES: readonly { readonly kind: ResourceKind; readonly names: RegExp }[] = [
  // https://www.python-httpx.org/advanced/clients/, https://docs.aiohttp.org/en/stable/http_request_lifecycle.html
  { kind: 'http', names: /^(httpx\.(Async)?Client|aiohttp\.ClientSession|requests\.Session)$/ },
  { kind: 'llm', names: /^openai\.(Async)?(Azure)?OpenAI$|^openai\.AsyncAzureOpenAI$|^anthropic\.(Async)?Anthropic$|^groq\.(Async)?Groq$/ },
  {
    kind: 'redis',
    names: /^redis\.(asyncio\.)?((Strict)?Redis|ConnectionPool|BlockingConnectionPool)(\.from_url)?$|^redis\.(asyncio\.)?from_url$/,
  },
  { kind: 'vector', names: /^qdrant_client\.(Async)?QdrantClient$|^chromadb\.(Async)?HttpClient$|^pymilvus\.(Async)?MilvusClient$/ },
  { kind: 'search', names: /^elasticsearch\.(Async)?Elasticsearch$|^opensearchpy\.(Async)?OpenSearch$/ },
  // https://www.psycopg.org/psycopg3/docs/advanced/pool.html, https://magicstack.github.io/asyncpg/current/usage.html#connection-pools
  {
    kind: 'database',
    names:
      /^psycopg2?\.connect$|^psycopg\.(Async)?Connection\.connect$|^psycopg_pool\.(Async)?ConnectionPool$|^asyncpg\.(connect|create_pool)$|^(aiomysql|pymysql)\.(connect|create_pool)$|^pymongo\.(Async)?MongoClient$|^motor\.motor_asyncio\.AsyncIOMotorClient$/,
  },
  {
    kind: 'queue',
    names:
      /^aiokafka\.AIOKafka(Producer|Consumer)$|^kafka\.Kafka(Producer|Consumer)$|^aio_pika\.(connect|connect_robust)$|^pika\.BlockingConnection$/,
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html
  { kind: 'cloud', names: /^boto3\.(client|resource)$|^google\.cloud\.storage\.Client$/ },
]

/** Packages of which a file has to name one to be looked at. */
export const PACKAGES =
  /^(httpx|aiohttp|requests|openai|anthropic|groq|redis|qdrant_client|chromadb|pymilvus|elasticsearch|opensearchpy|psycopg2?|psycopg_pool|asyncpg|aiomysql|pymysql|pymongo|motor|aiokafka|kafka|aio_pika|pika|boto3|google)(\.|$)/
