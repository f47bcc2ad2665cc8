/** Images that keep data or carry messages, by name: official ones and the usual distributions of them. */
import type { Datastore, DatastoreKind, ImageRef } from '../../model/deployment.ts'

const KINDS: readonly (readonly [DatastoreKind, string, boolean, RegExp])[] = [
  ['postgres', 'PostgreSQL', true, /^(?:postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|citus|pgvecto-rs|alloydbomni)$/],
  ['mysql', 'MySQL', true, /^(?:mysql|mysql-server|mariadb|percona)$/],
  ['redis', 'Redis', false, /^(?:redis|redis-stack|redis-stack-server|valkey|keydb|dragonfly)$/],
  ['mongo', 'MongoDB', true, /^(?:mongo|mongodb|mongodb-community-server)$/],
  ['rabbitmq', 'RabbitMQ', true, /^rabbitmq$/],
  ['kafka', 'Kafka', true, /^(?:kafka|cp-kafka|redpanda)$/],
  ['search', 'Elasticsearch', true, /^elasticsearch$/],
  ['search', 'OpenSearch', true, /^opensearch$/],
  ['search', 'Meilisearch', true, /^meilisearch$/],
  ['search', 'Typesense', true, /^typesense$/],
  ['vector', 'Qdrant', true, /^qdrant$/],
  ['vector', 'Weaviate', true, /^weaviate$/],
  ['vector', 'Milvus', true, /^milvus$/],
  ['vector', 'Chroma', true, /^(?:chroma|chromadb)$/],
  ['objects', 'MinIO', true, /^minio$/],
  ['memcached', 'memcached', false, /^memcached$/],
  ['columns', 'ClickHouse', true, /^(?:clickhouse|clickhouse-server)$/],
  ['graph', 'Neo4j', true, /^neo4j$/],
  ['time-series', 'InfluxDB', true, /^influxdb$/],
]

/** The datastore that an image is; null for any other image, and for exporters, clients and consoles of one. */
export function datastoreOf(image: ImageRef | null): Datastore | null {
  if (image === null) return null
  const name = image.name.slice(image.name.lastIndexOf('/') + 1).toLowerCase()
  const found = KINDS.find(([, , , names]) => names.test(name))
  return found === undefined ? null : { kind: found[0], label: found[1], keepsData: found[2] }
}
