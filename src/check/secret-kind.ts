/** What a setting that is called a secret protects. */
import { isSecretName } from './secret.ts'

/**
 * `own`: the service signs, encrypts or lets people in by it. `datastore`: opens a database or broker of the deployment.
 * `foreign`: opens an account with somebody else.
 */
export type SecretKind = 'own' | 'datastore' | 'foreign'

const DATASTORE =
  /(?:^|_)(?:postgres(?:ql)?|pg|db|database|mysql|mariadb|mssql|mongo(?:db)?|redis|rabbit(?:mq)?|amqp|neo4j|clickhouse|elastic(?:search)?|opensearch|milvus|qdrant|cassandra|arango|kafka|minio)(?:_|$)/i
/** Keys of providers, and of clients that ask them. */
const FOREIGN =
  /(?:^|_)(?:api_?key|access_?key|access_?token|client_?secret|consumer_?secret|credentials?|aws|s3|gcs|oss|cos|r2|azure|google|github|gitlab|slack|discord|twilio|stripe|langfuse|openai|anthropic|huggingface|hf|smtp|mail|email|sendgrid|ldap|oauth|oidc|notion|facebook|linkedin|twitter|wechat|feishu|sentry|proxy|token)(?:_|$)/i
/** Signs or admits, whoever else the name speaks of. */
const OWN = /(?:^|_)(?:jwt|session|cookie|csrf|webhook|signing|encryption|admin|superuser)(?:_|$)/i

/** Null for a name that says nothing of a secret. */
export function kindOfSecret(name: string): SecretKind | null {
  if (!isSecretName(name)) return null
  if (OWN.test(name)) return 'own'
  return DATASTORE.test(name) ? 'datastore' : FOREIGN.test(name) ? 'foreign' : 'own'
}
