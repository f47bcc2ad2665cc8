// Written by `npm run generate`; do not edit.
import type { RuleDeclaration } from '../model/rule.ts'

/** By rule: its messages with the placeholders of message and remedy, and the ids of its exemptions. */
export interface RuleTable {
  'api/create-not-201': {
    messages: {
      'router': 'route' | 'entity' | 'count'
      'everywhere': 'route' | 'entity' | 'count' | 'all'
    }
    silent: 'other-status' | 'set' | 'test' | 'script'
  }
  'api/deprecated-fastapi-api': {
    messages: {
      'unchecked': 'uses' | 'count'
      'file': 'count' | 'uses'
    }
    silent: 'test' | 'script'
  }
  'api/direct-instantiation': {
    messages: {
      'built': 'call' | 'what' | 'through'
    }
    silent: 'once' | 'elsewhere' | 'undetermined' | 'own-settings' | 'provided' | 'below' | 'test' | 'script'
  }
  'api/error-in-success-response': {
    messages: {
      'answered': 'route' | 'status' | 'admits' | 'count'
    }
    silent: 'said-by-status' | 'report' | 'protocol' | 'test' | 'script'
  }
  'api/extra-allow-input': {
    messages: {
      'open': 'model' | 'route'
      'assigned': 'model' | 'route' | 'entity'
    }
    silent: 'closed' | 'test' | 'script'
  }
  'api/http-exception-misuse': {
    messages: {
      'converted': 'status' | 'becomes' | 'handler'
      'swallowed': 'status' | 'handler'
      'returned': never
    }
    silent: 'free' | 'deliberate' | 'same-status' | 'not-client-error' | 'test' | 'script'
  }
  'api/ignored-dependencies': {
    messages: {
      'guard': 'method' | 'path' | 'names' | 'handler'
      'dependency': 'method' | 'path' | 'names' | 'handler'
    }
    silent: 'none' | 'test' | 'script'
  }
  'api/list-without-pagination': {
    messages: {
      'all': 'route' | 'entity'
      'filtered': 'route' | 'entity'
    }
    silent: 'limit' | 'parameter' | 'grouped' | 'test' | 'script'
  }
  'api/missing-response-model': {
    messages: {
      'router': 'count' | 'routes' | 'handlers'
    }
    silent: 'declared' | 'no-content' | 'few-routes' | 'test' | 'script'
  }
  'api/naive-datetime-field': {
    messages: {
      'kept': 'field' | 'count'
      'file': 'field' | 'count'
    }
    silent: 'test' | 'script'
  }
  'api/no-content-with-body': {
    messages: {
      'returned': 'handler' | 'method' | 'path' | 'status'
      'response': 'handler' | 'method' | 'path' | 'status'
      'model': 'method' | 'path' | 'status'
    }
    silent: 'other-status' | 'nothing-returned' | 'test' | 'script'
  }
  'api/operation-id-collision': {
    messages: {
      'twice': 'route' | 'id'
      'methods': 'route' | 'id'
    }
    silent: 'unique' | 'test' | 'script'
  }
  'api/orm-entity-response': {
    messages: {
      'returned': 'route' | 'entity' | 'columns'
      'declared': 'route' | 'entity' | 'columns'
    }
    silent: 'no-entity' | 'filtered' | 'test' | 'script'
  }
  'api/path-param-mismatch': {
    messages: {
      'unread': 'handler' | 'route' | 'variable'
      'typo': 'handler' | 'route' | 'parameter' | 'variable'
    }
    silent: 'read' | 'no-variable' | 'catch-all' | 'test' | 'script'
  }
  'api/pydantic-v1-api': {
    messages: {
      'file': 'count' | 'uses'
    }
    silent: 'test' | 'script'
  }
  'api/unreachable-route': {
    messages: {
      'shadowed': 'method' | 'example' | 'handler' | 'earlier' | 'pattern'
      'duplicate': 'method' | 'example' | 'handler' | 'earlier'
    }
    silent: 'reachable' | 'test' | 'script'
  }
  'api/unvalidated-body': {
    messages: {
      'subscript': 'body' | 'route' | 'type' | 'keys'
      'keys': 'body' | 'route' | 'type' | 'keys'
      'whole': 'body' | 'route' | 'type'
    }
    silent: 'typed' | 'no-body' | 'test' | 'script'
  }
  'api/unversioned-api': {
    messages: {
      'found': 'count' | 'route'
    }
    silent: 'few-routes' | 'versioned' | 'test' | 'script'
  }
  'api/yield-dependency-swallows': {
    messages: {
      'swallowed': 'dependency' | 'route'
    }
    silent: 'raises' | 'narrow' | 'handed-on' | 'test' | 'script'
  }
  'async/background-task-misuse': {
    messages: {
      'long': 'entry' | 'work' | 'what' | 'call'
      'urgent': 'entry' | 'work' | 'call' | 'what'
    }
    silent: 'short' | 'queue' | 'script'
  }
  'async/blocking-wait-primitive': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'no-wait' | 'already-done' | 'work-awaited' | 'unbounded-queue' | 'script'
  }
  'async/cpu-bound-on-loop': {
    messages: {
      'direct': 'call' | 'cost' | 'entry' | 'replacement'
      'reached': 'call' | 'cost' | 'through' | 'replacement'
      'once': 'call' | 'cost' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'low-cost' | 'not-consumed' | 'script'
  }
  'async/direct-blocking-call': {
    messages: {
      'blocks': 'call' | 'entry' | 'replacement'
      'freezes': 'call' | 'duration' | 'entry' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'no-interval' | 'datagram-socket' | 'no-wait' | 'script'
  }
  'async/endpoint-shape': {
    messages: {
      'loop': never
    }
    silent: 'test' | 'outside' | 'script'
  }
  'async/file-io-on-loop': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'startup' | 'first-request' | 'same-handle' | 'metadata' | 'not-consumed' | 'script'
  }
  'async/fire-and-forget-task': {
    messages: {
      'dropped': 'work' | 'entry'
      'unread': 'work' | 'entry'
    }
    silent: 'kept' | 'observed' | 'script'
  }
  'async/gather-error-policy': {
    messages: {
      'swallowed': 'works' | 'what' | 'entry'
      'orphaned': 'works' | 'what' | 'entry'
    }
    silent: 'results-used' | 'handled' | 'local' | 'reads' | 'tried' | 'alone' | 'undetermined' | 'unserved' | 'script'
  }
  'async/lock-held-across-network': {
    messages: {
      'held': 'lock' | 'work' | 'what' | 'entry'
    }
    silent: 'nothing-outward' | 'own-lock' | 'not-in-request' | 'thread-lock' | 'several-permits' | 'script'
  }
  'async/missing-timeout': {
    messages: {
      'request': 'call' | 'answers' | 'entry'
      'outside': 'call' | 'answers' | 'entry'
    }
    silent: 'deadline' | 'deadline-on-the-way' | 'ended' | 'read' | 'own-limit' | 'filled' | 'waiting-is-its-job' | 'unserved' | 'script'
  }
  'async/primitive-bound-to-wrong-loop': {
    messages: {
      'found': 'task' | 'more' | 'work'
    }
    silent: 'unpooled' | 'one-loop' | 'disposed' | 'undetermined' | 'script' | 'test'
  }
  'async/run-in-running-loop': {
    messages: {
      'direct': 'call' | 'outcome' | 'entry' | 'replacement'
      'reached': 'call' | 'outcome' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'guarded-loop' | 'script'
  }
  'async/swallowed-cancellation': {
    messages: {
      'again': 'clause' | 'calls' | 'entry'
      'waits': 'clause' | 'entry'
    }
    silent: 'reraised' | 'ends' | 'own-task' | 'kept' | 'cleaning-up' | 'uncancelled' | 'script'
  }
  'async/sync-cache-queue-client': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'queued-command' | 'no-wait' | 'not-consumed' | 'script'
  }
  'async/sync-db-in-async': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'greenlet' | 'awaited' | 'not-a-connection' | 'script'
  }
  'async/sync-http-client': {
    messages: {
      'direct': 'call' | 'target' | 'bound' | 'entry' | 'replacement'
      'reached': 'call' | 'target' | 'bound' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'not-streamed' | 'script'
  }
  'async/sync-llm-or-vector-client': {
    messages: {
      'direct': 'call' | 'bound' | 'entry' | 'replacement'
      'reached': 'call' | 'bound' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'not-consumed' | 'script'
  }
  'async/thread-lock-across-await': {
    messages: {
      'held': 'lock' | 'type' | 'entry'
    }
    silent: 'no-await' | 'task-lock' | 'script'
  }
  'async/transitive-blocking-call': {
    messages: {
      'reached': 'call' | 'through' | 'hop' | 'replacement'
      'once': 'call' | 'through' | 'hop' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'guarded-loop' | 'script'
  }
  'async/unawaited-coroutine': {
    messages: {
      'discarded': 'call' | 'entry'
      'unread': 'call' | 'entry'
      'tested': 'call' | 'entry'
    }
    silent: 'awaited' | 'handed-on' | 'decorated' | 'overridden' | 'script'
  }
  'async/unbounded-fan-out': {
    messages: {
      'found': 'callee' | 'work' | 'over' | 'what' | 'entry'
    }
    silent: 'few' | 'batches' | 'limited' | 'local' | 'unsized' | 'script'
  }
  'async/websocket-lifecycle': {
    messages: {
      'live': 'over' | 'entry'
      'slow': 'over' | 'entry'
      'kept': 'name' | 'entry'
    }
    silent: 'deadline' | 'removed' | 'handed-on' | 'unserved' | 'script'
  }
  'db/async-lazy-load': {
    messages: {
      'read': 'path' | 'query' | 'entry' | 'option' | 'awaitable'
      'schema': 'path' | 'field' | 'query' | 'entry' | 'option' | 'awaitable'
    }
    silent: 'script' | 'loaded' | 'raises' | 'unknown-options' | 'bridged' | 'read-before' | 'refreshed' | 'guarded' | 'identity-map' | 'synchronous'
  }
  'db/engine-per-request': {
    messages: {
      'built': 'call' | 'entry'
      'reached': 'call' | 'through'
    }
    silent: 'once' | 'elsewhere' | 'undetermined' | 'told' | 'test' | 'script'
  }
  'db/expire-on-commit-async': {
    messages: {
      'read': 'call' | 'read' | 'place' | 'entry'
      'unread': 'call'
    }
    silent: 'test' | 'script' | 'kept' | 'undetermined'
  }
  'db/fk-delete-policy': {
    messages: {
      'refused': 'parent' | 'place' | 'entry' | 'column' | 'relationship' | 'remedy'
      'set-null': 'column' | 'target'
    }
    silent: 'script' | 'deleted' | 'left' | 'nullified' | 'restricted' | 'nullable' | 'unknown'
  }
  'db/load-rows-to-count': {
    messages: {
      'count': 'query' | 'entry'
      'exists': 'query' | 'entry'
      'first': 'query' | 'entry'
    }
    silent: 'limited' | 'grouped' | 'locked' | 'script'
  }
  'db/lossy-column-type': {
    messages: {
      'money': 'column' | 'type' | 'beside'
    }
    silent: 'exact' | 'script'
  }
  'db/migration-irreversible': {
    messages: {
      'absent': 'revision' | 'operation'
      'nothing': 'revision' | 'operation'
      'raises': 'revision' | 'operation'
      'lost': 'revision' | 'thing'
      'left': 'revision' | 'thing'
    }
    silent: 'first' | 'no-schema' | 'reversible' | 'undetermined'
  }
  'db/migration-unsafe-lock': {
    messages: {
      'required': 'operation' | 'table' | 'more'
      'rewrite': 'operation' | 'column' | 'table' | 'more'
      'index': 'operation' | 'table' | 'more'
      'unique': 'operation' | 'table' | 'more'
      'foreign-key': 'operation' | 'table' | 'more'
      'check': 'operation' | 'table' | 'more'
      'not-null': 'operation' | 'table' | 'more'
    }
    silent: 'safe' | 'first' | 'history' | 'bounded' | 'other-database'
  }
  'db/missing-uniqueness-or-mutable-default': {
    messages: {
      'shared': 'column' | 'default' | 'callable'
      'frozen': 'column' | 'default' | 'callable'
    }
    silent: 'callable' | 'constant' | 'script'
  }
  'db/n-plus-one-lazy': {
    messages: {
      'read': 'path' | 'item' | 'loop' | 'query' | 'entry' | 'option'
      'distinct': 'path' | 'target' | 'loop' | 'query' | 'entry' | 'option'
      'bridged': 'path' | 'item' | 'loop' | 'query' | 'entry' | 'option'
    }
    silent: 'script' | 'loaded' | 'raises' | 'not-repeated' | 'unknown-options' | 'small-loop' | 'one-element' | 'one-target' | 'leaves-after-one' | 'read-before' | 'refreshed' | 'guarded' | 'identity-map' | 'asynchronous'
  }
  'db/n-plus-one-query-in-loop': {
    messages: {
      'direct': 'call' | 'item' | 'loop' | 'how' | 'entry'
      'reached': 'function' | 'item' | 'loop' | 'through' | 'how'
    }
    silent: 'script' | 'small-loop' | 'batched' | 'failing' | 'memoised' | 'first-hit'
  }
  'db/n-plus-one-serialisation': {
    messages: {
      'response': 'field' | 'entry' | 'path' | 'query' | 'option'
      'validation': 'field' | 'path' | 'query' | 'entry' | 'option'
    }
    silent: 'script' | 'loaded' | 'raises' | 'unknown-options' | 'single' | 'refreshed' | 'small-loop' | 'asynchronous'
  }
  'db/naive-datetime': {
    messages: {
      'naive': 'owner' | 'columns'
    }
    silent: 'zoned' | 'undetermined' | 'embedded' | 'script'
  }
  'db/no-statement-timeout': {
    messages: {
      'asynchronous': 'call' | 'where'
      'synchronous': 'call' | 'where'
    }
    silent: 'bounded' | 'one-use' | 'other-database' | 'undetermined' | 'test' | 'script'
  }
  'db/offset-pagination': {
    messages: {
      'unordered': 'query' | 'entry'
    }
    silent: 'ordered' | 'constant' | 'undetermined' | 'script'
  }
  'db/pool-pre-ping-missing': {
    messages: {
      'unset': 'dialect' | 'call'
      'off': 'dialect' | 'call'
      'wrapped': 'dialect' | 'call' | 'where'
    }
    silent: 'enabled' | 'unpooled' | 'embedded' | 'undetermined' | 'test' | 'script'
  }
  'db/pool-sizing': {
    messages: {
      'unset': 'dialect' | 'call'
      'unlimited': 'dialect' | 'call' | 'setting'
      'echo': 'dialect' | 'call'
    }
    silent: 'sized' | 'unpooled' | 'embedded' | 'undetermined' | 'elsewhere' | 'test' | 'script'
  }
  'db/row-by-row-write': {
    messages: {
      'commit': 'call' | 'item' | 'loop' | 'entry'
      'statement': 'call' | 'what' | 'item' | 'loop' | 'entry'
    }
    silent: 'small-loop' | 'batched' | 'streamed' | 'conditional' | 'own-session' | 'isolated' | 'leaves' | 'script'
  }
  'db/session-lifecycle': {
    messages: {
      'leaked': 'session' | 'name' | 'entry'
      'skipped': 'session' | 'name' | 'entry'
    }
    silent: 'closed' | 'handed-on' | 'unused' | 'script'
  }
  'db/session-shared-concurrently': {
    messages: {
      'together': 'works' | 'session' | 'name' | 'entry'
      'outlived': 'works' | 'session' | 'name' | 'entry'
      'process': 'session' | 'name' | 'entry'
    }
    silent: 'alone' | 'waited'
  }
  'db/sync-driver-in-async-app': {
    messages: {
      'blocking': 'call' | 'where' | 'database' | 'callee' | 'entry' | 'others' | 'instead'
      'mismatch': 'call' | 'scheme' | 'instead'
    }
    silent: 'test' | 'script' | 'asynchronous' | 'threads' | 'several' | 'embedded' | 'undetermined'
  }
  'db/transaction-across-external-call': {
    messages: {
      'direct': 'call' | 'session' | 'line' | 'entry'
      'reached': 'through' | 'place' | 'session' | 'line' | 'entry'
      'locked': 'call' | 'session' | 'line' | 'entry'
    }
    silent: 'script'
  }
  'db/unbounded-list-query': {
    messages: {
      'all': 'entity' | 'entry'
    }
    silent: 'script' | 'limit' | 'filtered' | 'grouped' | 'unknown' | 'no-growth' | 'once' | 'listed'
  }
  'db/unindexed-filter-column': {
    messages: {
      'unserved': 'count' | 'column' | 'place' | 'entry' | 'name'
    }
    silent: 'script' | 'few-values' | 'no-growth' | 'rare' | 'unknown'
  }
  'db/unindexed-foreign-key': {
    messages: {
      'used': 'column' | 'target' | 'nearest' | 'uses' | 'tables' | 'migration'
      'declared': 'column' | 'target' | 'nearest' | 'tables' | 'migration'
      'migration-only': 'column' | 'where' | 'migration'
    }
    silent: 'indexed' | 'narrowed' | 'other-database' | 'undetermined' | 'script'
  }
  'infra/container-runs-as-root': {
    messages: {
      'base': 'stage' | 'base'
      'explicit': 'stage' | 'user'
      'unused': 'stage' | 'user'
    }
    silent: 'test' | 'script' | 'development' | 'switched' | 'non-root-base' | 'drops' | 'compose-user' | 'orchestrator' | 'starts-nothing'
  }
  'infra/datastore-port-published': {
    messages: {
      'published': 'port' | 'label' | 'service'
      'open': 'port' | 'label' | 'service' | 'why'
      'ephemeral': 'port' | 'label' | 'service'
    }
    silent: 'test' | 'script' | 'development' | 'not-published' | 'loopback'
  }
  'infra/datastore-without-volume': {
    messages: {
      'compose': 'label' | 'service'
      'workload': 'label' | 'service'
    }
    silent: 'test' | 'script' | 'development' | 'kept' | 'cache'
  }
  'infra/depends-on-without-condition': {
    messages: {
      'started': 'service' | 'targets'
    }
    silent: 'test' | 'script' | 'development' | 'waits' | 'waits-itself' | 'reconnects'
  }
  'infra/dev-server-in-production': {
    messages: {
      'reload': 'server' | 'token' | 'source'
      'flask': 'source' | 'token'
      'verbose': 'level' | 'source' | 'token'
      'variable': 'name' | 'value' | 'source' | 'token'
    }
    silent: 'test' | 'script' | 'development' | 'serves'
  }
  'infra/image-build': {
    messages: {
      'order': 'copy' | 'installer' | 'more'
      'ignore': 'copy' | 'more'
      'tools': 'tools' | 'more'
      'cache': never
    }
    silent: 'test' | 'script' | 'development' | 'in-order'
  }
  'infra/k8s-pod-hardening': {
    messages: {
      'privileged': 'container' | 'workload'
      'host': 'workload'
      'socket': 'workload' | 'path'
      'context': 'workload' | 'missing'
    }
    silent: 'test' | 'script' | 'development' | 'hardened'
  }
  'infra/no-healthcheck': {
    messages: {
      'service': 'service' | 'server'
      'worker': 'service' | 'server'
      'readiness': 'service'
      'liveness': 'service'
    }
    silent: 'test' | 'script' | 'development' | 'checked' | 'switched-off' | 'extended' | 'datastore'
  }
  'infra/no-lockfile': {
    messages: {
      'open': 'open' | 'all' | 'file' | 'names'
      'project': 'installer'
      'ignored': never
    }
    silent: 'test' | 'script' | 'development' | 'locked'
  }
  'infra/no-metrics': {
    messages: {
      'missing': 'service'
    }
    silent: 'test' | 'script' | 'measured' | 'answered'
  }
  'infra/no-restart-or-limits': {
    messages: {
      'restart': 'services'
      'limits': 'services'
      'pods': 'services'
    }
    silent: 'test' | 'script' | 'development' | 'set' | 'extended'
  }
  'infra/no-structured-logging': {
    messages: {
      'plain': 'service' | 'places'
      'unset': 'service'
    }
    silent: 'test' | 'script' | 'structured'
  }
  'infra/no-tracing': {
    messages: {
      'missing': 'service' | 'dependencies'
    }
    silent: 'test' | 'script' | 'traced'
  }
  'infra/on-event-lifecycle': {
    messages: {
      'ignored': 'event'
      'deprecated': 'event' | 'verb'
    }
    silent: 'other' | 'test' | 'script'
  }
  'infra/plaintext-credential-in-manifest': {
    messages: {
      'value': 'name' | 'value' | 'where'
      'address': 'name' | 'value' | 'where'
      'known': 'names' | 'verb' | 'value' | 'where'
      'known-default': 'names' | 'verb' | 'value' | 'where'
    }
    silent: 'test' | 'script' | 'development' | 'template' | 'reference' | 'stand-in'
  }
  'infra/print-in-production': {
    messages: {
      'printed': 'function' | 'count' | 'callee' | 'through'
    }
    silent: 'command' | 'unreached' | 'test' | 'script'
  }
  'infra/scattered-env': {
    messages: {
      'scattered': 'names' | 'files'
      'forked': 'name' | 'here' | 'there' | 'place' | 'more'
    }
    silent: 'settings' | 'unreached' | 'test' | 'script'
  }
  'infra/secret-default-in-settings': {
    messages: {
      'usable': 'name' | 'value'
      'covered': 'name' | 'value'
    }
    silent: 'empty' | 'drawn' | 'refused' | 'placeholder' | 'development' | 'unreached' | 'test' | 'script'
  }
  'infra/secret-in-image': {
    messages: {
      'variable': 'name' | 'value' | 'keyword'
      'argument': 'name'
      'file': 'file'
      'address': 'value'
    }
    silent: 'test' | 'script' | 'placeholder' | 'reference' | 'mounted' | 'template'
  }
  'infra/server-process-model': {
    messages: {
      'worker': 'source' | 'class' | 'app'
      'single': 'source'
    }
    silent: 'test' | 'script' | 'development' | 'stale' | 'scaled' | 'asgi-worker'
  }
  'infra/settings-not-validated': {
    messages: {
      'past': 'fields'
      'parts': 'fields'
      'again': 'class' | 'through'
    }
    silent: 'validated' | 'unreached' | 'test' | 'script'
  }
  'infra/signals-not-forwarded': {
    messages: {
      'shell': 'source' | 'server'
      'script': 'script' | 'source' | 'server'
    }
    silent: 'test' | 'script' | 'development' | 'direct' | 'init' | 'replaced' | 'traps'
  }
  'infra/undisposed-resource': {
    messages: {
      'open': 'name' | 'callee' | 'closer'
    }
    silent: 'closed' | 'handed-on' | 'unreached' | 'test' | 'script'
  }
  'infra/unpinned-image': {
    messages: {
      'floating': 'image' | 'by'
      'datastore': 'image' | 'by' | 'label'
      'language': 'image' | 'by' | 'label'
    }
    silent: 'test' | 'script' | 'development' | 'pinned' | 'built-here' | 'own-image'
  }
  'infra/unsupported-dependency': {
    messages: {
      'release': 'name' | 'version' | 'until' | 'today' | 'replacement' | 'source'
      'variant': 'image' | 'name' | 'until' | 'today' | 'replacement' | 'source'
      'package': 'name' | 'version' | 'state' | 'today' | 'replacement' | 'source'
    }
    silent: 'test' | 'script' | 'supported' | 'development'
  }
  'perf/compile-in-hot-path': {
    messages: {
      'adapter': 'call' | 'function' | 'through'
      'template': 'call' | 'function' | 'through'
    }
    silent: 'varies' | 'once' | 'elsewhere' | 'undetermined' | 'test' | 'script'
  }
  'perf/cpu-bound-in-request': {
    messages: {
      'found': 'call' | 'cost' | 'through'
    }
    silent: 'offloaded' | 'unasked' | 'short' | 'hash' | 'built' | 'once' | 'script'
  }
  'perf/embedding-per-item': {
    messages: {
      'direct': 'loop' | 'call' | 'item' | 'what' | 'entry'
      'reached': 'loop' | 'item' | 'function' | 'through' | 'what' | 'entry'
    }
    silent: 'small-loop' | 'batched' | 'memoised' | 'first-hit' | 'failing' | 'paced' | 'carried' | 'streamed' | 'startup' | 'unserved' | 'script'
  }
  'perf/external-call-in-loop': {
    messages: {
      'direct': 'loop' | 'waits' | 'item' | 'call' | 'entry'
      'reached': 'loop' | 'waits' | 'item' | 'function' | 'through' | 'entry'
    }
    silent: 'small-loop' | 'batched' | 'memoised' | 'first-hit' | 'failing' | 'paced' | 'carried' | 'streamed' | 'startup' | 'unserved' | 'script'
  }
  'perf/http-client-per-request': {
    messages: {
      'handler': 'client' | 'entry' | 'cost'
      'reached': 'client' | 'through' | 'cost'
    }
    silent: 'once' | 'elsewhere' | 'undetermined' | 'own-settings' | 'borrows' | 'test' | 'script'
  }
  'perf/index-rebuilt-per-request': {
    messages: {
      'found': 'call' | 'work' | 'through'
    }
    silent: 'no-templates' | 'varies' | 'once' | 'elsewhere' | 'undetermined' | 'test' | 'script'
  }
  'perf/large-response-materialised': {
    messages: {
      'whole': 'what' | 'item' | 'loop' | 'response' | 'entry'
      'one-piece': 'response' | 'what' | 'item' | 'loop' | 'entry'
    }
    silent: 'bounded' | 'unserved' | 'script'
  }
  'perf/lru-cache-retains-objects': {
    messages: {
      'coroutine': 'decorator' | 'function'
      'held': 'decorator' | 'function' | 'parameter' | 'type' | 'most'
      'receiver': 'decorator' | 'function' | 'most'
    }
    silent: 'plain' | 'by-value' | 'shared' | 'few' | 'script'
  }
  'perf/quadratic-or-copying-loop': {
    messages: {
      'rebuilt': 'loop' | 'over' | 'entry'
      'bytes': 'loop' | 'name' | 'entry'
    }
    silent: 'small-loop' | 'depends' | 'consumed' | 'startup' | 'unserved' | 'script'
  }
  'perf/redis-round-trips': {
    messages: {
      'direct': 'loop' | 'item' | 'call' | 'instead' | 'entry'
      'reached': 'loop' | 'item' | 'function' | 'through' | 'instead' | 'entry'
      'keys': 'call' | 'entry'
    }
    silent: 'small-loop' | 'batched' | 'memoised' | 'first-hit' | 'failing' | 'paced' | 'carried' | 'streamed' | 'mixed' | 'startup' | 'unserved' | 'script'
  }
  'perf/serialise-twice': {
    messages: {
      'answer': 'model' | 'writer' | 'reader' | 'entry'
      'value': 'model' | 'writer' | 'reader' | 'entry'
    }
    silent: 'unserved' | 'script'
  }
  'perf/unbounded-process-cache': {
    messages: {
      'keyed': 'name' | 'through'
      'appended': 'name' | 'through'
    }
    silent: 'bounded' | 'removed' | 'few' | 'state' | 'unserved' | 'passed-on' | 'handles' | 'script'
  }
  'perf/whole-payload-in-memory': {
    messages: {
      'upload': 'name' | 'entry'
      'answered': 'call' | 'entry'
      'table': 'call' | 'entry'
    }
    silent: 'in-parts' | 'size-checked' | 'limited' | 'fixed' | 'not-reached' | 'test' | 'script'
  }
  'prod/bare-except': {
    messages: {
      'swallowed': 'clause' | 'calls' | 'signals' | 'entry'
      'goes-on': 'clause' | 'signals' | 'entry'
    }
    silent: 'test' | 'script' | 'reraised' | 'handed-on' | 'explained' | 'fallback' | 'cleanup'
  }
  'prod/create-all': {
    messages: {
      'called': 'call' | 'entry'
      'reached': 'call' | 'through'
      'embedded': 'call' | 'entry'
    }
    silent: 'test' | 'script' | 'command-line' | 'stamped' | 'uncalled' | 'development' | 'switched-off'
  }
  'prod/debug-or-docs-exposed': {
    messages: {
      'debug': 'route'
      'docs': 'paths' | 'tell' | 'guarded' | 'count' | 'service'
    }
    silent: 'guarded' | 'conditional' | 'open-api' | 'middleware' | 'test' | 'script'
  }
  'prod/llm-client-unbounded': {
    messages: {
      'long': 'client' | 'seconds' | 'entry'
      'unbounded': 'client' | 'entry'
    }
    silent: 'test' | 'script' | 'timed' | 'timed-calls' | 'library-default'
  }
  'prod/lost-error-context': {
    messages: {
      'flattened': 'handlers'
      'flattened-everywhere': 'count' | 'files'
      'hidden': 'handlers'
      'hidden-everywhere': 'count' | 'files'
    }
    silent: 'test' | 'script' | 'traced' | 'reraised' | 'handed-on' | 'milder'
  }
  'prod/migration-graph-broken': {
    messages: {
      'missing': 'parent'
      'renamed': 'parent' | 'file' | 'id'
      'duplicate': 'id' | 'file'
      'cycle': 'ids' | 'folder'
      'heads': 'folder' | 'count' | 'heads'
    }
    silent: 'whole' | 'labelled' | 'all-heads' | 'computed'
  }
  'prod/migrations-not-deployed': {
    messages: {
      'missing': 'server' | 'count' | 'folder' | 'looked'
      'race': 'instances'
    }
    silent: 'upgraded' | 'in-code' | 'told' | 'no-migrations' | 'no-server'
  }
  'prod/model-migration-drift': {
    messages: {
      'missing': 'table' | 'model' | 'count' | 'folder' | 'known' | 'tables'
    }
    silent: 'migrated' | 'named' | 'elsewhere' | 'unread' | 'unnamed' | 'no-migrations' | 'script'
  }
  'prod/no-circuit-breaker': {
    messages: {
      'missing': 'service' | 'dependencies' | 'files'
    }
    silent: 'broken' | 'meshed' | 'few' | 'test' | 'script'
  }
  'prod/no-correlation-id': {
    messages: {
      'missing': 'service' | 'count' | 'files'
    }
    silent: 'identified' | 'traced' | 'no-routes' | 'no-log' | 'test' | 'script'
  }
  'prod/no-global-exception-handler': {
    messages: {
      'missing': 'count' | 'service'
      'partial': 'service' | 'handled' | 'count'
    }
    silent: 'handled' | 'own-base' | 'wrapped' | 'tracked' | 'undetermined' | 'no-routes' | 'test' | 'script'
  }
  'prod/no-health-endpoint': {
    messages: {
      'missing': 'count'
    }
    silent: 'answered' | 'mentioned' | 'undetermined' | 'no-routes' | 'test' | 'script'
  }
  'prod/no-migrations': {
    messages: {
      'none': 'count' | 'tables'
      'empty': 'count' | 'tables' | 'where'
    }
    silent: 'migrated' | 'embedded' | 'other-tool' | 'no-service' | 'script'
  }
  'prod/no-rate-limit': {
    messages: {
      'guessable': 'routes' | 'service' | 'files'
      'open': 'routes' | 'service' | 'files'
    }
    silent: 'limited' | 'proxied' | 'guarded' | 'test' | 'script'
  }
  'prod/outbound-no-retry': {
    messages: {
      'client': 'calls' | 'entry'
      'file': 'calls' | 'entry'
    }
    silent: 'retried' | 'adapted' | 'in-process' | 'probe' | 'not-repeatable' | 'not-on-request' | 'test' | 'script'
  }
  'prod/outbound-no-timeout': {
    messages: {
      'unbounded': 'call' | 'host' | 'entry'
      'disabled': 'call' | 'host' | 'entry'
      'client-disabled': 'client' | 'entry'
      'long': 'client' | 'seconds' | 'entry'
    }
    silent: 'test' | 'script' | 'timed' | 'library-default' | 'deadline' | 'in-process'
  }
  'prod/redis-client-fragile': {
    messages: {
      'untimed': 'client' | 'entry'
    }
    silent: 'test' | 'script' | 'timed' | 'library-default'
  }
  'prod/sentry-misconfigured': {
    messages: {
      'anonymous': never
      'everything': 'setting'
      'personal': never
      'debug': never
    }
    silent: 'told' | 'passed-on' | 'development' | 'test' | 'script'
  }
  'prod/shallow-readiness': {
    messages: {
      'ready': 'route' | 'dependencies'
      'only': 'route' | 'service' | 'dependencies'
    }
    silent: 'probing' | 'liveness' | 'independent' | 'undetermined' | 'test' | 'script'
  }
  'prod/swallowed-exception': {
    messages: {
      'dropped': 'clause' | 'calls' | 'entry'
      'defaulted': 'clause' | 'calls' | 'entry'
    }
    silent: 'test' | 'script' | 'reraised' | 'logged' | 'handled' | 'optional-import' | 'explained' | 'secondary' | 'cleanup' | 'telemetry' | 'pure' | 'local' | 'answer'
  }
  'prod/task-not-resilient': {
    messages: {
      'neither': 'tasks'
      'unlimited': 'tasks'
    }
    silent: 'limited' | 'other-queue' | 'script'
  }
  'prod/untested': {
    messages: {
      'none': 'count' | 'service'
      'not-run': 'tests' | 'commands' | 'where'
      'routers': 'count' | 'total' | 'tests' | 'files'
    }
    silent: 'tested' | 'no-build' | 'undetermined' | 'no-routes'
  }
  'scale/celery-queue-topology': {
    messages: {
      'found': 'slow' | 'long' | 'urgent' | 'call'
    }
    silent: 'routed' | 'alike' | 'script'
  }
  'scale/celery-reliability': {
    messages: {
      'waits': 'name'
      'redelivered': 'name' | 'limit'
    }
    silent: 'sound' | 'script'
  }
  'scale/connection-budget-exceeded': {
    messages: {
      'over': 'demand' | 'sum' | 'limit' | 'said'
      'tight': 'demand' | 'sum' | 'limit' | 'said'
    }
    silent: 'unpooled' | 'pooler' | 'within' | 'undetermined' | 'script' | 'test'
  }
  'scale/in-memory-state': {
    messages: {
      'several': 'name' | 'writer' | 'reader' | 'workers'
      'single': 'name' | 'writer' | 'reader'
    }
    silent: 'startup' | 'memo' | 'same-request' | 'cache' | 'write-only' | 'alike' | 'flag' | 'handles' | 'sockets' | 'script'
  }
  'scale/k8s-availability': {
    messages: {
      'single': 'name' | 'said'
      'no-budget': 'name' | 'replicas'
    }
    silent: 'development' | 'other-work' | 'autoscaled' | 'own-volume' | 'budgeted'
  }
  'scale/lock-without-safety': {
    messages: {
      'untimed': 'call' | 'entry'
      'split': 'call' | 'entry'
    }
    silent: 'timed' | 'undetermined' | 'script'
  }
  'scale/missing-pgbouncer': {
    messages: {
      'found': 'service' | 'sum' | 'demand' | 'limit'
    }
    silent: 'pooler'
  }
  'scale/missing-read-replica': {
    messages: {
      'found': 'service' | 'sum' | 'reading' | 'asking'
    }
    silent: 'writes' | 'replica'
  }
  'scale/no-backpressure': {
    messages: {
      'queue': 'name' | 'type' | 'entry'
    }
    silent: 'bounded' | 'undetermined' | 'size-asked' | 'own-work' | 'script'
  }
  'scale/pagination-uncapped': {
    messages: {
      'found': 'name' | 'route'
    }
    silent: 'declared' | 'compared' | 'script'
  }
  'scale/pgbouncer-prepared-statements': {
    messages: {
      'found': 'driver' | 'pooler' | 'mode'
    }
    silent: 'other-driver' | 'direct' | 'remembers' | 'told' | 'script' | 'test'
  }
  'scale/redis-topology': {
    messages: {
      'limited': 'name'
      'unlimited': 'name'
      'no-policy': 'name'
    }
    silent: 'development' | 'limited-memory' | 'own-configuration' | 'no-cache'
  }
  'scale/scheduler-in-web-process': {
    messages: {
      'several': 'job' | 'what' | 'every' | 'times' | 'said'
      'single': 'job' | 'what' | 'every' | 'said'
    }
    silent: 'locked' | 'upkeep' | 'no-effect'
  }
  'scale/threadpool-exceeds-pool': {
    messages: {
      'found': 'total' | 'said' | 'tokens' | 'routes' | 'next'
    }
    silent: 'asynchronous' | 'unpooled' | 'enough' | 'no-thread' | 'undetermined' | 'script' | 'test'
  }
  'scale/websocket-registry-local': {
    messages: {
      'several': 'name' | 'sender' | 'others'
      'single': 'name' | 'sender'
    }
    silent: 'subscribed' | 'own-socket' | 'no-sockets' | 'script'
  }
  'sec/code-injection': {
    messages: {
      'part': 'hole' | 'sink' | 'source'
      'whole': 'sink' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'package' | 'script'
  }
  'sec/command-injection': {
    messages: {
      'part': 'hole' | 'sink' | 'source'
      'whole': 'sink' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'script'
  }
  'sec/committed-env-file': {
    messages: {
      'tracked': 'file' | 'names' | 'value'
      'not-ignored': 'file' | 'names' | 'value'
      'known': 'file' | 'names' | 'verb' | 'value'
    }
    silent: 'untracked' | 'template' | 'development' | 'no-secret' | 'stand-in' | 'test' | 'script'
  }
  'sec/cors-credentials-wildcard': {
    messages: {
      'cookie': 'setting'
      'bearer': 'setting'
    }
    silent: 'checked' | 'listed' | 'no-credentials' | 'development' | 'test' | 'script'
  }
  'sec/exception-detail-leak': {
    messages: {
      'told': 'what' | 'caught' | 'line' | 'handler' | 'route' | 'count'
    }
    silent: 'own-words' | 'narrow' | 'tested' | 'test' | 'script'
  }
  'sec/hardcoded-secret': {
    messages: {
      'format': 'what' | 'shown'
      'address': 'host'
      'name': 'name' | 'shown'
      'key': 'callee' | 'shown'
      'known-key': 'callee'
    }
    silent: 'default' | 'local' | 'test' | 'script'
  }
  'sec/idor': {
    messages: {
      'unowned': 'route' | 'guard' | 'entity' | 'variable' | 'owner' | 'other'
      'changed': 'route' | 'guard' | 'entity' | 'variable' | 'owner' | 'other'
      'open': 'route' | 'entity' | 'variable' | 'owner'
    }
    silent: 'owner' | 'principal' | 'role' | 'dependency' | 'shared' | 'public-read' | 'test' | 'script'
  }
  'sec/insecure-cookie': {
    messages: {
      'flags': 'name' | 'flags' | 'effect'
      'session': never
    }
    silent: 'protected' | 'deletion' | 'preference' | 'test' | 'script'
  }
  'sec/jwt-verification': {
    messages: {
      'unsigned': 'callee'
      'any-algorithm': 'callee'
      'mixed': 'callee' | 'algorithms'
      'expired-too': 'callee'
      'no-expiry': 'callee'
      'empty-key': 'callee'
    }
    silent: 'verified' | 'verified-after' | 'not-from-request' | 'expiry-checked' | 'expires' | 'elsewhere' | 'test' | 'script'
  }
  'sec/mass-assignment': {
    messages: {
      'constructor': 'route' | 'entity' | 'model' | 'fields'
      'setattr': 'route' | 'model' | 'entity' | 'fields'
      'update': 'route' | 'model' | 'entity' | 'fields'
    }
    silent: 'plain-fields' | 'role' | 'test' | 'script'
  }
  'sec/missing-auth': {
    messages: {
      'one': 'route' | 'effect' | 'guarded' | 'guard'
      'several': 'route' | 'effect' | 'others' | 'guarded' | 'guard'
      'open': 'route' | 'effect' | 'others'
    }
    silent: 'guarded' | 'optional' | 'no-write' | 'open-by-nature' | 'open-application' | 'gateway' | 'test' | 'script'
  }
  'sec/open-redirect': {
    messages: {
      'part': 'hole' | 'source'
      'whole': 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'script'
  }
  'sec/path-traversal': {
    messages: {
      'part': 'hole' | 'sink' | 'act' | 'source'
      'whole': 'sink' | 'act' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'script'
  }
  'sec/sensitive-field-exposed': {
    messages: {
      'field': 'field' | 'route' | 'count'
    }
    silent: 'issued' | 'masked' | 'excluded' | 'treated' | 'test' | 'script'
  }
  'sec/sql-injection': {
    messages: {
      'formatted': 'hole' | 'sink' | 'source'
      'quoted': 'hole' | 'sink' | 'source'
      'whole': 'sink' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'script'
  }
  'sec/sql-string-formatting': {
    messages: {
      'open': 'hole' | 'sink' | 'source'
      'stored': 'hole' | 'sink' | 'source'
      'catalog': 'hole' | 'sink'
      'typed': 'hole' | 'sink'
    }
    silent: 'constant' | 'configuration' | 'checked' | 'external' | 'script'
  }
  'sec/ssrf': {
    messages: {
      'part': 'hole' | 'sink' | 'source'
      'whole': 'sink' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'operators' | 'script'
  }
  'sec/tls-verification-disabled': {
    messages: {
      'certificate': 'callee' | 'setting'
      'assigned': 'callee' | 'value'
      'host-name': 'callee'
      'host-key': 'callee'
      'context': 'callee'
    }
    silent: 'checked' | 'chosen' | 'local' | 'said-already' | 'test' | 'script'
  }
  'sec/unbounded-upload': {
    messages: {
      'unbounded': 'name' | 'entry'
      'late': 'name' | 'entry'
    }
    silent: 'in-parts' | 'size-checked' | 'limited' | 'not-reached' | 'test' | 'script'
  }
  'sec/unsafe-deserialization': {
    messages: {
      'part': 'hole' | 'sink' | 'source'
      'whole': 'sink' | 'source'
    }
    silent: 'constant' | 'configuration' | 'not-external' | 'script'
  }
  'sec/vulnerable-dependency': {
    messages: {
      'pinned': 'name' | 'version' | 'advisories' | 'verb' | 'rating' | 'day' | 'end'
    }
    silent: 'no-advisory' | 'test' | 'script'
  }
  'sec/weak-random-or-compare': {
    messages: {
      'drawn': 'name' | 'callee'
      'compared': 'given' | 'secret'
    }
    silent: 'no-secret' | 'test' | 'script'
  }
  'sec/webhook-unsigned': {
    messages: {
      'unsigned': 'route' | 'handler'
    }
    silent: 'looked-at' | 'handed-on' | 'guarded' | 'test' | 'script'
  }
}

export const declarations: { readonly [Id in keyof RuleTable]: RuleDeclaration } = {
  "api/create-not-201": {
    "id": "api/create-not-201",
    "title": "Creation answered with 200",
    "severity": "suggestion",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Response Contract",
    "messages": {
      "router": "{route} adds a {entity} and answers 200 instead of 201; creations of this router that do so: {count}",
      "everywhere": "{route} adds a {entity} and answers 200 instead of 201, as do {count} of the {all} creations of the project"
    },
    "why": "201 tells clients, caches and generated code that something is there now that was not there before; 200 says the same for a search.",
    "remedy": "Declare it: `@router.post(\"\", status_code=status.HTTP_201_CREATED)`; clients that test for 200 exactly have to know.",
    "decides": "The handler of a POST route, or what it calls within two steps, adds a new instance of a mapped class to a session, the handler returns an instance of that class, and nothing declares or sets another status than 200. One finding for each router, one for the whole project if at least four of five creations answer 200.",
    "silent": {
      "other-status": "another status is declared",
      "set": "the handler sets the status itself",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "action": "a POST that adds nothing, or returns something else",
      "found": "a row that is made only where there is none yet"
    },
    "spellings": {
      "direct": "the handler adds it",
      "service": "a function that the handler calls adds it",
      "style": "a project whose creations nearly all answer 200"
    },
    "passed": "Creations answer 201.",
    "example": {
      "before": "@router.post(\"/orders\")\ndef create(order: OrderIn, session: Session = Depends(get_session)):\n    session.add(row := Order(**order.model_dump()))\n    return row\n",
      "after": "@router.post(\"/orders\", status_code=201)\ndef create(order: OrderIn, session: Session = Depends(get_session)):\n    session.add(row := Order(**order.model_dump()))\n    return row\n",
      "safe": false
    },
    "references": [
      "https://www.rfc-editor.org/rfc/rfc9110#name-201-created"
    ],
    "measured": {
      "right": 10,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "Buuntu/fastapi-react",
        "DeepStacker/fastapi-hft-engine",
        "Netflix/dispatch",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "fastapi/full-stack-fastapi-template",
        "keephq/keep",
        "naughtyfruit53/FastApiv1.6",
        "polarsource/polar",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/deprecated-fastapi-api": {
    "id": "api/deprecated-fastapi-api",
    "title": "Deprecated argument of FastAPI",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Dependency",
    "messages": {
      "unchecked": "{uses}: in {count} of this file nothing is checked by the old argument: under Pydantic 2 the limit only reaches the schema, and any length passes",
      "file": "deprecated arguments are given to FastAPI in {count} of this file ({uses})"
    },
    "why": "FastAPI warns about these arguments since it runs on Pydantic 2, and a later version takes them away: the pattern that guards a parameter is then an error at import. `min_items=` and `max_items=` are worse off: they are no arguments of FastAPI any more, so they are taken for extra keys of the schema, and an empty or endless list is let through; the latest versions raise a TypeError at import.",
    "remedy": "Rename the argument.",
    "decides": "`Query`, `Path`, `Header`, `Cookie`, `Body`, `Form` or `File` of FastAPI is called with `regex=`, `example=`, `min_items=` or `max_items=`, in a project that runs on Pydantic 2. Startup events are a rule of their own.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "regex": "`Query(regex=...)`",
      "example": "`Body(example=...)`",
      "items": "`Body(min_items=...)`"
    },
    "passed": "No deprecated argument of FastAPI is passed.",
    "example": {
      "before": "@app.get(\"/orders\")\nasync def orders(state: str = Query(\"open\", regex=\"^(open|paid)$\")): ...\n",
      "after": "@app.get(\"/orders\")\nasync def orders(state: str = Query(\"open\", pattern=\"^(open|paid)$\")): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/query-params-str-validations/#add-regular-expressions"
    ],
    "measured": {
      "right": 11,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "Netflix/dispatch",
        "SciPhi-AI/R2R",
        "chatchat-space/Langchain-Chatchat",
        "mrveiss/AutoBot-AI",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/direct-instantiation": {
    "id": "api/direct-instantiation",
    "title": "Shared resource built in a handler",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": "Depends() for shared resources",
    "cause": "resource-churn",
    "category": "Throughput",
    "messages": {
      "built": "`{call}` opens {what} for every request: {through}"
    },
    "why": "A connection that a handler opens for itself is in no pool: its cost is paid with every request, its number is bounded by nothing but the traffic, and tests cannot replace it.",
    "remedy": "Open it once in the lifespan of the application, as a pool, and give it to handlers with `Depends`.",
    "decides": "A connection or pool of a known library is made in a route handler or in a function that it calls itself, and nothing keeps it.",
    "silent": {
      "once": "it is made on import, at startup, or kept after the first time",
      "elsewhere": "only tasks, commands or scripts make it",
      "undetermined": "nothing says who calls the function",
      "own-settings": "it is made with an address or key of one caller",
      "provided": "a dependency makes it",
      "below": "it is made further down than one call",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "handler": "in the handler",
      "called": "in a function that the handler calls",
      "cloud": "a client of boto3"
    },
    "passed": "Shared resources are injected.",
    "example": {
      "before": "@app.get(\"/orders\")\nasync def orders():\n    connection = await asyncpg.connect(DSN)\n    return await connection.fetch(\"select id from orders\")\n",
      "after": "@app.get(\"/orders\")\nasync def orders(connection: Annotated[Connection, Depends(get_connection)]):\n    return await connection.fetch(\"select id from orders\")\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/dependencies/"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/error-in-success-response": {
    "id": "api/error-in-success-response",
    "title": "Failure answered as a success",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "answered": "{route} answers {status} with `{admits}` when it has failed: clients, retries, monitors and gateways take it for a success; answers of this router like it: {count}"
    },
    "why": "The status is what everything between the service and its user looks at: a client that does not know this one body shape goes on with what it did not get, nothing is retried, no alert fires, and the error rate of the service is zero.",
    "remedy": "Raise an HTTPException with the status of the failure (`raise HTTPException(502, ...) from exc`), or let the exception reach a handler of the application.",
    "decides": "In an `except` clause of a route's handler a dictionary, or a JSONResponse without a status, is returned with 2xx whose entries say that it failed: `success` or `ok` is False, `status` is \"error\" or \"failed\", there is an `error`. One finding for each router.",
    "silent": {
      "said-by-status": "the status says it, or the body says nothing of a failure",
      "report": "health, status, connection tests and validations, whose answer it is",
      "protocol": "webhooks, MCP, JSON-RPC and the like, which carry errors in the body",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "success": "`success: False`",
      "status": "`status: \"error\"`",
      "error": "an `error` entry",
      "response": "a JSONResponse without a status"
    },
    "passed": "Failures are answered with 4xx or 5xx.",
    "example": {
      "before": "except UpstreamError as exc:\n    return {\"success\": False, \"error\": \"upstream\"}\n",
      "after": "except UpstreamError as exc:\n    raise HTTPException(502, \"upstream unavailable\") from exc\n",
      "safe": false
    },
    "references": [
      "https://www.rfc-editor.org/rfc/rfc9110#name-status-codes"
    ],
    "measured": {
      "right": 28,
      "wrong": 1,
      "arguable": 3,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "assafelovic/gpt-researcher",
        "iagentshub/backend_fastapi",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "weaviate/Verba"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/extra-allow-input": {
    "id": "api/extra-allow-input",
    "title": "Model of a request that takes unknown keys",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "unvalidated-input",
    "category": "Input Validation",
    "messages": {
      "open": "`{model}`, which {route} takes, keeps keys that it does not name: they pass without a type or a bound",
      "assigned": "`{model}`, which {route} takes, keeps keys that it does not name, and all of its keys become attributes of a `{entity}`"
    },
    "why": "Whatever a client adds to the JSON is in the model and goes where the model goes: into columns, queues and other services, as nobody has looked at it. A misspelt key is kept as well, instead of being answered with 422.",
    "remedy": "Write `extra=\"forbid\"` on `{model}`, and name the keys that are meant; for data of the user's own, give it one field: `data: dict[str, JsonValue]`.",
    "decides": "A Pydantic model that the body of a POST, PUT, PATCH or DELETE route is made of says `extra=\"allow\"`, in `ConfigDict`, a dictionary, `class Config` or the arguments of the class, itself or by the nearest base that says anything of it. Major where all fields of that model are handed over to a mapped class, else minor.",
    "silent": {
      "closed": "unknown keys are dropped or refused",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "answer": "a model that routes only answer with"
    },
    "spellings": {
      "config-dict": "`model_config = ConfigDict(extra=\"allow\")`",
      "class-config": "`class Config: extra = \"allow\"`",
      "argument": "`class Order(BaseModel, extra=\"allow\")`",
      "base": "a base says it"
    },
    "passed": "Models of requests refuse or drop unknown keys.",
    "example": {
      "before": "model_config = ConfigDict(extra=\"allow\")\n",
      "after": "model_config = ConfigDict(extra=\"forbid\")\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.extra"
    ],
    "measured": {
      "right": 6,
      "wrong": 0,
      "arguable": 10,
      "on": [
        "IBM/mcp-context-forge",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "iagentshub/backend_fastapi",
        "keephq/keep",
        "morphik-org/morphik-core",
        "onyx-dot-app/onyx",
        "theHdd4/TrinityFastAPIDjangoReact",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/http-exception-misuse": {
    "id": "api/http-exception-misuse",
    "title": "HTTP error that does not reach the client as written",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "converted": "the {status} raised here reaches the client as {becomes}: `{handler}` below catches it",
      "swallowed": "the {status} raised here never reaches the client: `{handler}` below catches it and returns",
      "returned": "`return HTTPException` answers 200 with the exception as its body; it has to be raised"
    },
    "why": "HTTPException is an Exception: a broad handler around its `raise` takes it for an unexpected error, so a client's mistake is reported as the server's, retried, and alarmed about.",
    "remedy": "Put `except HTTPException: raise` above the broad handler, or raise outside of the `try`.",
    "decides": "A `raise` of an error with a status from 400 to 499 stands in a `try`; the first handler that takes it names Exception, BaseException or nothing, and neither raises it again nor looks at what it has caught.",
    "silent": {
      "free": "no handler of the same function catches it",
      "deliberate": "the handler names HTTP errors, raises again, looks at what it has caught, or goes on another way",
      "same-status": "the handler answers with the same status",
      "not-client-error": "the status is not from 400 to 499, or not known",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "broad": "`except Exception` raises another status",
      "returns": "`except Exception` returns something",
      "return": "`return HTTPException(...)` in a handler"
    },
    "passed": "HTTP errors reach the client as they were raised.",
    "example": {
      "before": "try:\n    if item is None:\n        raise HTTPException(404)\nexcept Exception as exc:\n    raise HTTPException(500) from exc\n",
      "after": "try:\n    if item is None:\n        raise HTTPException(404)\nexcept HTTPException:\n    raise\nexcept Exception as exc:\n    raise HTTPException(500) from exc\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/handling-errors/"
    ],
    "measured": {
      "right": 43,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "chatchat-space/Langchain-Chatchat",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/ignored-dependencies": {
    "id": "api/ignored-dependencies",
    "title": "Dependencies in the signature, where they are ignored",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-862",
    "messages": {
      "guard": "{method} {path} runs without {names}: a parameter named `dependencies` of `{handler}` is a query parameter, so nobody is asked for credentials",
      "dependency": "{method} {path} runs without {names}: a parameter named `dependencies` of `{handler}` is a query parameter"
    },
    "why": "`dependencies=[...]` belongs to the decorator. As a parameter of the function it is read as a query or body parameter with a default, and what its author meant to run never does.",
    "remedy": "Move the list into the decorator: `@router.get(..., dependencies=[Depends(...)])`.",
    "decides": "A path operation has a parameter named dependencies whose default is a list of `Depends` or `Security`.",
    "silent": {
      "none": "the signature has no such parameter",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "list": "a list of `Depends` as the default of a parameter"
    },
    "passed": "Every dependency that is written runs.",
    "example": {
      "before": "@router.delete(\"/{item_id}\")\nasync def remove(item_id: int, dependencies=[Depends(require_admin)]): ...\n",
      "after": "@router.delete(\"/{item_id}\", dependencies=[Depends(require_admin)])\nasync def remove(item_id: int): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-in-path-operation-decorators/"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/list-without-pagination": {
    "id": "api/list-without-pagination",
    "title": "List endpoint that sends every row",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Pagination",
    "messages": {
      "all": "{route} sends every `{entity}` of the table: neither the statement nor the request bounds how many",
      "filtered": "{route} sends every `{entity}` that its condition finds: neither the statement nor the request bounds how many"
    },
    "why": "Rows are loaded, turned into models, validated and serialised one by one; with the table grow the time of the request, the memory of the process and the size of the answer, until a list that was fine in the first year takes the service down.",
    "remedy": "Take `limit` with an upper bound and a cursor or an offset, and give both to the statement.",
    "decides": "What the handler of a GET route returns is followed back, through models, comprehensions and functions of the project, to `.all()` or `.fetchall()` of a `select(Model)` or `session.query(Model)` without `limit`, on a path that does not end in a variable. Major without any condition on the rows, a suggestion with one: rows of one parent or tenant are often few.",
    "silent": {
      "limit": "the statement is bounded",
      "parameter": "the request says which part it wants, or names the rows",
      "grouped": "rows of groups",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "one": "a path that ends in a variable",
      "static": "a list that comes from no table"
    },
    "spellings": {
      "query": "`session.query(Model).all()`",
      "select": "`session.scalars(select(Model)).all()`",
      "called": "a function of the project that asks for the rows",
      "condition": "rows of one parent",
      "comprehension": "rows that are turned into models one by one"
    },
    "passed": "Lists are sent in parts.",
    "example": {
      "before": "@app.get(\"/orders\")\ndef orders(session: Session = Depends(get_session)):\n    return session.scalars(select(Order)).all()\n",
      "after": "@app.get(\"/orders\")\ndef orders(limit: int = Query(50, le=200), after: int = 0, session: Session = Depends(get_session)):\n    return session.scalars(select(Order).where(Order.id > after).order_by(Order.id).limit(limit)).all()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/selectable.html#sqlalchemy.sql.expression.Select.limit"
    ],
    "measured": {
      "right": 20,
      "wrong": 1,
      "arguable": 30,
      "on": [
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6",
        "onyx-dot-app/onyx",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/missing-response-model": {
    "id": "api/missing-response-model",
    "title": "Routes that do not say what they answer",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Response Contract",
    "messages": {
      "router": "{count} of {routes} routes of this router declare no response type ({handlers}): whatever the code returns is sent, and the schema says nothing of it"
    },
    "why": "Without a response model FastAPI sends whatever the handler returns: a column added to a row reaches clients unnoticed, and clients generated from the schema get no type at all.",
    "remedy": "Declare what each route returns: `-> OrderOut` or `response_model=OrderOut`.",
    "decides": "The response of a documented route is known and neither `response_model` nor the return annotation says more than `dict`, `list` or `Any`. One finding for each router.",
    "silent": {
      "declared": "every route whose answer is known declares a model",
      "no-content": "the routes answer with a response object, with nothing, or in a way that is not known",
      "few-routes": "an application of at most three routes",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "none": "no annotation and a dictionary returned",
      "dict": "`-> dict`",
      "any": "`response_model=Any`"
    },
    "passed": "Every documented route declares what it answers.",
    "example": {
      "before": "@router.get(\"/orders/{order_id}\")\nasync def read(order_id: int):\n    return {\"id\": order_id, \"state\": \"paid\"}\n",
      "after": "class OrderOut(BaseModel):\n    id: int\n    state: str\n\n@router.get(\"/orders/{order_id}\")\nasync def read(order_id: int) -> OrderOut:\n    return OrderOut(id=order_id, state=\"paid\")\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/response-model/"
    ],
    "measured": {
      "right": 19,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "SciPhi-AI/R2R",
        "chatchat-space/Langchain-Chatchat",
        "keephq/keep",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "topoteretes/cognee"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/naive-datetime-field": {
    "id": "api/naive-datetime-field",
    "title": "Time without a zone in a model",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Data Model",
    "messages": {
      "kept": "`{field}` is filled with a time that has no zone ({count} of models in this file): compared with a time that has one it raises a TypeError, and whoever reads it has to know that it is UTC",
      "file": "`{field}` is filled with a time that has no zone ({count} of models in this file that routes answer with): its JSON ends without `Z` or an offset, and clients read it as their local time"
    },
    "why": "`datetime.utcnow()` knows the right digits and forgets that they are UTC. In JSON nothing says so, JavaScript takes it for local time, and the comparison with a time that has a zone raises a TypeError. Python deprecates the function since 3.12.",
    "remedy": "Write `datetime.now(timezone.utc)`; declare the field as `AwareDatetime` to have it checked.",
    "decides": "`datetime.utcnow` or `utcfromtimestamp` of the standard library is the default factory of a `datetime` field of a Pydantic model, or is called for an argument by which such a field is filled, and the model has no validators that could give it a zone. One finding for each file; minor where a route declares or returns the model, by itself or within another one, else a suggestion.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "aware": "a time with a zone",
      "validated": "a model with validators",
      "other": "a class that is no model, a field that is no datetime, or a table of SQLModel, whose columns are a rule of their own"
    },
    "spellings": {
      "factory": "`Field(default_factory=datetime.utcnow)`",
      "argument": "`Model(created=datetime.utcnow())`"
    },
    "passed": "Times in models have a zone.",
    "example": {
      "before": "class Order(BaseModel):\n    created: datetime = Field(default_factory=datetime.utcnow)\n",
      "after": "class Order(BaseModel):\n    created: AwareDatetime = Field(default_factory=lambda: datetime.now(timezone.utc))\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/datetime.html#datetime.datetime.utcnow"
    ],
    "measured": {
      "right": 25,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/no-content-with-body": {
    "id": "api/no-content-with-body",
    "title": "Body returned with a status that has none",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Response Contract",
    "messages": {
      "returned": "`{handler}` returns a body, but {method} {path} answers {status}, which has none",
      "response": "`{handler}` returns a response with content, but {method} {path} answers {status}, which has none",
      "model": "{method} {path} declares a response model, but answers {status}, which has no body"
    },
    "why": "A status 204, 205 or 304 has no body. Depending on the version the framework drops what is returned, so that clients never see it, or the server fails with \"too much data for declared Content-Length\".",
    "remedy": "Return nothing, or answer 200.",
    "decides": "The `status_code` of the registration, and what the handler's own `return` statements give.",
    "silent": {
      "other-status": "the route answers a status that has a body, or one that is not known",
      "nothing-returned": "nothing, None or a response without content is returned, or it is not known what",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "literal": "a dictionary is returned",
      "json-response": "a JSONResponse with content",
      "response-model": "`response_model=` on such a route"
    },
    "passed": "Routes without content send none.",
    "example": {
      "before": "@router.delete(\"/{item_id}\", status_code=204)\nasync def remove(item_id: int):\n    return {\"ok\": True}\n",
      "after": "@router.delete(\"/{item_id}\", status_code=204)\nasync def remove(item_id: int) -> None:\n    ...\n",
      "safe": false
    },
    "references": [
      "https://www.rfc-editor.org/rfc/rfc9110.html#name-204-no-content"
    ],
    "measured": {
      "right": 3,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "alexesma/DZ_fastapi",
        "hngprojects/hng_boilerplate_python_fastapi_web"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/operation-id-collision": {
    "id": "api/operation-id-collision",
    "title": "Operation id used twice",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Routing",
    "messages": {
      "twice": "{route} has the operation id `{id}` of another route: a client generated from the schema has one of the two",
      "methods": "{route} gives the operation id `{id}` to each of its methods: a client generated from the schema has one of them"
    },
    "why": "Operation ids must be unique in an OpenAPI document. Generators name methods by them: one overwrites the other, silently.",
    "remedy": "Give each operation an id of its own, or leave it to FastAPI.",
    "decides": "Two documented routes of one application are registered with the same constant `operation_id`, or one registration with an `operation_id` lists several methods.",
    "silent": {
      "unique": "no other route of the application has the id",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "literal": "the same text twice",
      "methods": "`api_route` with two methods"
    },
    "passed": "Operation ids are unique.",
    "example": {
      "before": "@router.get(\"/orders\", operation_id=\"orders\")\nasync def read(): ...\n\n@router.post(\"/orders\", operation_id=\"orders\")\nasync def create(): ...\n",
      "after": "@router.get(\"/orders\", operation_id=\"list_orders\")\nasync def read(): ...\n\n@router.post(\"/orders\", operation_id=\"create_order\")\nasync def create(): ...\n",
      "safe": false
    },
    "references": [
      "https://spec.openapis.org/oas/v3.1.0#operation-object"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/orm-entity-response": {
    "id": "api/orm-entity-response",
    "title": "Row of the database sent as it is",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "secret-exposure",
    "category": "Response Contract",
    "cwe": "CWE-213",
    "messages": {
      "returned": "{route} returns a `{entity}` without a response model: every loaded column is sent ({columns})",
      "declared": "{route} declares the table class `{entity}` as its response: every column is part of the interface ({columns})"
    },
    "why": "Without a schema of its own the answer is the table: a column that is added later, a password hash or an internal note, reaches every client with the next deployment.",
    "remedy": "Declare a response model that lists what clients may see.",
    "decides": "The value that a handler returns, or an item or value of the list or dictionary it returns, is an instance of a mapped class, and no response type is declared; or the declared one is itself a mapped class.",
    "silent": {
      "no-entity": "nothing mapped is returned, as far as types tell",
      "filtered": "a declared model, or a response object, decides what is sent",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "get": "the result of `session.get`",
      "list": "a list of rows",
      "sqlmodel": "`response_model` is a table class of SQLModel"
    },
    "passed": "No route sends rows as they are.",
    "example": {
      "before": "@app.get(\"/users/{user_id}\")\nasync def read(user_id: int, session: AsyncSession = Depends(get_session)):\n    return await session.get(User, user_id)\n",
      "after": "@app.get(\"/users/{user_id}\")\nasync def read(user_id: int, session: AsyncSession = Depends(get_session)) -> UserOut:\n    return await session.get(User, user_id)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/response-model/#return-the-same-input-data"
    ],
    "measured": {
      "right": 21,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "mealie-recipes/mealie"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/path-param-mismatch": {
    "id": "api/path-param-mismatch",
    "title": "Path variable that nothing reads",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Routing",
    "messages": {
      "unread": "`{handler}` of {route} never reads `{variable}`: every value of it gets the same answer",
      "typo": "`{handler}` of {route} reads `{parameter}`, which is a required query parameter: the path calls it `{variable}`, so every request is answered with 422"
    },
    "why": "FastAPI takes a parameter from the path only if its name stands in the path. What does not match becomes a query parameter, and the part of the URL that names the object is ignored: requests fail with 422, or any id gives the same object.",
    "remedy": "Give the parameter the name that the path has, or take the variable out of the path.",
    "decides": "Every parameter of the handler and of its dependencies is known, none takes the variable by name or alias, and no request object is handed on or asked for it.",
    "silent": {
      "read": "the handler or a dependency takes the variable",
      "no-variable": "the path has no variable",
      "catch-all": "the last part takes whatever is asked for, as for the page of an application that runs in the browser",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "unread": "a variable that no parameter takes",
      "typo": "a parameter with a letter too few"
    },
    "passed": "Every path variable is read.",
    "example": {
      "before": "@router.get(\"/orders/{order_id}\")\nasync def read(orderid: int): ...\n",
      "after": "@router.get(\"/orders/{order_id}\")\nasync def read(order_id: int): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/path-params/"
    ],
    "measured": {
      "right": 7,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Skyvern-AI/skyvern",
        "eosphoros-ai/DB-GPT"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/pydantic-v1-api": {
    "id": "api/pydantic-v1-api",
    "title": "Names of Pydantic 1 under Pydantic 2",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Dependency",
    "messages": {
      "file": "the style of Pydantic 1 is still written in {count} of this file ({uses}): the installed version keeps that for a while only"
    },
    "why": "Pydantic 2 answers the old names through a layer of warnings that version 3 takes away. Until then they are slower to read than the rest of the code, and validators of the old kind follow other rules about `None` and defaults than those beside them.",
    "remedy": "Use the names of Pydantic 2; `bump-pydantic` rewrites most of them.",
    "decides": "The project installs Pydantic 2, by its lock file or because it imports what only version 2 has, and a method of a model, a decorator, a function, an argument of `Field` or a `class Config` is of version 1. One finding for each file.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "fallback": "the arm for objects that the code has found not to be models of Pydantic 2"
    },
    "spellings": {
      "method": "`.dict()` of a model",
      "validator": "`@validator`",
      "config": "`class Config` in a model",
      "argument": "`min_items=` of a field",
      "classmethod": "`Model.parse_obj(...)`"
    },
    "passed": "Models are written in Pydantic 2.",
    "example": {
      "before": "class Order(BaseModel):\n    class Config:\n        orm_mode = True\n\nOrder.parse_obj(data).dict()\n",
      "after": "class Order(BaseModel):\n    model_config = ConfigDict(from_attributes=True)\n\nOrder.model_validate(data).model_dump()\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/migration/"
    ],
    "measured": {
      "right": 27,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/unreachable-route": {
    "id": "api/unreachable-route",
    "title": "Route that an earlier route answers",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Routing",
    "messages": {
      "shadowed": "{method} {example} never reaches `{handler}`: `{earlier}` is registered before it and its path {pattern} matches first",
      "duplicate": "{method} {example} never reaches `{handler}`: `{earlier}` is registered before it on the same path"
    },
    "why": "The framework takes the first registered route whose pattern matches. The type of the parameter does not help: the pattern matches any text, and a parameter of type int then answers 422.",
    "remedy": "Register the literal route above the one with the parameter, or give the parameter a converter that excludes it, such as `int`.",
    "decides": "The route table: every URL that the later route can have matches the earlier one, both answer the method, and one body registers both, in that order.",
    "silent": {
      "reachable": "no earlier route matches everything that this one does",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "parameter": "a parameter before a literal of the same router",
      "same-path": "two functions on one path",
      "across-includes": "two routers that one body includes in order"
    },
    "passed": "No route is hidden behind another.",
    "example": {
      "before": "@router.get(\"/{item_id}\")\nasync def read(item_id: int): ...\n\n@router.get(\"/latest\")\nasync def latest(): ...\n",
      "after": "@router.get(\"/latest\")\nasync def latest(): ...\n\n@router.get(\"/{item_id}\")\nasync def read(item_id: int): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/path-params/#order-matters"
    ],
    "measured": {
      "right": 22,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "SebastianMV/FastAPI-Enterprise-Boilerplate",
        "TracecatHQ/tracecat",
        "assafelovic/gpt-researcher",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/unvalidated-body": {
    "id": "api/unvalidated-body",
    "title": "Request body that no model validates",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unvalidated-input",
    "category": "Input Validation",
    "cwe": "CWE-20",
    "messages": {
      "subscript": "`{body}` of {route} is {type}: nothing validates it, and a request without {keys} answers 500 instead of 422",
      "keys": "`{body}` of {route} is {type}: nothing validates {keys}, and the schema names none of it",
      "whole": "`{body}` of {route} is {type}: any JSON of any size and depth is handed on"
    },
    "why": "A body without a model is neither checked nor documented: wrong types surface deep in the code as errors of the server, unknown keys pass, and what reaches a query or a file is whatever the client sent.",
    "remedy": "Declare a Pydantic model with the keys that are read.",
    "decides": "A writing route takes a body parameter whose annotation is `dict`, `list`, `Any` or none with `Body()`, or reads `await request.json()` and only takes constant keys out of it.",
    "silent": {
      "typed": "the body has a model, or is validated by one before anything is read",
      "no-body": "the route takes no body, takes raw bytes, or what happens to its JSON is not known",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "dict": "a parameter of type `dict`",
      "body": "`Body()` without a type",
      "request": "`await request.json()`",
      "alias": "`Dict[str, Any]`",
      "whole": "a dictionary that is handed on"
    },
    "passed": "Every body has a model.",
    "example": {
      "before": "@router.post(\"/orders\")\nasync def create(body: dict):\n    return await place(body[\"product_id\"])\n",
      "after": "class OrderIn(BaseModel):\n    product_id: int\n\n@router.post(\"/orders\")\nasync def create(body: OrderIn):\n    return await place(body.product_id)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/body/"
    ],
    "measured": {
      "right": 28,
      "wrong": 0,
      "arguable": 13,
      "on": [
        "Arize-ai/phoenix",
        "Chainlit/chainlit",
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "chatchat-space/Langchain-Chatchat",
        "h2oai/h2ogpt",
        "keephq/keep",
        "lm-sys/FastChat",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/unversioned-api": {
    "id": "api/unversioned-api",
    "title": "Interface without a version",
    "severity": "suggestion",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Response Contract",
    "messages": {
      "found": "none of the {count} documented routes (`{route}`, ...) carries a version, in its path, a header or a middleware: acceptable if the only client ships with the server"
    },
    "why": "The first field that has to be renamed needs a second version of the route beside the old one. Without a place for versions it is put into the path of some routes and not of others, or breaks clients that nobody can reach.",
    "remedy": "Put the version into the prefix once: `app.include_router(api, prefix=\"/api/v1\")`.",
    "decides": "An application has more than ten documented routes, all their paths are known, and none of them, no header or parameter that they ask for, no middleware and no path in the file that makes the application names a version. One finding for each application.",
    "silent": {
      "few-routes": "ten documented routes or fewer",
      "versioned": "a path, a header, a parameter or a middleware names a version, or a part of a path is not known",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "plain": "eleven routes without a version"
    },
    "passed": "The interface has a version.",
    "example": {
      "before": "app.include_router(orders, prefix=\"/api\")\n",
      "after": "app.include_router(orders, prefix=\"/api/v1\")\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/bigger-applications/"
    ],
    "measured": {
      "right": 18,
      "wrong": 0,
      "arguable": 5,
      "on": [
        "Chainlit/chainlit",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "OpenBMB/ChatDev",
        "Steven-Mendez/starter-template-fastapi",
        "assafelovic/gpt-researcher",
        "danny-avila/rag_api",
        "dstackai/dstack",
        "eosphoros-ai/DB-GPT",
        "fief-dev/fief",
        "langchain-ai/opengpts",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "nsidnev/fastapi-realworld-example-app",
        "reworkd/AgentGPT",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "weaviate/Verba"
      ]
    },
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/yield-dependency-swallows": {
    "id": "api/yield-dependency-swallows",
    "title": "Dependency that swallows the errors of its routes",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "swallowed": "`{dependency}` catches whatever its routes raise and does not raise it again: {route} then fails with an error of the framework, and what happened is lost"
    },
    "why": "FastAPI throws what a handler raises into the dependencies that still wait at their `yield`. One that catches it and ends normally leaves the framework without response and without exception: the client gets a bare 500, and HTTP errors that the handler meant to send are gone.",
    "remedy": "Raise it again at the end of the `except` block, or use `finally` for what always has to be done.",
    "decides": "A dependency of a known route has its `yield` inside a `try` whose `except` takes Exception, BaseException or everything, and no way through that block raises.",
    "silent": {
      "raises": "the block raises, always or on some way",
      "narrow": "only exceptions below Exception are caught",
      "handed-on": "the exception is given to something else",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "broad": "`except Exception` with a rollback",
      "bare": "`except:`"
    },
    "passed": "Dependencies let the errors of their routes through.",
    "example": {
      "before": "async def get_session():\n    session = Session()\n    try:\n        yield session\n    except Exception:\n        await session.rollback()\n",
      "after": "async def get_session():\n    session = Session()\n    try:\n        yield session\n    except Exception:\n        await session.rollback()\n        raise\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/#dependencies-with-yield-and-except"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "async/background-task-misuse": {
    "id": "async/background-task-misuse",
    "title": "Work that must not be lost kept in one process",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "duplicate-execution",
    "category": "Task",
    "messages": {
      "long": "`{entry}` answers and lets its own process do `{work}` afterwards, which {what} (`{call}`): a deployment or a crash meanwhile ends it, and nobody knows",
      "urgent": "`{entry}` answers as if it were done and lets its own process do `{work}` afterwards (`{call}`): a restart or a failure loses {what}, and nobody knows"
    },
    "why": "Background tasks of FastAPI live in the memory of the process that gave the answer. Nothing writes them down, repeats them or counts them. The longer one takes, the likelier a deployment ends it half way; what it should have done is then simply missing.",
    "remedy": "Write the job down and let a queue's worker do it (Celery, arq, dramatiq, taskiq), by its id; or at least keep a row with its state that is taken up again at startup.",
    "decides": "A call of `BackgroundTasks.add_task` whose function comes, in its own task and by certain calls, to an answer of a language model, about a second of computation, a mail or a payment; the service uses no queue that outlives a process.",
    "silent": {
      "short": "nothing in it takes long, and nobody waits for what it does",
      "queue": "the service has a durable queue, so that this was chosen",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "log": "a line of a log, a counter, an entry of a cache"
    },
    "spellings": {
      "model": "an answer of a language model",
      "computation": "a computation",
      "mail": "a mail",
      "payment": "a payment"
    },
    "passed": "What runs after the answer may be lost.",
    "example": {
      "before": "tasks.add_task(send_receipt, order.id)\n",
      "after": "await queue.enqueue_job(\"send_receipt\", order.id)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/background-tasks/#caveat",
      "https://arq-docs.helpmanual.io/"
    ],
    "measured": {
      "right": 8,
      "wrong": 1,
      "arguable": 10,
      "on": [
        "assafelovic/gpt-researcher",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mwwoodworth/fastapi-operator-env"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/blocking-wait-primitive": {
    "id": "async/blocking-wait-primitive",
    "title": "Waiting for a thread on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for another thread on the event loop ({entry})",
      "reached": "`{call}` waits for another thread on the event loop: {through}"
    },
    "why": "Joining a thread, waiting for a future, a lock or a thread queue stops the event loop until another thread acts. If that thread needs the loop, the process hangs.",
    "remedy": "Use {replacement}.",
    "decides": "Code on the event loop, directly or through synchronous project code, calls a waiting method of a threading, multiprocessing, queue or concurrent.futures object. The receiver's type decides: an asyncio future never waits.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so the primitive is asynchronous",
      "no-wait": "an argument tells the call to return at once (`block=False`, `timeout=0`, `LOCK_NB`)",
      "already-done": "the future is known to be done",
      "work-awaited": "all work of the executor was awaited before its `with` block is left",
      "unbounded-queue": "putting into a queue without a bound never waits",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "instant": "the call never waits",
      "test": "test code",
      "asyncio-primitive": "futures, locks, events and queues of asyncio",
      "own-method": "a method of a project class that only shares the name"
    },
    "spellings": {
      "future-result": "`executor.submit(work).result()`",
      "futures-wait": "`concurrent.futures.wait` and `as_completed`",
      "executor-with": "leaving `with ThreadPoolExecutor()` joins its threads",
      "thread-join": "`Thread.join()`",
      "process-join": "`multiprocessing.Process.join()`",
      "thread-queue": "`queue.Queue.get()`",
      "bounded-queue": "`queue.Queue(maxsize=n).put(...)`",
      "event-wait": "`threading.Event.wait()`",
      "semaphore-acquire": "`threading.Semaphore.acquire()`",
      "file-lock": "`fcntl.flock`",
      "behind-function": "a helper that waits"
    },
    "passed": "No code on the event loop waits for a thread, a process or a thread queue.",
    "example": {
      "before": "async def convert(job: Job):\n    return pool.submit(render, job).result()\n",
      "after": "async def convert(job: Job):\n    return await asyncio.wrap_future(pool.submit(render, job))\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future",
      "https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading"
    ],
    "measured": {
      "right": 32,
      "wrong": 4,
      "arguable": 9,
      "on": [
        "OpenBMB/ChatDev",
        "h2oai/h2ogpt",
        "iagentshub/backend_fastapi",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "onyx-dot-app/onyx",
        "polarsource/polar",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/cpu-bound-on-loop": {
    "id": "async/cpu-bound-on-loop",
    "title": "Heavy computation on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` computes for {cost} on the event loop ({entry})",
      "reached": "`{call}` computes for {cost} on the event loop: {through}",
      "once": "`{call}` computes for {cost} on the event loop on the first request of each process: {through}"
    },
    "why": "Password hashing, model inference, document and image work hold the event loop for their whole duration. At 100 ms each, ten of them a second stop a worker.",
    "remedy": "Hand it to {replacement}; code that holds the interpreter lock needs a process pool or a task queue.",
    "decides": "The call, directly or through synchronous project code, is known to compute for long, and runs on the event loop. Hashing with a key derivation function, model loading and inference, text recognition and document rendering are blockers; data frames, images and archives are major.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "low-cost": "usually below a few milliseconds: JSON, tokens, plain digests, YAML dumps",
      "not-consumed": "a lazy result is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "plain-loop": "a loop of unknown length without a known call",
      "own-function": "a function of the project that only shares the name"
    },
    "spellings": {
      "bcrypt-check": "`bcrypt.checkpw` and `bcrypt.hashpw`",
      "passlib-context": "`CryptContext.verify` and `.hash`",
      "argon-hasher": "`argon2.PasswordHasher`",
      "key-derivation": "`hashlib.pbkdf2_hmac` and `hashlib.scrypt`",
      "model-inference": "loading or running a machine learning model",
      "data-frame": "reading or writing a pandas data frame",
      "image-work": "resizing or saving an image",
      "document-work": "reading or rendering PDF or spreadsheets",
      "archive-work": "packing or unpacking an archive",
      "config-parse": "parsing YAML behind a memoised loader",
      "behind-function": "a helper such as `verify_password`",
      "in-dependency": "an async dependency that hashes"
    },
    "passed": "Password hashing, inference, document and image work are off the event loop.",
    "example": {
      "before": "async def login(form: LoginForm):\n    if not bcrypt.checkpw(form.password.encode(), user.hashed):\n        raise HTTPException(401)\n",
      "after": "async def login(form: LoginForm):\n    if not await asyncio.to_thread(bcrypt.checkpw, form.password.encode(), user.hashed):\n        raise HTTPException(401)\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-eventloop.html#executing-code-in-thread-or-process-pools",
      "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html"
    ],
    "measured": {
      "right": 69,
      "wrong": 0,
      "arguable": 8,
      "on": [
        "Arize-ai/phoenix",
        "Netflix/dispatch",
        "OpenBMB/ChatDev",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "benavlabs/FastAPI-boilerplate",
        "fief-dev/fief",
        "keephq/keep",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "polarsource/polar",
        "topoteretes/cognee",
        "xorbitsai/inference",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/direct-blocking-call": {
    "id": "async/direct-blocking-call",
    "title": "Blocking call in an async function",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "blocks": "`{call}` blocks the event loop ({entry})",
      "freezes": "`{call}` freezes the event loop for {duration} ({entry})"
    },
    "why": "The event loop serves every request of the worker on one thread. While this call waits, no other request, timer or heartbeat of the process moves.",
    "remedy": "Use {replacement}.",
    "decides": "A call in the own body of a function that runs on the event loop leads, by import and type, to a library function known to sleep, run a process, wait for a socket or a name server, or read the terminal. The context of the function lowers the severity: at startup, at shutdown and in one-shot scripts nobody else waits; a function nothing calls is only assumed to run on the loop.",
    "silent": {
      "offloaded": "the function is handed to a thread or process, not called",
      "thread-context": "the function around it runs in the threadpool (`def` route, sync dependency, sync background task)",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop (import time, command line, no running loop)",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "no-interval": "a `psutil` sample without an interval returns at once",
      "datagram-socket": "a datagram or non-blocking socket does not wait to connect or send",
      "no-wait": "an argument tells the call to return at once (`timeout=0`, `WNOHANG`, `P_NOWAIT`)",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "instant": "the call only looks blocking; it polls, signals or reads memory",
      "test": "test code",
      "own-function": "a function of the project that only shares the name",
      "untyped-receiver": "a method of something whose type is not known",
      "async-twin": "the asynchronous call of the same purpose",
      "not-called": "a nested function or lambda that is defined but not called here",
      "typing-import": "a module imported for annotations only"
    },
    "spellings": {
      "module-attribute": "`time.sleep(1)`",
      "module-alias": "`import time as clock; clock.sleep(1)`",
      "name-alias": "`from time import sleep as pause; pause(1)`",
      "local-alias": "`wait = time.sleep; wait(1)`",
      "local-import": "an import inside the function",
      "star-import": "`from time import *`",
      "re-exported": "a library function re-exported by a module of the project",
      "guarded-import": "an import in `try` with `except ImportError`",
      "partial-object": "`functools.partial(time.sleep, 1)()`",
      "process-object": "a method of an object the function made",
      "with-statement": "waiting when a `with` block is left",
      "typed-parameter": "a method of a parameter with an annotation",
      "typed-attribute": "a method of `self.x`, known from its assignment",
      "eager-argument": "the call itself, not the function, is given to `to_thread`",
      "in-comprehension": "the call inside a comprehension",
      "in-conditional": "the call inside a conditional expression or a boolean operator",
      "name-lookup": "a host name resolved synchronously",
      "terminal-input": "reading from the terminal",
      "socket-wait": "connecting or receiving on a blocking socket",
      "interval-sample": "a `psutil` sample that sleeps through its interval",
      "nested-function": "a nested async function that is awaited",
      "async-route": "an `async def` path operation",
      "async-dependency": "an `async def` dependency",
      "dependency-teardown": "after the `yield` of an async dependency",
      "router-dependency": "a dependency of the router or the application",
      "websocket": "a WebSocket endpoint",
      "http-middleware": "a function under `@app.middleware(\"http\")`",
      "middleware-class": "`dispatch` of a `BaseHTTPMiddleware`",
      "asgi-middleware": "`__call__` of a plain ASGI middleware",
      "exception-handler": "an `async def` exception handler",
      "background-task": "an `async def` function in `BackgroundTasks`",
      "created-task": "a coroutine given to `create_task`, `gather` or a task group",
      "loop-callback": "a plain function given to `call_later` or `add_done_callback`",
      "streaming-response": "an async generator given to `StreamingResponse`",
      "graphql-resolver": "a GraphQL resolver, also a plain `def`",
      "request-validator": "a validator of a request model",
      "http-endpoint": "a method of a Starlette `HTTPEndpoint`",
      "startup": "before the `yield` of a lifespan",
      "shutdown": "after the `yield` of a lifespan",
      "startup-event": "a handler of the `startup` event, also a plain `def`",
      "worker-loop": "a job of an asyncio worker such as arq",
      "scheduled-job": "an `async def` job of an asyncio scheduler",
      "nobody-calls": "an async function that nothing in the project calls",
      "unreached": "a file that no application imports"
    },
    "passed": "No function that runs on the event loop sleeps, runs a process, waits for a socket or reads the terminal itself.",
    "example": {
      "before": "async def poll():\n    time.sleep(2)\n",
      "after": "async def poll():\n    await asyncio.sleep(2)\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 19,
      "wrong": 0,
      "arguable": 8,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mrveiss/AutoBot-AI",
        "reworkd/AgentGPT",
        "xorbitsai/inference"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/endpoint-shape": {
    "id": "async/endpoint-shape",
    "title": "Event loop asked for by its old name",
    "severity": "suggestion",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Concurrency",
    "messages": {
      "loop": "`asyncio.get_event_loop()` in a coroutine: the running loop is what is meant, and another answer is only given where something is wrong"
    },
    "why": "In a coroutine both calls give the running loop. Outside one, the old call makes a loop or raises, depending on the version of Python and the policy, so a coroutine that is moved into a thread or a helper fails later and elsewhere.",
    "remedy": "Call `asyncio.get_running_loop()`.",
    "decides": "`asyncio.get_event_loop` is called in the body of an `async def`.",
    "silent": {
      "test": "test code",
      "outside": "called in a plain function, which may run where no loop does",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "own-function": "a function of the project that only shares the name"
    },
    "spellings": {
      "module": "`asyncio.get_event_loop()`",
      "imported": "`from asyncio import get_event_loop`"
    },
    "passed": "Coroutines ask for the running loop by its name.",
    "example": {
      "before": "loop = asyncio.get_event_loop()\n",
      "after": "loop = asyncio.get_running_loop()\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_event_loop"
    ],
    "measured": {
      "right": 24,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "IBM/mcp-context-forge",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/file-io-on-loop": {
    "id": "async/file-io-on-loop",
    "title": "File access on the event loop",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` accesses files on the event loop ({entry})",
      "reached": "`{call}` accesses files on the event loop: {through}"
    },
    "why": "A read that misses the page cache, a full disk queue or a network volume holds the event loop for milliseconds to seconds; walking or copying a tree has no bound.",
    "remedy": "Use {replacement}, or hand the whole function to `asyncio.to_thread`.",
    "decides": "The call, directly or through synchronous project code, reads or writes files while requests are served. One read or write is minor; inside a loop, a directory walk, a copy of a tree or a flush to disk is major.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous file",
      "startup": "read at startup or shutdown, while nobody waits",
      "first-request": "read once per process behind a memoised loader",
      "same-handle": "reading or writing a handle that the function itself opened",
      "metadata": "asks for or changes metadata only (`exists`, `stat`, `mkdir`)",
      "not-consumed": "a lazy listing is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "memory-file": "`io.BytesIO` and `io.StringIO`",
      "async-file": "`UploadFile`, `aiofiles` and `anyio.Path`"
    },
    "spellings": {
      "open-with": "`with open(path) as file`",
      "open-inline": "`open(path).read()`",
      "path-text": "`Path.read_text` and its kin",
      "path-open": "`Path.open`",
      "directory-walk": "walking or globbing a directory",
      "tree-copy": "copying or removing a tree",
      "disk-flush": "`os.fsync`",
      "in-loop": "file access inside a loop",
      "load-dump": "`json.load`, `pickle.dump` and the like",
      "behind-function": "a helper that reads or writes"
    },
    "passed": "No file is read or written on the event loop while requests are served.",
    "example": {
      "before": "async def template(name: str):\n    return Path(TEMPLATES, name).read_text()\n",
      "after": "async def template(name: str):\n    return await anyio.Path(TEMPLATES, name).read_text()\n",
      "safe": false
    },
    "references": [
      "https://anyio.readthedocs.io/en/stable/fileio.html",
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code"
    ],
    "measured": {
      "right": 42,
      "wrong": 0,
      "arguable": 7,
      "on": [
        "Chainlit/chainlit",
        "OpenBMB/ChatDev",
        "Skyvern-AI/skyvern",
        "danny-avila/rag_api",
        "khoj-ai/khoj",
        "lm-sys/FastChat",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "topoteretes/cognee"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/fire-and-forget-task": {
    "id": "async/fire-and-forget-task",
    "title": "Task that nobody holds",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Task",
    "messages": {
      "dropped": "nobody holds the task that runs `{work}`: it can be collected before it is done, and nobody sees it fail ({entry})",
      "unread": "the task that runs `{work}` is bound to a name nobody reads: it can be collected before it is done, and nobody sees it fail ({entry})"
    },
    "why": "The loop keeps only weak references to its tasks. One that nobody else holds can disappear half done, and an exception in it is seen by nobody until the garbage collector prints it, if ever.",
    "remedy": "Keep the task until it is done: add it to a set and remove it in `add_done_callback`, or start it in a `TaskGroup`.",
    "decides": "`asyncio.create_task`, `asyncio.ensure_future` or `loop.create_task` is a whole statement, is the body of a callback's lambda, or is bound to a local name that neither the function nor one inside it reads.",
    "silent": {
      "kept": "the task is awaited, stored, returned, or handed to somebody",
      "observed": "a callback is added where the task is made, so that somebody sees how it ends",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "task-group": "a task group holds its tasks",
      "own-method": "a method of a project class that only shares the name"
    },
    "spellings": {
      "statement": "`asyncio.create_task(work())` as a statement",
      "ensure-future": "`asyncio.ensure_future(work())`",
      "loop-method": "`loop.create_task(work())`",
      "underscore": "bound to a name that is never read",
      "callback": "in a lambda that a timer of the loop calls",
      "imported": "`from asyncio import create_task`"
    },
    "passed": "Every task that is started is held until it is done.",
    "example": {
      "before": "asyncio.create_task(send_receipt(order))\n",
      "after": "task = asyncio.create_task(send_receipt(order))\ntasks.add(task)\ntask.add_done_callback(tasks.discard)\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task",
      "https://docs.astral.sh/ruff/rules/asyncio-dangling-task/"
    ],
    "measured": {
      "right": 59,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/gather-error-policy": {
    "id": "async/gather-error-policy",
    "title": "Failures of work that is waited for together are lost",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "swallowed": "{works} {what}, and nobody looks at what `gather` returns: with `return_exceptions=True` every failure is dropped ({entry})",
      "orphaned": "if one of {works} fails, `gather` raises and the others go on alone; what they do {what} ({entry})"
    },
    "why": "`gather` with `return_exceptions=True` puts failures among its results: if the results are thrown away, so are they, without a line in a log. Without it the first failure is raised at once while the rest keeps running, and what it writes or raises later belongs to nobody.",
    "remedy": "Use `asyncio.TaskGroup`, which cancels the others and raises all failures; or keep `return_exceptions=True` and look at each result.",
    "decides": "`asyncio.gather` of calls that are known by their definition, in code that a service runs. Its results are discarded although they may be exceptions, and something it runs calls another service, publishes, or writes to the database; or it raises the first failure, stands in no `try`, and several of what it runs write or publish.",
    "silent": {
      "results-used": "the results are looked at, handed on or returned",
      "handled": "everything it runs catches what goes wrong in it",
      "local": "nothing it runs leaves the process",
      "reads": "what it runs only reads, so nothing is left half done",
      "tried": "it stands in a `try`",
      "alone": "only one thing runs",
      "undetermined": "whether failures are returned is computed",
      "unserved": "nothing that serves is seen to come here",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "group": "a task group"
    },
    "spellings": {
      "written": "`gather(a(), b())`",
      "per-element": "`gather(*[f(x) for x in xs])`",
      "tasks": "`create_task(f(x))` per element"
    },
    "passed": "Failures of work that is waited for together are seen.",
    "example": {
      "before": "await asyncio.gather(*[notify(user) for user in users], return_exceptions=True)\n",
      "after": "results = await asyncio.gather(*[notify(user) for user in users], return_exceptions=True)\nfor user, result in zip(users, results):\n    if isinstance(result, BaseException):\n        log.error(\"notify\", extra={\"user\": user}, exc_info=result)\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.gather",
      "https://docs.python.org/3/library/asyncio-task.html#task-groups"
    ],
    "measured": null,
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/lock-held-across-network": {
    "id": "async/lock-held-across-network",
    "title": "One lock for all requests held while the network answers",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "blocking-io",
    "category": "Throughput",
    "messages": {
      "held": "`{lock}` is one lock for the whole process and is held while `{work}` waits for {what}: requests pass one at a time ({entry})"
    },
    "why": "A lock in a module is shared by every request of the process. Whoever holds it while a database or another service answers makes all the others wait for that answer too: throughput falls to one request per round trip, and one slow answer stops everybody.",
    "remedy": "Do the waiting outside the lock and guard only the assignment, or use one lock per key.",
    "rollout": "With any release; what the lock protected must hold without it, so test two requests at once.",
    "rollback": "Deploy the version before.",
    "monitor": "Latency of the route at the same load, and duplicates of what was done once.",
    "decides": "An `asyncio.Lock` bound in a module or class body is entered in code that a request reaches, and a call that talks to a database, a cache or another service is always awaited in the block, in no branch and no loop of it.",
    "silent": {
      "nothing-outward": "nothing in the block always leaves the process",
      "own-lock": "the lock belongs to an object, a key or the function",
      "not-in-request": "no request comes here",
      "thread-lock": "a lock of threads",
      "several-permits": "a semaphore that may let several in",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code"
    },
    "spellings": {
      "module-lock": "a lock in a module",
      "class-lock": "a lock in a class body",
      "behind-helper": "in a function that a path operation awaits",
      "query": "a query under the lock"
    },
    "passed": "No lock of the whole process is held while something outside it answers.",
    "example": {
      "before": "async with lock:\n    rates = await client.get(URL)\n",
      "after": "answer = await client.get(URL)\nasync with lock:\n    cache[\"rates\"] = answer.json()\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-sync.html#lock"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "mrveiss/AutoBot-AI",
        "topoteretes/cognee"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/missing-timeout": {
    "id": "async/missing-timeout",
    "title": "Wait without an end",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "messages": {
      "request": "`{call}` has no deadline: the request waits as long as nobody {answers} ({entry})",
      "outside": "`{call}` has no deadline: the task waits as long as nobody {answers} ({entry})"
    },
    "why": "What waits for a process, a socket or another task has no timeout of its own. If the other side hangs, so does the request, with everything that it holds: its connection, its session, its place under the limits of the server.",
    "remedy": "Put it under a deadline: `async with asyncio.timeout(10):`, or `asyncio.wait_for(..., 10)`.",
    "rollout": "Begin well above the slowest wait that is right today, and log where the deadline strikes.",
    "rollback": "Raise the number or take the block away; nothing outside the process changes.",
    "monitor": "How often the deadline strikes, and how many tasks are alive.",
    "decides": "An awaited call, by its type, waits for a process to end, a connection to open or a peer to send, in code that a service runs; or for a queue or an event while a request waits. No deadline is set around it, nor around a call on every way to it.",
    "silent": {
      "deadline": "a deadline is set around the call",
      "deadline-on-the-way": "every known way to it passes a deadline",
      "ended": "the process was told to end before",
      "read": "what the process writes was read under a deadline before",
      "own-limit": "the command has a limit of its own, like `curl --max-time`",
      "filled": "the queue was just asked whether it holds anything",
      "waiting-is-its-job": "a background task, a socket's handler or a stream waits for its next item",
      "unserved": "nothing that serves is seen to come here",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "opening": "`websockets.connect`, which gives up after ten seconds by itself",
      "other-get": "a method of another type that only shares the name"
    },
    "spellings": {
      "process": "`process.communicate()` or `process.wait()`",
      "connection": "`asyncio.open_connection`",
      "stream": "reading from a stream",
      "queue": "`queue.get()` in a request",
      "event": "`event.wait()` in a request"
    },
    "passed": "Everything that waits for somebody else has a deadline.",
    "example": {
      "before": "out, _ = await process.communicate()\n",
      "after": "async with asyncio.timeout(10):\n    out, _ = await process.communicate()\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#timeouts",
      "https://docs.python.org/3/library/asyncio-subprocess.html"
    ],
    "measured": {
      "right": 8,
      "wrong": 0,
      "arguable": 5,
      "on": [
        "Chainlit/chainlit",
        "dstackai/dstack",
        "iagentshub/backend_fastapi",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/primitive-bound-to-wrong-loop": {
    "id": "async/primitive-bound-to-wrong-loop",
    "title": "Connections of one event loop used in another",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "data-race",
    "category": "Concurrency",
    "messages": {
      "found": "task `{task}`{more} starts a new event loop for `{work}`, which asks the database: the pool of this engine hands it connections of a loop that has ended (`Event loop is closed`)"
    },
    "why": "A connection of an asynchronous driver belongs to the loop that opened it. A worker that calls `asyncio.run` for each task makes a new loop each time, but the pool of the module keeps the connections of the one before: the second task of a worker fails where the first one worked.",
    "remedy": "Make the engine inside the coroutine that `asyncio.run` starts, give it `poolclass=NullPool`, or `await engine.dispose()` before the loop ends.",
    "decides": "The one asynchronous engine of a service is made once for a process, with a pool. A synchronous task of a queue comes to `asyncio.run` of a coroutine that asks a database, and neither the file of the task nor that of the coroutine speaks of `dispose` or `NullPool`.",
    "silent": {
      "unpooled": "the engine keeps no connections",
      "one-loop": "no task starts a loop of its own for the database",
      "disposed": "connections are thrown away, or another pool is spoken of",
      "undetermined": "several asynchronous engines, or one that is not made once",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code"
    },
    "lookalikes": {
      "synchronous": "a synchronous engine"
    },
    "spellings": {
      "task": "a task that calls `asyncio.run`"
    },
    "passed": "Connections stay in the loop that opened them.",
    "example": {
      "before": "engine = create_async_engine(url)\n",
      "after": "engine = create_async_engine(url, poolclass=NullPool)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#using-multiple-asyncio-event-loops"
    ],
    "measured": null,
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/run-in-running-loop": {
    "id": "async/run-in-running-loop",
    "title": "Event loop started inside a running one",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` {outcome} ({entry})",
      "reached": "`{call}` {outcome}: {through}"
    },
    "why": "A thread runs one event loop. Starting another inside it raises RuntimeError at run time, and waiting on the loop's own thread for work of that loop never ends.",
    "remedy": "Await the coroutine; {replacement}.",
    "decides": "Code on the event loop, directly or through synchronous project code, calls something that starts an event loop and waits for it, or waits for a coroutine handed to the loop it runs on.",
    "silent": {
      "offloaded": "the call is made in a thread, which may run a loop of its own",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "guarded-loop": "the call is made only where no event loop is running, or `nest_asyncio.apply()` lets loops run inside others",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "main-block": "`asyncio.run(main())` at the foot of a module",
      "own-runner": "a method of a project class that only shares the name"
    },
    "spellings": {
      "asyncio-run": "`asyncio.run(work())` in an async function",
      "run-until-complete": "`loop.run_until_complete(work())`",
      "runner-object": "`asyncio.Runner().run(work())`",
      "anyio-run": "`anyio.run(work)`",
      "server-run": "`uvicorn.run(app)` in an async function",
      "bridged-call": "`async_to_sync(work)()`",
      "patched-loop": "`nest_asyncio.apply()`",
      "sync-wrapper": "a synchronous wrapper of a coroutine, called from async code"
    },
    "passed": "No code on the event loop starts a loop of its own.",
    "example": {
      "before": "async def report():\n    return asyncio.run(collect())\n",
      "after": "async def report():\n    return await collect()\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-runner.html#asyncio.run",
      "https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "mrveiss/AutoBot-AI",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/swallowed-cancellation": {
    "id": "async/swallowed-cancellation",
    "title": "Cancellation that is caught and ignored",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Concurrency",
    "messages": {
      "again": "{clause} stops the cancellation of the task and goes on with the loop: it cannot be cancelled while it waits for {calls} ({entry})",
      "waits": "{clause} stops the cancellation of the task and goes on to other awaits, although it was told to end ({entry})"
    },
    "why": "A task is told to end by an exception that is raised where it waits. Whoever catches it and goes on takes the request out of the hands of timeouts, task groups and the shutdown of the server: they wait for a task that has decided not to stop.",
    "remedy": "Add `raise` as the last statement of the handler, after cleaning up.",
    "decides": "In an `async def`, an `except` for `asyncio.CancelledError`, for `BaseException` or for everything stands around an await, no way through it raises, and control goes on to the next turn of a loop or to code that awaits.",
    "silent": {
      "reraised": "some way through the handler raises again",
      "ends": "the function is over after the handler, or awaits nothing any more",
      "own-task": "what is awaited is another task, whose end is expected here",
      "kept": "the exception is kept, returned or passed on, so that it can be raised later",
      "cleaning-up": "inside another handler or a `finally`, where what is over is cleaned up",
      "uncancelled": "the handler takes the request back with `uncancel`",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "exception": "`except Exception` does not catch a cancellation"
    },
    "spellings": {
      "cancelled-error": "`except asyncio.CancelledError`",
      "in-tuple": "in a tuple of exceptions",
      "bare": "`except:`",
      "base-exception": "`except BaseException`",
      "continued": "`continue` in a loop",
      "behind": "further awaits behind the statement"
    },
    "passed": "No handler stops the cancellation of a task that goes on.",
    "example": {
      "before": "while True:\n    try:\n        await poll()\n    except asyncio.CancelledError:\n        logger.info(\"cancelled\")\n",
      "after": "while True:\n    try:\n        await poll()\n    except asyncio.CancelledError:\n        logger.info(\"cancelled\")\n        raise\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#task-cancellation",
      "https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.CancelledError"
    ],
    "measured": {
      "right": 4,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "Skyvern-AI/skyvern",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-cache-queue-client": {
    "id": "async/sync-cache-queue-client",
    "title": "Synchronous cache or queue client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for the cache or broker on the event loop ({entry})",
      "reached": "`{call}` waits for the cache or broker on the event loop: {through}"
    },
    "why": "A synchronous Redis, document store or broker client holds the event loop for every round trip, and without bound when the server stalls: Redis clients have no socket timeout unless one is given.",
    "remedy": "Use {replacement} and await the command; give the client a socket timeout.",
    "decides": "The call, directly or through synchronous project code, is a command of a synchronous cache, document store or broker client, or waits for the result of a task, and runs on the event loop. The canonical import decides which twin a client is.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so the client is asynchronous",
      "queued-command": "a command queued on a pipeline before `execute`",
      "no-wait": "an argument tells the call to return at once (`poll(0)`)",
      "not-consumed": "a lazy cursor or scan is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "lazy": "building a client, a pool or a pipeline sends nothing",
      "test": "test code",
      "async-alias": "`import redis.asyncio as redis`",
      "either-kind": "a factory that returns either kind of client"
    },
    "spellings": {
      "redis-client": "a command of `redis.Redis`",
      "redis-from-url": "a client made by `redis.from_url`",
      "redis-attribute": "a client kept in `self` or at module level",
      "redis-lock": "acquiring a Redis lock",
      "pipeline-execute": "executing a pipeline",
      "scan-iteration": "walking over a scan",
      "pubsub-listen": "listening to a channel",
      "mongo-call": "a method of a `pymongo` collection",
      "task-result": "waiting for the result of a Celery task",
      "task-send": "publishing a task to the broker",
      "broker-call": "kafka, pika or kombu directly",
      "behind-service": "a method of a project class that holds the client"
    },
    "passed": "Every cache and broker command on the event loop goes through an asynchronous client.",
    "example": {
      "before": "client = redis.Redis()\n\nasync def read(key: str):\n    return client.get(key)\n",
      "after": "client = redis.asyncio.Redis(socket_timeout=2)\n\nasync def read(key: str):\n    return await client.get(key)\n",
      "safe": false
    },
    "references": [
      "https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html",
      "https://docs.celeryq.dev/en/stable/reference/celery.result.html"
    ],
    "measured": {
      "right": 42,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "TransformerOptimus/SuperAGI",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-db-in-async": {
    "id": "async/sync-db-in-async",
    "title": "Synchronous database call on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no synchronous SQLAlchemy in async FastAPI",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for the database on the event loop ({entry})",
      "reached": "`{call}` waits for the database on the event loop: {through}"
    },
    "why": "A synchronous driver holds the event loop for the whole round trip, and for as long as it waits for a pooled connection. That a sync dependency made the session in a thread changes nothing: it is used on the loop.",
    "remedy": "Use {replacement}; until then declare the path operation with `def`, which moves it to the threadpool.",
    "rollout": "Route by route: asynchronous and synchronous sessions can live side by side, each engine with its own part of the connections.",
    "rollback": "Declare the path operation with `def`: it runs in the threadpool as before.",
    "monitor": "The lag of the event loop, connections of both pools, and `MissingGreenlet` errors.",
    "decides": "The call, directly or through synchronous project code, is a method of a synchronous SQLAlchemy, SQLModel or driver object that talks to the database, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool (`def` route, sync dependency)",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "greenlet": "the function is given to `run_sync`, which yields to the loop at every database call",
      "awaited": "the call is awaited, so the session is asynchronous",
      "not-a-connection": "nothing is sent: the object inspected is no connection, or nothing is pending right after a commit",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "memory-only": "the call only changes the session or builds a statement",
      "test": "test code",
      "async-session": "methods of an asynchronous session that are synchronous by design",
      "async-factory": "`sessionmaker(class_=AsyncSession)`",
      "name-only": "a value called `session` or `db` whose type is not known"
    },
    "spellings": {
      "session-parameter": "a parameter annotated `Session` in an async route",
      "annotated-dependency": "`SessionDep = Annotated[Session, Depends(get_db)]`",
      "default-dependency": "`db: Session = Depends(get_db)`",
      "legacy-query": "`db.query(User).all()`",
      "select-execute": "`db.execute(select(User))`",
      "commit-refresh": "`db.commit()` and `db.refresh(user)`",
      "sqlmodel-session": "`sqlmodel.Session.exec`",
      "with-session": "`with SessionLocal() as db`",
      "engine-connect": "`engine.connect()` and `connection.execute`",
      "driver-call": "psycopg, psycopg2, pymysql or sqlite3 directly",
      "behind-repository": "a method of a repository that holds the session",
      "generic-repository": "a method of a generic repository base class",
      "in-dependency": "an async dependency that queries",
      "through-function": "a plain function that takes the session"
    },
    "passed": "Every database call on the event loop goes through an asynchronous session.",
    "example": {
      "before": "async def read_users(db: Session = Depends(get_db)):\n    return db.execute(select(User)).scalars().all()\n",
      "after": "async def read_users(db: AsyncSession = Depends(get_async_db)):\n    return (await db.execute(select(User))).scalars().all()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html",
      "https://fastapi.tiangolo.com/async/#path-operation-functions"
    ],
    "measured": {
      "right": 252,
      "wrong": 0,
      "arguable": 51,
      "on": [
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "OpenBMB/ChatDev",
        "TransformerOptimus/SuperAGI",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "keephq/keep",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "polarsource/polar"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-http-client": {
    "id": "async/sync-http-client",
    "title": "Synchronous HTTP client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no requests in async context",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}`{target} waits for the network on the event loop{bound} ({entry})",
      "reached": "`{call}`{target} waits for the network on the event loop{bound}: {through}"
    },
    "why": "A synchronous HTTP call holds the event loop until the other side has answered. One slow upstream stops every request of the worker.",
    "remedy": "Await {replacement} instead: one client for the whole application, with a timeout.",
    "decides": "The call, directly or through synchronous project code, leads to a method of a synchronous HTTP client or of a service SDK built on one, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "not-streamed": "reading a response that was already loaded whole",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "local-call": "an SDK call that computes locally and sends nothing",
      "test": "test code",
      "async-client": "a client of an asynchronous library",
      "exception-type": "a type of the library used in `except` or an annotation",
      "own-client": "a class of the project that only shares names with a client"
    },
    "spellings": {
      "requests-function": "`requests.get(url)`",
      "requests-alias": "`from requests import get as fetch`",
      "requests-session": "a method of `requests.Session`",
      "session-with": "`with requests.Session() as session`",
      "session-subclass": "a project class derived from `requests.Session`",
      "session-attribute": "a session kept in `self`",
      "httpx-function": "`httpx.get(url)`",
      "httpx-client": "a method of `httpx.Client`",
      "httpx-client-with": "`with httpx.Client() as client`",
      "urllib-open": "`urllib.request.urlopen(url)`",
      "urllib-pool": "`urllib3.PoolManager().request(...)`",
      "http-connection": "`http.client.HTTPSConnection(...)`",
      "streamed-body": "reading a streamed response piece by piece",
      "injected-client": "a client that a dependency returned",
      "behind-service": "a method of a project service that holds the client",
      "sdk-call": "a service SDK that sends requests synchronously"
    },
    "passed": "Every HTTP call on the event loop uses an asynchronous client.",
    "example": {
      "before": "async def rates():\n    return requests.get(RATES_URL).json()\n",
      "after": "async def rates(request: Request):\n    answer = await request.app.state.http.get(RATES_URL, timeout=5.0)\n    return answer.json()\n",
      "safe": false
    },
    "references": [
      "https://www.python-httpx.org/async/",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 19,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "eosphoros-ai/DB-GPT",
        "h2oai/h2ogpt",
        "khoj-ai/khoj",
        "lm-sys/FastChat",
        "morphik-org/morphik-core"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-llm-or-vector-client": {
    "id": "async/sync-llm-or-vector-client",
    "title": "Synchronous model, vector store or cloud client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for a remote service on the event loop{bound} ({entry})",
      "reached": "`{call}` waits for a remote service on the event loop{bound}: {through}"
    },
    "why": "One generation, search or upload takes hundreds of milliseconds to minutes, and the default timeouts are minutes or none. Meanwhile every request on this worker stands still.",
    "remedy": "Use {replacement}, with a timeout of seconds and few retries.",
    "decides": "The call, directly or through synchronous project code, is a method of a synchronous client of a language model, a vector store or a cloud provider, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin",
      "not-consumed": "a lazy stream is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "local-call": "the call only wires objects or signs locally",
      "test": "test code",
      "async-client": "a client of the asynchronous twin",
      "async-method": "the `a…` twin of a method (`ainvoke`, `achat`)"
    },
    "spellings": {
      "openai-chat": "`client.chat.completions.create(...)`",
      "openai-embedding": "`client.embeddings.create(...)`",
      "anthropic-message": "`client.messages.create(...)`",
      "ollama-function": "a module function of `ollama`",
      "langchain-invoke": "`.invoke` of a LangChain model or chain",
      "llama-index-query": "`.query` of a LlamaIndex engine",
      "chroma-query": "a query of a Chroma collection",
      "qdrant-search": "a search of a Qdrant client",
      "pinecone-query": "a query of a Pinecone index",
      "s3-call": "a method of a boto3 client",
      "client-attribute": "a client kept in `self` or at module level",
      "behind-service": "a method of a project class that holds the client"
    },
    "passed": "Every model, vector store and cloud call on the event loop goes through an asynchronous client.",
    "example": {
      "before": "client = OpenAI()\n\nasync def answer(question: str):\n    return client.chat.completions.create(model=MODEL, messages=as_messages(question))\n",
      "after": "client = AsyncOpenAI(timeout=30, max_retries=1)\n\nasync def answer(question: str):\n    return await client.chat.completions.create(model=MODEL, messages=as_messages(question))\n",
      "safe": false
    },
    "references": [
      "https://github.com/openai/openai-python#async-usage",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 25,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "mrveiss/AutoBot-AI",
        "openai/chatgpt-retrieval-plugin",
        "polarsource/polar",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/thread-lock-across-await": {
    "id": "async/thread-lock-across-await",
    "title": "Thread lock held across an await",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "data-race",
    "category": "Concurrency",
    "messages": {
      "held": "`{lock}` is a `{type}` and is held across an await: the next coroutine that wants it stops the loop, and the holder can never go on ({entry})"
    },
    "why": "A thread lock makes the thread wait, and the event loop is one thread. While the holder is suspended at its await, a second coroutine asks for the lock, stops the loop, and with it the only code that could release it: the process hangs for good.",
    "remedy": "Guard code that awaits with `asyncio.Lock` and `async with`, or leave the `with` block before the await.",
    "decides": "What a plain `with` enters, or the receiver of `acquire()` up to its `release()`, is by type a lock of `threading` or `multiprocessing`, and the code in between awaits, enters `async with`, walks an `async for`, or yields from an asynchronous generator.",
    "silent": {
      "no-await": "nothing is awaited while the lock is held",
      "task-lock": "a lock of asyncio or anyio suspends the coroutine, not the thread",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "untyped": "something whose type is not known, whatever its name"
    },
    "spellings": {
      "with-block": "`with lock:`",
      "attribute": "a lock kept in `self`",
      "async-with": "`async with` inside the block",
      "acquire-release": "`lock.acquire()` up to `lock.release()`",
      "generator": "the `yield` of an asynchronous generator"
    },
    "passed": "No thread lock is held where code on the event loop gives way.",
    "example": {
      "before": "with lock:\n    rates = await fetch_rates()\n",
      "after": "async with lock:\n    rates = await fetch_rates()\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-sync.html",
      "https://docs.python.org/3/library/threading.html#lock-objects"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/transitive-blocking-call": {
    "id": "async/transitive-blocking-call",
    "title": "Blocking call behind a synchronous function",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "reached": "`{call}` blocks the event loop: {through}",
      "once": "`{call}` blocks the event loop on the first request of each process: {through}"
    },
    "why": "An async function calls synchronous code that ends in a blocking call. The event loop stands still for as long as it takes, however many calls away it is.",
    "remedy": "Hand `{hop}` to `asyncio.to_thread` where async code calls it, or make the chain async down to {replacement}.",
    "decides": "The call graph is followed from code on the event loop through synchronous project functions (calls, constructors, properties, context managers, iteration, operators, decorators) to a library function known to block. The finding sits on the call by which async code enters synchronous code. A way of more than eight calls, or one that is not certain at every hop, lowers the severity.",
    "silent": {
      "offloaded": "a hop of the way is handed to a thread or process, not called",
      "thread-context": "the caller runs in the threadpool (`def` route, sync dependency, sync background task)",
      "worker-context": "the caller runs in a worker process of a task queue",
      "not-on-loop": "the caller never runs on the event loop (import time, command line)",
      "guarded-loop": "the call is made only where no event loop is running",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "no-wait": "an argument tells the blocking call to return at once",
      "generator-not-consumed": "the generator is made but its body does not run here",
      "instant": "the call at the end only looks blocking",
      "test": "test code",
      "untyped-receiver": "a method of something whose type is not known",
      "disagreeing-types": "a name that holds values of different types",
      "async-override": "the method that runs is an asynchronous override",
      "reference-only": "the function is passed on or stored, not called"
    },
    "spellings": {
      "same-module": "a function of the same module",
      "other-module": "a function of another module",
      "three-files": "a chain through three files",
      "method": "a method of an object the function made",
      "class-method": "a class method or static method",
      "inherited-method": "a method of a base class",
      "super-call": "a method reached through `super()`",
      "constructor": "work done in `__init__`",
      "property-read": "reading a property",
      "enter-exit": "entering or leaving a context manager",
      "generator-context": "a function under `@contextmanager`",
      "callable-object": "calling an object with `__call__`",
      "operator": "an operator or subscript with a method of its own",
      "consumed-generator": "walking over a generator of the project",
      "decorator-wrapper": "the wrapper of a project decorator",
      "decorated-function": "a function under a transparent decorator",
      "partial-object": "a `functools.partial` of a project function",
      "nested-function": "a nested function that is called",
      "lambda-call": "a lambda that is called",
      "higher-order": "a function given to `map`, `sorted(key=)` and the like",
      "module-instance": "a method of an object built at module level",
      "injected-instance": "a method of an object that a dependency returned",
      "factory": "a method of what a project function returned",
      "typed-attribute": "a method of an attribute with an annotation",
      "only-implementation": "a method of a protocol or abstract class with one implementation",
      "several-implementations": "a method of an abstract class with several implementations",
      "recursion": "functions that call each other",
      "long-way": "a way of more than eight calls",
      "first-request": "behind a memoised factory, so once per process",
      "re-exported": "a function re-exported by a package",
      "unreached": "a file that no application imports"
    },
    "passed": "No synchronous function that code on the event loop calls ends in a blocking call.",
    "example": {
      "before": "async def save(data: Config):\n    store.save(data)\n",
      "after": "async def save(data: Config):\n    await asyncio.to_thread(store.save, data)\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 39,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "IBM/mcp-context-forge",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "keephq/keep",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/unawaited-coroutine": {
    "id": "async/unawaited-coroutine",
    "title": "Coroutine that nobody awaits",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Concurrency",
    "messages": {
      "discarded": "`{call}` only makes a coroutine here: nothing of its body runs ({entry})",
      "unread": "`{call}` makes a coroutine that is bound to a name nobody reads: nothing of its body runs ({entry})",
      "tested": "`{call}` is taken for its result, but it is a coroutine: the answer is always the same ({entry})"
    },
    "why": "Calling an `async def` runs nothing of it. What it should have written, sent or checked does not happen, and all that is left is a warning in the log of a process that goes on. In a condition the coroutine object is always true, whatever the check would have said.",
    "remedy": "Await the call: `await {call}(...)`.",
    "decides": "The call leads, by type, to an `async def` of the project or of a library, and to nothing else. Its value is a whole statement, is bound to a local name that is never read, or decides a branch, a comparison or a piece of text.",
    "silent": {
      "awaited": "the coroutine is awaited",
      "handed-on": "it is given to a call, put into a container, stored, returned or yielded, so that somebody else can await it",
      "decorated": "a decorator that is not understood may have made it a plain function",
      "overridden": "a subclass has a plain method of that name",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "queued": "commands of a pipeline are sent when it is executed",
      "alternative": "the name is bound more than once, so another definition may be meant",
      "test": "test code",
      "never": "code that never runs",
      "plain": "a synchronous method of an asynchronous class",
      "generator": "an asynchronous generator is walked over, not awaited"
    },
    "spellings": {
      "statement": "a call that is a whole statement",
      "method": "a method, by the type of its receiver",
      "library": "a method of an asynchronous library class",
      "name": "bound to a name that is never read",
      "condition": "in the test of an `if`",
      "negated": "behind `not`",
      "compared": "compared with a value"
    },
    "passed": "Every coroutine that is made is awaited or handed on.",
    "example": {
      "before": "async def close(order: Order, session: AsyncSession):\n    order.closed = True\n    session.commit()\n",
      "after": "async def close(order: Order, session: AsyncSession):\n    order.closed = True\n    await session.commit()\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines"
    ],
    "measured": {
      "right": 18,
      "wrong": 6,
      "arguable": 0,
      "on": [
        "LAION-AI/Open-Assistant",
        "alexesma/DZ_fastapi",
        "assafelovic/gpt-researcher",
        "eosphoros-ai/DB-GPT",
        "iagentshub/backend_fastapi",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/unbounded-fan-out": {
    "id": "async/unbounded-fan-out",
    "title": "As many concurrent calls as there are elements",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Throughput",
    "messages": {
      "found": "`{callee}` starts `{work}` for every element of {over} at once, and each talks to {what}: nothing limits how many ({entry})"
    },
    "why": "A list that is as long as the data makes as many simultaneous requests or queries. They exhaust connection pools, of which the rest wait until they time out, run into the rate limit of the other side, and hold the results of all of them in memory.",
    "remedy": "Let only so many run at once: an `asyncio.Semaphore` around the body of `{work}`, or batches of a fixed size.",
    "decides": "`asyncio.gather`, `wait` or `as_completed` is given a call per element of something whose length nobody wrote down. The call reaches a database, a cache, a broker or another service, and neither it nor what it calls waits for a semaphore or a limiter.",
    "silent": {
      "few": "the elements are written out, members of an enumeration, what an object was made with, or otherwise few",
      "batches": "a slice, a batch, or a list that is filled up to a limit",
      "limited": "a semaphore or limiter lets only so many through",
      "local": "nothing leaves the process",
      "unsized": "how many elements there are is not known to depend on data",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "threads": "work for threads, of which a pool has only so many",
      "fixed": "calls that are written out one by one"
    },
    "spellings": {
      "comprehension": "`gather(*[fetch(x) for x in xs])`",
      "generator": "`gather(*(fetch(x) for x in xs))`",
      "list": "a list that is filled in a loop",
      "named": "a comprehension that has a name first",
      "tasks": "`create_task(fetch(x))` per element",
      "as-completed": "`asyncio.as_completed`"
    },
    "passed": "Work that is started per element is limited, or the elements are few.",
    "example": {
      "before": "await asyncio.gather(*[fetch(url) for url in urls])\n",
      "after": "limit = asyncio.Semaphore(10)\n\nasync def limited(url: str):\n    async with limit:\n        return await fetch(url)\n\nawait asyncio.gather(*[limited(url) for url in urls])\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.gather",
      "https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore"
    ],
    "measured": {
      "right": 15,
      "wrong": 2,
      "arguable": 13,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Arize-ai/phoenix",
        "Chainlit/chainlit",
        "DeepStacker/fastapi-hft-engine",
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "dstackai/dstack",
        "eosphoros-ai/DB-GPT",
        "iagentshub/backend_fastapi",
        "khoj-ai/khoj",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "opea-project/GenAIComps",
        "openai/chatgpt-retrieval-plugin",
        "topoteretes/cognee",
        "weaviate/Verba",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/websocket-lifecycle": {
    "id": "async/websocket-lifecycle",
    "title": "Sockets that outstay or hold up the others",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "process-local-state",
    "category": "Lifecycle",
    "messages": {
      "live": "the loop sends while {over} may change: a client that connects or leaves during one `await` breaks or skips the rest ({entry})",
      "slow": "one socket after another: a slow client of {over} holds up everybody behind it, without a deadline ({entry})",
      "kept": "sockets are put into `{name}` and never taken out: closed ones stay, and every broadcast fails on them ({entry})"
    },
    "why": "Sending waits until the client takes what is sent. In a loop over all sockets the slowest one decides when the last one gets its message, and while it waits, others connect and disconnect: a set or a dictionary that changes under a loop raises, a list skips elements.",
    "remedy": "Send to a copy, all at once and with a deadline: `await asyncio.gather(*(asyncio.wait_for(s.send_json(m), 5) for s in list(sockets)), return_exceptions=True)`; take sockets out in a `finally`.",
    "decides": "`send_text`, `send_json` or `send_bytes` is awaited in a loop whose element is a Starlette WebSocket, by its type or because sockets are put into what is walked over; either the collection itself is walked over, or no deadline is set around the call. Or a container that all requests share gets sockets, and nothing takes any out.",
    "silent": {
      "deadline": "a copy is walked over, and each message has a deadline",
      "removed": "sockets are taken out again",
      "handed-on": "the container is handed to something else",
      "unserved": "nothing that serves is seen to come here",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "own-socket": "one socket that gets several messages",
      "gathered": "messages that are sent all at once"
    },
    "spellings": {
      "list": "a list in a module",
      "set": "a set of an object that a module makes",
      "values": "the values of a dictionary",
      "copy": "a copy",
      "annotated": "a parameter `list[WebSocket]`"
    },
    "passed": "Broadcasts go to a copy of the sockets and wait for none of them for ever.",
    "example": {
      "before": "for socket in sockets:\n    await socket.send_text(text)\n",
      "after": "await asyncio.gather(\n    *(asyncio.wait_for(socket.send_text(text), 5) for socket in list(sockets)),\n    return_exceptions=True,\n)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/advanced/websockets/#handling-disconnections-and-multiple-clients",
      "https://websockets.readthedocs.io/en/stable/topics/broadcast.html"
    ],
    "measured": null,
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "db/async-lazy-load": {
    "id": "db/async-lazy-load",
    "title": "Lazy relationship read on an asynchronous session",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "lazy-load",
    "category": "Lazy Load",
    "messages": {
      "read": "`{path}` is not loaded: reading it on an asynchronous session raises MissingGreenlet; the query ({query}) has no option for it ({entry})",
      "schema": "`{path}` is not loaded, and `{field}` reads it: on an asynchronous session that raises MissingGreenlet; the query ({query}) has no option for it ({entry})"
    },
    "why": "An asynchronous session cannot send a statement from an attribute read. The first request that gets there fails with MissingGreenlet, often only for rows that tests did not have.",
    "remedy": "Add `{option}` to the query, or await `{awaitable}`.",
    "decides": "A read of a relationship on an object from an AsyncSession, with the state of db/n-plus-one-lazy, outside of `run_sync` and `awaitable_attrs`. No loop is needed. Fields of response schemas read as db/n-plus-one-serialisation follows them.",
    "silent": {
      "script": "commands, scripts, migrations and examples that no application runs",
      "loaded": "an option of the query, a wildcard, the mapper's strategy or the other side has loaded it",
      "raises": "`lazy=\"raise\"` or `raiseload`: that the read fails is known",
      "unknown-options": "the flows into the read disagree, or an option cannot be read",
      "bridged": "through `awaitable_attrs`, or in a function that `run_sync` runs",
      "read-before": "read before, only the first read can fail",
      "refreshed": "refreshed by name, or set, before it is read",
      "guarded": "read only where a test says that it is loaded",
      "identity-map": "the targets have been queried before and are still held",
      "synchronous": "on a synchronous session it loads"
    },
    "lookalikes": {
      "test": "tests and their fixtures",
      "untyped": "an object whose query is not known"
    },
    "spellings": {
      "get": "on what `session.get` returned",
      "scalars": "on rows of a select",
      "loop": "in a loop",
      "returned": "on what another function returned",
      "nested": "a relationship of a loaded relationship",
      "schema": "by the response schema"
    },
    "passed": "Relationships read on asynchronous sessions are loaded with their query, or fail loudly.",
    "example": {
      "before": "post = await session.get(Post, post_id)\nreturn post.author.name\n",
      "after": "post = await session.get(Post, post_id, options=[joinedload(Post.author)])\nreturn post.author.name\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#preventing-implicit-io-when-using-asyncsession"
    ],
    "measured": {
      "right": 15,
      "wrong": 7,
      "arguable": 2,
      "on": [
        "naughtyfruit53/FastApiv1.6"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/engine-per-request": {
    "id": "db/engine-per-request",
    "title": "Database engine built while serving",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "Depends() for shared resources",
    "cause": "resource-churn",
    "category": "Connection Pool",
    "messages": {
      "built": "`{call}` builds an engine, and with it a new pool of connections, each time ({entry})",
      "reached": "`{call}` builds an engine, and with it a new pool of connections, each time: {through}"
    },
    "why": "An engine is a pool: it pays off because it is kept. Built per request, each request opens connections of its own and leaves them behind until the garbage collector comes; under load the server runs out of connections.",
    "remedy": "Make one engine per process, in a module or in the lifespan, and hand out sessions from it.",
    "rollout": "Build the engine in the lifespan, and size its pool in the same release: until now the number of connections was the number of requests.",
    "rollback": "Deploy the version before; nothing in the database changes.",
    "monitor": "Connections in `pg_stat_activity` become constant; the time a checkout waits shows whether the pool is too small.",
    "decides": "A call that makes a SQLAlchemy engine in a function that a request, a socket or a background task reaches, unless it runs once per process (module level, startup, a remembered result, a guard that fills a global or an attribute).",
    "silent": {
      "once": "it is built once per process",
      "elsewhere": "a command, a script or a task of a worker builds it",
      "undetermined": "nothing shows who calls the function around it",
      "told": "another call of the same function around it has been reported",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "options": "`engine.execution_options(...)`, which shares the pool",
      "session-factory": "a session factory over an engine that is kept"
    },
    "spellings": {
      "handler": "in a path operation",
      "dependency": "in a dependency",
      "behind-function": "in a function that a handler calls",
      "constructor": "in the constructor of an object that a handler makes",
      "disposed": "disposed of by the function that builds it"
    },
    "passed": "Engines are built once per process.",
    "example": {
      "before": "def get_session():\n    return sessionmaker(create_engine(URL))()\n",
      "after": "engine = create_engine(URL, pool_pre_ping=True)\nmake_session = sessionmaker(engine)\n\ndef get_session():\n    with make_session() as session:\n        yield session\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/connections.html#basic-usage"
    ],
    "measured": {
      "right": 9,
      "wrong": 1,
      "arguable": 2,
      "on": [
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "mealie-recipes/mealie",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "topoteretes/cognee",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/expire-on-commit-async": {
    "id": "db/expire-on-commit-async",
    "title": "Asynchronous sessions whose rows expire on commit",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "lazy-load",
    "category": "Session",
    "messages": {
      "read": "sessions made by this `{call}` expire their rows on commit, and `{read}` ({place}, {entry}) is read after one: that raises MissingGreenlet",
      "unread": "sessions made by this `{call}` expire their rows on commit: the first column that is read after one raises MissingGreenlet"
    },
    "why": "After a commit a session forgets what it has loaded, and the next read of any column sends a statement. An asynchronous session cannot do that from an attribute read: it raises MissingGreenlet, in the very code that has just stored the row.",
    "remedy": "Pass `expire_on_commit=False`, and `refresh()` the rows whose new values are needed.",
    "decides": "Calls of `async_sessionmaker`, of `sessionmaker` with `class_=AsyncSession` and of `AsyncSession` itself without `expire_on_commit=False`. Major where a function commits such a session and then reads a column of a row it had before, with no `refresh` in between; else a suggestion.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "kept": "`expire_on_commit=False`",
      "undetermined": "what is passed cannot be told"
    },
    "lookalikes": {
      "synchronous": "factories of synchronous sessions, whose rows load again",
      "refreshed": "the row is refreshed after the commit"
    },
    "spellings": {
      "factory": "`async_sessionmaker(engine)`",
      "class": "`sessionmaker(engine, class_=AsyncSession)`",
      "session": "`AsyncSession(engine)`",
      "true": "`expire_on_commit=True`"
    },
    "passed": "Rows of asynchronous sessions stay readable after a commit.",
    "example": {
      "before": "factory = async_sessionmaker(engine)\n",
      "after": "factory = async_sessionmaker(engine, expire_on_commit=False)\n",
      "safe": true
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#preventing-implicit-io-when-using-asyncsession"
    ],
    "measured": {
      "right": 3,
      "wrong": 16,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "Skyvern-AI/skyvern",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/fk-delete-policy": {
    "id": "db/fk-delete-policy",
    "title": "Delete that the rows below refuse",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "schema-authority",
    "category": "Data Model",
    "messages": {
      "refused": "deleting a `{parent}` ({place}, {entry}) first sets `{column}` of its `{relationship}` to NULL, which the column does not allow: IntegrityError as soon as it has any; {remedy}",
      "set-null": "`{column}` is to be set to NULL when its row of `{target}` is deleted, and allows no NULL: the delete fails"
    },
    "why": "A session that deletes a row takes care of the rows that refer to it. Where neither the relationship nor the key says what is to become of them it takes their reference away, and a key that allows no NULL refuses: the delete works in tests, where nothing refers to the row yet.",
    "remedy": "Say what becomes of the rows: `cascade=\"all, delete-orphan\"` on the relationship, or `ondelete=\"CASCADE\"` on the key and `passive_deletes=True` on the relationship; or refuse the delete in words of your own.",
    "decides": "`session.delete()` of a row whose model is known, and relationships of that model over one foreign key of the other side, none of whose columns allows NULL, without a delete cascade and without `passive_deletes`. And keys with `ondelete=\"SET NULL\"` on columns that allow none.",
    "silent": {
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "deleted": "a cascade of the relationship deletes them too, or the function has done so",
      "left": "`passive_deletes` leaves them to the database",
      "nullified": "their key may be NULL",
      "restricted": "`ondelete=\"RESTRICT\"`: the delete is meant to be refused",
      "nullable": "the column may be NULL",
      "unknown": "part of the declaration is not understood"
    },
    "lookalikes": {
      "test": "test code",
      "never": "a model that no session deletes a row of",
      "statement": "a DELETE statement, which no relationship looks at",
      "secondary": "rows of an association table, which go with it"
    },
    "spellings": {
      "plain": "a relationship without a cascade",
      "database": "`ondelete=\"CASCADE\"` on the key only",
      "backref": "a relationship that a backref makes",
      "set-null": "`ondelete=\"SET NULL\"` on a column that allows no NULL"
    },
    "passed": "What becomes of the rows below a deleted one is said.",
    "example": {
      "before": "items: Mapped[list[\"Item\"]] = relationship()\nowner_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\", ondelete=\"CASCADE\"))\n",
      "after": "items: Mapped[list[\"Item\"]] = relationship(passive_deletes=True)\nowner_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\", ondelete=\"CASCADE\"))\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/cascades.html#delete",
      "https://docs.sqlalchemy.org/en/20/orm/cascades.html#using-foreign-key-on-delete-cascade-with-orm-relationships"
    ],
    "measured": {
      "right": 20,
      "wrong": 6,
      "arguable": 3,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "TracecatHQ/tracecat",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "naughtyfruit53/FastApiv1.6"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/load-rows-to-count": {
    "id": "db/load-rows-to-count",
    "title": "Rows loaded only to be counted",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Throughput",
    "messages": {
      "count": "every row that `{query}` finds is loaded, and only their number is used ({entry}); let the database count: `select(func.count()).select_from(…)`",
      "exists": "every row that `{query}` finds is loaded, and only whether there is one is used ({entry}); ask for one: `.limit(1)` and `first()`, or `exists()`",
      "first": "every row that `{query}` finds is loaded, and only the first is used ({entry}); ask for one: `.limit(1)` and `first()`"
    },
    "why": "Every row crosses the network and becomes an object, to answer a question whose answer is one number. It is fast with the test data and slow with the real table.",
    "remedy": "Count with `func.count()`, test with `exists()` or `.limit(1)`.",
    "decides": "A list of all rows of a reading statement (by the type of its receiver) that is only measured with `len`, only tested, or only asked for its first row: directly, or through one name that is used for nothing else.",
    "silent": {
      "limited": "the statement has a limit",
      "grouped": "rows of groups or without duplicates: counting them takes a subquery",
      "locked": "the rows are loaded to lock them",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "tables that tests make for themselves",
      "used": "the rows are used for something else, too",
      "only-one": "the first row is taken if it is the only one, or one of so many",
      "text": "the first row of a statement that is written as text",
      "written": "what a write gives back with RETURNING"
    },
    "spellings": {
      "direct": "`len(….all())`",
      "named": "`rows = ….all()`, then only `len(rows)`",
      "legacy": "`len(session.query(…).all())`",
      "tested": "only tested for being empty",
      "measured-empty": "`len(rows) == 0`",
      "first-row": "`….all()[0]`"
    },
    "passed": "Rows are counted by the database.",
    "example": {
      "before": "total = len((await session.execute(select(Node.id))).all())\n",
      "after": "total = await session.scalar(select(func.count()).select_from(Node))\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/functions.html#sqlalchemy.sql.functions.count"
    ],
    "measured": {
      "right": 28,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "TracecatHQ/tracecat",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "polarsource/polar",
        "renalreg/ukrdc-fastapi",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/lossy-column-type": {
    "id": "db/lossy-column-type",
    "title": "Money in a floating point column",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Data Model",
    "messages": {
      "money": "`{column}` holds an amount of money as {type}{beside}: binary fractions cannot hold 0.10, and sums drift"
    },
    "why": "A float keeps a nearby binary fraction. Sums of many amounts differ from the sum on the invoice, comparisons fail, and what was rounded once cannot be restored.",
    "remedy": "Store `Numeric` with a scale, or an integer number of the smallest unit, and migrate with a rounding cast.",
    "rollout": "Add the exact column, write both, backfill in batches with an agreed rounding, read the new one, drop the old one: one release each.",
    "rollback": "Until the old column is dropped: read it again.",
    "monitor": "The sum of both columns per day while both are written, and the duration of the backfill's batches.",
    "decides": "A column whose type is SQLAlchemy's own Float, REAL or DOUBLE, or whose annotation is `float`, and whose name says that it is a price, an amount, a balance or the like. With a currency in the same table it is major; alone it may be an estimate, and has low confidence.",
    "silent": {
      "exact": "an exact type: Numeric or an integer",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "tables that tests make for themselves",
      "own-type": "a type of the project's own",
      "other-name": "a float that is no money: a score, a count of tokens"
    },
    "spellings": {
      "column": "`Column(Float)`",
      "annotation": "`Mapped[float]`",
      "double": "`Double`",
      "alone": "without a currency beside it"
    },
    "passed": "Money is stored exactly.",
    "example": {
      "before": "price: Mapped[float] = mapped_column(Float)\ncurrency: Mapped[str]\n",
      "after": "price: Mapped[Decimal] = mapped_column(Numeric(12, 2))\ncurrency: Mapped[str]\n",
      "safe": false
    },
    "references": [
      "https://www.postgresql.org/docs/current/datatype-numeric.html"
    ],
    "measured": {
      "right": 13,
      "wrong": 0,
      "arguable": 9,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "freqtrade/freqtrade",
        "kongnakornna/fastapicleanarchitectureddd",
        "mwwoodworth/fastapi-operator-env",
        "polarsource/polar",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/migration-irreversible": {
    "id": "db/migration-irreversible",
    "title": "Migration that cannot be undone",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "schema-authority",
    "category": "Schema Migration",
    "judges": "migrations",
    "messages": {
      "absent": "revision `{revision}` has no `downgrade`, and its `upgrade` changes the schema ({operation})",
      "nothing": "the `downgrade` of revision `{revision}` does nothing, and its `upgrade` changes the schema ({operation})",
      "raises": "the `downgrade` of revision `{revision}` only raises, and its `upgrade` changes the schema ({operation})",
      "lost": "revision `{revision}` drops {thing}, and its `downgrade` does not bring it back",
      "left": "revision `{revision}` makes {thing}, and its `downgrade` does not drop it"
    },
    "why": "A release that goes wrong is rolled back together with its schema. After a downgrade that does nothing, Alembic believes in a schema that is not there: the next upgrade fails on what exists already, and the old code reads columns that are gone.",
    "remedy": "Write the counterpart of every operation into `downgrade`, in reverse order; where data is gone for good, recreate the column or table empty.",
    "rollout": "Write the downgrade before the release and run up and down against a copy.",
    "rollback": "Without one there is only the backup: know how old it is.",
    "monitor": "The revision in `alembic_version` after each release.",
    "decides": "Revisions that Alembic knows by `revision` and `down_revision`, whose `upgrade` makes or drops tables or columns, or makes indexes or constraints. The `downgrade` is compared operation by operation where all of it is understood.",
    "silent": {
      "first": "a first revision or a squash",
      "no-schema": "`upgrade` makes and drops nothing: a merge, rows only, a default, a type, a value of an enumeration",
      "reversible": "every table and column comes back, or goes; or names change, which are not compared",
      "undetermined": "`downgrade` runs SQL, or calls what is not followed"
    },
    "lookalikes": {
      "test": "an `upgrade` that a test writes for itself",
      "script": "a script with an `upgrade` of its own",
      "other-scripts": "revisions of another tool"
    },
    "spellings": {
      "missing": "no `downgrade` at all",
      "passing": "only `pass`, or a docstring",
      "raising": "only an error",
      "dropped-column": "a dropped column that does not come back",
      "dropped-table": "a dropped table that does not come back",
      "made-table": "a table that stays"
    },
    "passed": "Every migration can be undone.",
    "example": {
      "before": "def downgrade():\n    pass\n",
      "after": "def downgrade():\n    op.drop_index(\"ix_orders_user_id\", \"orders\")\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html#running-our-second-migration"
    ],
    "measured": {
      "right": 14,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "Netflix/dispatch",
        "Steven-Mendez/starter-template-fastapi",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "mnaimfaizy/fastapi_rbac"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/migration-unsafe-lock": {
    "id": "db/migration-unsafe-lock",
    "title": "Migration that locks a table in use",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "schema-authority",
    "category": "Schema Migration",
    "judges": "migrations",
    "messages": {
      "required": "{operation} is NOT NULL without a `server_default`: the migration fails where `{table}` has rows{more}",
      "rewrite": "{operation} changes the type of `{column}`: every row of `{table}` is rewritten while nobody can read it{more}",
      "index": "{operation} blocks writes to `{table}`, which stands since an earlier revision, until the index is built{more}",
      "unique": "{operation} blocks `{table}`, which stands since an earlier revision, until its index is built{more}",
      "foreign-key": "{operation} checks every row of `{table}` while both tables take no writes{more}",
      "check": "{operation} checks every row of `{table}` while it is locked{more}",
      "not-null": "{operation} reads all of `{table}` under a lock to find no NULL{more}"
    },
    "why": "The statement holds its lock until it is done, and every query of the application behind it waits: on a large table a deployment becomes an outage as long as the build takes. In a test database the same statement takes a millisecond.",
    "remedy": "Build indexes with `postgresql_concurrently=True` inside `op.get_context().autocommit_block()`; add constraints with `postgresql_not_valid=True` and validate them in a second step; add columns as NULL or with a constant `server_default`, fill them in batches, then require them; set `lock_timeout` so that a migration that waits gives up. A concurrent build that fails leaves an INVALID index, to be dropped with `DROP INDEX CONCURRENTLY` before the next try; watch `pg_stat_progress_create_index` and the sessions that wait in `pg_stat_activity`.",
    "rollout": "Split it: add what is new in a form that takes no long lock, backfill in batches, then validate; with `lock_timeout` set.",
    "rollback": "Each step has a downgrade of its own; a step that timed out has changed nothing.",
    "monitor": "Waiting locks in `pg_locks`, duration of the step, lag of replicas.",
    "decides": "Operations of the newest twenty revisions of a folder on a table that the same revision does not make, where engines, folders or options tell that PostgreSQL runs them. One finding per revision, for its worst operation.",
    "silent": {
      "safe": "nothing in it locks a table that stands already, or it builds concurrently",
      "first": "a first revision or a squash",
      "history": "more than twenty revisions have followed",
      "bounded": "`lock_timeout` is set in the revision or its environment",
      "other-database": "another database, or not known which"
    },
    "lookalikes": {
      "test": "an `upgrade` that a test writes for itself",
      "script": "a script with an `upgrade` of its own",
      "own-table": "the table is made by the same revision",
      "batch": "a `batch_alter_table` block, which copies the table where a database cannot alter it",
      "widened": "a type that takes the stored rows as they are",
      "emptied": "the revision deletes the rows first"
    },
    "spellings": {
      "index": "`op.create_index` without `postgresql_concurrently`",
      "required-column": "`op.add_column` with `nullable=False` and no default",
      "type-change": "`op.alter_column` with another `type_`",
      "unique": "`op.create_unique_constraint`",
      "foreign-key": "`op.create_foreign_key`",
      "not-null": "`op.alter_column` with `nullable=False`",
      "check": "`op.create_check_constraint`"
    },
    "passed": "Migrations change tables in use without blocking them.",
    "example": {
      "before": "op.create_index(\"ix_orders_user_id\", \"orders\", [\"user_id\"])\n",
      "after": "with op.get_context().autocommit_block():\n    op.create_index(\"ix_orders_user_id\", \"orders\", [\"user_id\"], postgresql_concurrently=True, if_not_exists=True)\n",
      "safe": false
    },
    "references": [
      "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
      "https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block"
    ],
    "measured": {
      "right": 21,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "Arize-ai/phoenix",
        "IBM/mcp-context-forge",
        "PrefectHQ/prefect",
        "TracecatHQ/tracecat",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/missing-uniqueness-or-mutable-default": {
    "id": "db/missing-uniqueness-or-mutable-default",
    "title": "Default of a column made once for all rows",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "data-race",
    "category": "Data Model",
    "messages": {
      "shared": "`{column}` has the default `{default}`: one object, made on import, that becomes the value of every row; a change in place of one row is written with the next; give the callable: `default={callable}`",
      "frozen": "`{column}` has the default `{default}`: called once, on import, so that every row of the process gets the same value; give the function without calling it: `default={callable}`"
    },
    "why": "SQLAlchemy calls a default that can be called, once per row, and uses any other value as it is. A list is then the same list everywhere, and a time or a uuid is the one of the import.",
    "remedy": "Give `default=` the callable: `list`, `dict`, `uuid4`, `datetime.now`, or a lambda.",
    "rollout": "With any release: only rows that are written from now on are concerned. Look first whether rows with the frozen value have to be mended.",
    "rollback": "Deploy the version before; rows that were written meanwhile are right either way.",
    "monitor": "How many new rows have the same value in the column.",
    "decides": "What `default=` of a column is given: a list, dict or set written out, or a call of uuid4, now, utcnow, today or time.",
    "silent": {
      "callable": "a function, a class or a lambda that is called per row",
      "constant": "a value that cannot change",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "tables that tests make for themselves",
      "field": "a default of a pydantic field, which is copied",
      "server": "`server_default`, which the database evaluates"
    },
    "spellings": {
      "list": "`default=[]`",
      "dict": "`default={}`",
      "uuid": "`default=uuid4()`",
      "now": "`default=datetime.now(…)`",
      "mapped-column": "in `mapped_column`"
    },
    "passed": "Defaults are made for each row.",
    "example": {
      "before": "tags = Column(JSON, default=[])\n",
      "after": "tags = Column(JSON, default=list)\n",
      "safe": true
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/defaults.html#python-executed-functions"
    ],
    "measured": {
      "right": 24,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "alexesma/DZ_fastapi",
        "mwwoodworth/fastapi-operator-env",
        "polarsource/polar"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/n-plus-one-lazy": {
    "id": "db/n-plus-one-lazy",
    "title": "Relationship loaded lazily for every element of a loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no N+1",
    "cause": "n-plus-one",
    "category": "N+1 Query",
    "messages": {
      "read": "`{path}` (lazy=\"select\") is loaded by its own statement for every {item} of the loop in line {loop}: 1 + N statements; the query ({query}) has no option for it ({entry})",
      "distinct": "`{path}` (lazy=\"select\") is loaded by its own statement for every distinct `{target}` in the loop in line {loop}: up to 1 + N statements; the query ({query}) has no option for it ({entry})",
      "bridged": "`{path}` is awaited for every {item} of the loop in line {loop}: 1 + N statements; the query ({query}) has no option for it ({entry})"
    },
    "why": "A relationship that nothing has loaded sends a statement when it is first read. In a loop that is one round trip per row, all on one connection, and it grows with the data: 500 rows are 501 statements.",
    "remedy": "Add `{option}` to the query, or give the relationship an eager strategy where every reader needs it.",
    "decides": "A read of a relationship on an object whose query is known: followed through names, containers, comprehensions, returns and every caller of the function. The state is the option on the path, else a wildcard, else the mapper's strategy; what flows disagree about, or options that cannot be read, is unknown and silent. The object has to be an element of a loop over data, in this function or in one that calls it. Many-to-one reads are of medium confidence: rows can share their target.",
    "silent": {
      "script": "commands, scripts, migrations and examples that no application runs",
      "loaded": "an option of the query, a wildcard, the mapper's strategy or the other side has loaded it",
      "raises": "`lazy=\"raise\"` or `raiseload`: reading it fails loudly instead",
      "not-repeated": "a single read, outside of any loop over data",
      "unknown-options": "the flows into the read disagree, or an option cannot be read",
      "small-loop": "a loop over literals, members of an enumeration or a short range",
      "one-element": "a loop over at most one row",
      "one-target": "the query compares the foreign key with one value, so that all rows share their target",
      "leaves-after-one": "the loop ends in its first turn, or with the turn that reads",
      "read-before": "read before in the same turn, or by an earlier loop over the same list, it is loaded by then",
      "refreshed": "refreshed by name, or set, before it is read",
      "guarded": "read only where a test says that it is loaded",
      "identity-map": "the targets have been queried before and are still held",
      "asynchronous": "on an asynchronous session the first read raises, db/async-lazy-load reports that"
    },
    "lookalikes": {
      "test": "tests and their fixtures",
      "columns": "rows of columns, which have no relationships",
      "untyped": "an object whose query is not known",
      "class-level": "`Model.relationship` in an expression"
    },
    "spellings": {
      "scalars": "`session.scalars(select(…)).all()`",
      "execute-scalars": "`session.execute(select(…)).scalars().all()`",
      "legacy-query": "`session.query(…).all()`",
      "comprehension": "in a comprehension",
      "nested": "a relationship of a relationship",
      "helper": "in a function that the loop calls",
      "returned": "on rows that a repository returned",
      "rows": "on rows of two entities",
      "collected": "through a dict or a list that was filled",
      "other-option": "where the query loads another relationship",
      "chained-option": "below an eager-loaded relationship",
      "backref": "by the name of a backref",
      "truth": "in a condition",
      "awaitable": "through `awaitable_attrs`",
      "sqlmodel": "on rows of `session.exec`",
      "generic": "through a generic repository"
    },
    "passed": "Relationship reads in loops are loaded with their query, or fail loudly.",
    "example": {
      "before": "users = session.scalars(select(User)).all()\nrows = [(user.name, len(user.posts)) for user in users]\n",
      "after": "users = session.scalars(select(User).options(selectinload(User.posts))).all()\nrows = [(user.name, len(user.posts)) for user in users]\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
      "https://docs.sqlalchemy.org/en/20/orm/session_state_management.html"
    ],
    "measured": {
      "right": 66,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "IBM/mcp-context-forge",
        "Netflix/dispatch",
        "keephq/keep",
        "mealie-recipes/mealie",
        "mwwoodworth/fastapi-operator-env",
        "onyx-dot-app/onyx",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/n-plus-one-query-in-loop": {
    "id": "db/n-plus-one-query-in-loop",
    "title": "Query sent once per element of a loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no N+1",
    "cause": "n-plus-one",
    "category": "N+1 Query",
    "messages": {
      "direct": "`{call}` runs for every {item} (loop in line {loop}): N statements where one would do; {how} ({entry})",
      "reached": "`{function}` is called for every {item} (loop in line {loop}) and sends a query each time: {through}; {how}"
    },
    "why": "Every element costs one round trip to the database. With 200 elements at 2 ms each the request waits 400 ms, holds its connection for all of it, and gets slower with every row that is added.",
    "remedy": "Ask once, before the loop, for everything the loop needs, and look the elements up in a dict.",
    "decides": "A call that sends a statement which reads (by the type of its receiver: session, connection, query, pool, aiosql), or a call of project code that leads to one within four hops in the same task, inside a `for` loop or comprehension over data, where the statement's own values come from the element: followed through assignments, arguments and parameters. Served on a request it is a blocker; a worker's, a write's or an unserved loop, or one over a list in the request's body, is major, one with its own commit per turn, or of a command, minor.",
    "silent": {
      "script": "commands, scripts, migrations and examples that no application runs",
      "small-loop": "a loop over literals, classes, statements, members of an enumeration, settings, a module's registry or a short range",
      "batched": "a loop over batches, chunks or pages, or a statement that asks for many keys at once",
      "failing": "in the handler of an error, where only elements that have failed come",
      "memoised": "what was asked once is kept, and looked up first; or asked only where a lookup has failed",
      "first-hit": "a search that ends with the first element that fits, or asks in the turn that ends it"
    },
    "lookalikes": {
      "test": "tests and their fixtures",
      "loop-head": "a query whose rows the loop goes over, it runs once",
      "independent": "a query that does not depend on the element",
      "writing": "a statement that only writes",
      "same-name": "a `get` of a dict, a cache or a request",
      "keyset": "a `while` loop that pages through a table",
      "named-table": "only the text of the statement comes from the element, it names a table",
      "read-back": "what was added here is refreshed after its insert",
      "services": "a loop over objects that do the work, not over data",
      "gathered-ids": "ids collected in a loop for one query after it",
      "preloaded": "what the called function would ask for is handed over",
      "tree": "a function that calls itself for every branch of one object",
      "outer-loop": "a loop around a function whose own loop is told",
      "handed-write": "a function around a driver is handed the text of a statement that writes",
      "lock": "a statement that only takes an advisory lock",
      "not-taken": "the statement stands in a branch that what the call passes excludes"
    },
    "spellings": {
      "session-execute": "`session.execute(select(…).where(Model.column == item.id))`",
      "session-get": "`session.get(Model, item.model_id)`",
      "session-scalar": "`session.scalar` with a count",
      "statement-variable": "the statement stands in a variable",
      "legacy-query": "`session.query(Model).filter(…).first()`",
      "comprehension": "in a list comprehension",
      "gathered": "concurrently, in `asyncio.gather`",
      "through-method": "through a method of the same class",
      "through-function": "two calls away",
      "nested-loop": "the inner of two loops",
      "dict-items": "over the items of a dict",
      "index-loop": "over `range(len(…))`",
      "asyncpg": "a row of asyncpg",
      "sqlite": "a cursor of sqlite3",
      "background": "in a worker",
      "per-turn-commit": "with a commit in every turn",
      "refresh": "`session.refresh(item)`",
      "body": "over a list of the request's body",
      "optional": "by a function that asks for what it is not given",
      "inner": "in a function that a loop of its own calls"
    },
    "passed": "No loop over data sends a reading query per element.",
    "example": {
      "before": "for order in orders:\n    customer = await session.get(Customer, order.customer_id)\n    lines.append((order.id, customer.name))\n",
      "after": "ids = {order.customer_id for order in orders}\nfound = await session.scalars(select(Customer).where(Customer.id.in_(ids)))\ncustomers = {customer.id: customer for customer in found}\nfor order in orders:\n    lines.append((order.id, customers[order.customer_id].name))\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.ColumnOperators.in_",
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html"
    ],
    "measured": {
      "right": 376,
      "wrong": 0,
      "arguable": 13,
      "on": [
        "Arize-ai/phoenix",
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "mealie-recipes/mealie",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "polarsource/polar",
        "topoteretes/cognee",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/n-plus-one-serialisation": {
    "id": "db/n-plus-one-serialisation",
    "title": "Response schema that loads a relationship of every row",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no N+1",
    "cause": "n-plus-one",
    "category": "N+1 Query",
    "messages": {
      "response": "`{field}` of the response of {entry} reads `{path}` (lazy=\"select\") of every row, each by its own statement: 1 + N statements; the query ({query}) has no option for it",
      "validation": "`{field}` reads `{path}` (lazy=\"select\") of every row that is validated, each by its own statement: 1 + N statements; the query ({query}) has no option for it ({entry})"
    },
    "why": "A schema that is filled from rows reads an attribute for every field it has. Where the field is a relationship that the query has not loaded, each row sends a statement of its own while the answer is built: no loop is to be seen in the handler, and a page of 100 rows is 101 statements.",
    "remedy": "Add `{option}` to the query, or take the field out of the schema of lists.",
    "decides": "What a handler with a declared response model returns, and what `model_validate`, `from_orm` or `validate_python` is given, is followed to the rows of a query. Fields of the schema, and of the schemas behind its fields, that are relationships of the row are read; the state of each is that of db/n-plus-one-lazy. Many-to-one reads are of medium confidence: rows can share their target. Major where only the collection of one row is walked over.",
    "silent": {
      "script": "commands, scripts, migrations and examples that no application runs",
      "loaded": "an option of the query, a wildcard, the mapper's strategy or the other side has loaded it",
      "raises": "`lazy=\"raise\"` or `raiseload`: reading it fails loudly instead",
      "unknown-options": "the flows into the read disagree, or an option cannot be read",
      "single": "one row, whose relationship costs one statement",
      "refreshed": "the function loads relationships of its rows by name",
      "small-loop": "a loop over literals, members of an enumeration or a short range",
      "asynchronous": "on an asynchronous session the read raises, db/async-lazy-load reports that"
    },
    "lookalikes": {
      "test": "tests and their fixtures",
      "absent": "a schema without a field for the relationship",
      "renamed": "a field that is filled under another name",
      "own": "a `from_orm` of the project, whose code is read like any other",
      "replaced": "a validator of the whole schema makes something else of the row"
    },
    "spellings": {
      "declared": "`response_model=list[Schema]`",
      "annotated": "a return annotation `-> list[Schema]`",
      "validated": "`Schema.model_validate(row)` for every row",
      "wrapped": "rows in a page or a dictionary",
      "nested": "a field of the schema behind a field",
      "inside": "a collection of one row whose items are read further"
    },
    "passed": "Response schemas read only what their query has loaded.",
    "example": {
      "before": "@app.get(\"/orders\", response_model=list[OrderOut])  # OrderOut.items: list[ItemOut]\ndef orders(session: Db):\n    return session.scalars(select(Order).limit(50)).all()\n",
      "after": "@app.get(\"/orders\", response_model=list[OrderOut])\ndef orders(session: Db):\n    return session.scalars(select(Order).options(selectinload(Order.items)).limit(50)).all()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html",
      "https://fastapi.tiangolo.com/tutorial/response-model/"
    ],
    "measured": {
      "right": 16,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "Netflix/dispatch",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/naive-datetime": {
    "id": "db/naive-datetime",
    "title": "Timestamps without a time zone",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Data Model",
    "messages": {
      "naive": "`{owner}` stores {columns} without a time zone: what is written is read back as whatever zone the reader assumes; declare `DateTime(timezone=True)`"
    },
    "why": "A column without a zone keeps the digits and forgets where they were read off a clock. Values from two servers, or from before and after a change of the clocks, cannot be ordered, and comparing them with aware values raises TypeError.",
    "remedy": "Declare `DateTime(timezone=True)` (or map `datetime` to it once, in `type_annotation_map`), and migrate with `AT TIME ZONE 'UTC'`.",
    "rollout": "In three releases: write and read aware values, then migrate with `ALTER COLUMN … TYPE timestamptz USING … AT TIME ZONE 'UTC'` (it rewrites the table under a lock; large tables get a new column and a backfill), then drop what is old.",
    "rollback": "The same `ALTER` the other way round, as long as all values are in UTC.",
    "monitor": "`TypeError` of comparisons between naive and aware values, and the lag of replicas while the table is rewritten.",
    "decides": "Columns whose type is SQLAlchemy's own DateTime or TIMESTAMP without `timezone=True`, or whose annotation is a bare `datetime` where the base maps nothing else. One finding per class, mixin or table that declares them.",
    "silent": {
      "zoned": "the type has a time zone",
      "undetermined": "`timezone` is computed",
      "embedded": "the database has no type with a time zone",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "tables that tests make for themselves",
      "own-type": "a type of the project's own, which may add the zone",
      "mapped": "a base that maps `datetime` to a type of its choice",
      "day": "a date or a time of day"
    },
    "spellings": {
      "column": "`Column(DateTime)`",
      "mapped-column": "`mapped_column(DateTime())`",
      "annotation": "`Mapped[datetime]` alone",
      "mixin": "in a mixin, told once",
      "table": "in a `Table(…)`",
      "timestamp": "`TIMESTAMP` without `timezone=True`"
    },
    "passed": "Every timestamp column has a time zone.",
    "example": {
      "before": "created_at: Mapped[datetime] = mapped_column(DateTime, default=datetime.utcnow)\n",
      "after": "created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/type_basics.html#sqlalchemy.types.DateTime",
      "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29"
    ],
    "measured": {
      "right": 73,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "Skyvern-AI/skyvern",
        "keephq/keep",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/no-statement-timeout": {
    "id": "db/no-statement-timeout",
    "title": "Queries without a time limit",
    "severity": "minor",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "messages": {
      "asynchronous": "nothing limits how long a query of the PostgreSQL engine made by `{call}` ({where}) may run: no `command_timeout`, and no `statement_timeout` in code or deployment",
      "synchronous": "nothing limits how long a query of the PostgreSQL engine made by `{call}` ({where}) may run: no `statement_timeout` in its options, in code or in the deployment"
    },
    "why": "One query that loses its index, or waits for a lock, holds its connection as long as it likes. A handful of them and the pool is empty: requests that need no more than a millisecond of the database wait with them.",
    "remedy": "Give `connect_args` a limit: asyncpg's `command_timeout` in seconds, or the server's `options` with `-c statement_timeout=15000` for psycopg; or `ALTER ROLE app SET statement_timeout = '15s'`. Give jobs that need longer an engine of their own.",
    "decides": "Engines whose URL says PostgreSQL and whose `connect_args` are absent or written out, in a project where no text of its code or deployment speaks of `statement_timeout`.",
    "silent": {
      "bounded": "a limit is set, for the engine or somewhere in the project",
      "one-use": "disposed of by the function that makes it",
      "other-database": "another database",
      "undetermined": "the database or the arguments are not known",
      "test": "engines that tests make for themselves",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "asynchronous": "`create_async_engine` on asyncpg",
      "synchronous": "`create_engine` on psycopg",
      "other-arguments": "`connect_args` that set something else"
    },
    "passed": "Queries have a time limit.",
    "example": {
      "before": "engine = create_async_engine(\"postgresql+asyncpg://db/shop\")\n",
      "after": "engine = create_async_engine(\"postgresql+asyncpg://db/shop\", connect_args={\"command_timeout\": 15})\n",
      "safe": false
    },
    "references": [
      "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
      "https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.connection.connect"
    ],
    "measured": {
      "right": 14,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "PeterTakahashi/service-base-fastapi",
        "kongnakornna/fastapicleanarchitectureddd",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "yongbin-dev/fastapi_celery_study",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/offset-pagination": {
    "id": "db/offset-pagination",
    "title": "Pages without an order",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Pagination",
    "messages": {
      "unordered": "the statement that `{query}` sends skips rows with `offset` and has no `order_by` ({entry}): which rows a page holds is up to the database, rows repeat or are never shown"
    },
    "why": "Without an order the database gives rows as it finds them, and that changes with every update, vacuum and plan. A client that walks through the pages sees some rows twice and others never; no test with a quiet table shows it.",
    "remedy": "Order by something unique (`.order_by(Model.created_at.desc(), Model.id.desc())`). On tables that grow, page by the last row seen instead of an offset: `where(tuple_(Model.created_at, Model.id) < (created, id))`.",
    "decides": "Reading statements with a computed `offset`, written out in one function from `select` or `query` to the call that sends them, in no part of which rows are ordered.",
    "silent": {
      "ordered": "on some way to it the statement is ordered",
      "constant": "it skips as many rows as somebody has written",
      "undetermined": "a part of the statement is put together elsewhere",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "queries of tests",
      "list": "an `offset` of something else"
    },
    "spellings": {
      "select": "`select(…).offset(…)`",
      "legacy": "`session.query(…).offset(…)`",
      "named": "the statement stands in a variable"
    },
    "passed": "Pages are ordered.",
    "example": {
      "before": "stmt = select(Order).offset(skip).limit(limit)\n",
      "after": "stmt = select(Order).order_by(Order.id).offset(skip).limit(limit)\n",
      "safe": false
    },
    "references": [
      "https://www.postgresql.org/docs/current/queries-limit.html"
    ],
    "measured": {
      "right": 25,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "AlexTymosh/fastapi-saas-template",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "TransformerOptimus/SuperAGI",
        "eosphoros-ai/DB-GPT",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mnaimfaizy/fastapi_rbac",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/pool-pre-ping-missing": {
    "id": "db/pool-pre-ping-missing",
    "title": "Connection pool without pre-ping",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": "pool_pre_ping=True",
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "unset": "the {dialect} engine made by `{call}` has no `pool_pre_ping`: a pooled connection that has died fails the request that gets it",
      "off": "the {dialect} engine made by `{call}` turns `pool_pre_ping` off: a pooled connection that has died fails the request that gets it",
      "wrapped": "the {dialect} engine that this call asks for is made by `{call}` at {where} without `pool_pre_ping`: a pooled connection that has died fails the request that gets it"
    },
    "why": "A database restart, a failover or an idle timeout in between closes pooled connections silently. Without a ping each of them costs one failed request, all at the moment when the service should recover.",
    "remedy": "Pass `pool_pre_ping=True` where the engine is made; it costs one round trip when a connection is taken from the pool.",
    "rollout": "With any release: it takes effect at the restart of a process and costs one round trip for each checkout.",
    "rollback": "Take the argument away and restart.",
    "monitor": "`server closed the connection unexpectedly` and its like should be gone from the log; watch the time of the shortest queries.",
    "decides": "Every call that makes a SQLAlchemy engine for PostgreSQL, MySQL or another server, with its keyword arguments, those of dictionaries written out and of the project's own functions around it, evaluated where they are called.",
    "silent": {
      "enabled": "`pool_pre_ping` is on, or set by the configuration",
      "unpooled": "no connection is kept between uses",
      "embedded": "the database lives in a file or in memory",
      "undetermined": "the database or the settings are not told by the source",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "own-function": "a function of the project that is only called like SQLAlchemy's"
    },
    "spellings": {
      "sync-engine": "`create_engine(url)`",
      "async-engine": "`create_async_engine(url)`",
      "switched-off": "`pool_pre_ping=False`",
      "wrapper-default": "a function of the project whose own default is False"
    },
    "passed": "Every pooled engine checks its connections before use.",
    "example": {
      "before": "engine = create_engine(url)\n",
      "after": "engine = create_engine(url, pool_pre_ping=True)\n",
      "safe": true
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html#disconnect-handling-pessimistic"
    ],
    "measured": {
      "right": 13,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "PeterTakahashi/service-base-fastapi",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "reworkd/AgentGPT",
        "teamhide/fastapi-boilerplate",
        "topoteretes/cognee",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/pool-sizing": {
    "id": "db/pool-sizing",
    "title": "Connection pool without a size of its own",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "unset": "the {dialect} engine made by `{call}` sets neither `pool_size` nor `max_overflow`: 5 connections and 10 more per process, and the next request waits 30 s for one",
      "unlimited": "the {dialect} engine made by `{call}` has `{setting}`: nothing limits its connections, the server's own limit fails them",
      "echo": "the {dialect} engine made by `{call}` has `echo` on: every statement and its parameters go to the log"
    },
    "why": "The pool decides how many requests can use the database at once. Its default suits a laptop: the sixteenth concurrent request waits up to half a minute. A pool without a limit passes the overload on to the server, which then refuses everybody.",
    "remedy": "Size the pool for one process (`pool_size` plus `max_overflow`), so that all processes together stay below the server's limit, with a short `pool_timeout` and a `pool_recycle` below the idle timeout in between.",
    "rollout": "One service at a time, beginning with the smaller number: processes times (`pool_size` plus `max_overflow`) of all services stays below `max_connections` less the reserve.",
    "rollback": "Set the old numbers and restart; the pool is in the process, nothing is left behind.",
    "monitor": "Connections by application in `pg_stat_activity`, the time a checkout waits, and `QueuePool limit` errors in the log.",
    "decides": "Every call that makes a pooled SQLAlchemy engine for a database server, in code that serves requests, with its settings. An unset size is minor, a pool without a limit is major.",
    "silent": {
      "sized": "`pool_size` or `max_overflow` is set",
      "unpooled": "no connection is kept between uses",
      "embedded": "the database lives in a file or in memory",
      "undetermined": "the database or the settings are not told by the source",
      "elsewhere": "a command, a script or a task makes the engine",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "own-function": "a function of the project that is only called like SQLAlchemy's"
    },
    "spellings": {
      "default": "no setting at all",
      "unlimited-overflow": "`max_overflow=-1`",
      "unlimited-size": "`pool_size=0`",
      "echo": "`echo=True`"
    },
    "passed": "Every pooled engine has a size of its own.",
    "example": {
      "before": "engine = create_async_engine(url, pool_pre_ping=True)\n",
      "after": "engine = create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=5, pool_timeout=10, pool_recycle=1800)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html"
    ],
    "measured": {
      "right": 13,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "PeterTakahashi/service-base-fastapi",
        "keephq/keep",
        "kongnakornna/fastapicleanarchitectureddd",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "reworkd/AgentGPT",
        "teamhide/fastapi-boilerplate",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/row-by-row-write": {
    "id": "db/row-by-row-write",
    "title": "Rows written one at a time",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "n-plus-one",
    "category": "Throughput",
    "messages": {
      "commit": "`{call}` runs for every {item} (loop in line {loop}, {entry}): a transaction, and a wait for the disk, per row",
      "statement": "`{call}` sends one {what} for every {item} (loop in line {loop}, {entry}), where one statement could take them all"
    },
    "why": "A commit waits until the log is on the disk, and every statement for an answer of the server: a thousand rows are a thousand waits. After an error in the middle, half of them are written.",
    "remedy": "Commit once after the loop. Send the rows together: `session.execute(insert(Model), rows)`, `update(Model).where(Model.id.in_(…))`, `delete(Model).where(Model.id.in_(…))`; in batches where there are very many.",
    "decides": "`commit` on a session, or the `execute` of an INSERT, UPDATE or DELETE whose values come from the element, in every turn of a loop over data. Objects that are only added are batched by the session and never reported.",
    "silent": {
      "small-loop": "a loop over literals, classes, members of an enumeration or a short range",
      "batched": "a loop over batches, chunks or pages",
      "streamed": "a loop over what a generator gives, which comes when it comes",
      "conditional": "it runs in some turns only",
      "own-session": "each turn has a session or a savepoint of its own",
      "isolated": "each turn is tried by itself, so that one that fails leaves the others",
      "leaves": "the loop ends with it",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "what tests make for themselves",
      "added": "`session.add` in a loop and one commit after it",
      "outside": "a commit after the loop",
      "named-table": "the text of the statement comes from the element, it names a table"
    },
    "spellings": {
      "commit": "`session.commit()` in a `for` loop",
      "insert": "`session.execute(insert(…).values(…))` per element",
      "update": "`session.execute(update(…).where(…))` per element",
      "text": "`session.execute(text(\"DELETE …\"), {…})` per element",
      "outbound": "with a call of another service in every turn"
    },
    "passed": "Rows are written together.",
    "example": {
      "before": "for row in rows:\n    session.add(Order(**row))\n    await session.commit()\n",
      "after": "await session.execute(insert(Order), rows)\nawait session.commit()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/dml.html#orm-bulk-insert-statements"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "Netflix/dispatch",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "morphik-org/morphik-core",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/session-lifecycle": {
    "id": "db/session-lifecycle",
    "title": "Session that is not closed",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Session",
    "messages": {
      "leaked": "the {session} `{name}` is opened and never closed ({entry}): its connection goes back to the pool when it is collected, if ever",
      "skipped": "the {session} `{name}` is closed only where nothing fails before ({entry}); open it with `with`, or close it in `finally`"
    },
    "why": "A session holds a connection from its first statement until it is closed. Those that are not closed hold theirs, with an open transaction, until the garbage collector comes by: under load, or after a row of errors, the pool is empty and every request waits.",
    "remedy": "Open it with `with SessionLocal() as session:` (`async with` for an AsyncSession), or close it in a `finally`.",
    "decides": "Sessions made by calling the class or a session factory, bound to a name in a function, through which something is sent. What is returned, stored or passed on is somebody else's to close.",
    "silent": {
      "closed": "by `with`, or in a `finally`, or with nothing in between that can fail",
      "handed-on": "it is returned, stored or passed on",
      "unused": "nothing is sent through it",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "what tests make for themselves",
      "getter": "a function of the project that may keep what it gives",
      "entered": "`with SessionLocal() as session`",
      "borrowed": "a session on a connection that somebody else has opened"
    },
    "spellings": {
      "plain": "`session = SessionLocal()` without a close",
      "early": "`session.close()` at the end of the function only",
      "class": "`Session(engine)`",
      "asynchronous": "an AsyncSession"
    },
    "passed": "Sessions are closed whatever happens.",
    "example": {
      "before": "session = SessionLocal()\norders = session.scalars(select(Order)).all()\n",
      "after": "with SessionLocal() as session:\n    orders = session.scalars(select(Order)).all()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/session_basics.html#opening-and-closing-a-session"
    ],
    "measured": {
      "right": 12,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Netflix/dispatch",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "mwwoodworth/fastapi-operator-env"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/session-shared-concurrently": {
    "id": "db/session-shared-concurrently",
    "title": "Session used by several tasks at once",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "data-race",
    "category": "Concurrency",
    "messages": {
      "together": "{works} run at once on the one {session} `{name}` ({entry}): its connection can run one statement at a time, asyncpg raises InterfaceError",
      "outlived": "the task that runs {works} is given the {session} `{name}`, which is closed when {entry} is over, and used by both until then",
      "process": "the {session} `{name}` is made once on import and used by every request ({entry}): transactions of several requests mix, and one failed statement fails them all"
    },
    "why": "A session is one transaction on one connection. Two tasks that use it at once interleave their statements: asyncpg raises \"another operation is in progress\", and what one of them rolls back or commits is also the other's. Tests on SQLite do not show it.",
    "remedy": "Give each task a session of its own from the factory, or await the calls one after the other.",
    "decides": "Sessions, by type, that at least two calls in one `gather` speak to the database with; that a task is given which nothing waits for; and that a module makes and code that serves requests uses.",
    "silent": {
      "alone": "only one of the calls uses the session",
      "waited": "the task is waited for"
    },
    "lookalikes": {
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code",
      "own": "each call opens a session of its own",
      "factory": "a factory is handed over",
      "sequential": "awaited one after the other",
      "scoped": "a scoped session, which is one per thread"
    },
    "spellings": {
      "gather": "`gather(f(session), g(session))`",
      "each": "`gather(*[f(session, x) for x in xs])`",
      "method": "`gather(session.execute(…), session.execute(…))`",
      "task": "`create_task(f(session))`",
      "module": "`session = SessionLocal()` in a module"
    },
    "passed": "No session is used by several tasks.",
    "example": {
      "before": "total, page = await asyncio.gather(count(session), load(session))\n",
      "after": "total = await count(session)\npage = await load(session)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/session_basics.html#is-the-session-thread-safe-is-asyncsession-safe-to-share-in-concurrent-tasks",
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#using-asyncsession-with-concurrent-tasks"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "PrefectHQ/prefect",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/sync-driver-in-async-app": {
    "id": "db/sync-driver-in-async-app",
    "title": "Synchronous database driver under asynchronous code",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "async SQLAlchemy with an async driver in async applications",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "blocking": "the engine made by `{call}` ({where}) is synchronous, and code on the event loop waits for its {database}: `{callee}` in {entry}{others}; make it with `create_async_engine` on `{instead}`",
      "mismatch": "`{call}` is given `{scheme}`, whose driver is synchronous: it raises InvalidRequestError when the engine is made; the URL has to say `{instead}://`"
    },
    "why": "A synchronous driver waits for the server in the thread that asks. On the event loop that is the thread of every request: while one statement runs, none of the others moves, and the pool cannot help.",
    "remedy": "Make the engine with `create_async_engine` on `{instead}` and sessions with `async_sessionmaker`, or run what uses it in handlers that are plain `def`.",
    "decides": "The only synchronous engine of an application, with calls of its sessions or connections that reach the event loop of a request by a way that was followed; and engines made by `create_async_engine` from a URL whose scheme is known.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "asynchronous": "the driver is asynchronous, or both, as psycopg 3 is",
      "threads": "no code on the event loop is seen to use a synchronous session, or nearly all handlers are plain `def`",
      "several": "the application makes several synchronous engines, and it is not known which one is meant",
      "embedded": "a database in a file or in memory",
      "undetermined": "the URL is not known"
    },
    "lookalikes": {
      "offloaded": "sessions that only threads use"
    },
    "spellings": {
      "session": "`session.execute(…)` in an `async def`",
      "called": "in a function that an `async def` calls",
      "default": "`postgresql://` for `create_async_engine`",
      "written": "`postgresql+psycopg2://` for `create_async_engine`"
    },
    "passed": "Asynchronous code talks to the database through an asynchronous driver.",
    "example": {
      "before": "engine = create_engine(\"postgresql://db/shop\")\nSessionLocal = sessionmaker(engine)\n",
      "after": "engine = create_async_engine(\"postgresql+asyncpg://db/shop\", pool_pre_ping=True)\nSessionLocal = async_sessionmaker(engine, expire_on_commit=False)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html",
      "https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls"
    ],
    "measured": {
      "right": 4,
      "wrong": 1,
      "arguable": 0,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Buuntu/fastapi-react",
        "naughtyfruit53/FastApiv1.6",
        "polarsource/polar",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/transaction-across-external-call": {
    "id": "db/transaction-across-external-call",
    "title": "Connection held while another service answers",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Transaction",
    "messages": {
      "direct": "`{call}` waits for another service while `{session}` holds the connection that line {line} took: it is neither committed nor closed before ({entry})",
      "reached": "{through} ({place}) waits for another service while `{session}` holds the connection that line {line} took: it is neither committed nor closed before ({entry})",
      "locked": "`{call}` waits for another service while `{session}` holds the row locks that line {line} took: everyone else who wants those rows waits with it ({entry})"
    },
    "why": "A session takes a connection from the pool with its first statement and keeps it, with an open transaction, until it commits, rolls back or is closed. When the other service is slow, as many requests as the pool has connections are enough to stop every other one, also those that never call that service.",
    "remedy": "Read what is needed and commit (`commit()` returns the connection) before the call, or call first; open a new transaction for what is written afterwards.",
    "decides": "In one function: a statement on a session, or a call that sends one with it, and later on every way a call that sends a request, itself or through at most three calls, with no commit, rollback or close in between and inside every `with` that makes the session or its transaction. A major fault; row locks make it a blocker. Sessions of an engine without a pool are not told apart.",
    "silent": {
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "committed": "committed, rolled back or closed before the call",
      "first": "the call comes before the first statement",
      "narrow": "the session's block has ended",
      "scheduled": "a task, or a job for a queue, does the call",
      "branch": "only where something was not found"
    },
    "spellings": {
      "awaited": "`await client.get(…)` between two statements",
      "called": "in a function of the project",
      "query": "after a legacy query",
      "repository": "after a call that reads with the session",
      "locked": "after `with_for_update()`",
      "entered": "in the block that made the session"
    },
    "passed": "No connection is held while another service answers.",
    "example": {
      "before": "user = await session.get(User, user_id)\nplan = await client.get(f\"https://billing.example/{user.customer}\")\n",
      "after": "user = await session.get(User, user_id)\ncustomer = user.customer\nawait session.commit()\nplan = await client.get(f\"https://billing.example/{customer}\")\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/session_basics.html#when-do-i-construct-a-session-when-do-i-commit-it-and-when-do-i-close-it",
      "https://docs.sqlalchemy.org/en/20/core/pooling.html"
    ],
    "measured": {
      "right": 29,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "IBM/mcp-context-forge",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "polarsource/polar",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/unbounded-list-query": {
    "id": "db/unbounded-list-query",
    "title": "Query that loads every row of a growing table",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Pagination",
    "messages": {
      "all": "every `{entity}` of the table is loaded ({entry}), and rows come with requests and jobs: neither a condition nor a limit bounds how many"
    },
    "why": "Each row becomes an object that the session keeps. Time, memory and traffic grow with the table, and code that was fine in the first year takes the process down in the third.",
    "remedy": "Ask for what is needed: a condition, a `limit` with a cursor, `yield_per` for work on all rows, or the database's own aggregate.",
    "decides": "`.all()` or `.fetchall()` of a `select(Model)` or `session.query(Model)` without condition, join, limit or grouping, in code that requests and jobs run, over a model of which such code makes new rows. What a list route sends is api/list-without-pagination's.",
    "silent": {
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "limit": "the statement is bounded",
      "filtered": "the statement has a condition",
      "grouped": "rows of groups",
      "unknown": "part of the statement is put together elsewhere",
      "no-growth": "nothing that serves or works is seen to add rows",
      "once": "runs at startup, on import or by hand",
      "listed": "the answer of a list route, api/list-without-pagination reports that"
    },
    "lookalikes": {
      "test": "test code",
      "streamed": "walked over without a list"
    },
    "spellings": {
      "select": "`session.scalars(select(Order)).all()`",
      "query": "`session.query(Order).all()`",
      "job": "in a task of a worker"
    },
    "passed": "Growing tables are read in parts.",
    "example": {
      "before": "orders = session.scalars(select(Order)).all()\nreturn {\"total\": sum(order.amount for order in orders)}\n",
      "after": "return {\"total\": session.scalar(select(func.sum(Order.amount)))}\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/api.html#fetching-large-result-sets-with-yield-per"
    ],
    "measured": {
      "right": 13,
      "wrong": 7,
      "arguable": 13,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "TracecatHQ/tracecat",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "onyx-dot-app/onyx",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/unindexed-filter-column": {
    "id": "db/unindexed-filter-column",
    "title": "Rows looked up by a column without an index",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "missing-index",
    "category": "Missing Index",
    "messages": {
      "unserved": "{count} rows up by `{column}`, which no index serves, and by nothing else that one does: the whole table is read ({place}, {entry})"
    },
    "why": "Without an index the database reads every row of the table to find a few. It is fast with a thousand rows and not with a million, and by then every request that looks one up pays for all of them.",
    "remedy": "Give `{name}` an index (`index=True`, or an `Index` with the columns it is asked together with), made by a migration with `CREATE INDEX CONCURRENTLY`.",
    "rollout": "Make the index in a revision of its own, inside `with op.get_context().autocommit_block():`, with `op.create_index(…, postgresql_concurrently=True, if_not_exists=True)`: it takes no lock that stops writes. Deploy the model afterwards.",
    "rollback": "`op.drop_index(…, postgresql_concurrently=True, if_exists=True)` in an autocommit block; a build that failed leaves an invalid index to drop.",
    "monitor": "`pg_stat_user_indexes.idx_scan` of the new index, and `seq_scan` of the table in `pg_stat_user_tables`.",
    "decides": "Statements over one table whose conditions are all understood, of which none is served by a primary key, a unique constraint or the first columns of an index, in models or migrations. The first of them that is compared with a value from outside is the column; reported when code that serves requests looks rows up by it, or three functions do, and serving or working code adds rows to the table.",
    "silent": {
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "few-values": "booleans and enumerations: an index would narrow little",
      "no-growth": "nothing that serves or works is seen to add rows",
      "rare": "one or two functions that serve no request",
      "unknown": "the table or its migrations are not known as a whole"
    },
    "lookalikes": {
      "served": "a key serves it",
      "test": "test code",
      "narrowed": "another condition of the statement is served",
      "joined": "the statement joins tables, and the planner may come from the other one",
      "constant": "compared with a value that is written there",
      "absent": "`is_(None)`, `!=`, `<`: most of a table",
      "referring": "a foreign key, which db/unindexed-foreign-key asks for"
    },
    "spellings": {
      "where": "`select(Order).where(Order.reference == reference)`",
      "filter": "`session.query(Order).filter(…)`",
      "keyword": "`filter_by(reference=reference)`",
      "any": "`Order.reference.in_(references)`",
      "range": "`Order.created >= since`",
      "job": "in three functions of a worker"
    },
    "passed": "Columns that rows are looked up by are indexed.",
    "example": {
      "before": "reference: Mapped[str] = mapped_column(String(40))\n",
      "after": "reference: Mapped[str] = mapped_column(String(40), index=True)\n",
      "safe": false
    },
    "references": [
      "https://www.postgresql.org/docs/current/indexes-intro.html",
      "https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block"
    ],
    "measured": {
      "right": 40,
      "wrong": 4,
      "arguable": 8,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "Netflix/dispatch",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "insistence/RuoYi-Vue3-FastAPI",
        "keephq/keep",
        "kongnakornna/fastapicleanarchitectureddd",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "onyx-dot-app/onyx",
        "reworkd/AgentGPT",
        "stanmart1/readnwin-fastapi",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/unindexed-foreign-key": {
    "id": "db/unindexed-foreign-key",
    "title": "Foreign key without an index",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "every foreign key indexed",
    "cause": "missing-index",
    "category": "Missing Index",
    "messages": {
      "used": "`{column}` references `{target}` and no index serves it{nearest}; rows are looked up by it through {uses}{tables}",
      "declared": "`{column}` references `{target}` and no index serves it{nearest}{tables}",
      "migration-only": "the index on `{column}` stands in the migrations only ({where}); the next autogenerated revision drops it"
    },
    "why": "PostgreSQL does not index a foreign key by itself. Every load of the referring rows, and every delete or key update of a referred row, scans the whole table; it gets slower with each row, and a delete holds its locks meanwhile.",
    "remedy": "Add `index=True` to the column, or an Index that it leads, and create the index in a migration without blocking writes: {migration}",
    "step": "symbol",
    "rollout": "Its own migration, with `CREATE INDEX CONCURRENTLY` outside of a transaction (`autocommit_block()`), at a quiet hour: it reads the table twice and blocks no writes.",
    "rollback": "`DROP INDEX CONCURRENTLY`. A build that was cut off leaves an invalid index: drop it and build again.",
    "monitor": "`pg_stat_progress_create_index` while it is built; then `idx_scan` in `pg_stat_user_indexes`, and whether sequential scans of the table go down.",
    "decides": "Every foreign key of a mapped class, mixin or Table (one finding per place that declares it) against the leading columns of primary keys, unique constraints and indexes of the models and of the replayed Alembic revisions. A blocker where a relationship, a query or an ON DELETE rule looks rows up by it, else major.",
    "silent": {
      "indexed": "the column leads an index, a unique constraint or the primary key",
      "narrowed": "one column of a key over several is indexed by itself",
      "other-database": "every engine of the project is for a database that needs no such index, or embedded",
      "undetermined": "a part of the table's declaration is not followed, so absence of an index proves nothing",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "own-column": "a class or function of the project that is only called like SQLAlchemy's",
      "unmapped": "a mixin that no mapped class uses"
    },
    "spellings": {
      "mapped-column": "`mapped_column(ForeignKey(...))`",
      "column": "`Column(..., ForeignKey(...))`",
      "sqlmodel": "`Field(foreign_key=...)`",
      "table": "a column of `Table(...)`",
      "mixin": "a column of a mixin, with the tables it is in",
      "declared-attr": "a column that a `declared_attr` returns",
      "alias": "a column in `Annotated[...]`",
      "attribute-target": "`ForeignKey(User.id)`",
      "second-column": "the second column of a composite primary key",
      "partial": "an index with a predicate of its own",
      "composite": "`ForeignKeyConstraint([...], [...])`"
    },
    "passed": "Every foreign key is served by an index.",
    "example": {
      "before": "user_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\"))\n",
      "after": "user_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\"), index=True)\n",
      "safe": true
    },
    "references": [
      "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
      "https://docs.sqlalchemy.org/en/20/core/constraints.html#indexes"
    ],
    "measured": {
      "right": 236,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "Arize-ai/phoenix",
        "Netflix/dispatch",
        "Skyvern-AI/skyvern",
        "fastapi/full-stack-fastapi-template",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "polarsource/polar"
      ]
    },
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "infra/container-runs-as-root": {
    "id": "infra/container-runs-as-root",
    "title": "Container runs as root",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "privilege",
    "category": "Container",
    "cwe": "CWE-250",
    "messages": {
      "base": "`{stage}` runs as root: nothing behind `FROM {base}` switches to another user",
      "explicit": "`{stage}` runs as root: its last USER is `{user}`",
      "unused": "`{stage}` makes the user `{user}` and never switches to it, so it runs as root"
    },
    "why": "Whoever gets code to run in the process is root in the container: every file of the image can be changed, packages can be installed, and a flaw in the kernel or a mounted socket is a way to the host.",
    "remedy": "Make a user with a fixed number, give it what it writes to, and end the stage with `USER` before CMD.",
    "rollout": "Give the new user what the application writes to, in the image and in its volumes, and try it with a read-only root file system.",
    "rollback": "Deploy the image before; files that the new user wrote stay readable for root.",
    "monitor": "`Permission denied` in the log at start and at the first upload.",
    "decides": "For each deployed stage of a Dockerfile that runs Python (the last one, and those a compose file or a workflow builds by name): the last USER in force, through the stages it starts from, variables put in. Without one the base image decides, if it is one that is known to run as root or known not to.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a stage or file for development",
      "switched": "the last USER is not root",
      "non-root-base": "the base image does not run as root",
      "drops": "the entry point gives up root itself (gosu, su-exec, setpriv)",
      "compose-user": "every compose service that builds it sets another user",
      "orchestrator": "a Kubernetes manifest or chart of the project makes its pods run as another user",
      "starts-nothing": "nothing is started from it"
    },
    "lookalikes": {
      "not-python": "an image that runs no Python",
      "unknown-base": "a base image of which nobody here knows whom it runs as"
    },
    "spellings": {
      "no-user": "no USER at all",
      "user-root": "`USER root`",
      "user-number": "`USER 0`",
      "back-to-root": "switched back to root in the end",
      "user-made": "a user is made and not used",
      "inherited": "the stage it starts from does not switch either",
      "argument": "a base image put in by ARG"
    },
    "passed": "Every deployed image runs as another user than root.",
    "example": {
      "before": "FROM python:3.13-slim\nCMD [\"uvicorn\", \"app.main:app\"]\n",
      "after": "FROM python:3.13-slim\nRUN useradd --system --uid 10001 app\nUSER 10001\nCMD [\"uvicorn\", \"app.main:app\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/best-practices/#user",
      "https://docs.docker.com/reference/dockerfile/#user"
    ],
    "measured": {
      "right": 22,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "fastapi/full-stack-fastapi-template",
        "khoj-ai/khoj",
        "langchain-ai/opengpts",
        "lm-sys/FastChat",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "polarsource/polar",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/datastore-port-published": {
    "id": "infra/datastore-port-published",
    "title": "Datastore published to the network",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "privilege",
    "category": "Network Exposure",
    "cwe": "CWE-668",
    "messages": {
      "published": "port {port} of {label} (service {service}) is published on every address of the host",
      "open": "port {port} of {label} (service {service}) is published on every address of the host, and {why}",
      "ephemeral": "port {port} of {label} (service {service}) is published on a free port of every address of the host"
    },
    "why": "A published port goes around the host's firewall: Docker writes its own rules first. A database or cache that was meant for the services beside it answers whoever reaches the host, and one without a password gives them everything.",
    "remedy": "Drop the port, the services beside it reach it by name; or bind it to `127.0.0.1` for access from the host itself.",
    "rollout": "Find out who connects from outside (`pg_stat_activity`, `CLIENT LIST`), give them another way, then take the port away.",
    "rollback": "Publish it again, bound to one address.",
    "monitor": "Refused connections of clients that nobody thought of.",
    "decides": "Ports of compose services whose image is a database, cache or broker, overlays put over them, in files for production. Bound to no address or to all of them it is major, and a blocker if the service asks for no password.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a compose file for development, or one that starts nothing of the project's own",
      "not-published": "no port is published",
      "loopback": "bound to the host itself"
    },
    "lookalikes": {
      "application": "a port of a service that keeps no data",
      "exposed": "`expose` publishes nothing"
    },
    "spellings": {
      "short": "`\"5432:5432\"`",
      "all-addresses": "`\"0.0.0.0:5432:5432\"`",
      "variable": "`\"${DB_PORT:-5432}:5432\"`",
      "long": "the long form",
      "free-port": "only the port inside",
      "without-password": "Redis without a password",
      "trust": "PostgreSQL that trusts everybody",
      "overlay": "published by a file put over the base"
    },
    "passed": "No datastore is published to the network.",
    "example": {
      "before": "redis:\n  image: redis:7.4\n  ports: [\"6379:6379\"]\n",
      "after": "redis:\n  image: redis:7.4\n  ports: [\"127.0.0.1:6379:6379\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
      "https://docs.docker.com/reference/compose-file/services/#ports"
    ],
    "measured": {
      "right": 21,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "danny-avila/rag_api",
        "fastapi-practices/fastapi_best_architecture",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/datastore-without-volume": {
    "id": "infra/datastore-without-volume",
    "title": "Datastore without a volume",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-local-state",
    "category": "Orchestration",
    "messages": {
      "compose": "the data of {label} (service {service}) is in no named volume: it is lost when the container is made anew",
      "workload": "the data of {label} (container {service}) is in no claim: it is lost when the pod is"
    },
    "why": "A container's own files and anonymous volumes go when it is made anew: at an update of the image, at `docker compose down`, when a pod moves to another node. So does the database.",
    "remedy": "Mount a named volume or a claim at the directory the datastore keeps its data in.",
    "decides": "Compose services for production, overlays put over them, and Kubernetes workloads whose image is a datastore that keeps data nowhere else: no mount with a name or a folder of the host at a place for data. A cache is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "kept": "a named volume, a folder of the host or a claim is mounted",
      "cache": "what it holds can be made again"
    },
    "lookalikes": {
      "application": "a service that is no datastore"
    },
    "spellings": {
      "nothing": "no mount at all",
      "configuration-only": "only configuration or start-up scripts are mounted",
      "anonymous": "a volume without a name",
      "empty-dir": "an `emptyDir` of a pod"
    },
    "passed": "Every datastore keeps its data in a volume.",
    "example": {
      "before": "db:\n  image: postgres:17\n",
      "after": "db:\n  image: postgres:17\n  volumes: [\"db-data:/var/lib/postgresql/data\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/storage/volumes/",
      "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/depends-on-without-condition": {
    "id": "infra/depends-on-without-condition",
    "title": "Service that does not wait for its datastore",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Orchestration",
    "messages": {
      "started": "service `{service}` is started without waiting until {targets} answers"
    },
    "why": "A database takes seconds from its start to its first answer. A service that starts at once fails on its first connection or migration: it works on a warm machine and not on a cold one.",
    "remedy": "Wait with `condition: service_healthy`, and give a health check to what has none: {targets}.",
    "decides": "`depends_on` of compose services for production that are built from source: a datastore or broker named without a condition or with `service_started`, overlays put over both; one finding per service. A service whose start waits by itself is left alone, and so is a worker of a queue with its broker, which it tries until it answers. Only a suggestion where the service is restarted until it starts.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "waits": "waits until the target is healthy or done",
      "waits-itself": "what it starts waits for the datastore first, or is a supervisor that tries again",
      "reconnects": "a worker of a queue, which tries its broker until it answers"
    },
    "lookalikes": {
      "no-datastore": "depends on something that is no datastore"
    },
    "spellings": {
      "list": "`depends_on: [db]`",
      "condition": "`condition: service_started`",
      "no-check": "the target has no health check",
      "restarted": "the service is restarted until it starts"
    },
    "passed": "Services wait until their datastores answer.",
    "example": {
      "before": "depends_on: [db]\n",
      "after": "depends_on:\n  db: {condition: service_healthy}\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/compose/how-tos/startup-order/"
    ],
    "measured": {
      "right": 14,
      "wrong": 1,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Arize-ai/phoenix",
        "IBM/mcp-context-forge",
        "PeterTakahashi/service-base-fastapi",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "danny-avila/rag_api",
        "matthannigan/fastapi-streamlit-llm-starter",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "stanmart1/readnwin-fastapi",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/dev-server-in-production": {
    "id": "infra/dev-server-in-production",
    "title": "Development server in production",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Process Model",
    "messages": {
      "reload": "production starts `{server}` with `{token}`: {source}",
      "flask": "production starts Flask's development server: {source}",
      "verbose": "production logs at level `{level}`: {source}",
      "variable": "production runs with `{name}={value}`: {source}"
    },
    "why": "Reloading watches every file, runs a single process whatever is asked for, and restarts the service when a file changes. It drops what is in flight, and it hides how many workers there are.",
    "remedy": "Start the server without `{token}` in what is deployed; keep it in an override for development.",
    "decides": "The command of a deployed image, of a compose service for production, of a Procfile, unit or platform file, followed into entry point scripts: a server that reloads, Flask's own server, log level debug or trace; and variables that turn debugging on in a production image or service.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image, service or file for development",
      "serves": "the server is started for production"
    },
    "lookalikes": {
      "comment": "a command in a comment",
      "other-flag": "a program that is no server known here"
    },
    "spellings": {
      "image": "in CMD of an image",
      "compose": "in the command of a compose service",
      "fastapi-dev": "`fastapi dev`",
      "entry-script": "in the entry point script",
      "procfile": "in a Procfile",
      "flask-run": "`flask run`",
      "log-level": "`--log-level debug`",
      "environment": "`ENV PYTHONASYNCIODEBUG=1`"
    },
    "passed": "Everything deployed starts a server made for it.",
    "example": {
      "before": "CMD [\"uvicorn\", \"app.main:app\", \"--reload\"]\n",
      "after": "CMD [\"uvicorn\", \"app.main:app\", \"--workers\", \"4\"]\n",
      "safe": true
    },
    "references": [
      "https://www.uvicorn.org/deployment/",
      "https://fastapi.tiangolo.com/fastapi-cli/#fastapi-run"
    ],
    "measured": {
      "right": 7,
      "wrong": 2,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "DeepStacker/fastapi-hft-engine",
        "PeterTakahashi/service-base-fastapi",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mem0ai/mem0",
        "naughtyfruit53/FastApiv1.6",
        "testdrivenio/fastapi-celery",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/image-build": {
    "id": "infra/image-build",
    "title": "Image that is built slowly, or with more in it than it needs",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Build",
    "messages": {
      "order": "`{copy}` comes before `{installer}` installs: every change of code installs all packages again{more}",
      "ignore": "`{copy}` takes everything that lies in its folder, environment files and caches with it: there is no .dockerignore{more}",
      "tools": "{tools} stay in the image that runs: packages are built with them, the service does not need them{more}",
      "cache": "pip keeps in this layer what it has fetched"
    },
    "why": "A layer is built anew when anything before it changes. Code changes with every commit, packages seldom do; and what is copied by accident stays in the image, where whoever can pull it can read it.",
    "remedy": "Copy the lock or requirements file alone, install, then copy the code; build packages in a stage of their own; list `.git`, `.env` and caches in .dockerignore; install with `--no-cache-dir` or a cache mount.",
    "decides": "Images for production that run Python. A stage that copies all of its context before its first installation from a requirements or lock file; a copy of everything into the image itself where neither the context nor the project has a .dockerignore; an installation with pip in the image itself without `--no-cache-dir`, its variable or a cache mount. Compilers that the stage itself installs and does not remove in the same instruction. Installing the project itself (`pip install .`) needs its code. One finding for each Dockerfile, which names everything.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image for development",
      "in-order": "installs before it copies, filters what it copies, keeps no cache"
    },
    "lookalikes": {
      "builds-wheel": "a stage that builds the project needs its code"
    },
    "spellings": {
      "copy-first": "`COPY . .` before `pip install -r`",
      "no-ignore": "`COPY . .` without a .dockerignore",
      "compilers": "`apt-get install gcc` in the image that runs",
      "keeps-cache": "`pip install` without `--no-cache-dir`"
    },
    "passed": "Packages are a layer of their own, and nothing is copied by accident.",
    "example": {
      "before": "COPY . .\nRUN pip install -r requirements.txt\n",
      "after": "COPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/cache/optimize/",
      "https://docs.docker.com/build/concepts/context/#dockerignore-files"
    ],
    "measured": {
      "right": 25,
      "wrong": 3,
      "arguable": 2,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AlexTymosh/fastapi-saas-template",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "PrefectHQ/prefect",
        "TransformerOptimus/SuperAGI",
        "fastapi-practices/fastapi_best_architecture",
        "infiniflow/ragflow",
        "insistence/RuoYi-Vue3-FastAPI",
        "langchain-ai/opengpts",
        "lnbits/lnbits",
        "matthannigan/fastapi-streamlit-llm-starter",
        "mem0ai/mem0",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "opea-project/GenAIComps",
        "reworkd/AgentGPT",
        "testdrivenio/fastapi-celery",
        "weaviate/Verba",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/k8s-pod-hardening": {
    "id": "infra/k8s-pod-hardening",
    "title": "Pod with more rights than it needs",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "privilege",
    "category": "Container",
    "cwe": "CWE-250",
    "messages": {
      "privileged": "container {container} of {workload} is privileged: it is root on the node",
      "host": "{workload} runs in the network of the node",
      "socket": "{workload} mounts `{path}` of the node: whoever is in the pod commands every container of it",
      "context": "{workload} does not set {missing}"
    },
    "why": "What breaks into the process has the rights of the pod. With a security context that forbids root and new privileges it stays in the container; without one, or with the node's own doors open, it need not.",
    "remedy": "Set `runAsNonRoot: true` for the pod and `allowPrivilegeEscalation: false` for the container.",
    "decides": "Kubernetes workloads for production that are written out whole: `privileged`, `hostNetwork`, a mounted container socket are major; no `runAsNonRoot` (nor a user other than 0) or no `allowPrivilegeEscalation: false` is minor. Templates and patches of a kustomization are parts, so they are left alone; so are datastores, which their images decide.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development, or left out by the kustomization of its folder",
      "hardened": "runs as another user and cannot gain privileges"
    },
    "lookalikes": {
      "patch": "a patch of a kustomization",
      "template": "a template"
    },
    "spellings": {
      "no-context": "no security context",
      "escalation": "only `allowPrivilegeEscalation` is missing",
      "privileged": "`privileged: true`",
      "host-network": "`hostNetwork: true`",
      "socket": "a mounted container socket"
    },
    "passed": "Every pod runs without root and cannot gain privileges.",
    "example": {
      "before": "containers:\n  - name: api\n",
      "after": "securityContext: {runAsNonRoot: true}\ncontainers:\n  - name: api\n    securityContext: {allowPrivilegeEscalation: false}\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"
    ],
    "measured": {
      "right": 14,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-healthcheck": {
    "id": "infra/no-healthcheck",
    "title": "Service without a health check",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Orchestration",
    "messages": {
      "service": "nothing checks whether service `{service}` ({server}) still answers: neither the compose file nor its image has a health check",
      "worker": "nothing checks whether service `{service}` ({server}) still works: neither the compose file nor its image has a health check",
      "readiness": "container {service} has no readiness probe: it gets traffic before it can answer, and goes on getting it when it no longer can",
      "liveness": "container {service} has no liveness probe: one that hangs is never restarted"
    },
    "why": "A process that hangs looks like one that runs. Without a check nothing waits until it is ready, nothing takes it out of the load balancer and nothing starts it anew.",
    "remedy": "Add a check that asks the service itself: `python -c` with urllib needs nothing installed, a probe takes a path and a port.",
    "rollout": "With a long start period and several retries first: a check that is too strict restarts what was well.",
    "rollback": "Take the check away, or raise its retries.",
    "monitor": "Restarts and health state of the service during a deployment and at the highest load.",
    "decides": "Compose services for production that are built from source and start a known server or worker, overlays put over them, with the HEALTHCHECK of their image; containers of Kubernetes deployments that listen on a port. A datastore without a liveness probe is left alone: restarting one that is busy makes it worse.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "checked": "a health check or probe is there",
      "switched-off": "the check of the image is switched off on purpose",
      "extended": "takes its settings from another service",
      "datastore": "a datastore with a readiness probe"
    },
    "lookalikes": {
      "one-shot": "a service that starts no server known here",
      "image": "an image that is not built here"
    },
    "spellings": {
      "server": "a compose service with an HTTP server",
      "queue-worker": "a compose service with a worker",
      "no-probe": "a container without probes",
      "only-readiness": "a container without a liveness probe"
    },
    "passed": "Everything that serves is checked.",
    "example": {
      "before": "api:\n  build: .\n",
      "after": "api:\n  build: .\n  healthcheck:\n    test: [\"CMD\", \"python\", \"-c\", \"import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=3)\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/reference/compose-file/services/#healthcheck",
      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
    ],
    "measured": {
      "right": 19,
      "wrong": 1,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Arize-ai/phoenix",
        "PeterTakahashi/service-base-fastapi",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "benavlabs/FastAPI-boilerplate",
        "kongnakornna/fastapicleanarchitectureddd",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "opencve/opencve",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-lockfile": {
    "id": "infra/no-lockfile",
    "title": "Image built from open versions",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Dependency",
    "messages": {
      "open": "this build takes whatever is newest: {open} of {all} requirements of {file} fix no version ({names})",
      "project": "this build takes whatever is newest: `{installer}` installs the project without a lock file",
      "ignored": "there is a lock file, and `uv sync` without `--locked` or `--frozen` may change it during the build"
    },
    "why": "The same commit gives another image tomorrow. A release of any package, also of one nobody here has heard of, reaches production without a change of yours, and yesterday's image cannot be built again.",
    "remedy": "Commit a lock file and install from it (`uv sync --frozen`, `pip install -r` of compiled pins with hashes).",
    "decides": "The commands that install what a deployed image needs, in the stages it starts from and copies from: requirements files of which less than nine in ten lines fix a version, the project itself without a lock, a lock that is not kept to. Tools installed by name are left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image for development",
      "locked": "the versions come from a lock file, hashes or constraints"
    },
    "lookalikes": {
      "foreign": "another project, cloned while building",
      "tool": "a tool that is installed by its name",
      "unread": "a requirements file that is not found here",
      "uncopied": "a lock that never gets into the image, so that nothing is known of what is installed by"
    },
    "spellings": {
      "requirements": "`pip install -r` of open requirements",
      "pip-project": "`pip install .`",
      "poetry": "`poetry install` without poetry.lock",
      "uv-sync": "`uv sync` that may change the lock"
    },
    "passed": "Every image is built from versions that are written down.",
    "example": {
      "before": "RUN pip install -r requirements.txt\n",
      "after": "RUN uv sync --frozen --no-dev\n",
      "safe": false
    },
    "references": [
      "https://docs.astral.sh/uv/concepts/projects/sync/",
      "https://pip.pypa.io/en/stable/topics/repeatable-installs/"
    ],
    "measured": {
      "right": 28,
      "wrong": 3,
      "arguable": 4,
      "on": [
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "SciPhi-AI/R2R",
        "SebastianMV/FastAPI-Enterprise-Boilerplate",
        "assafelovic/gpt-researcher",
        "capicruz28/base_multi_tenant_fastapi",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "infiniflow/ragflow",
        "khoj-ai/khoj",
        "lnbits/lnbits",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "opea-project/GenAIComps",
        "reworkd/AgentGPT",
        "theHdd4/TrinityFastAPIDjangoReact",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-metrics": {
    "id": "infra/no-metrics",
    "title": "Service without metrics",
    "severity": "minor",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Observability",
    "messages": {
      "missing": "service `{service}` tells nobody how many requests it answers, how many fail and how long they take (looked for Prometheus, StatsD, OpenTelemetry, Datadog, Logfire, and for a route `/metrics`)"
    },
    "why": "Without rates, errors and durations nothing can page anybody, a rollout cannot be compared with the one before, and capacity is a guess.",
    "remedy": "Expose metrics of every route, or push them with OpenTelemetry.",
    "decides": "A service that answers routes and neither whose code (all that its applications import, and the code of its folder) nor whose commands and manifests bring in a library or agent for metrics, and no route is called `metrics`.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "measured": "a library or an agent for metrics is there",
      "answered": "a route answers metrics"
    },
    "lookalikes": {
      "further": "a further application of the same service"
    },
    "spellings": {
      "application": "`FastAPI()` with routes"
    },
    "passed": "Metrics are exported.",
    "example": {
      "before": "app = FastAPI()\n",
      "after": "app = FastAPI()\nInstrumentator().instrument(app).expose(app, include_in_schema=False)\n",
      "safe": false
    },
    "references": [
      "https://prometheus.io/docs/practices/instrumentation/#online-serving-systems",
      "https://github.com/trallnag/prometheus-fastapi-instrumentator"
    ],
    "measured": {
      "right": 19,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "Chainlit/chainlit",
        "SciPhi-AI/R2R",
        "TracecatHQ/tracecat",
        "assafelovic/gpt-researcher",
        "benavlabs/FastAPI-boilerplate",
        "danny-avila/rag_api",
        "fastapi/full-stack-fastapi-template",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "insistence/RuoYi-Vue3-FastAPI",
        "khoj-ai/khoj",
        "lm-sys/FastChat",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "nsidnev/fastapi-realworld-example-app",
        "reworkd/AgentGPT",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-restart-or-limits": {
    "id": "infra/no-restart-or-limits",
    "title": "Service that is not restarted or not limited",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "process-model",
    "category": "Orchestration",
    "messages": {
      "restart": "nothing starts {services} again after a crash or a reboot",
      "limits": "{services} may take all memory of the host: no limit is set",
      "pods": "{services} may take all memory of the node: no limit is set"
    },
    "why": "A process that dies stays dead until somebody looks. One that leaks takes the host with it, and the kernel kills whichever process is largest, the database for one.",
    "remedy": "Set `restart: unless-stopped` and a memory limit for every service that is to stay up.",
    "rollout": "Set the limit well above the highest use of the last weeks, restart policies first.",
    "rollback": "Raise the limit.",
    "monitor": "Restarts, kills for lack of memory, and memory against the limit.",
    "decides": "Compose services for production that start a known server or worker, or are a datastore, beside at least one that is built here: neither `restart` nor a restart policy, no memory limit, overlays put over them. Containers of Kubernetes workloads without a memory limit. One finding per file and kind, which names the services.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "set": "restarted and limited",
      "extended": "takes its settings from another service"
    },
    "lookalikes": {
      "one-shot": "a service that runs once"
    },
    "spellings": {
      "no-restart": "no `restart`",
      "restart-no": "`restart: no`",
      "no-limit": "no memory limit",
      "pod-limit": "a container of a workload"
    },
    "passed": "Everything that is to stay up is restarted and limited.",
    "example": {
      "before": "api:\n  build: .\n",
      "after": "api:\n  build: .\n  restart: unless-stopped\n  mem_limit: 512m\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/containers/start-containers-automatically/",
      "https://docs.docker.com/reference/compose-file/deploy/#resources"
    ],
    "measured": {
      "right": 30,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "benavlabs/FastAPI-boilerplate",
        "danny-avila/rag_api",
        "fastapi-practices/fastapi_best_architecture",
        "fastapi/full-stack-fastapi-template",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-structured-logging": {
    "id": "infra/no-structured-logging",
    "title": "Service whose logs only people can read",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Logging",
    "messages": {
      "plain": "service `{service}` logs lines of text ({places}): nothing writes fields that a machine can search",
      "unset": "service `{service}` sets up no logging of its own that a machine can search (looked for structlog, python-json-logger, a JSON formatter, serialised loguru, Logfire, cloud handlers)"
    },
    "why": "When many requests write at once, a line of text cannot be searched by order, user or request, and an exception of many lines becomes many entries. What went wrong is found by reading, not by asking.",
    "remedy": "Set up structlog with a JSON renderer, or a JSON formatter for the standard library's handlers, once, where the application starts.",
    "decides": "A service that answers routes and neither whose code (all that its applications import, and the code of its folder) nor whose manifests bring in a library or a formatter that writes JSON. Where some module may, the rule is silent.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "structured": "a library or a formatter for structured logs is there"
    },
    "lookalikes": {
      "further": "a further application of the same service"
    },
    "spellings": {
      "basic-config": "`logging.basicConfig(…)`",
      "nothing": "nothing sets logging up"
    },
    "passed": "Logs are structured.",
    "example": {
      "before": "logging.basicConfig(level=logging.INFO)\n",
      "after": "structlog.configure(\n    processors=[merge_contextvars, add_log_level, TimeStamper(fmt=\"iso\"), format_exc_info, JSONRenderer()]\n)\n",
      "safe": false
    },
    "references": [
      "https://www.structlog.org/en/stable/standard-library.html",
      "https://docs.python.org/3/howto/logging-cookbook.html#implementing-structured-logging"
    ],
    "measured": {
      "right": 33,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "Chainlit/chainlit",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "fastapi/full-stack-fastapi-template",
        "fief-dev/fief",
        "freqtrade/freqtrade",
        "h2oai/h2ogpt",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "openai/chatgpt-retrieval-plugin",
        "reworkd/AgentGPT",
        "testdrivenio/fastapi-celery",
        "weaviate/Verba",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-tracing": {
    "id": "infra/no-tracing",
    "title": "Service without tracing",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Observability",
    "messages": {
      "missing": "nothing traces requests through service `{service}`, which calls {dependencies} (looked for OpenTelemetry, Sentry with traces, Datadog, Logfire, New Relic, Elastic APM, in code and in commands)"
    },
    "why": "When a request is slow or fails behind two calls, logs of each part do not tell which part it was. A trace does, and without one every incident begins with guessing.",
    "remedy": "Instrument the application where it is made, and the database engine and clients with it.",
    "decides": "A service that answers routes and neither whose code (all that its applications import, and the code of its folder) nor whose commands and manifests bring in a library or agent that traces. Major with two kinds of dependencies, or one and several services; minor with one kind, a suggestion with none.",
    "silent": {
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "traced": "a library or an agent for traces is there"
    },
    "lookalikes": {
      "further": "a further application of the same service"
    },
    "spellings": {
      "dependencies": "a service that calls two kinds of things",
      "one-dependency": "a service that calls one",
      "alone": "a service that calls nothing"
    },
    "passed": "Requests are traced.",
    "example": {
      "before": "app = FastAPI(lifespan=lifespan)\n",
      "after": "app = FastAPI(lifespan=lifespan)\nFastAPIInstrumentor.instrument_app(app, excluded_urls=\"livez,readyz\")\n",
      "safe": false
    },
    "references": [
      "https://opentelemetry.io/docs/languages/python/getting-started/",
      "https://docs.sentry.io/platforms/python/tracing/"
    ],
    "measured": {
      "right": 34,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "Chainlit/chainlit",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "OpenBMB/ChatDev",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "benavlabs/FastAPI-boilerplate",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "eosphoros-ai/DB-GPT",
        "freqtrade/freqtrade",
        "h2oai/h2ogpt",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "insistence/RuoYi-Vue3-FastAPI",
        "khoj-ai/khoj",
        "langchain-ai/opengpts",
        "lm-sys/FastChat",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "openai/chatgpt-retrieval-plugin",
        "reworkd/AgentGPT",
        "testdrivenio/fastapi-celery",
        "weaviate/Verba"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/on-event-lifecycle": {
    "id": "infra/on-event-lifecycle",
    "title": "Startup and shutdown by on_event",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Lifecycle",
    "messages": {
      "ignored": "the {event} handler never runs: the application is made with a `lifespan`, and then the framework calls nothing else",
      "deprecated": "the {event} handler is registered by `{verb}`, which FastAPI and Starlette have given up for `lifespan`"
    },
    "why": "Starlette runs either the lifespan or the handlers, never both: whoever adds a `lifespan` silently switches off every `on_event`. What was to be opened at startup is not, and what was to be closed is left open.",
    "remedy": "Move it into the `lifespan` of the application: before the `yield` what starts, after it what ends.",
    "decides": "`on_event` or `add_event_handler` of an application or router is called; the application, where it is made in the same file, has a `lifespan` or none.",
    "silent": {
      "other": "it is a method of something else",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "ignored": "beside a `lifespan`",
      "deprecated": "`@app.on_event(\"startup\")`",
      "handler": "`app.add_event_handler(\"shutdown\", f)`"
    },
    "passed": "Startup and shutdown are in the lifespan.",
    "example": {
      "before": "app = FastAPI()\n\n@app.on_event(\"startup\")\nasync def open_pool(): ...\n",
      "after": "@asynccontextmanager\nasync def lifespan(app: FastAPI):\n    await open_pool()\n    yield\n\napp = FastAPI(lifespan=lifespan)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/advanced/events/",
      "https://www.starlette.io/lifespan/"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "LAION-AI/Open-Assistant",
        "TransformerOptimus/SuperAGI",
        "eosphoros-ai/DB-GPT",
        "h2oai/h2ogpt",
        "lm-sys/FastChat",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "openai/chatgpt-retrieval-plugin",
        "permitio/opal",
        "reworkd/AgentGPT",
        "xorbitsai/inference"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/plaintext-credential-in-manifest": {
    "id": "infra/plaintext-credential-in-manifest",
    "title": "Credential written into a manifest",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-798",
    "messages": {
      "value": "`{name}` is written out ({value}) in a {where}",
      "address": "the address in `{name}` holds the password {value}, in a {where}",
      "known": "{names} {verb} a value everybody knows ({value}), in a {where}",
      "known-default": "{names} {verb} a value everybody knows ({value}) wherever nobody sets another, in a {where}"
    },
    "why": "Whoever can read the repository, a fork or a backup of it has the credential, and so has its history for ever. It cannot be changed without a commit, so it is not changed.",
    "remedy": "Refer to it (a required variable, a Kubernetes secret, the platform's store), change it now, and keep the value out of the history.",
    "decides": "Values of names that say secret, and passwords in addresses, in compose environments, Kubernetes objects and secrets, chart values and alembic.ini. Values that everybody knows are minor, one finding a file, and only reported where it opens the service itself; what is for development, or for the machine it is read on, is left alone. Environment files are judged by `sec/committed-env-file`.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a file for development",
      "template": "a template to be copied and filled in",
      "reference": "the value is kept elsewhere",
      "stand-in": "stands for the key of another service, which refuses it"
    },
    "lookalikes": {
      "about-a-secret": "a name that is about a secret and holds none",
      "secret-reference": "`valueFrom` of a Kubernetes secret",
      "environment-file": "an environment file, which another rule judges whole"
    },
    "spellings": {
      "compose-map": "`NAME: value` of a compose service",
      "compose-list": "`- NAME=value` of a compose service",
      "url": "a password in an address",
      "kubernetes-env": "`env` of a container",
      "kubernetes-secret": "`stringData` of a secret that is committed",
      "helm": "values of a chart",
      "alembic": "`sqlalchemy.url` in alembic.ini",
      "default": "the default behind a variable",
      "well-known": "a value everybody knows",
      "well-known-default": "a variable that falls back to one",
      "repeated": "the name of the user or the database again"
    },
    "passed": "Manifests refer to secrets, none is written out.",
    "example": {
      "before": "environment:\n  GF_SECURITY_ADMIN_PASSWORD: hunter2hunter2\n",
      "after": "environment:\n  GF_SECURITY_ADMIN_PASSWORD: ${GRAFANA_ADMIN_PASSWORD:?}\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/compose/how-tos/use-secrets/",
      "https://kubernetes.io/docs/concepts/configuration/secret/"
    ],
    "measured": {
      "right": 40,
      "wrong": 0,
      "arguable": 6,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "PeterTakahashi/service-base-fastapi",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "capicruz28/base_multi_tenant_fastapi",
        "danny-avila/rag_api",
        "developmentseed/eoAPI",
        "fastapi-practices/fastapi_best_architecture",
        "infiniflow/ragflow",
        "kongnakornna/fastapicleanarchitectureddd",
        "mem0ai/mem0",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "opencve/opencve",
        "reworkd/AgentGPT",
        "topoteretes/cognee",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/print-in-production": {
    "id": "infra/print-in-production",
    "title": "print() in code that serves",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no print() in production code",
    "cause": "silent-failure",
    "category": "Logging",
    "messages": {
      "printed": "`{function}` prints {count} with `{callee}` where a running service comes by: {through}"
    },
    "why": "What is printed has no level, no time, no request and no field to search by. It cannot be switched off, is buffered or lost when the process dies, and shows whatever the value holds to everybody who reads the output of the container.",
    "remedy": "Use a logger of the module, with the values as fields of the record.",
    "decides": "A call of the builtin `print`, `pprint.pprint` or `traceback.print_exc` stands in a function that a route, task, lifespan or worker reaches. One finding for each function.",
    "silent": {
      "command": "only commands, scripts or the import of a module come here",
      "unreached": "nothing that serves is seen to come here",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "print": "`print(...)`",
      "traceback": "`traceback.print_exc()`",
      "reached": "in a function that a route calls"
    },
    "passed": "Nothing that serves prints.",
    "example": {
      "before": "@app.post(\"/orders\")\nasync def pay(order: Order):\n    print(f\"paid {order.id}\")\n",
      "after": "logger = logging.getLogger(__name__)\n\n@app.post(\"/orders\")\nasync def pay(order: Order):\n    logger.info(\"order paid\", extra={\"order_id\": order.id})\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/howto/logging.html"
    ],
    "measured": {
      "right": 45,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "OpenBMB/ChatDev",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "h2oai/h2ogpt",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "lm-sys/FastChat",
        "onyx-dot-app/onyx",
        "opea-project/GenAIComps",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/scattered-env": {
    "id": "infra/scattered-env",
    "title": "Configuration read wherever it is needed",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": "Pydantic BaseSettings",
    "cause": "config-drift",
    "category": "Configuration",
    "messages": {
      "scattered": "asks the environment for {names} by itself, past any settings class ({files} of its service)",
      "forked": "`{name}` falls back to {here} here and to {there} at {place}{more}"
    },
    "why": "Each place has its own idea of the name, the type and the fallback. A variable that is missing or misspelt is found when the code runs that reads it, not when the service starts, and nobody can list what the service needs.",
    "remedy": "Read it once, in a class of `BaseSettings`, and import the settings.",
    "decides": "A file that serves and is no settings module reads variables of the environment by `os.getenv` or `os.environ`. What the platform, a launcher or a library sets or reads by itself is left out. One finding for each file; minor where the service has fewer than three such files and ten reads, and none of the names is a secret's. Two fallbacks for one variable count within one service.",
    "silent": {
      "settings": "the file has a settings class, or is a settings module by its name and serves nothing",
      "unreached": "nothing that serves imports the file",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "getenv": "`os.getenv(\"X\")`",
      "subscript": "`os.environ[\"X\"]`",
      "get": "`os.environ.get(\"X\", \"default\")`",
      "forked": "two fallbacks for one variable"
    },
    "passed": "Configuration is read by settings classes.",
    "example": {
      "before": "import os\n\n@app.get(\"/rates\")\nasync def rates():\n    return await fetch(os.getenv(\"RATES_URL\", \"http://rates\"))\n",
      "after": "class Settings(BaseSettings):\n    rates_url: str = \"http://rates\"\n\nsettings = Settings()\n\n@app.get(\"/rates\")\nasync def rates():\n    return await fetch(settings.rates_url)\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/",
      "https://12factor.net/config"
    ],
    "measured": {
      "right": 26,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "DeepStacker/fastapi-hft-engine",
        "TracecatHQ/tracecat",
        "khoj-ai/khoj",
        "openai/chatgpt-retrieval-plugin",
        "weaviate/Verba"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/secret-default-in-settings": {
    "id": "infra/secret-default-in-settings",
    "title": "Secret with a default that works",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-798",
    "messages": {
      "usable": "`{name}` falls back to `{value}`, which stands in the code, and nothing refuses that: where the variable is not set, everybody who reads the code has the secret",
      "covered": "`{name}` falls back to `{value}`, which stands in the code: a deployment sets it, the next one may not"
    },
    "why": "A service that starts without its secret starts with one that everybody knows. Tokens can be made, sessions forged, the database opened, and nothing shows that the variable was forgotten.",
    "remedy": "Leave the default out, so that the service does not start without the secret, or refuse the value of development in a validator.",
    "rollout": "Set the variable in every environment first, then take the default away; change the secret where the default was in use.",
    "rollback": "Put the default back; sessions signed with the new secret end.",
    "monitor": "Starts that fail for want of the variable, and logins that fail after the change.",
    "decides": "Fields of `BaseSettings` classes and reads of the environment whose name says secret, password, token or key, in code that serves, with a text to fall back to. A datastore's password is major; minor where a deployment sets the variable. Keys of other people's services count only where the text looks like a real one.",
    "silent": {
      "empty": "there is no default, or an empty one",
      "drawn": "every process draws its own",
      "refused": "a validator or a comparison refuses the text",
      "placeholder": "a word in place of a key for somebody else's service",
      "development": "a class of settings for development or tests",
      "unreached": "nothing that serves imports the file",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "about": "a name that speaks about a secret (`TOKEN_TTL`)"
    },
    "spellings": {
      "field": "`secret_key: str = \"dev\"`",
      "wrapped": "`Field(default=SecretStr(\"dev\"))`",
      "config": "`config(\"SECRET_KEY\", default=\"dev\")`",
      "getenv": "`os.getenv(\"SECRET_KEY\", \"dev\")`",
      "datastore": "a password of a database",
      "covered": "a variable that a compose file sets"
    },
    "passed": "Secrets have no default, or none that production accepts.",
    "example": {
      "before": "class Settings(BaseSettings):\n    secret_key: str = \"dev-secret\"\n",
      "after": "class Settings(BaseSettings):\n    secret_key: SecretStr\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/",
      "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html"
    ],
    "measured": {
      "right": 22,
      "wrong": 6,
      "arguable": 2,
      "on": [
        "benavlabs/FastAPI-boilerplate",
        "eosphoros-ai/DB-GPT",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mem0ai/mem0",
        "mnaimfaizy/fastapi_rbac",
        "morphik-org/morphik-core",
        "naughtyfruit53/FastApiv1.6",
        "openai/chatgpt-retrieval-plugin",
        "polarsource/polar",
        "teamhide/fastapi-boilerplate",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/secret-in-image": {
    "id": "infra/secret-in-image",
    "title": "Secret baked into an image",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-538",
    "messages": {
      "variable": "`{name}` is set to {value} in the image by {keyword}",
      "argument": "`{name}` is a build argument that ENV keeps in the image",
      "file": "`{file}` is copied into the image",
      "address": "the address in this command holds the password {value}, and stays in the image's history"
    },
    "why": "An image is handed around: registries, build caches, every host that runs it. What an instruction writes or names is in its layers and its history for good, whatever a later instruction deletes, and can be read without running it.",
    "remedy": "Give the secret to the one command that needs it with `RUN --mount=type=secret`, or to the container when it starts.",
    "decides": "ENV and ARG whose name says secret and whose value is written out, an argument that ENV keeps, an environment file that is copied, an address with a password in a command. In a stage that nothing deployed starts from it is minor: only the build cache holds it.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "placeholder": "a value that stands for one to be put in",
      "reference": "the value is a variable of the build or empty",
      "mounted": "the command gets it by a secret mount",
      "template": "an environment file that is a template"
    },
    "lookalikes": {
      "about-a-secret": "a name that is about a secret and holds none (a path, a lifetime)",
      "public": "a name that is shipped to browsers by design"
    },
    "spellings": {
      "env": "`ENV NAME=value`",
      "env-old": "`ENV NAME value`",
      "arg": "`ARG NAME=value`",
      "arg-to-env": "`ARG NAME`, then `ENV NAME=$NAME`",
      "copy-env": "`COPY .env`",
      "url": "a password in an address",
      "build-stage": "in a stage that is only copied from"
    },
    "passed": "No image carries a secret.",
    "example": {
      "before": "ARG PIP_TOKEN=abc123\nRUN pip install --index-url https://ci:$PIP_TOKEN@packages.example.com/simple app\n",
      "after": "RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install --index-url https://packages.example.com/simple app\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/secrets/"
    ],
    "measured": {
      "right": 3,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "eosphoros-ai/DB-GPT",
        "opea-project/GenAIComps"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/server-process-model": {
    "id": "infra/server-process-model",
    "title": "Server started with processes it cannot use",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Process Model",
    "messages": {
      "worker": "{source} starts `gunicorn` with {class} workers for `{app}`, which is an ASGI application: every request fails",
      "single": "{source} serves with one process, on one core, whatever the host has"
    },
    "why": "gunicorn's own workers speak WSGI and call the application with arguments it does not take. One process uses one core: a handler that computes or blocks stops every other request, and a restart takes the service away.",
    "remedy": "Name the worker class (`-k uvicorn_worker.UvicornWorker`), and as many processes as the service has cores and memory for.",
    "rollout": "Count connections first: every process has its own pool. Then one instance with the new command, then the others.",
    "rollback": "The old command; nothing outlives the process.",
    "monitor": "Memory of the container, connections to the database, and the latency of the slowest hundredth.",
    "decides": "Servers that images, compose services, Procfiles and units for production start. gunicorn without a worker class for ASGI, where the project's own module makes the named object as a FastAPI or Starlette application; a compose service with one process that is not scaled either. How many containers a platform runs of an image is not known, so its single process is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "stale": "it starts a module of the project that no service has",
      "scaled": "several processes, or as many containers as the platform runs",
      "asgi-worker": "gunicorn has a worker class for ASGI"
    },
    "lookalikes": {
      "configured": "settings in a file, or behind a variable",
      "other-application": "an application that is not ASGI, or not known"
    },
    "spellings": {
      "no-class": "gunicorn without a worker class",
      "sync-class": "`-k sync`",
      "one-process": "one process in a compose service"
    },
    "passed": "Servers are started with the processes they need.",
    "example": {
      "before": "CMD [\"gunicorn\", \"app.main:app\", \"-w\", \"4\"]\n",
      "after": "CMD [\"gunicorn\", \"app.main:app\", \"-w\", \"4\", \"-k\", \"uvicorn_worker.UvicornWorker\"]\n",
      "safe": false
    },
    "references": [
      "https://www.uvicorn.org/deployment/",
      "https://fastapi.tiangolo.com/deployment/server-workers/"
    ],
    "measured": {
      "right": 13,
      "wrong": 2,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "DeepStacker/fastapi-hft-engine",
        "PeterTakahashi/service-base-fastapi",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "developmentseed/eoAPI",
        "infiniflow/ragflow",
        "kongnakornna/fastapicleanarchitectureddd",
        "matthannigan/fastapi-streamlit-llm-starter",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "testdrivenio/fastapi-celery",
        "walkerchiu/fastapi-starter",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/settings-not-validated": {
    "id": "infra/settings-not-validated",
    "title": "Settings that nothing checks",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Configuration",
    "messages": {
      "past": "settings take their values from the environment while their class is made ({fields}): they are fixed on import, and Pydantic reads the variables a second time, under names of its own",
      "parts": "settings are put together from other fields while their class is made ({fields}): values that Pydantic is given for those fields change nothing here",
      "again": "`{class}()` is made anew for {through}: a setting that is wrong fails a request and not the start, and every request parses the environment"
    },
    "why": "A settings class reads and checks what it is given when an instance is made. What is computed in its body is computed on import, from whatever was there: a value that is passed in, an `env_file`, a prefix or an alias of the class does not reach it, and two readers disagree about one variable.",
    "remedy": "Declare the fields with their types and defaults, put addresses together in a `computed_field`, and make one instance where the service starts.",
    "decides": "Classes of `BaseSettings` in code that serves: fields whose value is a read of the environment, or a text put together from other fields of the class; instances that an ordinary request makes in a function that does not remember its result. One finding for all such fields of a file.",
    "silent": {
      "validated": "every field is declared, and instances are made once",
      "unreached": "nothing that serves imports the file",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "computed": "an address put together in a method",
      "remembered": "a function under `lru_cache` makes the instance"
    },
    "spellings": {
      "getenv": "`url: str = os.getenv(\"URL\", \"\")`",
      "config": "`url: str = config(\"URL\", default=\"\")`",
      "parts": "`uri: str = f\"{user}:{password}@{host}\"`",
      "handler": "`Settings()` in a handler or a dependency"
    },
    "passed": "Settings are checked when the service starts.",
    "example": {
      "before": "class Settings(BaseSettings):\n    user: str = \"app\"\n    host: str = \"localhost\"\n    uri: str = f\"postgresql://{user}@{host}/app\"\n",
      "after": "class Settings(BaseSettings):\n    user: str = \"app\"\n    host: str = \"localhost\"\n\n    @computed_field\n    @property\n    def uri(self) -> str:\n        return f\"postgresql://{self.user}@{self.host}/app\"\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/",
      "https://docs.pydantic.dev/latest/concepts/fields/#the-computed_field-decorator"
    ],
    "measured": {
      "right": 15,
      "wrong": 2,
      "arguable": 1,
      "on": [
        "PeterTakahashi/service-base-fastapi",
        "PrefectHQ/prefect",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "lnbits/lnbits",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/signals-not-forwarded": {
    "id": "infra/signals-not-forwarded",
    "title": "Server that never hears SIGTERM",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Lifecycle",
    "messages": {
      "shell": "a shell is process 1 of {source} and does not pass SIGTERM on to `{server}`",
      "script": "`{script}` stays process 1 of {source}: it starts `{server}` without `exec`, so SIGTERM never reaches it"
    },
    "why": "The server is never told to stop: shutdown code does not run, requests in flight are cut off, and every release waits the ten or thirty seconds until the container is killed.",
    "remedy": "Write the command as a list, or put `exec` before the last command of the shell text or script.",
    "rollout": "With any release; then stop one instance by hand and see that its last requests are answered.",
    "rollback": "The old command.",
    "monitor": "How long instances take to stop, and exit codes: 137 says that they were killed.",
    "decides": "Servers and workers that an image or a compose service for production starts: behind a shell (the shell form of CMD and ENTRYPOINT, `sh -c`, a script of the project) and not by `exec`. dash, the shell of Debian images, keeps running in front of even a single command.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image or service for development",
      "direct": "the server is process 1, or becomes it by `exec`",
      "init": "an init process stands before it and passes signals on",
      "replaced": "bash, or BusyBox on Alpine, replaces itself by the only command it is given",
      "traps": "the script traps signals itself"
    },
    "lookalikes": {
      "host-process": "a Procfile or unit, where the platform signals the whole group",
      "no-server": "a command that starts no server known here"
    },
    "spellings": {
      "shell-form": "`CMD uvicorn …`",
      "chain": "`CMD alembic upgrade head && uvicorn …`",
      "shell-in-list": "`[\"sh\", \"-c\", \"…\"]`",
      "entry-script": "an entry point script without `exec`",
      "background": "started with `&` and waited for",
      "compose": "`command: sh -c …` of a compose service"
    },
    "passed": "Every server is process 1, or has an init process before it.",
    "example": {
      "before": "CMD alembic upgrade head && uvicorn app.main:app\n",
      "after": "CMD alembic upgrade head && exec uvicorn app.main:app\n",
      "safe": true
    },
    "references": [
      "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
      "https://docs.docker.com/reference/cli/docker/container/stop/"
    ],
    "measured": {
      "right": 22,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "LAION-AI/Open-Assistant",
        "SciPhi-AI/R2R",
        "TracecatHQ/tracecat",
        "assafelovic/gpt-researcher",
        "developmentseed/eoAPI",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "openai/chatgpt-retrieval-plugin"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/undisposed-resource": {
    "id": "infra/undisposed-resource",
    "title": "Pool or client that shutdown does not close",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "resource-churn",
    "category": "Lifecycle",
    "messages": {
      "open": "`{name}`, made by `{callee}` for the life of the service, is closed nowhere: no `{closer}()` is called when it shuts down"
    },
    "why": "When the process ends, its connections are cut instead of given back: the server keeps them until it notices, statements in flight are rolled back late, messages that wait in a producer are lost. Where the application is started anew in one process, each start adds a pool.",
    "remedy": "Close it behind the `yield` of the lifespan, in a `finally`, or make it there under `async with`.",
    "decides": "Async engines, Redis clients, HTTP clients, connection pools and producers of code that serves, made once and kept under a name of the module or an attribute, where nothing in the project calls a closing method of an object of that type, of an unknown one of that name, or of an unknown one in the same file. Major if it is made while the service starts, or from three on in one service. Pools that keep no connection, SQLite and synchronous engines, whose sockets end with the process, are left alone.",
    "silent": {
      "closed": "something closes it, or something that may be it",
      "handed-on": "under `with`, in an exit stack, or handed straight to something else that keeps it",
      "unreached": "nothing that serves imports the file",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "per-request": "made for each request, which is another rule's matter",
      "sync": "an engine without a loop"
    },
    "spellings": {
      "engine": "an async engine of the module",
      "redis": "a Redis client of the module",
      "state": "`app.state.http = httpx.AsyncClient()` in the lifespan"
    },
    "passed": "Shutdown closes what the service keeps open.",
    "example": {
      "before": "engine = create_async_engine(url)\n\n@asynccontextmanager\nasync def lifespan(app: FastAPI):\n    yield\n",
      "after": "engine = create_async_engine(url)\n\n@asynccontextmanager\nasync def lifespan(app: FastAPI):\n    try:\n        yield\n    finally:\n        await engine.dispose()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/connections.html#engine-disposal",
      "https://fastapi.tiangolo.com/advanced/events/"
    ],
    "measured": {
      "right": 5,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "FayeValentina/React-FastAPI-Postgres",
        "PeterTakahashi/service-base-fastapi",
        "benavlabs/FastAPI-boilerplate",
        "lnbits/lnbits",
        "teamhide/fastapi-boilerplate"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/unpinned-image": {
    "id": "infra/unpinned-image",
    "title": "Image without a fixed version",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Container",
    "messages": {
      "floating": "`{image}` ({by}) is whatever was pushed last",
      "datastore": "`{image}` ({by}) fixes no major version of {label}: a pull can start it on files of another version",
      "language": "`{image}` ({by}) fixes no minor version of {label}"
    },
    "why": "Two builds of one commit give two images, so what was tested is not what runs, and going back to the last commit does not go back. A database that jumps a major version does not start on its old files.",
    "remedy": "Name the version you run: for a datastore at least the major one, for a language the minor one, or a digest.",
    "decides": "FROM of production stages, images of compose services for production and of Kubernetes workloads: no tag, `latest` and the like; a datastore without a major version; a language without a minor one. Names of variables that are not known are left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a stage, service or file for development",
      "pinned": "a version or a digest is named",
      "built-here": "the service is built from source; the name is only a label",
      "own-image": "an image that the project builds or publishes itself"
    },
    "lookalikes": {
      "stage": "a stage of the same file",
      "scratch": "the empty image",
      "variable": "a variable whose value is not known"
    },
    "spellings": {
      "no-tag": "no tag at all",
      "latest": "`:latest`",
      "datastore-variant": "`redis:alpine`",
      "language-major": "`python:3`",
      "language-variant": "`python:slim`",
      "kubernetes": "a container of a workload"
    },
    "passed": "Every image names the version it is.",
    "example": {
      "before": "cache:\n  image: redis:alpine\n",
      "after": "cache:\n  image: redis:7.4-alpine\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"
    ],
    "measured": {
      "right": 15,
      "wrong": 0,
      "arguable": 8,
      "on": [
        "IBM/mcp-context-forge",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "danny-avila/rag_api",
        "fastapi-practices/fastapi_best_architecture",
        "fastapi/full-stack-fastapi-template",
        "keephq/keep",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "opea-project/GenAIComps",
        "polarsource/polar"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/unsupported-dependency": {
    "id": "infra/unsupported-dependency",
    "title": "Release or package without support",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Dependency",
    "cwe": "CWE-1104",
    "messages": {
      "release": "{name} {version} has had no fixes since {until} (table of {today})",
      "variant": "`{image}` is built on {name}, which has had no fixes since {until} (table of {today})",
      "package": "{name} {version} {state} (table of {today})"
    },
    "why": "Nobody repairs what is found in it from now on. Packages around it drop it one by one, so the way out gets longer every month.",
    "remedy": "Move to {replacement}; {source} has the details.",
    "decides": "Tags of images that production uses, and packages the project asks for with the version of the lock file beside them, against a dated table that names a source for each row. Its own date counts, not today's.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "supported": "a release or version that the table has nothing against",
      "development": "only for development or tests"
    },
    "lookalikes": {
      "alias": "a local name like that of a package (`import redis.asyncio as aioredis`)",
      "open-range": "a range that may hold a version the table has nothing against"
    },
    "spellings": {
      "python-image": "a Python release in FROM",
      "postgres-image": "a PostgreSQL release of a compose service",
      "debian": "a Debian release in the tag",
      "locked": "a package with the version of the lock file",
      "pinned": "a package with an exact version",
      "ranged": "a range that ends before the version it takes",
      "together": "two packages that do not work together",
      "abandoned": "a package at any version"
    },
    "passed": "Everything the table knows is supported.",
    "example": {
      "before": "FROM python:3.9-slim\n",
      "after": "FROM python:3.13-slim\n",
      "safe": false
    },
    "references": [
      "https://devguide.python.org/versions/",
      "https://www.postgresql.org/support/versioning/"
    ],
    "measured": {
      "right": 39,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "PeterTakahashi/service-base-fastapi",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "keephq/keep",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "permitio/opal",
        "reworkd/AgentGPT",
        "stanmart1/readnwin-fastapi",
        "testdrivenio/fastapi-celery",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "perf/compile-in-hot-path": {
    "id": "perf/compile-in-hot-path",
    "title": "The same validator or template is compiled for every request",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "resource-churn",
    "category": "Throughput",
    "messages": {
      "adapter": "`{call}` builds the same validator every time `{function}` runs ({through})",
      "template": "`{call}` compiles the same template every time `{function}` runs ({through})"
    },
    "why": "A validator or template is compiled once and used often: compiling takes a hundred times as long as using it, a millisecond and more for nested models, and nothing keeps what a function made.",
    "remedy": "Make it once in the module, above the function, and use it there.",
    "decides": "`TypeAdapter`, `create_model`, `jinja2.Template` or `from_string` is called in a function that a request reaches, with arguments that are written out or belong to the module, and nothing keeps the result.",
    "silent": {
      "varies": "it is made from what the caller brings, so that the next one may be another",
      "once": "it is made on import, at startup, or kept after the first time",
      "elsewhere": "only tasks, commands or scripts make it",
      "undetermined": "nothing says who calls the function",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "pattern": "`re.compile`: the module `re` keeps what it has compiled"
    },
    "spellings": {
      "adapter": "`TypeAdapter` in a handler",
      "reached": "in a function that a handler calls",
      "template": "a template that is written out"
    },
    "passed": "Validators and templates are compiled once.",
    "example": {
      "before": "@app.post(\"/import\")\nasync def import_items(request: Request):\n    return TypeAdapter(list[Item]).validate_json(await request.body())\n",
      "after": "ITEMS = TypeAdapter(list[Item])\n\n@app.post(\"/import\")\nasync def import_items(request: Request):\n    return ITEMS.validate_json(await request.body())\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/concepts/performance/#typeadapter-instantiated-once",
      "https://jinja.palletsprojects.com/en/stable/api/#basics"
    ],
    "measured": {
      "right": 6,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "PrefectHQ/prefect"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/cpu-bound-in-request": {
    "id": "perf/cpu-bound-in-request",
    "title": "Heavy computation in a request's thread",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "blocking-io",
    "category": "Throughput",
    "messages": {
      "found": "`{call}` computes for {cost} in a thread of the server: {through}"
    },
    "why": "The server has forty threads for all requests, and one interpreter lock for all threads. A few of these at once slow down every other request of the process, and when they take all threads the rest waits in line.",
    "remedy": "Hand the work to a job (Celery, arq, a process pool) and let the client ask for the result, or compute it when the data changes.",
    "decides": "A library call that is known to compute for at least 10 ms, and often for seconds (documents, spreadsheets, text recognition, inference) stands in code that a `def` path operation or dependency runs in the threadpool.",
    "silent": {
      "offloaded": "the application hands it to a thread or process of its own",
      "unasked": "no client waits for it (a task after the answer, a thread that startup began)",
      "short": "it may be over in less than 10 milliseconds",
      "hash": "a password hash is slow on purpose, and the answer depends on it",
      "built": "it builds a client or loads a model, of which `perf/http-client-per-request` and `perf/index-rebuilt-per-request` speak",
      "once": "it is kept after the first time",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "loop": "`async def` code, of which `async/cpu-bound-on-loop` speaks"
    },
    "spellings": {
      "handler": "in a `def` path operation",
      "reached": "in a function that it calls",
      "dependency": "in a `def` dependency"
    },
    "passed": "Documents and inference are not computed while a client waits in a thread.",
    "example": {
      "before": "@app.post(\"/reports\")\ndef report(rows: list[Row]):\n    book = build_workbook(rows)\n    book.save(PATH)\n    return FileResponse(PATH)\n",
      "after": "@app.post(\"/reports\", status_code=202)\ndef report(rows: list[Row]):\n    return {\"job\": render_report.delay([row.id for row in rows]).id}\n",
      "safe": false
    },
    "references": [
      "https://www.starlette.io/threadpool/",
      "https://fastapi.tiangolo.com/async/#very-technical-details"
    ],
    "measured": null,
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/embedding-per-item": {
    "id": "perf/embedding-per-item",
    "title": "Texts are embedded or stored one by one",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "n-plus-one",
    "category": "Throughput",
    "messages": {
      "direct": "the loop in line {loop} calls `{call}` once per {item}, and it takes many {what} at once ({entry})",
      "reached": "the loop in line {loop} embeds or stores one {item} at a time: `{function}` leads to {through}, which takes many {what} at once ({entry})"
    },
    "why": "A model computes a hundred texts in hardly more time than one, and a service charges and limits by the request. One by one, a document of five hundred pieces is five hundred round trips.",
    "remedy": "Collect the texts or points and give them to one call, in batches of a hundred or so: `embeddings.create(input=texts)`, `embed_documents(texts)`, `encode(texts)`, `upsert(points=points)`.",
    "decides": "A call that embeds texts, or stores points in a vector store, and that is known to take many of them stands in a loop or comprehension over data or in a function that the loop calls, gets something of the element, and the turn waits for it.",
    "silent": {
      "small-loop": "the loop goes over a few elements that are written out, over members of an enumeration or configuration",
      "batched": "the elements are batches",
      "memoised": "it is only sent where a cache has nothing, or on a branch of the function that the loop calls",
      "first-hit": "the loop ends with the first answer that fits",
      "failing": "it is only sent after an error",
      "paced": "the loop sleeps, or holds a semaphore or limiter, on purpose",
      "carried": "a turn needs what the one before it brought",
      "streamed": "a turn yields its result before the next begins, or the elements arrive one at a time",
      "startup": "it runs once, when the service starts or stops",
      "unserved": "nothing is seen to call the function",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "all-at-once": "one call with all texts",
      "own-method": "a method of the project that only shares the name"
    },
    "spellings": {
      "loop": "a `for` loop over data",
      "comprehension": "a comprehension",
      "reached": "a function that the loop calls",
      "store": "points stored one by one"
    },
    "passed": "Texts are embedded and points stored in batches.",
    "example": {
      "before": "@app.post(\"/documents\")\nasync def index(pieces: list[str]):\n    return [(await model.embeddings.create(model=MODEL, input=piece)).data[0] for piece in pieces]\n",
      "after": "@app.post(\"/documents\")\nasync def index(pieces: list[str]):\n    return (await model.embeddings.create(model=MODEL, input=pieces)).data\n",
      "safe": false
    },
    "references": [
      "https://platform.openai.com/docs/api-reference/embeddings/create",
      "https://sbert.net/docs/package_reference/sentence_transformer/SentenceTransformer.html"
    ],
    "measured": null,
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/external-call-in-loop": {
    "id": "perf/external-call-in-loop",
    "title": "A loop waits for another service once per element",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "n-plus-one",
    "category": "Throughput",
    "messages": {
      "direct": "the loop in line {loop} waits for {waits} once per {item}, one after the other: `{call}` ({entry})",
      "reached": "the loop in line {loop} waits for {waits} once per {item}, one after the other: `{function}` leads to {through} ({entry})"
    },
    "why": "The time of all calls adds up: a hundred elements at 80 ms each are eight seconds, and a hundred times the timeout when the other side is slow. Started together, a few at a time, they take as long as the slowest of each round.",
    "remedy": "Ask for all elements in one call if the service can; else start them together with a limit, `asyncio.gather` over a function that holds an `asyncio.Semaphore`, or move the loop to a job.",
    "decides": "A library call that leaves the process (HTTP, language model, cloud) stands in a `for` loop or comprehension over data, or in a function that the loop calls, gets something of the element, and the turn waits for it.",
    "silent": {
      "small-loop": "the loop goes over a few elements that are written out, over members of an enumeration or configuration",
      "batched": "the elements are batches",
      "memoised": "it is only sent where a cache has nothing, or on a branch of the function that the loop calls",
      "first-hit": "the loop ends with the first answer that fits",
      "failing": "it is only sent after an error",
      "paced": "the loop sleeps, or holds a semaphore or limiter, on purpose",
      "carried": "a turn needs what the one before it brought",
      "streamed": "a turn yields its result before the next begins, or the elements arrive one at a time",
      "startup": "it runs once, when the service starts or stops",
      "unserved": "nothing is seen to call the function",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "jobs": "one message for every element, which is how work is handed out",
      "test": "test code",
      "together": "calls that are started together and awaited at once",
      "same-call": "a call that gets nothing of the element",
      "redis-command": "commands for Redis, of which `perf/redis-round-trips` speaks"
    },
    "spellings": {
      "loop": "a `for` loop over data",
      "comprehension": "a comprehension",
      "reached": "a function that the loop calls",
      "sync": "a blocking client",
      "model": "a language model"
    },
    "passed": "Calls of other services are batched or made together.",
    "example": {
      "before": "@app.get(\"/quotes\")\nasync def quotes(symbols: list[str], client: httpx.AsyncClient = Depends(get_client)):\n    return [(await client.get(f\"/quotes/{symbol}\")).json() for symbol in symbols]\n",
      "after": "limit = asyncio.Semaphore(10)\n\n@app.get(\"/quotes\")\nasync def quotes(symbols: list[str], client: httpx.AsyncClient = Depends(get_client)):\n    async def quote(symbol: str):\n        async with limit:\n            return (await client.get(f\"/quotes/{symbol}\")).json()\n\n    return await asyncio.gather(*(quote(symbol) for symbol in symbols))\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.gather",
      "https://docs.python.org/3/library/asyncio-sync.html#semaphore"
    ],
    "measured": {
      "right": 24,
      "wrong": 2,
      "arguable": 5,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "Arize-ai/phoenix",
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "khoj-ai/khoj",
        "lm-sys/FastChat",
        "lnbits/lnbits",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "theHdd4/TrinityFastAPIDjangoReact",
        "xorbitsai/inference"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/http-client-per-request": {
    "id": "perf/http-client-per-request",
    "title": "Client built for every request",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": "Depends() for shared resources",
    "cause": "resource-churn",
    "category": "Throughput",
    "messages": {
      "handler": "`{client}` is built in {entry}: every request pays for {cost}",
      "reached": "`{client}` is built for every request ({through}): each pays for {cost}"
    },
    "why": "A client keeps connections open so that the next call is cheap. Built for one request it opens them anew and throws them away: each call waits for a handshake, and under load sockets in TIME_WAIT use up the ports of the machine.",
    "remedy": "Build one client in the lifespan of the application, keep it on `app.state` and give it to handlers with `Depends`.",
    "decides": "A client of a known library is constructed in a function that a request reaches, and nothing keeps what is built: no module or instance variable filled once, no cache, no collection.",
    "silent": {
      "once": "it is built on import, at startup, or kept after the first time",
      "elsewhere": "only tasks, commands or scripts build it",
      "undetermined": "nothing says who calls the function",
      "own-settings": "it is built with a key, address, transport or certificate of one caller",
      "borrows": "it is given a pool, connector, transport or inner client that lives elsewhere",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "with": "`async with httpx.AsyncClient() as client` in a handler",
      "reached": "a function that a handler calls",
      "session": "`aiohttp.ClientSession()`",
      "redis": "a Redis client"
    },
    "passed": "Clients are built once and shared.",
    "example": {
      "before": "@app.get(\"/rates\")\nasync def rates():\n    async with httpx.AsyncClient(timeout=5) as client:\n        return (await client.get(URL)).json()\n",
      "after": "async def get_client(request: Request) -> httpx.AsyncClient:\n    return request.app.state.client\n\n@app.get(\"/rates\")\nasync def rates(client: Annotated[httpx.AsyncClient, Depends(get_client)]):\n    return (await client.get(URL)).json()\n",
      "safe": false
    },
    "references": [
      "https://www.python-httpx.org/advanced/clients/",
      "https://docs.aiohttp.org/en/stable/client_quickstart.html"
    ],
    "measured": {
      "right": 21,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "Skyvern-AI/skyvern",
        "keephq/keep",
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/index-rebuilt-per-request": {
    "id": "perf/index-rebuilt-per-request",
    "title": "A model, index or environment is set up for every request",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "resource-churn",
    "category": "Throughput",
    "messages": {
      "found": "`{call}` {work} for every request ({through})"
    },
    "why": "Loading a model takes seconds and hundreds of megabytes, building an index as long as there is data: what could be there before the first request is paid by each, and two at once pay twice.",
    "remedy": "Load it in the lifespan of the application and keep it on `app.state`, or behind a function that keeps it by its name.",
    "decides": "A call that is known to load a model or tokenizer, to build a search index or to set up a template environment or schema stands in a function that a request reaches, and nothing keeps the result: no module or instance variable filled once, no cache, no collection.",
    "silent": {
      "no-templates": "an environment without a loader, which only parses or compiles a text that it is given",
      "varies": "an index over what the request brings",
      "once": "it is made on import, at startup or in what a service starts for itself, or kept after the first time",
      "elsewhere": "only tasks, commands or scripts make it",
      "undetermined": "nothing says who calls the function",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "model": "a model loaded in a handler",
      "reached": "in a function that a handler calls",
      "tokenizer": "a tokenizer",
      "environment": "a template environment",
      "index": "a search index read from disk"
    },
    "passed": "Models, indexes and environments are set up once.",
    "example": {
      "before": "@app.post(\"/search\")\ndef search(text: str):\n    model = SentenceTransformer(\"all-MiniLM-L6-v2\")\n    return find(model.encode(text))\n",
      "after": "@asynccontextmanager\nasync def lifespan(app: FastAPI):\n    app.state.model = SentenceTransformer(\"all-MiniLM-L6-v2\")\n    yield\n\n@app.post(\"/search\")\ndef search(text: str, request: Request):\n    return find(request.app.state.model.encode(text))\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/advanced/events/#lifespan",
      "https://jinja.palletsprojects.com/en/stable/api/#high-level-api"
    ],
    "measured": {
      "right": 2,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "IBM/mcp-context-forge",
        "topoteretes/cognee"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/large-response-materialised": {
    "id": "perf/large-response-materialised",
    "title": "A download is put together in memory before it is sent",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Serialisation",
    "messages": {
      "whole": "the {what} is put together in memory, one {item} after the other ({loop}), and `{response}` sends it when it is complete ({entry})",
      "one-piece": "`{response}` streams nothing here: the {what} is put together in memory, one {item} after the other ({loop}), and sent as one piece ({entry})"
    },
    "why": "The memory a request takes grows with the data, several times over (rows, text, bytes), while the client sees no byte until the last row is written; a few downloads of a table that has grown end the process, or run into the timeout of the proxy.",
    "remedy": "Write a generator that yields each row's text as it is made and give it to `StreamingResponse`; read the rows in parts (`stream_scalars` or `yield_per`) with a session opened inside the generator.",
    "decides": "A response that a browser saves (by its media type, or as an attachment) is given a text or buffer that a loop over data has filled: a `StringIO` or `BytesIO`, also behind `csv.writer`, joined lines, or JSON text of such a list, also in a function of the project that is called for it. Major where the function reads a database, else minor.",
    "silent": {
      "bounded": "a statement or call takes only so many, or the request names a part or the elements",
      "unserved": "no request is seen to come here",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "generator": "a generator that yields rows as they are made",
      "shown": "a page or answer that nobody saves",
      "archive": "an archive, which has to be complete before it can be sent"
    },
    "spellings": {
      "buffer": "rows written into a buffer",
      "one-piece": "a buffer given to `StreamingResponse`",
      "iter": "`iter([text])`",
      "joined": "lines that are joined",
      "json": "JSON text of a list",
      "called": "made in a function that the handler calls"
    },
    "passed": "Downloads are streamed as they are made.",
    "example": {
      "before": "@app.get(\"/orders.csv\")\ndef orders(session: Session = Depends(get_session)):\n    text = io.StringIO()\n    rows = csv.writer(text)\n    for order in session.scalars(select(Order)):\n        rows.writerow([order.id, order.total])\n    return Response(text.getvalue(), media_type=\"text/csv\")\n",
      "after": "def lines():\n    with Sessions() as session:\n        for order in session.scalars(select(Order).execution_options(yield_per=500)):\n            yield f\"{order.id},{order.total}\\n\"\n\n@app.get(\"/orders.csv\")\ndef orders():\n    return StreamingResponse(lines(), media_type=\"text/csv\")\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/advanced/custom-response/#streamingresponse",
      "https://docs.sqlalchemy.org/en/20/orm/queryguide/api.html#orm-queryguide-yield-per"
    ],
    "measured": {
      "right": 5,
      "wrong": 5,
      "arguable": 3,
      "on": [
        "Arize-ai/phoenix",
        "IBM/mcp-context-forge",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "iagentshub/backend_fastapi",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/lru-cache-retains-objects": {
    "id": "perf/lru-cache-retains-objects",
    "title": "A memoised function keeps the objects it was called with",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-local-state",
    "category": "Caching",
    "messages": {
      "coroutine": "`{decorator}` on the `async def` `{function}` remembers its coroutine: the second call with the same arguments awaits it again and fails",
      "held": "`{decorator}` on `{function}` keys on `{parameter}`, a `{type}` of one request: no later request finds the entry, and {most} stay in memory",
      "receiver": "`{decorator}` on the method `{function}` keys on its object: {most} stay in memory with what they hold, and no other object finds an entry"
    },
    "why": "The key of a memoised call are its arguments. A session or an object of one request is never the same again, so nothing is ever found, while the cache holds on to sessions, rows and connections that should have gone.",
    "remedy": "Memoise a plain function of values (an id, an address), take the object out of its parameters, and use a cache of coroutines (`async_lru`) for `async def`.",
    "decides": "`functools.lru_cache` or `functools.cache` decorates an `async def`, a function with a parameter that is a session, connection, request or mapped object by its type, or a method whose object compares by identity and is made by requests, not by a module for everybody.",
    "silent": {
      "plain": "a function of values, a class or static method",
      "by-value": "its object compares by value (frozen, a hash of its own, an enumeration), or may do so",
      "shared": "a module makes one object of the class for everybody",
      "few": "no request is seen to make one of its objects",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "cached-property": "`functools.cached_property`, which keeps the value on the object itself"
    },
    "spellings": {
      "session": "a session among the parameters",
      "request": "a request among the parameters",
      "entity": "a mapped object among the parameters",
      "method": "a method",
      "coroutine": "an `async def`",
      "unbounded": "`functools.cache`"
    },
    "passed": "Memoised functions are called with values.",
    "example": {
      "before": "@lru_cache(maxsize=1000)\ndef plan_of(session: Session, customer: int) -> str:\n    return session.scalars(select(Plan.name).where(Plan.customer_id == customer)).one()\n",
      "after": "plans: TTLCache[int, str] = TTLCache(maxsize=1000, ttl=60)\n\ndef plan_of(session: Session, customer: int) -> str:\n    if customer not in plans:\n        plans[customer] = session.scalars(select(Plan.name).where(Plan.customer_id == customer)).one()\n    return plans[customer]\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/functools.html#functools.lru_cache",
      "https://docs.astral.sh/ruff/rules/cached-instance-method/"
    ],
    "measured": {
      "right": 3,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "topoteretes/cognee"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/quadratic-or-copying-loop": {
    "id": "perf/quadratic-or-copying-loop",
    "title": "Every turn of a loop builds a list or copies bytes again",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "n-plus-one",
    "category": "Throughput",
    "messages": {
      "rebuilt": "the loop in line {loop} makes the same list over {over} again for every element, to look one value up in it ({entry})",
      "bytes": "every turn of the loop in line {loop} copies all of {name} to add a piece to it ({entry})"
    },
    "why": "The work grows with the square of the data: a thousand elements against a thousand are a million steps, and ten megabytes that arrive in pieces of eight kilobytes are copied as six gigabytes.",
    "remedy": "Make a set of the values once, before the loop; collect pieces in a list and join them at the end, or use a `bytearray`.",
    "decides": "`in` or `not in` a list comprehension that does not depend on the element stands in a `for` loop or comprehension over data, or `+=` adds to a value of type `bytes` in a loop, in code that a running service reaches.",
    "silent": {
      "small-loop": "one of the two is written out, or members of an enumeration or configuration",
      "depends": "the list is another one for every element",
      "consumed": "the loop also gives the bytes another value, so that they hold only what has not been read yet",
      "startup": "it runs when the service starts or stops, or in what the service starts for itself",
      "unserved": "nothing is seen to call the function",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "set": "a set or dictionary that is looked up in",
      "array": "a `bytearray`, which grows in place"
    },
    "spellings": {
      "loop": "a `for` loop",
      "comprehension": "a comprehension",
      "bytes": "pieces of a body put together"
    },
    "passed": "Loops look values up in sets and collect pieces.",
    "example": {
      "before": "@app.post(\"/tags\")\ndef added(now: list[Tag], before: list[Tag]):\n    return [tag for tag in now if tag.id not in [old.id for old in before]]\n",
      "after": "@app.post(\"/tags\")\ndef added(now: list[Tag], before: list[Tag]):\n    known = {old.id for old in before}\n    return [tag for tag in now if tag.id not in known]\n",
      "safe": false
    },
    "references": [
      "https://wiki.python.org/moin/TimeComplexity",
      "https://docs.python.org/3/library/stdtypes.html#common-sequence-operations"
    ],
    "measured": {
      "right": 17,
      "wrong": 1,
      "arguable": 2,
      "on": [
        "IBM/mcp-context-forge",
        "Netflix/dispatch",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "keephq/keep",
        "kongnakornna/fastapicleanarchitectureddd",
        "lnbits/lnbits",
        "mealie-recipes/mealie",
        "theHdd4/TrinityFastAPIDjangoReact",
        "walkerchiu/fastapi-starter",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/redis-round-trips": {
    "id": "perf/redis-round-trips",
    "title": "Redis is asked once per element, or for all its keys",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "n-plus-one",
    "category": "Caching",
    "messages": {
      "direct": "the loop in line {loop} asks Redis once per {item}: `{call}` waits for a round trip each time, where {instead} waits once ({entry})",
      "reached": "the loop in line {loop} asks Redis once per {item}: `{function}` leads to {through}, where {instead} would wait once ({entry})",
      "keys": "`{call}` goes through every key of the database and lets no other command run meanwhile ({entry})"
    },
    "why": "A command takes Redis microseconds, the way to it and back a millisecond: a loop pays the way for every element. `KEYS` is the other way round: Redis does one command at a time, and all clients wait while it compares every key it has.",
    "remedy": "Send the commands of a loop together: `mget`, several keys in one command, or `pipeline()`. Keep the names of keys in a set, or walk with `scan_iter(match=…, count=…)`.",
    "decides": "A command of a Redis client, by its type, stands in a loop or comprehension over data or in a function that the loop calls, gets something of the element, and the turn waits for it. `KEYS` is reported wherever a running service comes.",
    "silent": {
      "small-loop": "the loop goes over a few elements that are written out, over members of an enumeration or configuration",
      "batched": "the elements are batches, or the function has a pipeline, too",
      "memoised": "it is only sent where a cache has nothing, or on a branch of the function that the loop calls",
      "first-hit": "the loop ends with the first answer that fits",
      "failing": "it is only sent after an error",
      "paced": "the loop sleeps, or holds a semaphore or limiter, on purpose",
      "carried": "a turn needs what the one before it brought",
      "streamed": "a turn yields its result before the next begins, or the elements arrive one at a time",
      "mixed": "the function that the loop calls also asks a database or another service for every element",
      "startup": "it runs once, when the service starts or stops",
      "unserved": "nothing is seen to call the function",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "batch": "one command takes all the keys",
      "test": "test code",
      "pipeline": "commands that a pipeline collects",
      "dictionary": "`get` and `keys` of a dictionary",
      "walk": "`scan_iter`, which fetches keys in portions"
    },
    "spellings": {
      "loop": "a `for` loop over data",
      "comprehension": "a comprehension",
      "reached": "a function that the loop calls",
      "keys": "`KEYS`"
    },
    "passed": "Redis commands of a loop are sent together, and no request walks over all keys.",
    "example": {
      "before": "@app.post(\"/profiles\")\nasync def profiles(ids: list[str], cache: Redis = Depends(get_redis)):\n    return [await cache.get(f\"profile:{user}\") for user in ids]\n",
      "after": "@app.post(\"/profiles\")\nasync def profiles(ids: list[str], cache: Redis = Depends(get_redis)):\n    return await cache.mget([f\"profile:{user}\" for user in ids])\n",
      "safe": false
    },
    "references": [
      "https://redis.io/docs/latest/develop/use/pipelining/",
      "https://redis.io/docs/latest/commands/keys/"
    ],
    "measured": {
      "right": 24,
      "wrong": 0,
      "arguable": 4,
      "on": [
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/serialise-twice": {
    "id": "perf/serialise-twice",
    "title": "A model is written as JSON and read back",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Serialisation",
    "messages": {
      "answer": "`{model}` is written as text by `{writer}` and read back by `{reader}`, and what {entry} returns is then written again",
      "value": "`{model}` is written as text by `{writer}` and read back by `{reader}` to get plain values ({entry})"
    },
    "why": "Every value is written, scanned and built anew, and for an answer written once more: three passes over a page that needs one, on the loop or in a thread that holds the interpreter.",
    "remedy": "Return the model and name it as the return type or `response_model`; where plain values are wanted, `model_dump(mode=\"json\")` makes them in one pass.",
    "decides": "`json.loads` (or that of orjson, ujson) gets what `model_dump_json()` or `json()` of a Pydantic model, by its type, has just written, in code that a running service reaches.",
    "silent": {
      "unserved": "nothing is seen to call the function",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "received": "text that came from elsewhere",
      "copied": "`json.loads(json.dumps(value))`, which makes foreign values plain"
    },
    "spellings": {
      "answer": "returned by a handler",
      "value": "kept as plain values",
      "named": "with a name in between"
    },
    "passed": "Models are serialised once.",
    "example": {
      "before": "@app.get(\"/cases\")\ndef cases(page: Page = Depends(page_of)):\n    return json.loads(CasePage(**find(page)).model_dump_json())\n",
      "after": "@app.get(\"/cases\")\ndef cases(page: Page = Depends(page_of)) -> CasePage:\n    return CasePage(**find(page))\n",
      "safe": false
    },
    "references": [
      "https://docs.pydantic.dev/latest/concepts/serialization/#python-mode",
      "https://fastapi.tiangolo.com/tutorial/response-model/"
    ],
    "measured": {
      "right": 26,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Netflix/dispatch",
        "Skyvern-AI/skyvern",
        "khoj-ai/khoj"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/unbounded-process-cache": {
    "id": "perf/unbounded-process-cache",
    "title": "A cache of the process that only grows",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-local-state",
    "category": "Caching",
    "messages": {
      "keyed": "`{name}` keeps an entry for every value that requests bring ({through}), and nothing takes one out",
      "appended": "`{name}` gets longer with every request ({through}), and nothing takes an element out"
    },
    "why": "Memory goes up until the process is killed, at the hour with the most traffic; every worker and instance has a copy of its own, and nobody notices when an entry is out of date.",
    "remedy": "Bound it: `cachetools.TTLCache(maxsize=…, ttl=…)` for a cache, `collections.deque(maxlen=…)` for a list, or Redis with an expiry where several processes should share it.",
    "decides": "A dictionary, list or set bound in a module, or kept by the one object of a class that a module makes, gets entries in code that a request reaches, under keys made of what the request brings (for a list: anything), and no code takes anything out of it or replaces it.",
    "silent": {
      "bounded": "it has a limit of its own, or lets go of what is old",
      "removed": "some code takes entries out",
      "few": "its keys are written out, looked up elsewhere, or values of which there are only so many: types, members of an enumeration, names of models",
      "state": "another function reads it: `scale/in-memory-state` speaks of it",
      "unserved": "no request is seen to write it",
      "passed-on": "it is handed to other code, which may take entries out",
      "handles": "its elements end by themselves (sockets, tasks)",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code"
    },
    "spellings": {
      "dict": "a dictionary in a module",
      "list": "a list in a module",
      "object": "an attribute of an object that a module makes",
      "setdefault": "`setdefault`"
    },
    "passed": "No cache of a process grows without bound.",
    "example": {
      "before": "reports: dict[str, Report] = {}\n\n@app.get(\"/reports/{query}\")\nasync def report(query: str):\n    if query not in reports:\n        reports[query] = await build(query)\n    return reports[query]\n",
      "after": "reports: TTLCache[str, Report] = TTLCache(maxsize=1024, ttl=300)\n\n@app.get(\"/reports/{query}\")\nasync def report(query: str):\n    if query not in reports:\n        reports[query] = await build(query)\n    return reports[query]\n",
      "safe": false
    },
    "references": [
      "https://cachetools.readthedocs.io/en/stable/#cachetools.TTLCache",
      "https://12factor.net/processes"
    ],
    "measured": {
      "right": 14,
      "wrong": 2,
      "arguable": 2,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "dstackai/dstack",
        "eosphoros-ai/DB-GPT",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "weaviate/Verba"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "perf/whole-payload-in-memory": {
    "id": "perf/whole-payload-in-memory",
    "title": "A whole file is taken into memory",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "unvalidated-input",
    "predicate": "upload-read-whole",
    "category": "Throughput",
    "messages": {
      "upload": "`{name}.read()` copies the whole upload into memory, whatever its size ({entry})",
      "answered": "`{call}` reads a whole file into memory only to send it ({entry})",
      "table": "`{call}` makes a table of the whole upload in memory ({entry})"
    },
    "why": "What a request holds in memory grows with the file, times the requests that are under way: a few large files at once slow the process down while it swaps and then end it, together with every other request. Pieces of a megabyte take a megabyte.",
    "remedy": "Read an upload in pieces (`while chunk := await file.read(1 << 20)`) and write each where it goes; send a file with `FileResponse`; parse a table with `chunksize=`.",
    "decides": "`read()` without a size of an `UploadFile`, where neither its size nor the announced length is looked at before; `read()`, `read_bytes()` or `read_text()` of a file whose path the function is given, where the content is the body of a response; a table reader of `pandas` or `polars` on the file of an upload without a number of rows. Only where a request comes. Minor where the length of an upload is looked at afterwards.",
    "silent": {
      "in-parts": "a piece, or so many rows, are read",
      "size-checked": "`size` of the upload, or the announced length, is looked at before",
      "limited": "a middleware looks at the announced length of every request",
      "fixed": "the file is the same for every request",
      "not-reached": "no request is seen to come here",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "file-response": "`FileResponse`, which reads in pieces"
    },
    "spellings": {
      "upload": "an upload read whole",
      "late": "its length is looked at afterwards",
      "answered": "a file read to be sent",
      "path": "`read_bytes()` of a path",
      "table": "an upload parsed into a table"
    },
    "passed": "Uploads and files go through in pieces.",
    "example": {
      "before": "@app.post(\"/videos\")\nasync def keep(file: UploadFile):\n    content = await file.read()\n    (FOLDER / str(uuid4())).write_bytes(content)\n",
      "after": "@app.post(\"/videos\")\nasync def keep(file: UploadFile):\n    async with aiofiles.open(FOLDER / str(uuid4()), \"wb\") as kept:\n        while chunk := await file.read(1 << 20):\n            await kept.write(chunk)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/request-files/",
      "https://fastapi.tiangolo.com/advanced/custom-response/#fileresponse"
    ],
    "measured": {
      "right": 18,
      "wrong": 3,
      "arguable": 3,
      "on": [
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "dstackai/dstack",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "iagentshub/backend_fastapi",
        "khoj-ai/khoj",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "onyx-dot-app/onyx",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee",
        "xorbitsai/inference"
      ]
    },
    "pack": "perf",
    "also": [],
    "aliases": []
  },
  "prod/bare-except": {
    "id": "prod/bare-except",
    "title": "Bare except that swallows",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no bare except that swallows",
    "cause": "silent-failure",
    "category": "Error Handling",
    "cwe": "CWE-703",
    "messages": {
      "swallowed": "{clause} drops every failure of {calls} without a trace, and {signals} with it ({entry})",
      "goes-on": "{clause} handles whatever fails and goes on, so it also stops {signals} ({entry})"
    },
    "why": "It catches what was never meant to be handled: a typo, a full disk, the cancellation of a task, the signal to stop. The service goes on with a state nobody planned, and the first thing that anyone sees of the failure is its consequence, somewhere else.",
    "remedy": "Catch the exception that is expected, log it with its traceback, and let everything else through.",
    "decides": "An `except` without a type, or for `BaseException`, of which no way raises again or ends the process, in code that an application runs. A blocker if something in the `try` leaves the process (a query, a request, a file, an await) and a request, task or startup gets there; major otherwise, and if it logs; minor around an optional import, and inside another handler or a `finally`.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "reraised": "some way through the handler raises again, or ends the process",
      "handed-on": "the exception is stored, returned or passed on",
      "explained": "a comment in the clause says why",
      "fallback": "`BaseException` is written out around code that only computes, and a value takes the place of the result",
      "cleanup": "what is tried only closes, cancels or waits for what was cancelled"
    },
    "lookalikes": {
      "computed": "a type that a call gives back or a variable holds",
      "several-types": "`except A, B` without parentheses names two types"
    },
    "spellings": {
      "bare": "`except:`",
      "base-exception": "`except BaseException:`",
      "default": "a value in place of the result",
      "behind-helper": "in a helper that a path operation calls",
      "thread": "in a function the framework runs in a thread",
      "import": "around an optional import"
    },
    "passed": "No handler catches everything and goes on in silence.",
    "example": {
      "before": "try:\n    await charge(order)\nexcept:\n    pass\n",
      "after": "try:\n    await charge(order)\nexcept PaymentError:\n    logger.exception(\"charge failed\", extra={\"order\": order.id})\n    raise\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/howto/logging.html",
      "https://docs.python.org/3/library/exceptions.html#exception-hierarchy",
      "https://peps.python.org/pep-0008/#programming-recommendations"
    ],
    "measured": {
      "right": 55,
      "wrong": 0,
      "arguable": 12,
      "on": [
        "Arize-ai/phoenix",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "h2oai/h2ogpt",
        "lm-sys/FastChat",
        "topoteretes/cognee"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/create-all": {
    "id": "prod/create-all",
    "title": "Schema created by the application",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no create_all() in production",
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "called": "`{call}` changes the schema when the application runs ({entry})",
      "reached": "`{call}` changes the schema when the application runs: {through}",
      "embedded": "`{call}` changes the schema of a SQLite database when the application runs ({entry})"
    },
    "why": "The application becomes a second authority over the schema. It creates what is missing and never alters what is there, so a deployed database drifts from the models; several instances that start together race on the same CREATE TABLE.",
    "remedy": "Delete the call and run `alembic upgrade head` as a step of the release, before the new version starts.",
    "rollout": "First bring the migrations up to what is in the database (`alembic revision --autogenerate`, then `alembic stamp head` there), then run `alembic upgrade head` in the release, then take the call out.",
    "rollback": "Until the call is gone the old version starts as before; afterwards `alembic downgrade` to the revision of the version before.",
    "monitor": "`alembic check` in the pipeline, the revision in `alembic_version` after each release, and locks while a migration runs.",
    "decides": "A call or reference named `create_all` or `drop_all` whose receiver is a SQLAlchemy or SQLModel metadata object (by type, not by name), or a schema generator of another mapper, in code that an application runs: at import, at startup, in a factory or in a handler. A flag around it does not excuse it; a branch for SQLite lowers it.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "command-line": "a function that only a command line calls",
      "stamped": "what is created is stamped with its Alembic revision, so migrations stay in charge",
      "uncalled": "a function that nothing calls",
      "development": "a test before it keeps it from running in production",
      "switched-off": "it stands under a flag that the call on the way passes as off"
    },
    "lookalikes": {
      "own-method": "a method of a project class that only shares the name",
      "untyped-receiver": "a method of something whose type is not known"
    },
    "spellings": {
      "run-sync": "`await connection.run_sync(Base.metadata.create_all)`",
      "bound-engine": "`Base.metadata.create_all(bind=engine)`",
      "module-level": "at import of a module of the application",
      "lifespan": "before the `yield` of a lifespan",
      "startup-event": "in a handler of the `startup` event",
      "app-factory": "in the function that builds the application",
      "in-handler": "in a path operation",
      "behind-function": "a helper that startup calls",
      "behind-method": "a method that startup calls",
      "sqlmodel-metadata": "`SQLModel.metadata.create_all(engine)`",
      "plain-metadata": "a `MetaData()` object",
      "local-alias": "`metadata = Base.metadata; metadata.create_all(engine)`",
      "drop-all": "`drop_all`",
      "guarded-flag": "behind a setting",
      "sqlite-branch": "in a branch for SQLite",
      "sqlite-asked": "around a call on the way, where a function says that the database is SQLite",
      "unreached": "a file that no application imports"
    },
    "passed": "No code that the application runs creates or drops tables.",
    "example": {
      "before": "async with engine.begin() as connection:\n    await connection.run_sync(Base.metadata.create_all)\n",
      "after": "# release step, before the new version starts:\n# alembic upgrade head\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables"
    ],
    "measured": {
      "right": 16,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "DeepStacker/fastapi-hft-engine",
        "Skyvern-AI/skyvern",
        "insistence/RuoYi-Vue3-FastAPI",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6",
        "stanmart1/readnwin-fastapi",
        "topoteretes/cognee",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/debug-or-docs-exposed": {
    "id": "prod/debug-or-docs-exposed",
    "title": "Debug route or API documentation open to everybody",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Network Exposure",
    "messages": {
      "debug": "`{route}` answers whoever asks: a way to look into the running service, behind no guard and under no test of where it runs",
      "docs": "{paths} {tell} everybody the whole API, while {guarded} of the {count} routes of {service} ask for credentials"
    },
    "why": "Debug routes show configuration, memory and stack traces, or break the service on purpose. A schema that is open beside a guarded API lists every route, field and internal name to whoever looks for the one that was forgotten.",
    "remedy": "Include debug routers only where a setting says development, and set `docs_url`, `redoc_url` and `openapi_url` to None in production, or serve them behind the guard of the API.",
    "decides": "A route with a segment that is exactly `debug`, `_debug`, `__debug__`, `pprof`, `profiler`, `repl`, `test-error` or `sentry-debug`, that is known to ask nobody for credentials and to stand under no condition. Or (minor) an application of at least five routes, four of five of which refuse requests without credentials by a dependency, that leaves the addresses of schema and documentation as they are.",
    "silent": {
      "guarded": "the route refuses requests without credentials, or that is not known",
      "conditional": "it is included under a test, or the addresses are taken from settings or switched off",
      "open-api": "the API itself is open, or too much of it is not known",
      "middleware": "what guards the API stands around the application, and so around its documentation",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "word": "a word with `debug` or `test` in it",
      "item": "a product's own tests, `/items/{id}/test`"
    },
    "spellings": {
      "segment": "a segment of the path",
      "prefix": "the prefix of a router",
      "default": "`FastAPI()` with its own addresses"
    },
    "passed": "Debug routes and documentation are kept from strangers.",
    "example": {
      "before": "app = FastAPI(dependencies=[Depends(current_user)])\n",
      "after": "app = FastAPI(dependencies=[Depends(current_user)], openapi_url=\"/openapi.json\" if settings.debug else None)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/how-to/conditional-openapi/",
      "https://cwe.mitre.org/data/definitions/489.html"
    ],
    "measured": {
      "right": 14,
      "wrong": 1,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Skyvern-AI/skyvern",
        "freqtrade/freqtrade",
        "mealie-recipes/mealie",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "openai/chatgpt-retrieval-plugin",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/llm-client-unbounded": {
    "id": "prod/llm-client-unbounded",
    "title": "Model client without a timeout of its own",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "cwe": "CWE-400",
    "messages": {
      "long": "`{client}` waits up to {seconds} s for each attempt, its default ({entry})",
      "unbounded": "`{client}` waits for an answer without a limit: it has no default timeout ({entry})"
    },
    "why": "The default of the model SDKs is ten minutes, with two retries half an hour. A provider that is slow, not down, then holds a request, its connection and its database session for that long, and a handful of users is enough to use up the workers.",
    "remedy": "Give the client a timeout that fits its use, and say how often it retries.",
    "rollout": "Begin with what the longest accepted answer takes, with two retries; streams need a bound between pieces rather than for the whole.",
    "rollback": "Raise the timeout in the settings.",
    "monitor": "Timeouts and retries per model, the time to the first piece, and the tokens that retries cost.",
    "decides": "The construction of a client of openai, anthropic, ollama, groq or langchain's chat models (by type) without a timeout and without an HTTP client of its own, where no call of the package in the project gives one. Minor if it is built where no request, task or startup is known to get.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "timed": "the client has a timeout",
      "timed-calls": "the calls give one, or run under one",
      "library-default": "the library has a short one of its own"
    },
    "spellings": {
      "openai": "`AsyncOpenAI(api_key=key)`",
      "azure": "`AzureOpenAI(...)`",
      "anthropic": "`Anthropic()`",
      "ollama": "`ollama.AsyncClient()`",
      "langchain": "`ChatOpenAI(model=name)`",
      "module-level": "once for the module"
    },
    "passed": "Every client of a model provider has a timeout.",
    "example": {
      "before": "AsyncOpenAI(api_key=key)\n",
      "after": "AsyncOpenAI(api_key=key, timeout=httpx.Timeout(60, connect=5), max_retries=2)\n",
      "safe": false
    },
    "references": [
      "https://github.com/openai/openai-python#timeouts",
      "https://github.com/anthropics/anthropic-sdk-python#timeouts"
    ],
    "measured": {
      "right": 34,
      "wrong": 0,
      "arguable": 8,
      "on": [
        "IBM/mcp-context-forge",
        "Netflix/dispatch",
        "OpenBMB/ChatDev",
        "QuivrHQ/quivr",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "keephq/keep",
        "langchain-ai/opengpts",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "netease-youdao/QAnything",
        "opea-project/GenAIComps",
        "topoteretes/cognee"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": [],
    "lookalikes": {}
  },
  "prod/lost-error-context": {
    "id": "prod/lost-error-context",
    "title": "Errors recorded without their cause",
    "severity": "minor",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "cwe": "CWE-778",
    "messages": {
      "flattened": "{handlers} an error without its traceback",
      "flattened-everywhere": "{count} broad handlers log an error without its traceback, in {files}",
      "hidden": "{handlers} with a server error, and the cause is recorded nowhere",
      "hidden-everywhere": "{count} broad handlers answer with a server error and record the cause nowhere, in {files}"
    },
    "why": "The text of an exception says that something failed, its traceback says where and why: `'NoneType' object has no attribute 'id'` could be any of a thousand lines. An `HTTPException` is an answer to the framework, which logs neither it nor the exception behind it.",
    "remedy": "Log with `logger.exception(\"what failed\")`, or with `exc_info=True`, before going on or answering.",
    "decides": "A handler for `Exception` or wider that goes on after a call of `error` or `critical` of a logger (known by type: logging, structlog, loguru), when no log of the handler carries a traceback; or one that raises FastAPI's or Starlette's `HTTPException` with a status of the 500s after recording nothing. One finding per file, and one per project beyond 25.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "traced": "a log of the handler carries the traceback",
      "reraised": "the exception goes on to someone else who can record it",
      "handed-on": "the exception itself is given to a call, returned or stored",
      "milder": "logged as a warning or lower, as something that is expected"
    },
    "lookalikes": {
      "narrow": "a handler for an exception that is expected",
      "untyped-logger": "a method of an object that is not known to be a logger"
    },
    "spellings": {
      "error": "`logger.error(\"failed: %s\", error)`",
      "structlog": "structlog's `error`",
      "loguru": "loguru's `error`",
      "critical": "`critical`",
      "http-error": "`raise HTTPException(500, ...)` with nothing logged",
      "http-error-from": "the same with `from`",
      "habit": "more than 25 times in one project"
    },
    "passed": "What broad handlers record carries its traceback.",
    "example": {
      "before": "except Exception as error:\n    logger.error(\"sync failed: %s\", error)\n",
      "after": "except Exception:\n    logger.exception(\"sync failed\")\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/logging.html#logging.Logger.exception",
      "https://www.structlog.org/en/stable/exceptions.html"
    ],
    "measured": {
      "right": 69,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Arize-ai/phoenix",
        "Chainlit/chainlit",
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "benavlabs/FastAPI-boilerplate",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "keephq/keep",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "polarsource/polar",
        "topoteretes/cognee"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/migration-graph-broken": {
    "id": "prod/migration-graph-broken",
    "title": "Migrations that cannot be run",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "schema-authority",
    "category": "Schema Migration",
    "judges": "migrations",
    "messages": {
      "missing": "`down_revision` names `{parent}`, and no revision of the project has that id: `alembic upgrade` fails before it runs anything",
      "renamed": "`down_revision` names `{parent}`, and no revision of the project has that id: `alembic upgrade` fails before it runs anything; {file} calls itself `{id}`",
      "duplicate": "`{id}` is the id of {file} as well: Alembic keeps one of them, and the other never runs",
      "cycle": "the revisions {ids} in `{folder}` follow each other in a circle: `alembic upgrade` fails before it runs anything",
      "heads": "`{folder}` has {count} heads, {heads}: `alembic upgrade head` refuses to choose, and `alembic revision` too"
    },
    "why": "Alembic reads the whole graph before it runs the first statement. A parent that is nowhere, an id twice or a circle stops every release until somebody edits history by hand; two heads are what two merged branches leave behind, and nobody can upgrade to `head` any more.",
    "remedy": "Make `down_revision` the id of the revision that comes before, or join heads by `alembic merge heads`; let the build run `alembic heads` and `alembic upgrade head` on an empty database.",
    "rollout": "Repair the graph in one change of its own, and run `alembic upgrade head` on an empty database and on a copy of the deployed one.",
    "rollback": "Put the files back; nothing in the database changes by editing ids that never ran.",
    "monitor": "`alembic current` equals `alembic heads` after the release.",
    "decides": "The revisions of each folder below an `env.py` that runs migrations, by `revision` and `down_revision` as they are written out. A parent may stand in any folder of the project. Several heads are a fault (major) of one folder only, unless branches are labelled or everything is upgraded to `heads`.",
    "silent": {
      "whole": "every parent is there, and one revision is last",
      "labelled": "`branch_labels` say that the branches are meant",
      "all-heads": "`heads` is what the project upgrades to",
      "computed": "ids or parents are not written out"
    },
    "lookalikes": {
      "other-folder": "another environment has a head of its own",
      "no-environment": "revisions that no environment reads",
      "test": "revisions that a test keeps for itself",
      "script": "revisions that a script keeps for itself"
    },
    "spellings": {
      "text": "`down_revision = \"…\"`",
      "tuple": "a merge of several parents",
      "annotated": "`down_revision: str | None = \"…\"`",
      "stem": "the id without the name that the file has"
    },
    "passed": "The revisions make one whole history.",
    "example": {
      "before": "revision = \"0002\"\ndown_revision = \"001\"\n",
      "after": "revision = \"0002\"\ndown_revision = \"0001\"\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/branches.html",
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html#viewing-history-ranges"
    ],
    "measured": {
      "right": 2,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/migrations-not-deployed": {
    "id": "prod/migrations-not-deployed",
    "title": "Nothing runs the migrations when the service is deployed",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "missing": "this image starts `{server}` and nothing runs the {count} revisions in `{folder}`: looked for `alembic upgrade` in {looked} files that build, start and deploy, and in the code",
      "race": "every container that starts runs `alembic upgrade` first, and {instances} of them start at once: two run the same revision, and one of them fails"
    },
    "why": "New code meets the old schema: the first query for a new column fails in production, until somebody remembers to upgrade by hand. Upgrades that every replica runs for itself are the opposite fault: Alembic takes no lock, so that the same statement runs twice.",
    "remedy": "Run `alembic upgrade head` once for each release, before new containers start: a job, an init container, a release command.",
    "rollout": "Add the step with the schema already up to date, so that its first run does nothing.",
    "rollback": "Take the step out; run the upgrade by hand again.",
    "monitor": "`alembic current` against `alembic heads` after every release.",
    "decides": "Images for production that start a server, of a project with an environment of Alembic and revisions, where no command anywhere and no code outside of the tests upgrades. Or the image's own commands upgrade, and more than one instance is declared.",
    "silent": {
      "upgraded": "a command, a script or a workflow upgrades",
      "in-code": "code of the project calls Alembic to upgrade",
      "told": "another file or command speaks of migrations",
      "no-migrations": "there are no revisions below an environment of Alembic",
      "no-server": "the image starts no server, or is for development"
    },
    "lookalikes": {
      "second": "a further image of the same project",
      "test": "a server that a test starts",
      "script": "a server that a script starts"
    },
    "spellings": {
      "image": "a Dockerfile that only starts the server",
      "replicas": "replicas that all upgrade"
    },
    "passed": "A release runs the migrations.",
    "example": {
      "before": "CMD [\"uvicorn\", \"app.main:app\", \"--host\", \"0.0.0.0\"]\n",
      "after": "CMD [\"uvicorn\", \"app.main:app\", \"--host\", \"0.0.0.0\"]\n# compose.yaml: a service `migrate` with `command: alembic upgrade head` that the others wait for\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html#running-our-first-migration"
    ],
    "measured": {
      "right": 2,
      "wrong": 1,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AlexTymosh/fastapi-saas-template",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/model-migration-drift": {
    "id": "prod/model-migration-drift",
    "title": "Table of a model that no migration creates",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": "Alembic for all schema changes",
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "missing": "no migration creates table `{table}` of `{model}`: the {count} revisions in `{folder}` were replayed and know {known} of the {tables} tables beside it"
    },
    "why": "A database that the migrations have built lacks the table: the first query for it fails in production, while every developer whose tables were made by `create_all` sees nothing.",
    "remedy": "Create it in a revision (`alembic revision --autogenerate`), and see that env.py imports the module of the model, so that the next one is not missed.",
    "rollout": "Generate the revision, read it, and run it against a copy of the production schema before the release that needs it.",
    "rollback": "`alembic downgrade -1`, if the revision drops nothing.",
    "monitor": "`alembic check` in the pipeline, and locks while it runs.",
    "decides": "The revisions of each folder are replayed in the order of their graph. A table of the models that no replayed folder has, that no text of a revision names, while one of the folders knows at least half of the tables of the same declarative base.",
    "silent": {
      "migrated": "a replayed revision has the table",
      "named": "a revision names the table in a text that is not followed",
      "elsewhere": "the migrations know less than half of the tables of this base",
      "unread": "an operation that is not understood could touch any table, or a revision's parent is missing",
      "unnamed": "the names of more than one table in ten are computed",
      "no-migrations": "there are no revisions",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "models that only tests declare"
    },
    "spellings": {
      "model": "a mapped class"
    },
    "passed": "Every table of the models is created by a migration.",
    "example": {
      "before": "class Approval(Base):\n    __tablename__ = \"approvals\"\n",
      "after": "def upgrade():\n    op.create_table(\"approvals\", sa.Column(\"id\", sa.Integer, primary_key=True))\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/autogenerate.html"
    ],
    "measured": {
      "right": 18,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "FayeValentina/React-FastAPI-Postgres",
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "naughtyfruit53/FastApiv1.6",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-circuit-breaker": {
    "id": "prod/no-circuit-breaker",
    "title": "Requests keep waiting for a dependency that is down",
    "severity": "suggestion",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "messages": {
      "missing": "requests to {service} wait for {dependencies}, and no circuit breaker stands between: looked in its {files} files and in the manifests for one"
    },
    "why": "When a dependency hangs, every request waits for its timeout, holds a connection and a worker meanwhile, and asks again: the service goes down with what it asks, and keeps what is recovering under load.",
    "remedy": "Give every dependency a breaker that fails at once after some failures in a row and tries again after a pause (purgatory, aiobreaker, a mesh's outlier detection), and say what the route answers meanwhile.",
    "rollout": "Let it only count at first; then open it for one dependency, with an answer for what its callers do meanwhile.",
    "rollback": "Set the threshold so high that it never opens.",
    "monitor": "How often and how long it is open, and what callers answer meanwhile.",
    "decides": "One finding for each service, at its first application, in which requests reach calls to two or more hosts, or to one provider of a language model. Nothing in the code it is made of, and no manifest, speaks of a circuit breaker or of a mesh that has one. Never more than a suggestion.",
    "silent": {
      "broken": "the code names a circuit breaker",
      "meshed": "a manifest names a circuit breaker, or a mesh that has one",
      "few": "requests wait for at most one other service",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same service"
    },
    "spellings": {
      "hosts": "calls to two hosts",
      "model": "a client of a model provider"
    },
    "passed": "A breaker stands before what requests wait for.",
    "example": {
      "before": "return await partner.quote(order)\n",
      "after": "async with await breakers.get_breaker(\"partner\"):\n    return await partner.quote(order)\n",
      "safe": false
    },
    "references": [
      "https://learn.microsoft.com/en-us/azure/architecture/patterns/circuit-breaker",
      "https://github.com/mardiros/purgatory"
    ],
    "measured": {
      "right": 13,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "alexesma/DZ_fastapi",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "iagentshub/backend_fastapi",
        "keephq/keep",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "morphik-org/morphik-core",
        "naughtyfruit53/FastApiv1.6",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-correlation-id": {
    "id": "prod/no-correlation-id",
    "title": "Requests cannot be told apart in the logs",
    "severity": "minor",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "config-drift",
    "category": "Observability",
    "messages": {
      "missing": "nothing gives a request to {service} ({count} routes) an id to follow it by: looked in {files} files for a request, correlation or trace id and for libraries that set one"
    },
    "why": "Lines of a hundred requests stand between each other in the log. Without an id that every line of a request carries, and that the answer returns, nobody can follow the one that failed through the service, its tasks and the services it calls.",
    "remedy": "Take the id from `X-Request-ID` or make one in a middleware (`asgi-correlation-id` does both), put it into a context variable that the log format prints, return it with the answer, and pass it on to tasks and outbound calls.",
    "decides": "One finding for each service with routes that writes to a log, at its first application. None of the names, texts and imports of the code it is made of speaks of a request, correlation or trace id, and no library for tracing is imported or installed.",
    "silent": {
      "identified": "the code names an id of the request, or a library that sets one",
      "traced": "a library for tracing is imported or installed, which gives every request an id",
      "no-routes": "the application answers no routes of its own",
      "no-log": "nothing in the service writes to a log",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same service"
    },
    "spellings": {
      "application": "`FastAPI()` with routes and log lines"
    },
    "passed": "Requests carry an id.",
    "example": {
      "before": "app = FastAPI()\n",
      "after": "app = FastAPI()\napp.add_middleware(CorrelationIdMiddleware)\n",
      "safe": false
    },
    "references": [
      "https://github.com/snok/asgi-correlation-id",
      "https://www.w3.org/TR/trace-context/"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 5,
      "on": [
        "Chainlit/chainlit",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "SciPhi-AI/R2R",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "h2oai/h2ogpt",
        "iagentshub/backend_fastapi",
        "khoj-ai/khoj",
        "langchain-ai/opengpts",
        "lm-sys/FastChat",
        "mealie-recipes/mealie",
        "mnaimfaizy/fastapi_rbac",
        "mrveiss/AutoBot-AI",
        "mwwoodworth/fastapi-operator-env",
        "nsidnev/fastapi-realworld-example-app",
        "openai/chatgpt-retrieval-plugin",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-global-exception-handler": {
    "id": "prod/no-global-exception-handler",
    "title": "Nothing handles what a route does not catch",
    "severity": "minor",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "missing": "nothing handles what the {count} routes of {service} do not catch: looked for a handler of `Exception` or 500, a middleware around every request, an error tracker",
      "partial": "the handlers of {service} stop at {handled}: what its {count} routes do not catch otherwise is answered with plain text, outside of the format of its errors"
    },
    "why": "An unexpected failure is answered with the words `Internal Server Error` as plain text, which no client of a JSON API can read, and is only told to the console of the server: without the route's context, the user or an id by which the caller could ask for it.",
    "remedy": "Register a handler for `Exception` that logs with the id of the request and answers in the format of all other errors (RFC 9457).",
    "decides": "One finding for each service with routes, at its first application. None of its applications has a handler for `Exception`, for status 500 or for the base of the project's own exceptions, no middleware catches broadly what it calls, and no error tracker is imported or installed. A suggestion if other exceptions are handled.",
    "silent": {
      "handled": "a handler for `Exception` or for status 500",
      "own-base": "a handler for an exception of the project that others derive from",
      "wrapped": "a middleware catches broadly what the application raises",
      "tracked": "an error tracker or a tracing library is imported or installed",
      "undetermined": "for which exceptions a handler is registered is not told by the source",
      "no-routes": "the application answers no routes of its own",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same service"
    },
    "spellings": {
      "none": "no handler at all",
      "narrow": "handlers for narrower exceptions only"
    },
    "passed": "What no route catches is handled in one place.",
    "example": {
      "before": "app = FastAPI()\n",
      "after": "app = FastAPI()\n\n@app.exception_handler(Exception)\nasync def on_error(request, error):\n    logger.exception(\"unhandled\")\n    return JSONResponse({\"type\": \"about:blank\", \"title\": \"Internal error\"}, 500)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/handling-errors/#install-custom-exception-handlers",
      "https://www.rfc-editor.org/rfc/rfc9457"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "Chainlit/chainlit",
        "DeepStacker/fastapi-hft-engine",
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "danny-avila/rag_api",
        "freqtrade/freqtrade",
        "h2oai/h2ogpt",
        "khoj-ai/khoj",
        "langchain-ai/opengpts",
        "lm-sys/FastChat",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "openai/chatgpt-retrieval-plugin",
        "testdrivenio/fastapi-celery",
        "weaviate/Verba"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-health-endpoint": {
    "id": "prod/no-health-endpoint",
    "title": "Service without a health endpoint",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Health Check",
    "messages": {
      "missing": "none of the {count} routes of this application answers a health check (looked for a path that ends in health, healthz, livez, readyz, ping or the like)"
    },
    "why": "A load balancer or orchestrator that has nothing to ask keeps sending requests to an instance that hangs, and replaces none.",
    "remedy": "Add `GET /livez` that returns at once, and `GET /readyz` that asks the database and the broker with a short timeout, and point the probes at them.",
    "rollout": "Deploy the routes first, look at what they answer, then point probes and load balancer at them with generous thresholds.",
    "rollback": "Take the probes away before the routes.",
    "monitor": "Restarts and how long an instance takes to become ready; a readiness that flaps says that its timeout is too short.",
    "decides": "The paths of all routes, prefixes of their routers included: none ends in a segment that names a health check.",
    "silent": {
      "answered": "a route answers health checks",
      "mentioned": "the code names a health path that is answered outside of the route table, or a check of its container asks another route",
      "undetermined": "the last part of some path is not told by the source, or routes lie around that nothing is seen to include",
      "no-routes": "the application answers no routes of its own",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same project"
    },
    "spellings": {
      "application": "`FastAPI()` with routes"
    },
    "passed": "A health endpoint exists.",
    "example": {
      "before": "app = FastAPI()\n",
      "after": "@app.get(\"/livez\", include_in_schema=False)\nasync def livez():\n    return {\"status\": \"ok\"}\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
    ],
    "measured": {
      "right": 11,
      "wrong": 2,
      "arguable": 3,
      "on": [
        "Buuntu/fastapi-react",
        "LAION-AI/Open-Assistant",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "keephq/keep",
        "khoj-ai/khoj",
        "lm-sys/FastChat",
        "nsidnev/fastapi-realworld-example-app",
        "openai/chatgpt-retrieval-plugin",
        "renalreg/ukrdc-fastapi",
        "teamhide/fastapi-boilerplate",
        "testdrivenio/fastapi-celery"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-migrations": {
    "id": "prod/no-migrations",
    "title": "Schema without migrations",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "Alembic for all schema changes",
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "none": "{count} ({tables}) and no migrations: neither an Alembic revision nor an environment for them was found",
      "empty": "{count} ({tables}) and no migrations: an Alembic environment is set up ({where}), but it has no revision"
    },
    "why": "Without migrations a change of the models reaches no deployed database, or reaches it by hand: each environment drifts from the others, and no release can be rolled forward or back.",
    "remedy": "Set up Alembic (`alembic init -t async migrations`), point `target_metadata` at the metadata of these models, and record the present state with `alembic revision --autogenerate -m baseline`.",
    "rollout": "Make a baseline from the models, compare it with a dump of the production schema, and `alembic stamp head` there before anything is upgraded.",
    "rollback": "Nothing has changed in the database but the table `alembic_version`: drop it.",
    "monitor": "`alembic check` in the pipeline: it fails when models and migrations part.",
    "decides": "A declarative base or registry with mapped tables in a project that serves requests, none of whose tables any replayed Alembic revision knows while there is no revision at all.",
    "silent": {
      "migrated": "there are Alembic revisions",
      "embedded": "every engine of the project is for an embedded database",
      "other-tool": "Python files in a folder for migrations belong to another tool or to a runner of the project's own",
      "no-service": "nothing here serves requests, so the schema may be migrated where the models are used",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "models that only tests declare"
    },
    "spellings": {
      "declarative": "a declarative base with models",
      "environment": "an Alembic environment without a revision"
    },
    "passed": "The schema is under migrations.",
    "example": {
      "before": "class Base(DeclarativeBase):\n    pass\n",
      "after": "# migrations/env.py\ntarget_metadata = Base.metadata\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html"
    ],
    "measured": {
      "right": 9,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "benavlabs/FastAPI-boilerplate",
        "fastapi-practices/fastapi_best_architecture",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "insistence/RuoYi-Vue3-FastAPI",
        "morphik-org/morphik-core",
        "renalreg/ukrdc-fastapi",
        "reworkd/AgentGPT",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-rate-limit": {
    "id": "prod/no-rate-limit",
    "title": "Nothing limits how often a route is called",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Rate Limit",
    "cwe": "CWE-770",
    "messages": {
      "guessable": "nothing limits how often {routes} of {service} may be tried: looked for a limiter in its {files} files and for limits of a proxy in the manifests",
      "open": "nothing limits how often anyone may call {routes} of {service}: looked for a limiter in its {files} files and for limits of a proxy in the manifests"
    },
    "why": "A login that answers as often as it is asked is a machine for guessing passwords, and a route that is open to everyone lets one client, by mistake or not, use up what all others need.",
    "remedy": "Limit these routes by account and by address (slowapi or fastapi-limiter with a store that all processes share, as Redis), or in the proxy, and answer 429 with `Retry-After`.",
    "rollout": "Count and log what would be refused for a week, then refuse with `429` and `Retry-After`.",
    "rollback": "Raise the limit.",
    "monitor": "Refusals per client and route, and whether the store of the counters answers.",
    "decides": "One finding for each service that has routes which take credentials without asking for any (a last segment such as login, register, reset-password), or routes that anyone may call beside such that ask for credentials. Nothing in the code it is made of, and no manifest, speaks of a limit on requests. Major for the first kind, minor for the second.",
    "silent": {
      "limited": "the code names a limiter, or refuses with status 429",
      "proxied": "a manifest names a limit on requests",
      "guarded": "no route takes credentials, and none but the root and health checks can be called without them, or the service asks nobody for any",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same service"
    },
    "spellings": {
      "login": "a route that takes a password",
      "register": "a route that makes an account",
      "open": "a route that anyone may call"
    },
    "passed": "What is worth trying often is limited.",
    "example": {
      "before": "@app.post(\"/login\")\nasync def login(form: Credentials): ...\n",
      "after": "@app.post(\"/login\")\n@limiter.limit(\"5/minute\")\nasync def login(request: Request, form: Credentials): ...\n",
      "safe": false
    },
    "references": [
      "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
      "https://slowapi.readthedocs.io/"
    ],
    "measured": {
      "right": 5,
      "wrong": 2,
      "arguable": 1,
      "on": [
        "Buuntu/fastapi-react",
        "Chainlit/chainlit",
        "FayeValentina/React-FastAPI-Postgres",
        "PeterTakahashi/service-base-fastapi",
        "fastapi/full-stack-fastapi-template",
        "langchain-ai/opengpts",
        "nsidnev/fastapi-realworld-example-app",
        "teamhide/fastapi-boilerplate"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/outbound-no-retry": {
    "id": "prod/outbound-no-retry",
    "title": "A request fails with the first hiccup of another service",
    "severity": "minor",
    "confidence": "medium",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "messages": {
      "client": "nothing repeats {calls} through this client when the connection breaks or the other side is busy ({entry})",
      "file": "nothing repeats {calls} in this file when the connection breaks or the other side is busy ({entry})"
    },
    "why": "Connections are reset, instances restart and load balancers answer 503 for a moment, every day. What could be asked again without harm and is not turns each of these moments into a failed request of one's own users.",
    "remedy": "Repeat what is safe to repeat two or three times with a growing, random pause (stamina or tenacity around the function, `httpx.AsyncHTTPTransport(retries=2)` for connections, `urllib3.Retry` in an adapter of requests), inside the time that the caller will wait.",
    "rollout": "Only for calls that may be repeated, with few attempts, growing pauses with chance in them, and a bound over all of them.",
    "rollback": "Set the attempts to one.",
    "monitor": "Retries per host beside its errors: when they grow together, the retries are part of the load.",
    "decides": "Calls over HTTP that only read, or can be repeated by their method (GET, HEAD, OPTIONS, PUT, DELETE), in code that a request reaches, one finding for each client, or for each file where no client is made. No file on the way from the route to the call speaks of retries, and the client has no transport or adapter of its own.",
    "silent": {
      "retried": "a file on the way names a retry, or the call stands in a loop that goes on after a failure",
      "adapted": "the client is given a transport, or an adapter is mounted",
      "in-process": "what is called is the application itself, or runs on the same host",
      "probe": "a health route asks, or a function whose name says that failing is an answer",
      "not-repeatable": "only calls that may not be repeated as they are (POST, PATCH)",
      "not-on-request": "no request is seen to wait for it",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "model": "clients of model providers, which repeat by themselves"
    },
    "spellings": {
      "client": "a client that is made for the call",
      "module": "a function of `requests` or `httpx`",
      "behind-helper": "in a helper that a path operation calls"
    },
    "passed": "What can be asked again is asked again.",
    "example": {
      "before": "return await client.get(url)\n",
      "after": "@stamina.retry(on=httpx.TransportError, attempts=3, timeout=10)\nasync def load(url: str) -> httpx.Response:\n    return await client.get(url)\n",
      "safe": false
    },
    "references": [
      "https://stamina.hynek.me/",
      "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/"
    ],
    "measured": {
      "right": 24,
      "wrong": 0,
      "arguable": 5,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AlexTymosh/fastapi-saas-template",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "SciPhi-AI/R2R",
        "SebastianMV/FastAPI-Enterprise-Boilerplate",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "fastapi-practices/fastapi_best_architecture",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "khoj-ai/khoj",
        "langchain-ai/opengpts",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "morphik-org/morphik-core",
        "opea-project/GenAIComps",
        "permitio/opal",
        "reworkd/AgentGPT"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/outbound-no-timeout": {
    "id": "prod/outbound-no-timeout",
    "title": "Outbound call without a timeout",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "cwe": "CWE-400",
    "messages": {
      "unbounded": "`{call}` to {host} waits without a limit: no timeout is given and the library has none ({entry})",
      "disabled": "`{call}` to {host} waits without a limit: its timeout is None ({entry})",
      "client-disabled": "every call of this `{client}` waits without a limit: its timeout is None ({entry})",
      "long": "calls of this `{client}` wait up to {seconds} s, the library's default ({entry})"
    },
    "why": "A partner that accepts the connection and never answers holds the thread, the worker or the connection that waits for it, for ever. A few such calls are enough to use up every worker, and then the whole service hangs, the parts too that never ask this partner.",
    "remedy": "Give every call, or the client that makes it, a timeout of a few seconds: one to connect, one to read.",
    "rollout": "Look at the slowest hundredth of the present calls and begin above it; lower it once the errors are handled.",
    "rollback": "Raise the number; it can come from the settings.",
    "monitor": "Timeouts per host beside the latency of the callers, and how many requests are open at once.",
    "decides": "A call of requests, httpx, aiohttp, urllib, http.client, smtplib or imaplib by what it resolves to, and what its timeout folds to: its own argument, the client's, the library's default. A timeout that is passed on and not known is not judged. aiohttp's default of 300 s is minor, and so is what nothing is known to reach.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "timed": "the call or its client has a timeout",
      "library-default": "the library has a short one of its own (httpx, 5 s)",
      "deadline": "inside `asyncio.timeout`, `wait_for`, `anyio.fail_after`",
      "in-process": "the transport stays in the process"
    },
    "spellings": {
      "requests": "`requests.get(url)`",
      "session": "`session.get(url)`",
      "urlopen": "`urllib.request.urlopen(url)`",
      "mail": "`smtplib.SMTP(host)`",
      "httpx-none": "`httpx.get(url, timeout=None)`",
      "client-none": "`httpx.AsyncClient(timeout=None)`",
      "timeout-object": "`httpx.Timeout(None)`",
      "aiohttp-default": "`aiohttp.ClientSession()`",
      "aiohttp-none": "`aiohttp.ClientTimeout(total=None)`",
      "constant": "None through a constant"
    },
    "passed": "Every outbound call is bounded by a timeout.",
    "example": {
      "before": "requests.get(url)\n",
      "after": "requests.get(url, timeout=(2, 5))\n",
      "safe": false
    },
    "references": [
      "https://requests.readthedocs.io/en/latest/user/advanced/#timeouts",
      "https://www.python-httpx.org/advanced/timeouts/",
      "https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts"
    ],
    "measured": {
      "right": 179,
      "wrong": 0,
      "arguable": 14,
      "on": [
        "Arize-ai/phoenix",
        "Chainlit/chainlit",
        "Netflix/dispatch",
        "PrefectHQ/prefect",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TracecatHQ/tracecat",
        "chatchat-space/Langchain-Chatchat",
        "keephq/keep",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": [],
    "lookalikes": {}
  },
  "prod/redis-client-fragile": {
    "id": "prod/redis-client-fragile",
    "title": "Redis client without timeouts",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Unbounded Wait",
    "cwe": "CWE-400",
    "messages": {
      "untimed": "`{client}` has neither `socket_timeout` nor `socket_connect_timeout`: a Redis that stalls stalls its callers ({entry})"
    },
    "why": "Up to version 7 of redis-py nothing ends the wait for a command: a failover, a full network queue or a slow command holds every request that asks the cache or the session store. From version 8 the default is 5 s, so without a lock the day of the installation decides.",
    "remedy": "Set `socket_timeout`, `socket_connect_timeout` and `health_check_interval` on the client or its pool.",
    "rollout": "One client at a time: the caller has to answer something when Redis does not, so handle `RedisError` first.",
    "rollback": "Take the arguments away and restart.",
    "monitor": "`TimeoutError` of the client, the slow log of Redis, and the latency of the routes that ask it.",
    "decides": "The construction of a redis-py client or pool (by type) that is given neither timeout, in the call or in a URL that is written out. A client over a pool is judged by the pool. Spared if the project locks redis-py 8 or newer. Major if a request, task or startup builds it, else minor.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "timed": "a timeout is set",
      "library-default": "the locked version is 8 or newer, which has a default of 5 s"
    },
    "spellings": {
      "class": "`Redis(host=...)`",
      "from-url": "`Redis.from_url(url)`",
      "function": "`redis.from_url(url)`",
      "pool": "`ConnectionPool(...)`",
      "asyncio": "`redis.asyncio`"
    },
    "passed": "Every Redis client has a socket timeout.",
    "example": {
      "before": "Redis.from_url(url)\n",
      "after": "Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1, health_check_interval=30)\n",
      "safe": false
    },
    "references": [
      "https://redis.readthedocs.io/en/stable/connections.html"
    ],
    "measured": {
      "right": 42,
      "wrong": 0,
      "arguable": 6,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AlexTymosh/fastapi-saas-template",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Steven-Mendez/starter-template-fastapi",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "opea-project/GenAIComps",
        "permitio/opal",
        "teamhide/fastapi-boilerplate",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": [],
    "lookalikes": {}
  },
  "prod/sentry-misconfigured": {
    "id": "prod/sentry-misconfigured",
    "title": "Error tracker told too little, or too much",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Observability",
    "messages": {
      "anonymous": "neither `environment` nor `release` is given: failures of every deployment arrive as `production`, and none can be traced to the version that brought it",
      "everything": "`{setting}` sends a trace of every request to Sentry: work and network traffic beside each one, and a quota that is used up when traffic is highest",
      "personal": "`send_default_pii` sends the user, the IP address, cookies and headers of whoever met the failure to Sentry with every event",
      "debug": "`debug=True` makes the tracker print what it does to the service's log, in production as well"
    },
    "why": "An error tracker is asked when production fails: which deployment, since which version. Without `environment` Sentry files everything under `production`, and without a release no failure has a first version. A sample rate of 1 doubles what each request sends, and personal data leaves the system unasked.",
    "remedy": "Give `environment` and `release` from the settings, a sample rate below 1 for production, and leave `send_default_pii` off unless somebody has decided otherwise.",
    "decides": "`sentry_sdk.init` with neither setting, and no `SENTRY_ENVIRONMENT` or `SENTRY_RELEASE` in the files that deploy the project (a suggestion); with a sample rate that is 1 as written; with personal data or debugging switched on as written.",
    "silent": {
      "told": "environment or release is given, here or by the deployment's environment, and nothing written out asks for too much",
      "passed-on": "arguments are passed on that are not written out",
      "development": "a test of where it runs stands around it",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "other": "a function `init` of another library"
    },
    "spellings": {
      "call": "`sentry_sdk.init(dsn)`",
      "imported": "`from sentry_sdk import init`",
      "rate": "`traces_sample_rate=1.0`",
      "tracing": "`enable_tracing=True`"
    },
    "passed": "The error tracker knows environment and release, and samples its traces.",
    "example": {
      "before": "sentry_sdk.init(dsn=settings.sentry_dsn, traces_sample_rate=1.0)\n",
      "after": "sentry_sdk.init(dsn=settings.sentry_dsn, traces_sample_rate=0.05, environment=settings.environment, release=settings.release)\n",
      "safe": false
    },
    "references": [
      "https://docs.sentry.io/platforms/python/configuration/options/",
      "https://docs.sentry.io/platforms/python/configuration/environments/"
    ],
    "measured": {
      "right": 4,
      "wrong": 1,
      "arguable": 0,
      "on": [
        "dstackai/dstack",
        "morphik-org/morphik-core",
        "renalreg/ukrdc-fastapi"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/shallow-readiness": {
    "id": "prod/shallow-readiness",
    "title": "Health check that asks nothing the service needs",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Health Check",
    "messages": {
      "ready": "`{route}` says that the service is ready without asking {dependencies}",
      "only": "`{route}` is the only health check of {service}, and it answers without asking {dependencies}"
    },
    "why": "The check says yes while the database is away, so the balancer keeps sending requests to an instance that can only answer with errors, and a release whose connection string is wrong is rolled out to the end.",
    "remedy": "Keep one route that only says that the process runs (`/livez`), and let another (`/readyz`) ask each dependency with a short timeout (`select(1)`, `PING`) and answer 503 when one fails.",
    "decides": "A service that makes an engine for a database server or a client of Redis. Its readiness route, or its only health route, calls nothing that reads from a database, a cache or another service, and every call in it is known.",
    "silent": {
      "probing": "a health route asks a dependency",
      "liveness": "another route answers for readiness",
      "independent": "the service makes no engine for a database server, and no Redis client that it sends commands by",
      "undetermined": "what the handler calls is not known",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "business": "a route that is no health check"
    },
    "spellings": {
      "readiness": "a route named for readiness",
      "only": "the only health route of the service"
    },
    "passed": "Readiness asks what the service needs.",
    "example": {
      "before": "@app.get(\"/readyz\")\nasync def ready():\n    return {\"status\": \"ok\"}\n",
      "after": "@app.get(\"/readyz\")\nasync def ready(session: SessionDep):\n    async with asyncio.timeout(2):\n        await session.execute(select(1))\n    return {\"status\": \"ok\"}\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
    ],
    "measured": {
      "right": 9,
      "wrong": 1,
      "arguable": 2,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "PeterTakahashi/service-base-fastapi",
        "TracecatHQ/tracecat",
        "mrveiss/AutoBot-AI",
        "permitio/opal",
        "reworkd/AgentGPT"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/swallowed-exception": {
    "id": "prod/swallowed-exception",
    "title": "Broad handler that drops the error",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": "no bare except that swallows",
    "cause": "silent-failure",
    "category": "Error Handling",
    "cwe": "CWE-390",
    "messages": {
      "dropped": "{clause} drops every failure of {calls} without a trace ({entry})",
      "defaulted": "{clause} turns every failure of {calls} into a plain value, without a trace ({entry})"
    },
    "why": "`Exception` covers the failure that was expected and every one that was not: a wrong password, a renamed column, a bug in the line above. None of them leaves a trace, callers cannot tell an answer from a failure, and the outage is found by its users.",
    "remedy": "Name the exception that is expected, and log what is caught with its traceback before going on.",
    "decides": "A handler for `Exception` (alone, in a tuple, or in `suppress`) that raises nothing, records nothing, calls nothing and does not use the exception, around a call that is known to ask or change what others keep (a query, a request, a cache, a queue, another process). Major if the body is empty and a request, task or startup gets there; minor elsewhere, under `suppress`, and where the handler gives back a value in place of the result.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "reraised": "some way through the handler raises again, or ends the process",
      "logged": "the failure is recorded",
      "handled": "the exception is used, something else is called in its place, or the failure is noted in an object",
      "optional-import": "an import that may be missing",
      "explained": "a comment in the clause says why",
      "secondary": "inside another handler or a `finally`, something has failed or ended already",
      "cleanup": "what is tried only closes, cancels or removes",
      "telemetry": "what is tried only measures or reports",
      "pure": "nothing in the `try` is known to leave the process",
      "local": "what is tried only waits, or touches files of the host",
      "answer": "the name of the function, or the health route, promises an answer whatever happens (`is_`, `try_`, `_or_none`)"
    },
    "lookalikes": {
      "narrow": "a handler for exceptions below `Exception`"
    },
    "spellings": {
      "pass": "`except Exception: pass`",
      "continue": "`continue` in a loop",
      "tuple": "in a tuple of types",
      "named": "`except Exception as error` whose error is not used",
      "suppress": "`with contextlib.suppress(Exception)`",
      "default": "a value in place of the result",
      "behind-helper": "in a helper that a path operation calls",
      "unreached": "in a function nothing is known to call"
    },
    "passed": "Every broad handler records the failure, acts on it or raises it again.",
    "example": {
      "before": "try:\n    await publish(event)\nexcept Exception:\n    pass\n",
      "after": "try:\n    await publish(event)\nexcept BrokerError:\n    logger.exception(\"event not published\")\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
      "https://docs.python.org/3/library/contextlib.html#contextlib.suppress"
    ],
    "measured": {
      "right": 44,
      "wrong": 0,
      "arguable": 12,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "PrefectHQ/prefect",
        "SciPhi-AI/R2R",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "h2oai/h2ogpt",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "weaviate/Verba"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/task-not-resilient": {
    "id": "prod/task-not-resilient",
    "title": "Tasks without a time limit and without retries",
    "severity": "minor",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "duplicate-execution",
    "category": "Task",
    "messages": {
      "neither": "{tasks}: neither a time limit nor a retry, by the task or by the settings of Celery, so one that hangs holds its worker and one that fails is lost",
      "unlimited": "{tasks}: no time limit, by the task or by the settings of Celery, so one that hangs holds its worker for good"
    },
    "why": "Celery neither ends a task that hangs nor repeats one that failed, unless it is told to: a partner that does not answer takes one worker after the other out of service, and a job that met a restarting database is gone without anyone asking for it.",
    "remedy": "Set `task_time_limit` and `task_soft_time_limit` for all tasks; give each task whose effect may be repeated `autoretry_for`, `retry_backoff` and `max_retries`, and those whose effect may not a guard first (a unique key, a status that is checked).",
    "rollout": "Make it safe to repeat first, then let it be repeated; queue by queue.",
    "rollback": "Set the retries to zero.",
    "monitor": "Retries and failures per task, the age of the oldest message, and effects that happened twice.",
    "decides": "One finding for each service: the tasks of Celery whose decorator names neither `time_limit` nor `soft_time_limit`, while no file of the service, and no command that starts a worker, sets a limit for all. `neither` if they are also given no retry and their module speaks of none.",
    "silent": {
      "limited": "the decorator or the settings set a time limit",
      "other-queue": "a queue that limits and repeats by itself (arq, dramatiq, taskiq, rq)",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "function": "a function that is no task",
      "test": "tasks that only tests have"
    },
    "spellings": {
      "task": "`@app.task`",
      "shared": "`@shared_task`",
      "retried": "a task with retries and no limit"
    },
    "passed": "Every task ends, and is repeated or lost on purpose.",
    "example": {
      "before": "@app.task\ndef bill(order: int): ...\n",
      "after": "@app.task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5, time_limit=120)\ndef bill(order: int): ...\n",
      "safe": false
    },
    "references": [
      "https://docs.celeryq.dev/en/stable/userguide/tasks.html#retrying",
      "https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits"
    ],
    "measured": {
      "right": 5,
      "wrong": 1,
      "arguable": 1,
      "on": [
        "Buuntu/fastapi-react",
        "LAION-AI/Open-Assistant",
        "TransformerOptimus/SuperAGI",
        "mrveiss/AutoBot-AI",
        "testdrivenio/fastapi-celery",
        "theHdd4/TrinityFastAPIDjangoReact",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/untested": {
    "id": "prod/untested",
    "title": "Nothing tests it before it ships",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Build",
    "messages": {
      "none": "no Python file of the project is a test: nothing has called the {count} routes of {service} before a user does",
      "not-run": "the project has {tests} files of tests, and none of the {commands} commands in {where} runs them: a change that breaks them is merged all the same",
      "routers": "{count} of the {total} files with routes have no test: neither a path, a handler nor the module itself is named in any of the {tests} files of tests ({files})"
    },
    "why": "What no test calls is tried first by whoever uses it. A suite that nobody runs rots until it fails for reasons that nobody remembers, and then it is left out of the release that it was written for.",
    "remedy": "Start with one request to each route that changes something, through `TestClient` or `httpx.ASGITransport`, and let the build run the suite on every pull request.",
    "decides": "One finding for a project with an application that answers routes: it holds no file with the role of a test; or its workflows for GitHub or GitLab run commands, all of which are known not to test; or (minor) files with routes of which tests name nothing at all, while they name others.",
    "silent": {
      "tested": "tests name a path, a handler or the module of each file with routes, and the build runs them",
      "no-build": "the project says nothing about what runs on a change, and each file with routes is named",
      "undetermined": "the build runs a script, a target or an action that may test; or tests name no route at all",
      "no-routes": "the application answers no routes of its own"
    },
    "lookalikes": {
      "auxiliary": "a further application",
      "test": "an application that a test makes",
      "script": "an application that a script makes"
    },
    "spellings": {
      "no-tests": "no file is a test",
      "no-step": "a workflow that only builds and deploys",
      "unnamed": "a file with routes that tests never name"
    },
    "passed": "Tests name every file with routes, and the build runs them.",
    "example": {
      "before": "steps:\n  - run: docker build .\n",
      "after": "steps:\n  - run: uv run pytest\n  - run: docker build .\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/testing/",
      "https://docs.github.com/en/actions/tutorials/build-and-test-code/python"
    ],
    "measured": {
      "right": 17,
      "wrong": 4,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "DeepStacker/fastapi-hft-engine",
        "FayeValentina/React-FastAPI-Postgres",
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "OpenBMB/ChatDev",
        "PeterTakahashi/service-base-fastapi",
        "SciPhi-AI/R2R",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "fastapi-practices/fastapi_best_architecture",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "permitio/opal",
        "reworkd/AgentGPT",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "scale/celery-queue-topology": {
    "id": "scale/celery-queue-topology",
    "title": "Slow tasks stand before urgent ones",
    "severity": "blocker",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Task",
    "messages": {
      "found": "task `{slow}` takes long (`{long}`) and task `{urgent}` is waited for (`{call}`), and all tasks share one queue: a few slow ones hold up every urgent one behind them"
    },
    "why": "A worker takes tasks in the order they came. As soon as as many slow tasks run as there are places, a password mail waits for reports that nobody is waiting for; more workers only move the number.",
    "remedy": "Route slow tasks to a queue of their own (`task_routes`, or `queue='slow'` in the decorator) and start a worker for each queue: `celery -A app worker -Q slow -c 2`.",
    "decides": "Among the tasks of Celery of one service, one comes to an answer of a language model or to about a second of computation, another one to a mail or a payment. Neither its code nor the commands that deploy it name a queue, a route or a priority. Blocker where the commands that start its workers do four tasks at once or fewer.",
    "silent": {
      "routed": "queues, routes or priorities are named",
      "alike": "no task that takes long beside one that is waited for",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "other-queue": "tasks of dramatiq, arq, taskiq or rq"
    },
    "spellings": {
      "model": "an answer of a language model",
      "computation": "a computation that takes long",
      "few": "four places or fewer"
    },
    "passed": "What is waited for does not queue behind what takes long.",
    "example": {
      "before": "app = Celery(\"shop\", broker=url)\n",
      "after": "app = Celery(\"shop\", broker=url)\napp.conf.task_routes = {\"shop.reports.*\": {\"queue\": \"slow\"}}\n",
      "safe": false
    },
    "references": [
      "https://docs.celeryq.dev/en/stable/userguide/routing.html"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/celery-reliability": {
    "id": "scale/celery-reliability",
    "title": "Tasks that wait for tasks, or come twice",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "duplicate-execution",
    "category": "Task",
    "messages": {
      "waits": "task `{name}` waits for the result of another task: it holds a place of the workers that the other one needs, and with as many of them as places all wait for good",
      "redelivered": "task `{name}` may run {limit} s and is acknowledged when it has ended, but Redis gives it to a second worker after 3600 s: it then runs twice at once"
    },
    "why": "A worker that waits for a task cannot do it. And a broker without acknowledgements of its own, like Redis, takes a task that has not ended in time for lost: it hands it to the next worker while the first one still runs.",
    "remedy": "Chain the tasks (`chain(a.s(), b.s())`, `chord`) instead of waiting; let the `visibility_timeout` in `broker_transport_options` be longer than the longest task.",
    "decides": "The body of a task of Celery calls `get`, `wait` or `join` of a result of Celery. Or its decorator sets `acks_late=True` and a `time_limit` of an hour or more, an address of the service or of what deploys it is one of Redis, and nothing sets a `visibility_timeout`.",
    "silent": {
      "sound": "it waits for no other task, and ends before it is given to another worker",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "request": "a request that waits for a task",
      "other-queue": "tasks of other libraries"
    },
    "spellings": {
      "result": "`result.get()` in a task",
      "late": "a late acknowledgement and a long limit on Redis"
    },
    "passed": "No task waits for another one, and none is handed out twice.",
    "example": {
      "before": "@app.task\ndef report(order: int):\n    return total.delay(order).get()\n",
      "after": "@app.task\ndef report(amount: int): ...\n\nchain(total.s(order), report.s()).delay()\n",
      "safe": false
    },
    "references": [
      "https://docs.celeryq.dev/en/stable/userguide/tasks.html#avoid-launching-synchronous-subtasks",
      "https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/connection-budget-exceeded": {
    "id": "scale/connection-budget-exceeded",
    "title": "More connections than the database gives",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "over": "all processes together may hold {demand} connections ({sum}) and the server gives {limit} ({said}): under load it refuses the next with `too many clients`",
      "tight": "all processes together may hold {demand} connections ({sum}) of the {limit} that the server gives ({said}): a deployment that starts new processes before it ends the old ones asks for twice as many"
    },
    "why": "Each process has its own pool, and every replica and worker multiplies it. PostgreSQL gives a fixed number to all of them. The numbers are set in three places by three people, and the sum is first seen when the service is scaled out because it is slow.",
    "remedy": "Let `pool_size + max_overflow` be at most four fifths of what the server gives, divided by the number of processes, or put PgBouncer in transaction mode before the server.",
    "rollout": "Lower the overflow first and watch the time that a checkout waits; then the size.",
    "rollback": "Set the old numbers and restart.",
    "monitor": "`count(*)` of `pg_stat_activity` against `max_connections`, the time that a checkout waits, and `too many clients` errors.",
    "decides": "Instances (replicas, or the most that an autoscaler may start) times workers times `pool_size + max_overflow` of every pool of PostgreSQL that a process of the service makes, defaults 5 and 10; what nothing says counts as one. Held against the `max_connections` that the compose service of PostgreSQL is started with, or 100, less 3 for administration. Over it: blocker; over four fifths: major.",
    "silent": {
      "unpooled": "an engine without a pool, in a file, or made for one use",
      "pooler": "a pooler (PgBouncer, pgcat, a managed one) is spoken of",
      "within": "all processes together stay below four fifths of what the server gives",
      "undetermined": "the pool, the database or its settings are not known",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code"
    },
    "lookalikes": {},
    "spellings": {
      "workers": "workers of one instance",
      "replicas": "replicas of a workload",
      "limit": "a `max_connections` that is written out"
    },
    "passed": "All processes together ask for fewer connections than the server gives.",
    "example": {
      "before": "engine = create_async_engine(url, pool_size=20, max_overflow=20)\n",
      "after": "engine = create_async_engine(url, pool_size=5, max_overflow=5)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html#sqlalchemy.pool.QueuePool",
      "https://www.postgresql.org/docs/current/runtime-config-connection.html"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "TransformerOptimus/SuperAGI"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/in-memory-state": {
    "id": "scale/in-memory-state",
    "title": "Requests share state in the memory of one process",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no stateful process memory",
    "cause": "process-local-state",
    "category": "Shared State",
    "messages": {
      "several": "`{name}` is written by {writer} and read by {reader}, but each of the {workers} workers has its own: most readers do not find what was written",
      "single": "`{name}` is written by {writer} and read by {reader}: a second process, or a restart, does not have what was written"
    },
    "why": "The next request goes to another worker, another instance, or to the same one after a deployment. What it looks for was written into a dictionary somewhere else: jobs that are unknown, sessions that are lost, limits that count a part.",
    "remedy": "Keep it where all processes look: Redis or the database, under the key that `{name}` uses now.",
    "rollout": "Write to both places first, then read from the shared one, then forget the local one; until then route a client to one process.",
    "rollback": "Read the local one again as long as both are written.",
    "monitor": "Misses of the shared store, its memory and evictions, and the latency it adds to a request.",
    "decides": "A dictionary, list or set bound in a module, or kept by the one object of a class that a module makes, is filled under changing keys in code that one request reaches and read in another function that another request reaches. With more than one worker in every command that starts a service it is a blocker.",
    "silent": {
      "startup": "it is only filled on import, at startup, or by code that no request reaches",
      "memo": "only the function that fills it reads it, so that another process computes the same",
      "same-request": "only one kind of request, or only connected sockets, are seen to write and to read it",
      "cache": "by its name a cache, a counter or a metric, of which each process may have its own",
      "write-only": "no request reads its elements",
      "alike": "it is filled from code, files or settings, which every process reads alike",
      "flag": "it is only written under keys that are written out",
      "handles": "its elements only mean something in this process (tasks, locks)",
      "sockets": "connections cannot be kept anywhere else; `scale/websocket-registry-local` asks who sends to them",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "constant": "a table that is written out with its elements",
      "local": "a variable of a function that only shares the name"
    },
    "spellings": {
      "dict": "a dictionary in a module",
      "list": "a list in a module",
      "imported": "read in another module that imports it",
      "object": "an attribute of an object that a module makes",
      "thread": "in a function the framework runs in a thread"
    },
    "passed": "No state that requests write and read is kept in the memory of a process.",
    "example": {
      "before": "jobs: dict[str, str] = {}\n\n@app.post(\"/jobs\")\nasync def start(job: str):\n    jobs[job] = \"running\"\n",
      "after": "@app.post(\"/jobs\")\nasync def start(job: str, redis: Redis = Depends(get_redis)):\n    await redis.set(f\"job:{job}\", \"running\", ex=3600)\n",
      "safe": false
    },
    "references": [
      "https://12factor.net/processes",
      "https://fastapi.tiangolo.com/deployment/concepts/#multiple-processes-worker-processes"
    ],
    "measured": {
      "right": 33,
      "wrong": 0,
      "arguable": 5,
      "on": [
        "Skyvern-AI/skyvern",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/k8s-availability": {
    "id": "scale/k8s-availability",
    "title": "The service goes away with one node",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Orchestration",
    "messages": {
      "single": "{name} (Deployment) has {said} and no autoscaler: an update of a node, an eviction or a crash takes the service down",
      "no-budget": "{name} (Deployment) has {replicas} replicas and no PodDisruptionBudget: draining nodes may take all of them at once"
    },
    "why": "Kubernetes moves pods: nodes are drained for updates, pods are evicted under pressure. With one replica every move is an outage of as long as the image takes to pull and the application to start; with several and no budget a drain may move them together.",
    "remedy": "Set `replicas: 2` or more, or a HorizontalPodAutoscaler with `minReplicas: 2`, and a PodDisruptionBudget with `minAvailable: 1`.",
    "decides": "A Deployment that is written out, for production by its path, runs an application of the project with a port. It asks for one replica and nothing scales it; or it asks for several, nothing scales it, and no PodDisruptionBudget selects its pods.",
    "silent": {
      "development": "it is for development",
      "other-work": "it runs no application of the project that listens on a port",
      "autoscaled": "an autoscaler decides how many there are",
      "own-volume": "it claims a volume, which one pod at a time may write to",
      "budgeted": "a budget keeps some of its pods"
    },
    "lookalikes": {
      "test": "manifests of tests",
      "script": "scripts and what they start",
      "stateful": "a StatefulSet, a Job or a DaemonSet"
    },
    "spellings": {
      "one": "`replicas: 1`",
      "absent": "no `replicas`",
      "several": "several replicas without a budget"
    },
    "passed": "Every Deployment that serves has replicas that are kept apart from each other's fate.",
    "example": {
      "before": "spec:\n  replicas: 1\n",
      "after": "spec:\n  replicas: 3\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
      "https://kubernetes.io/docs/tasks/run-application/configure-pdb/"
    ],
    "measured": {
      "right": 0,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "AlbanAndrieu/fastapi-sample"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/lock-without-safety": {
    "id": "scale/lock-without-safety",
    "title": "A lock that outlives its holder",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-wait",
    "category": "Concurrency",
    "messages": {
      "untimed": "`{call}` ({entry}) has no `timeout`: when its holder is killed nobody gives it back, and all processes wait for good",
      "split": "`{call}` ({entry}) and the expiry are two commands: when the process dies between them the lock stays for good"
    },
    "why": "A lock in Redis is a key that stays until somebody deletes it. A process that is killed, redeployed or out of memory deletes nothing: from then on every other one waits, and the work is never done again until a person removes the key.",
    "remedy": "Give the lock a `timeout` longer than the work can take (`redis.lock(name, timeout=60, blocking_timeout=1)`), and set markers in one command: `set(name, token, nx=True, ex=60)`.",
    "decides": "A call of `lock` of a client of redis-py, synchronous or asynchronous, that passes no `timeout` or None; or a call of `setnx` after which the same function sets an expiry by a further command.",
    "silent": {
      "timed": "the lock ends by itself",
      "undetermined": "what is passed is not written out",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "marker": "a key that is set once for good",
      "other": "a lock of the process, or of another library"
    },
    "spellings": {
      "plain": "no `timeout`",
      "none": "`timeout=None`",
      "asynchronous": "a client of redis.asyncio",
      "setnx": "`setnx` and then `expire`"
    },
    "passed": "Every lock that processes share ends by itself.",
    "example": {
      "before": "with redis.lock(\"rebuild\"): ...\n",
      "after": "with redis.lock(\"rebuild\", timeout=60): ...\n",
      "safe": false
    },
    "references": [
      "https://redis-py.readthedocs.io/en/stable/commands.html",
      "https://redis.io/docs/latest/commands/set/"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/missing-pgbouncer": {
    "id": "scale/missing-pgbouncer",
    "title": "More than three instances and no pooler",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "PgBouncer above three instances",
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "found": "`{service}` runs {sum} = {demand} connections straight to PostgreSQL, which gives {limit}: nothing pools them across the instances"
    },
    "why": "A connection of PostgreSQL is a process on its server. Pools inside each instance cannot lend each other what they do not use: every further instance opens its own share, idle or not, until the server has none left for the next one, or for you.",
    "remedy": "Run PgBouncer in transaction mode between the application and PostgreSQL, point the address there (port 6432), and set the pool of each process small (`pool_size=5, max_overflow=0`).",
    "rollout": "Point one instance at the pooler first; check for prepared statements, session settings and LISTEN.",
    "rollback": "Point the address at the server again.",
    "monitor": "`SHOW POOLS` of PgBouncer: waiting clients, and `cl_waiting` over time.",
    "decides": "The files say that more than three instances run, or more than twelve processes, the service makes a pool of PostgreSQL in each, and neither its code nor what deploys it speaks of a pooler by name, port or host. Blocker where the sum is over what the server gives, minor below a third of it.",
    "silent": {
      "pooler": "a pooler (PgBouncer, pgcat, a managed one) is spoken of"
    },
    "lookalikes": {
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code",
      "few": "three instances or fewer"
    },
    "spellings": {
      "replicas": "replicas of a workload",
      "autoscaler": "the most that an autoscaler may start"
    },
    "passed": "Where more than three instances run, a pooler stands before the database.",
    "example": {
      "before": "DATABASE_URL: postgresql+asyncpg://app@db:5432/app\n",
      "after": "DATABASE_URL: postgresql+asyncpg://app@pgbouncer:6432/app\n",
      "safe": false
    },
    "references": [
      "https://www.pgbouncer.org/features.html",
      "https://www.postgresql.org/docs/current/runtime-config-connection.html"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/missing-read-replica": {
    "id": "scale/missing-read-replica",
    "title": "Every read goes to the one server that writes",
    "severity": "minor",
    "confidence": "low",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Throughput",
    "messages": {
      "found": "`{service}` runs {sum} and {reading} of its {asking} routes that ask the database only read, all of them from the server that it writes to"
    },
    "why": "Instances can be added, the server that writes cannot. As long as reads go there too, reports and lists take the time that orders need, and the first thing to stop growing is the database.",
    "remedy": "Add an engine for a replica and a session that only reads from it; let routes that only read depend on that one.",
    "decides": "The files say that eight or more processes run; each makes one pool of PostgreSQL; at least four fifths of the routes that ask it only read; and no code of the service speaks of a replica, a reader or a choice of engines.",
    "silent": {
      "writes": "more than one in five of the routes that ask the database write",
      "replica": "a replica, or a choice between engines, is spoken of"
    },
    "lookalikes": {
      "few": "fewer than eight processes",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code"
    },
    "spellings": {
      "processes": "eight processes or more"
    },
    "passed": "Reads that may be a moment old do not go to the server that writes.",
    "example": {
      "before": "engine = create_async_engine(settings.url)\n",
      "after": "engine = create_async_engine(settings.url)\nreader = create_async_engine(settings.replica_url)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/persistence_techniques.html#session-partitioning"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/no-backpressure": {
    "id": "scale/no-backpressure",
    "title": "Requests queue up without a limit",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Throughput",
    "messages": {
      "queue": "`{name}` (`{type}`) has no `maxsize`, and {entry} puts something in: when more comes in than is worked off, it grows until the process is killed"
    },
    "why": "A queue without a limit answers overload by taking everything: latency grows with every request, then memory, and when the process is killed all that waited is lost. With a limit the service can say 503 and `Retry-After` while it still works.",
    "remedy": "Give it a limit, and turn work away when it is full: `{type}(maxsize=1000)`, `put_nowait`, and 503 for `QueueFull`.",
    "rollout": "Begin with a bound above the highest use so far, and an answer for what is refused.",
    "rollback": "Raise the bound.",
    "monitor": "Length of the queue, refusals, memory.",
    "decides": "A queue of `asyncio` or `queue` without a positive `maxsize`, bound in a module or kept by the one object of a class that a module makes, gets its elements in code that a request or a socket reaches, and its size is not asked for there.",
    "silent": {
      "bounded": "it has a limit",
      "undetermined": "its limit is computed",
      "size-asked": "its size is asked for where something is put in",
      "own-work": "only the process itself puts something in",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "of-one-request": "a queue that one request makes for itself"
    },
    "spellings": {
      "module": "a queue in a module",
      "object": "a queue of an object that a module makes",
      "thread": "`queue.Queue` of threads",
      "zero": "`maxsize=0`"
    },
    "passed": "Every queue that requests fill has a limit.",
    "example": {
      "before": "jobs: asyncio.Queue[str] = asyncio.Queue()\n\n@app.post(\"/jobs\")\nasync def add(job: str):\n    await jobs.put(job)\n",
      "after": "jobs: asyncio.Queue[str] = asyncio.Queue(maxsize=1000)\n\n@app.post(\"/jobs\")\nasync def add(job: str):\n    try:\n        jobs.put_nowait(job)\n    except asyncio.QueueFull:\n        raise HTTPException(503, headers={\"Retry-After\": \"5\"})\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-queue.html",
      "https://sre.google/sre-book/handling-overload/"
    ],
    "measured": {
      "right": 0,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "LAION-AI/Open-Assistant",
        "lnbits/lnbits"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/pagination-uncapped": {
    "id": "scale/pagination-uncapped",
    "title": "Page size that the client chooses without a bound",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unbounded-result",
    "category": "Pagination",
    "messages": {
      "found": "`{name}` of {route} becomes the LIMIT of a query and has no upper bound: one request can ask for every row"
    },
    "why": "A limit that anybody can set to a million is none. The rows are read, turned into objects and into JSON, while a connection is held and the other requests of the process wait, and it takes one client to do it on purpose.",
    "remedy": "Give it an upper bound: `{name}: int = Query(50, ge=1, le=200)`.",
    "decides": "An integer parameter of a path operation that is no part of the path reaches, through calls of the project, the `limit()` of an SQLAlchemy statement. Neither its `Query` nor its annotation has `le` or `lt`, and nothing on the way compares it.",
    "silent": {
      "declared": "the signature gives it an upper bound",
      "compared": "the code compares it with something on the way",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "least": "`min(limit, 100)` is what the statement gets",
      "fixed": "a limit that is written out",
      "dependency": "a number that a dependency gives"
    },
    "spellings": {
      "plain": "`limit: int = 50`",
      "query": "`Query(50, ge=1)` without `le`",
      "annotated": "`Annotated[int, Query()]`",
      "behind-calls": "handed on to a function of the project"
    },
    "passed": "Every page size that a client can choose has an upper bound.",
    "example": {
      "before": "async def orders(limit: int = 50):\n    return await session.scalars(select(Order).limit(limit))\n",
      "after": "async def orders(limit: int = Query(50, ge=1, le=200)):\n    return await session.scalars(select(Order).limit(limit))\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/query-params-str-validations/",
      "https://fastapi.tiangolo.com/tutorial/path-params-numeric-validations/"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "eosphoros-ai/DB-GPT",
        "fastapi/full-stack-fastapi-template",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "keephq/keep",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/pgbouncer-prepared-statements": {
    "id": "scale/pgbouncer-prepared-statements",
    "title": "Prepared statements through a pooler that forgets them",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "found": "{driver} prepares statements on a connection that `{pooler}` gives to somebody else after each {mode}: under load they fail with `prepared statement … does not exist` or `already exists`"
    },
    "why": "A prepared statement belongs to one connection of the server. In transaction mode the pooler hands that connection to another client as soon as the transaction ends; the next use of the statement finds another connection, or a statement of the same name that somebody else made. With one client it works, which is why tests pass.",
    "remedy": "Give the engine `connect_args` with `statement_cache_size: 0` (psycopg: `prepare_threshold: None`; asyncpg also `prepared_statement_name_func`), or let PgBouncer 1.21 or newer remember them: `max_prepared_statements = 200`.",
    "decides": "A compose service of production runs PgBouncer with `POOL_MODE` transaction or statement and no `MAX_PREPARED_STATEMENTS`, and an address of production names it. The service's engine uses asyncpg or psycopg 3, and no code of it names a setting that turns prepared statements off.",
    "silent": {
      "other-driver": "the engine has no pool of PostgreSQL, or its driver does not prepare or is not known",
      "direct": "no pooler that shares connections between transactions is addressed",
      "remembers": "the pooler remembers prepared statements itself",
      "told": "the driver is told not to prepare, or to give each statement a name of its own",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code"
    },
    "lookalikes": {},
    "spellings": {
      "asyncpg": "asyncpg with its cache of statements",
      "psycopg": "psycopg 3, which prepares what is run often"
    },
    "passed": "No statement is prepared through a pooler that would forget it.",
    "example": {
      "before": "engine = create_async_engine(\"postgresql+asyncpg://app@pgbouncer:6432/app\")\n",
      "after": "engine = create_async_engine(\"postgresql+asyncpg://app@pgbouncer:6432/app\", connect_args={\"statement_cache_size\": 0})\n",
      "safe": false
    },
    "references": [
      "https://www.pgbouncer.org/config.html#max_prepared_statements",
      "https://docs.sqlalchemy.org/en/20/dialects/postgresql.html#prepared-statement-name-with-pgbouncer"
    ],
    "measured": {
      "right": 0,
      "wrong": 5,
      "arguable": 0,
      "on": [
        "DeepStacker/fastapi-hft-engine"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/redis-topology": {
    "id": "scale/redis-topology",
    "title": "A cache without a limit",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "Caching",
    "messages": {
      "limited": "{name} (Redis) runs within a limit of memory but knows no `maxmemory`: when it is full the container is killed, with everything in it",
      "unlimited": "{name} (Redis) has no `maxmemory` and the application keeps values in it: nothing bounds the memory it takes from the machine",
      "no-policy": "{name} (Redis) has a `maxmemory` and no `maxmemory-policy`: by default nothing is evicted, and every write fails when it is full"
    },
    "why": "Redis keeps everything in memory and by default takes as much as there is. A cache needs both a limit and leave to forget: without the first the system kills it, or something else on the machine; without the second it answers `OOM command not allowed` when it is full.",
    "remedy": "Start it with `redis-server --maxmemory 400mb --maxmemory-policy allkeys-lru`, below the limit of the container; keep queues, sessions and revoked tokens in another one, or evict by `volatile-lru` only what has an expiry.",
    "decides": "A service of a production compose file runs Redis or Valkey. Its command and environment set no `maxmemory`, or no policy beside it, no configuration file is mounted or named, and application code sets values in Redis.",
    "silent": {
      "development": "it is for development",
      "limited-memory": "a policy says what is evicted",
      "own-configuration": "a configuration file is mounted or named, or another service is extended",
      "no-cache": "no application code is seen to keep values in Redis"
    },
    "lookalikes": {
      "test": "manifests of tests",
      "script": "scripts and what they start",
      "other-store": "another data store"
    },
    "spellings": {
      "plain": "no command",
      "container-limit": "a limit of the container's memory",
      "without-policy": "`--maxmemory` alone"
    },
    "passed": "Redis has a limit and may evict.",
    "example": {
      "before": "redis:\n  image: redis:7\n",
      "after": "redis:\n  image: redis:7\n  command: redis-server --maxmemory 400mb --maxmemory-policy allkeys-lru\n",
      "safe": false
    },
    "references": [
      "https://redis.io/docs/latest/develop/reference/eviction/"
    ],
    "measured": {
      "right": 7,
      "wrong": 1,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "TransformerOptimus/SuperAGI",
        "benavlabs/FastAPI-boilerplate",
        "capicruz28/base_multi_tenant_fastapi",
        "fastapi-practices/fastapi_best_architecture",
        "matthannigan/fastapi-streamlit-llm-starter",
        "mnaimfaizy/fastapi_rbac",
        "onyx-dot-app/onyx",
        "topoteretes/cognee",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/scheduler-in-web-process": {
    "id": "scale/scheduler-in-web-process",
    "title": "Every web process runs the job",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "duplicate-execution",
    "category": "Orchestration",
    "messages": {
      "several": "`{job}` {what} {every} in each of {times} processes ({said}), and no lock keeps them apart",
      "single": "`{job}` {what} {every} inside the web process ({said}): with a second worker or instance it runs twice at a time, and no lock keeps them apart"
    },
    "why": "What the application starts when it starts is started once per process. With several workers or instances the job runs as many times at once: mails are sent twice, rows are computed and charged twice, and cleaning up deletes what another one just works on.",
    "remedy": "Take a lock in a shared store for each run (`async with redis.lock(\"{job}\", timeout=300, blocking_timeout=0)`, `pg_try_advisory_lock`, rows claimed with `FOR UPDATE SKIP LOCKED`), or run the job in a process of its own.",
    "rollout": "Start the one scheduler beside, let it only log for a day, then take it out of the web processes in one release.",
    "rollback": "Start it in one web process only.",
    "monitor": "Runs per job and period: exactly one.",
    "decides": "Application startup starts a task with a `while` loop that pauses for at least 30 seconds, or an unknown time, in every turn, or registers a job with an APScheduler that runs inside the application. The job writes to the database, commits or publishes, and neither it nor what it calls takes a lock in a shared store or claims rows. With more than one process in the deployment it is a blocker.",
    "silent": {
      "locked": "a lock or a claim in it lets only one process work",
      "upkeep": "it runs every few seconds, to look after its own process or to wait for work",
      "no-effect": "it is not seen to write or to publish anything"
    },
    "lookalikes": {
      "test": "test code",
      "script": "a script, which starts no application",
      "own-process": "a scheduler that is a process of its own",
      "retry": "a pause before another attempt"
    },
    "spellings": {
      "lifespan": "a task that the lifespan starts",
      "startup": "a task that a startup handler starts",
      "method": "a method of a service that the lifespan starts",
      "apscheduler": "`AsyncIOScheduler().add_job(...)`"
    },
    "passed": "No job that writes runs in every web process at once.",
    "example": {
      "before": "async def expire():\n    while True:\n        await delete_expired()\n        await asyncio.sleep(3600)\n",
      "after": "async def expire():\n    while True:\n        async with redis.lock(\"expire\", timeout=300, blocking_timeout=0):\n            await delete_expired()\n        await asyncio.sleep(3600)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/deployment/concepts/#multiple-processes-worker-processes",
      "https://redis.readthedocs.io/en/stable/lock.html"
    ],
    "measured": {
      "right": 2,
      "wrong": 28,
      "arguable": 6,
      "on": [
        "Skyvern-AI/skyvern",
        "alexesma/DZ_fastapi",
        "dstackai/dstack",
        "insistence/RuoYi-Vue3-FastAPI",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/threadpool-exceeds-pool": {
    "id": "scale/threadpool-exceeds-pool",
    "title": "More threads than connections",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "found": "the engine gives at most {total} connections ({said}), and {tokens} threads of a process serve {routes}: the {next}th request waits 30 s for one and then fails"
    },
    "why": "FastAPI runs `def` path operations and dependencies in forty threads. Each of them holds a connection from its first query to the end of its session, so that the pool is empty long before the threads are: the rest hold a thread and wait, until `QueuePool limit … reached`.",
    "remedy": "Give the pool as many connections as threads use it (`pool_size=20, max_overflow=20`), or the process fewer threads (`current_default_thread_limiter().total_tokens = {total}`).",
    "rollout": "Raise the pool only within what the server allows, otherwise lower the limiter of the threadpool.",
    "rollback": "Set the old numbers and restart.",
    "monitor": "The time a checkout waits, and `QueuePool limit` errors.",
    "decides": "A synchronous SQLAlchemy engine is made once in a service and is its only one; `pool_size` and `max_overflow` are written out or left at 5 and 10, and together less than the 40 threads that anyio gives a process. A `def` path operation of the service queries the database.",
    "silent": {
      "asynchronous": "an asynchronous engine, which no thread waits for",
      "unpooled": "an engine without a pool, in a file, or made for one use",
      "enough": "there are as many connections as threads",
      "no-thread": "no `def` path operation of the service is seen to query",
      "undetermined": "the size of the pool, the number of threads, the database or the service is not known",
      "script": "scripts, commands, migrations, examples, generated and vendored code",
      "test": "test code"
    },
    "lookalikes": {},
    "spellings": {
      "default": "the defaults of the pool",
      "sized": "a size that is written out",
      "driver": "an address out of the settings, and a driver that the service installs"
    },
    "passed": "Every thread that serves a request can have a connection.",
    "example": {
      "before": "engine = create_engine(\"postgresql+psycopg://app@db/app\")\n",
      "after": "engine = create_engine(\"postgresql+psycopg://app@db/app\", pool_size=20, max_overflow=20)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html#sqlalchemy.pool.QueuePool",
      "https://anyio.readthedocs.io/en/stable/threads.html#adjusting-the-default-maximum-worker-thread-count"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "scale/websocket-registry-local": {
    "id": "scale/websocket-registry-local",
    "title": "Broadcast that only reaches the sockets of one process",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no stateful process memory",
    "cause": "process-local-state",
    "category": "Shared State",
    "messages": {
      "several": "`{name}` holds the sockets of one process, and {sender} sends to them: clients of the other {others} workers hear nothing",
      "single": "`{name}` holds the sockets of one process, and {sender} sends to them: with a second process its clients hear nothing"
    },
    "why": "A socket belongs to the process that accepted it. A message that another request, job or process causes is sent to those that happen to be connected where it happens, and a second worker or instance splits the audience without an error.",
    "remedy": "Publish the message through Redis (or another broker) and let every process send it to its own `{name}`.",
    "rollout": "Publish and still send to the own connections first; subscribe in every process; then stop sending directly.",
    "rollback": "Send directly again, with one process.",
    "monitor": "Messages published against messages delivered per process, and the lag of the subscription.",
    "decides": "A container that every request of a process shares is filled with WebSockets and read in another function than the endpoint that filled it, and nothing in the project subscribes to a broker that all processes hear.",
    "silent": {
      "subscribed": "the project subscribes to a broker through which every process hears of the message",
      "own-socket": "only the endpoint that put a socket in uses it",
      "no-sockets": "it holds something else",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code"
    },
    "spellings": {
      "module": "a list in a module",
      "manager": "a connection manager that a module makes",
      "by-user": "a dictionary by user"
    },
    "passed": "Messages for WebSockets reach the clients of every process.",
    "example": {
      "before": "for socket in sockets:\n    await socket.send_json(message)\n",
      "after": "await redis.publish(\"feed\", json.dumps(message))\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/advanced/websockets/#handling-disconnections-and-multiple-clients",
      "https://redis.io/docs/latest/develop/pubsub/"
    ],
    "measured": null,
    "pack": "scale",
    "also": [],
    "aliases": []
  },
  "sec/code-injection": {
    "id": "sec/code-injection",
    "title": "Request data run as code",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-94",
    "securitySeverity": 9.8,
    "messages": {
      "part": "`{hole}` becomes part of what `{sink}` runs as code and comes from {source}",
      "whole": "`{sink}` runs as code what comes from {source}"
    },
    "why": "What is evaluated, imported or compiled as a template runs with all rights of the service: a client that writes a part of it reads secrets, opens connections and starts programs.",
    "remedy": "Parse what the client sends with `json` or `ast.literal_eval`, choose from a mapping that you wrote, and give templates data, never source.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches `eval`, `exec`, an import by name, or the source of a template, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. A sandboxed template environment, or a module of a written package, is no finding. Every hop of the way is evidence.",
    "silent": {
      "constant": "what is run is written in the code, checked against or chosen from what is written there",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "package": "a name behind that of a package imports only what lies in it",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "data": "request data that a template is rendered with"
    },
    "spellings": {
      "eval": "`eval`, `exec`",
      "import-name": "`importlib.import_module(name)`",
      "template-source": "`jinja2.Template(source)`, `Environment().from_string(source)`"
    },
    "passed": "No request data is run as code.",
    "example": {
      "before": "return {\"result\": eval(body.expression)}\n",
      "after": "return {\"result\": ast.literal_eval(body.expression)}\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/94.html",
      "https://docs.python.org/3/library/ast.html#ast.literal_eval"
    ],
    "measured": {
      "right": 1,
      "wrong": 5,
      "arguable": 0,
      "on": [
        "khoj-ai/khoj",
        "lnbits/lnbits",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/command-injection": {
    "id": "sec/command-injection",
    "title": "Request data in a shell command",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-78",
    "securitySeverity": 9.8,
    "messages": {
      "part": "`{hole}` is put into the command that `{sink}` gives to a shell and comes from {source}",
      "whole": "`{sink}` gives a shell a command that comes whole from {source}"
    },
    "why": "A shell reads separators, substitutions and redirections out of what it is given. Whoever writes a part of the command runs any program with the rights of the service.",
    "remedy": "Start the program with a list of arguments and without a shell; check what a client names against what you wrote.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches a command that a shell runs: a shell call, `shell=True`, or `sh -c`, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. `shlex.quote` cleans; a list of forbidden words does not, a test that is not understood leaves it undecided. Every hop of the way is evidence.",
    "silent": {
      "constant": "the command is written in the code, checked against or chosen from what is written there, or quoted",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "no-shell": "a list of arguments that starts a program without a shell"
    },
    "spellings": {
      "os-system": "`os.system`, `os.popen`",
      "shell-true": "`subprocess.run(…, shell=True)`",
      "subprocess-shell": "`asyncio.create_subprocess_shell`",
      "dash-c": "`[\"bash\", \"-c\", x]`",
      "deny-list": "behind a list of forbidden words",
      "model-field": "a field of a request model",
      "across-files": "the request's data and the shell stand in different functions"
    },
    "passed": "No request data reaches a shell.",
    "example": {
      "before": "await asyncio.create_subprocess_shell(f\"ping -c1 {host}\")\n",
      "after": "await asyncio.create_subprocess_exec(\"ping\", \"-c1\", \"--\", str(ip_address(host)))\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/78.html",
      "https://docs.python.org/3/library/subprocess.html#security-considerations"
    ],
    "measured": {
      "right": 2,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/committed-env-file": {
    "id": "sec/committed-env-file",
    "title": "Environment file with secrets under version control",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-538",
    "securitySeverity": 8.6,
    "messages": {
      "tracked": "git tracks `{file}`, which holds {names} ({value})",
      "not-ignored": "`{file}` holds {names} ({value}), and no ignore rule keeps it out of version control",
      "known": "git tracks `{file}`, where {names} {verb} a value everybody knows ({value})"
    },
    "why": "Whoever can read the repository, a fork or a backup of it has the credentials, and so has its history for ever: taking the file out later takes nothing back. An entry in `.gitignore` does not help a file that is tracked already.",
    "remedy": "Run `git rm --cached` on the file, ignore it, commit a template with empty values instead, and change every credential that was in it.",
    "decides": "Environment files (`.env`, `.env.production`, `worker.env`) that git's own index lists, whatever `.gitignore` says; without an index, those that no ignore rule matches, with medium confidence. One finding a file: it names the values under names that say secret and the passwords in addresses. A file with only values that everybody knows is minor, and only where they open the service itself.",
    "silent": {
      "untracked": "git does not track it",
      "template": "a template to be copied and filled in",
      "development": "a file for development or tests",
      "no-secret": "it holds no secret",
      "stand-in": "what stands there opens nothing",
      "test": "files of tests",
      "script": "files of documentation and examples"
    },
    "lookalikes": {
      "reference": "a value that refers to another place"
    },
    "spellings": {
      "secret": "a name that says secret",
      "address": "a password in an address",
      "several": "more than one",
      "named": "`NAME.env` beside `.env`",
      "well-known": "values everybody knows"
    },
    "passed": "No environment file with secrets is under version control.",
    "example": {
      "before": "JWT_SECRET_KEY=correct-horse-battery\n",
      "after": "# .env.example\nJWT_SECRET_KEY=\n",
      "safe": false
    },
    "references": [
      "https://12factor.net/config",
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository"
    ],
    "measured": {
      "right": 17,
      "wrong": 1,
      "arguable": 1,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "Netflix/dispatch",
        "SciPhi-AI/R2R",
        "capicruz28/base_multi_tenant_fastapi",
        "fastapi-practices/fastapi_best_architecture",
        "fastapi/full-stack-fastapi-template",
        "insistence/RuoYi-Vue3-FastAPI",
        "kongnakornna/fastapicleanarchitectureddd",
        "mwwoodworth/fastapi-operator-env",
        "stanmart1/readnwin-fastapi",
        "yongbin-dev/fastapi_celery_study"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/cors-credentials-wildcard": {
    "id": "sec/cors-credentials-wildcard",
    "title": "Every origin may send credentials",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "privilege",
    "category": "Cross-Site",
    "cwe": "CWE-942",
    "securitySeverity": 7.1,
    "messages": {
      "cookie": "`{setting}` lets every website in and credentials are allowed: any page a user visits can call this service with that user's cookies and read the answers",
      "bearer": "`{setting}` lets every website in while credentials are allowed: a cookie or a login of the browser, once there is one, works from any page"
    },
    "why": "Starlette answers such a request with the very origin that asked, because browsers refuse `*` together with credentials. So every website counts as allowed: a page that a logged-in user opens elsewhere can read and change what that user can.",
    "remedy": "List the origins of your own pages, from the settings, or leave `allow_credentials` out where clients send a token themselves.",
    "decides": "`CORSMiddleware` is registered with origins that hold `*`, or with a pattern that everything matches, and with `allow_credentials=True`, after names, settings' defaults, helpers and branches are followed. Minor where the service sets no cookie.",
    "silent": {
      "checked": "a middleware looks at the origin itself",
      "listed": "the origins are listed, matched by a pattern of their own, or not known",
      "no-credentials": "credentials are not allowed, or that is not known",
      "development": "a test of where it runs, or of a setting that asks for it, decides",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "add": "`app.add_middleware(CORSMiddleware, ...)`",
      "list": "`Middleware(CORSMiddleware, ...)` in the application's list",
      "settings": "the default of a settings class",
      "pattern": "`allow_origin_regex` that everything matches",
      "text": "`allow_origins=\"*\"`",
      "no-cookie": "a service without cookies"
    },
    "passed": "Cross-origin requests with credentials are allowed to listed origins only.",
    "example": {
      "before": "app.add_middleware(CORSMiddleware, allow_origins=[\"*\"], allow_credentials=True)\n",
      "after": "app.add_middleware(CORSMiddleware, allow_origins=[\"https://app.example\"], allow_credentials=True)\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/cors/",
      "https://cwe.mitre.org/data/definitions/942.html"
    ],
    "measured": {
      "right": 23,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "LAION-AI/Open-Assistant",
        "OpenBMB/ChatDev",
        "SciPhi-AI/R2R",
        "danny-avila/rag_api",
        "h2oai/h2ogpt",
        "insistence/RuoYi-Vue3-FastAPI",
        "keephq/keep",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "nsidnev/fastapi-realworld-example-app",
        "opea-project/GenAIComps",
        "xorbitsai/inference"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/exception-detail-leak": {
    "id": "sec/exception-detail-leak",
    "title": "Words of an internal error sent to the client",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "secret-exposure",
    "category": "Error Handling",
    "cwe": "CWE-209",
    "securitySeverity": 5.3,
    "messages": {
      "told": "the {what} of {caught}, caught in line {line} of `{handler}`, is sent to the client of {route}; answers of this file that do so: {count}"
    },
    "why": "The text of an exception that nobody expected names tables, statements, hosts, paths and versions. It helps whoever probes the service more than whoever uses it, and it changes with every library upgrade.",
    "remedy": "Log it (`logger.exception`) and answer with words of your own and an identifier to find it by.",
    "decides": "The handler of a route catches `Exception`, everything, or an error of a database driver, the system or a subprocess, and raises an HTTPException or returns a body into which `str(exc)`, `repr(exc)`, an f-string of it, `exc.args` or a traceback is put. Followed through names, dictionaries, responses and models; what is given to a function of the project is not. One finding for each file; major for a traceback or the words of a database on a route that asks for no credentials.",
    "silent": {
      "own-words": "nothing of the exception is put into the answer",
      "narrow": "exceptions of the project, of validation and the like, whose words may be meant for clients",
      "tested": "only under a further test, such as for a debug mode",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "logged": "the text is only logged"
    },
    "spellings": {
      "str": "`detail=str(exc)`",
      "format": "an f-string with the exception",
      "returned": "a dictionary that is returned",
      "response": "a JSONResponse",
      "traceback": "`traceback.format_exc()`",
      "driver": "an error of a database driver"
    },
    "passed": "Errors reach clients in words of the service.",
    "example": {
      "before": "except Exception as exc:\n    raise HTTPException(500, detail=str(exc))\n",
      "after": "except Exception:\n    logger.exception(\"order %s could not be placed\", order_id)\n    raise HTTPException(500, detail=\"the order could not be placed\")\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/209.html"
    ],
    "measured": {
      "right": 37,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "OpenBMB/ChatDev",
        "SciPhi-AI/R2R",
        "TracecatHQ/tracecat",
        "TransformerOptimus/SuperAGI",
        "chatchat-space/Langchain-Chatchat",
        "keephq/keep",
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "polarsource/polar",
        "topoteretes/cognee"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/hardcoded-secret": {
    "id": "sec/hardcoded-secret",
    "title": "Credential in the source",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-798",
    "securitySeverity": 9.1,
    "messages": {
      "format": "the text has the form of a {what} ({shown})",
      "address": "the address of `{host}` holds a password",
      "name": "`{name}` is a value that looks drawn by chance ({shown}): a live secret in the source",
      "key": "`{callee}` signs with a key that is written in the code ({shown})",
      "known-key": "`{callee}` signs with a key that everybody knows: anyone can sign"
    },
    "why": "Whoever can read the repository, a fork, a backup or an image layer has the credential, and its history keeps it for ever. It cannot be changed without a release, so it is not changed.",
    "remedy": "Revoke it and issue a new one first; then read it from the settings: `secret_key: SecretStr` in a `BaseSettings` class, set by the environment or a secret store.",
    "decides": "Every text of the code, and of YAML, TOML, JSON and INI files: the formats of nineteen kinds of credentials, passwords in addresses of servers, values that look drawn by chance under a name that says secret, and texts that reach the key of a signed token or session. Texts that documentation would show are left out. The value is shown nowhere, and is not kept in the cache.",
    "silent": {
      "default": "it stands in for a setting that is missing; another rule looks at those",
      "local": "the password of a server on the same machine or in the same compose file",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "placeholder": "a text that is to be replaced, or that pages carry",
      "about-a-secret": "the name of a secret, of a field or a table",
      "words": "a text of words under a name that says secret"
    },
    "spellings": {
      "format": "a text of a known format",
      "address": "a password in an address",
      "assigned": "a value under a name that says secret",
      "keyword": "an argument of that name",
      "entry": "an entry of a dictionary of that name",
      "block": "a private key",
      "manifest": "a value of a YAML file",
      "key": "a written key that signs",
      "known": "a key that everybody knows"
    },
    "passed": "No credential is written in the code.",
    "example": {
      "before": "client = StripeClient(API_KEY)\n",
      "after": "client = StripeClient(settings.stripe_key.get_secret_value())\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/798.html",
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/"
    ],
    "measured": {
      "right": 6,
      "wrong": 2,
      "arguable": 0,
      "on": [
        "Buuntu/fastapi-react",
        "DeepStacker/fastapi-hft-engine",
        "SciPhi-AI/R2R",
        "walkerchiu/fastapi-starter"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/idor": {
    "id": "sec/idor",
    "title": "Row of somebody else within reach",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authorization",
    "cwe": "CWE-639",
    "securitySeverity": 8.1,
    "messages": {
      "unowned": "`{route}` gives whoever passes `{guard}` the `{entity}` of any `{variable}`: nothing on the way looks at `{owner}`, which `{other}` compares",
      "changed": "`{route}` lets whoever passes `{guard}` change the `{entity}` of any `{variable}`: nothing on the way looks at `{owner}`, which `{other}` compares",
      "open": "`{route}` lets anybody change the `{entity}` of any `{variable}`: nobody is asked who they are, and nothing on the way looks at `{owner}`"
    },
    "why": "A key in a path is a guess away from the next one. Who is logged in says who asks, not whose row it is: without a comparison with the owner, every account reads and changes the rows of all others.",
    "remedy": "Ask for the row of the one who asks: `select({entity}).where({entity}.id == {variable}, {owner} == user.id)`, and answer 404 where there is none.",
    "decides": "A variable of the path is followed from the handler through calls to the statement that finds a row of a mapped class by its primary key (`session.get`, a comparison in `where` or `filter`, `filter_by`). The class has a column that names a user or a tenant. Reported is a route whose way down neither reads that column nor hands on who asks, where another route compares it for such rows (for GET: another GET), or that changes the row and asks nobody at all. Guards that know roles, dependencies that take the variable, class-based views and requests that are handed on are left alone.",
    "silent": {
      "owner": "a function on the way reads the column of the owner, gives a value for it, or asks a context variable",
      "principal": "the handler looks at the one who asks, or hands them on",
      "role": "the guard asks for a role or a permission",
      "dependency": "a dependency takes the variable of the path",
      "shared": "no other route compares the owner of such a row, so the rows may be everybody's",
      "public-read": "reading asks nobody, as for what is published",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "ownerless": "a class without a column that names an owner"
    },
    "spellings": {
      "get": "`session.get(Model, key)`",
      "where": "`select(Model).where(Model.id == key)`",
      "filter-by": "`session.query(Model).filter_by(id=key)`",
      "service": "the row is found by a function that the handler calls",
      "open": "a route that asks nobody"
    },
    "passed": "Rows with an owner are looked up with their owner.",
    "example": {
      "before": "order = session.get(Order, order_id)\n",
      "after": "order = session.scalar(select(Order).where(Order.id == order_id, Order.owner_id == user.id))\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/639.html",
      "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/"
    ],
    "measured": {
      "right": 0,
      "wrong": 7,
      "arguable": 0,
      "on": [
        "alexesma/DZ_fastapi",
        "stanmart1/readnwin-fastapi"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/insecure-cookie": {
    "id": "sec/insecure-cookie",
    "title": "Login cookie without its flags",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Cross-Site",
    "cwe": "CWE-614",
    "securitySeverity": 6.5,
    "messages": {
      "flags": "the cookie `{name}` is set without {flags}: {effect}",
      "session": "`SessionMiddleware` is installed without `https_only=True`: the session cookie also goes over plain HTTP"
    },
    "why": "Whoever has the cookie is logged in. Without `httponly` a single script that gets into a page reads it; without `secure` it is sent along with every plain HTTP request, for anyone on the way.",
    "remedy": "Set `httponly=True, secure=True, samesite=\"lax\"`; for local development take `secure` from the settings.",
    "decides": "`set_cookie` of a Starlette response, known by type, for a cookie whose name or value speaks of a token, session or login, where a flag is left out or is always false; and `SessionMiddleware` with its default. A flag that a setting or a function decides is not reported.",
    "silent": {
      "protected": "the flags are set, or something decides them",
      "deletion": "the cookie is taken away",
      "preference": "the cookie lets nobody in",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "other-set-cookie": "`set_cookie` of an own class"
    },
    "spellings": {
      "none": "no flag at all",
      "one": "one of them left out",
      "off": "a flag that is written as false",
      "session": "`SessionMiddleware` with its default"
    },
    "passed": "Login cookies are out of reach for scripts and for plain HTTP.",
    "example": {
      "before": "response.set_cookie(\"access_token\", token)\n",
      "after": "response.set_cookie(\"access_token\", token, httponly=True, secure=True, samesite=\"lax\")\n",
      "safe": false
    },
    "references": [
      "https://www.starlette.io/responses/#set-cookie",
      "https://cwe.mitre.org/data/definitions/614.html"
    ],
    "measured": {
      "right": 17,
      "wrong": 3,
      "arguable": 0,
      "on": [
        "LAION-AI/Open-Assistant",
        "alexesma/DZ_fastapi",
        "fastapi-practices/fastapi_best_architecture",
        "fief-dev/fief",
        "h2oai/h2ogpt",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "khoj-ai/khoj",
        "lnbits/lnbits",
        "mealie-recipes/mealie",
        "mwwoodworth/fastapi-operator-env",
        "naughtyfruit53/FastApiv1.6"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/jwt-verification": {
    "id": "sec/jwt-verification",
    "title": "Token that is believed without proof",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-347",
    "securitySeverity": 9.1,
    "messages": {
      "unsigned": "`{callee}` does not check who signed the token: anyone can write one",
      "any-algorithm": "`{callee}` is given no `algorithms`: it verifies by whatever algorithm the token itself names",
      "mixed": "`{callee}` takes {algorithms} with one key: a token signed with the public key as a secret passes",
      "expired-too": "`{callee}` takes tokens that have expired, and nothing looks at `exp`",
      "no-expiry": "the token that `{callee}` signs has no `exp`: whoever gets hold of it is logged in for ever",
      "empty-key": "the key that `{callee}` signs with is the empty text: anyone can sign"
    },
    "why": "A token is the proof of who is asking. If its signature, its algorithm or its end is not checked, whoever can write JSON, or has an old token from a log, is that user.",
    "remedy": "Pass the algorithms and let `options` require the end: `jwt.decode(token, key, algorithms=[\"HS256\"], options=REQUIRE_EXP)`, and give every token an `exp`.",
    "decides": "Calls of PyJWT and python-jose, known by what they import: options that turn the check of the signature or of `exp` off, `none` among the algorithms, symmetric and asymmetric algorithms together, no algorithms where the library then takes any, and a payload whose keys are all written and hold no `exp`. An expiry or a missing algorithm is major.",
    "silent": {
      "verified": "signature and end are checked, or what is passed is not known",
      "verified-after": "the same function reads the token again and checks it",
      "not-from-request": "an unchecked token comes from elsewhere, as from the provider that issued it",
      "expiry-checked": "the file looks at `exp` itself",
      "expires": "the payload gets an `exp`",
      "elsewhere": "the payload is put together elsewhere",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "other-decode": "`decode` of something that is no token"
    },
    "spellings": {
      "signature": "`options={\"verify_signature\": False}`",
      "verify": "`verify=False` of old PyJWT",
      "none": "`none` among the algorithms",
      "jose": "python-jose without `algorithms`",
      "mixed": "symmetric and asymmetric algorithms on one key",
      "expired": "`options={\"verify_exp\": False}`",
      "forever": "a payload without `exp`",
      "empty": "an empty key"
    },
    "passed": "Tokens are verified with fixed algorithms and end.",
    "example": {
      "before": "jwt.decode(token, options={\"verify_signature\": False})\n",
      "after": "jwt.decode(token, KEY, algorithms=[\"HS256\"], options={\"require\": [\"exp\"]})\n",
      "safe": false
    },
    "references": [
      "https://pyjwt.readthedocs.io/en/stable/usage.html",
      "https://cwe.mitre.org/data/definitions/347.html"
    ],
    "measured": {
      "right": 0,
      "wrong": 5,
      "arguable": 1,
      "on": [
        "IBM/mcp-context-forge",
        "keephq/keep",
        "permitio/opal"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/mass-assignment": {
    "id": "sec/mass-assignment",
    "title": "Request sets what only the service should set",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "unvalidated-input",
    "category": "Input Validation",
    "cwe": "CWE-915",
    "securitySeverity": 8.1,
    "messages": {
      "constructor": "`{route}` makes a `{entity}` of every field of `{model}`, {fields} among them: the client says what it may do, or whose the row is",
      "setattr": "`{route}` sets every field of `{model}` on a `{entity}`, {fields} among them: the client says what it may do, or whose the row is",
      "update": "`{route}` writes every field of `{model}` into `{entity}`, {fields} among them: the client says what it may do, or whose the row is"
    },
    "why": "A model that is handed over whole gives clients every column that it names, the ones that decide about rights included: one more key in the JSON, and an account is an administrator, or a row belongs to somebody else.",
    "remedy": "Give clients a model without {fields}, and set them from the one who asks: `{entity}(**data.model_dump(), owner_id=user.id)`.",
    "decides": "The Pydantic model of a route's body is dumped and handed over whole, in the handler or in what it calls, to a mapped class, to `setattr` in a loop, or to `values(…)` of an update. Its fields, bases included, are compared with the columns: roles, rights, balances, hashes of passwords, owners, and for accounts whether they are active or verified. Fields that are set beside it or afterwards do not count.",
    "silent": {
      "plain-fields": "no field is more than data, or the service sets it afterwards",
      "role": "the guard asks for a role or a permission",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "chosen": "`model_dump(exclude={…})` and keys that are taken out",
      "not-mapped": "a class that is no table"
    },
    "spellings": {
      "constructor": "`User(**data.model_dump())`",
      "setattr": "`for name, value in data.model_dump().items(): setattr(user, name, value)`",
      "update": "`update(User).values(**data.model_dump())`"
    },
    "passed": "No request sets rights or owners by name.",
    "example": {
      "before": "class UserIn(BaseModel):\n    name: str\n    is_admin: bool = False\n",
      "after": "class UserIn(BaseModel):\n    name: str\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/915.html",
      "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/"
    ],
    "measured": null,
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/missing-auth": {
    "id": "sec/missing-auth",
    "title": "Route that changes something and asks nobody who they are",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-306",
    "securitySeverity": 7.5,
    "messages": {
      "one": "`{route}` {effect} and refuses nobody; {guarded} routes of the application do, most by `{guard}`",
      "several": "`{route}` {effect} and refuses nobody, as {others} of this router; {guarded} routes of the application do, most by `{guard}`",
      "open": "`{route}` {effect}, and no route of the application refuses anybody ({others} beside it): unless a gateway asks for credentials, whoever reaches it may"
    },
    "why": "Whoever reaches the service changes its data. The guard of one router does not cover the next: a route is as open as what application, includes, router, decorator and signature add up to.",
    "remedy": "Give the router the guard that other routes have, for all its routes at once: `APIRouter(dependencies=[Depends(get_current_user)])`.",
    "decides": "The effective route table: dependencies of application, includes, router, decorator, class and signature with all they depend on, middleware, decorators and the handler itself. Something guards if it refuses with 401 or 403, or is a security scheme, by what it does and never by its name. Middleware that tests the path against constants is applied to the path of the route: an exempt path is not guarded by it. Reported are POST, PUT, PATCH and DELETE routes that are seen to write to the database, run a command, queue a job or remove files, where everything on the way is understood and nothing guards; once per router, and once per application if none of its routes refuses anybody. A way that is not understood, or that depends on a setting, is undecided.",
    "silent": {
      "guarded": "something on the way refuses requests without credentials",
      "optional": "credentials are looked at, and what is done without them is the handler's business",
      "no-write": "nothing is seen to be changed by it or by what it calls, or its path names a computation such as a search",
      "open-by-nature": "login, registration, recovery, webhooks, contact forms, subscriptions to a newsletter, health and the like, a body that brings a password, or a secret in the path",
      "open-application": "no route of the application is known to refuse anybody, and of some it is not known whether they do",
      "gateway": "no route of its application refuses anybody, and another application of the repository asks for credentials and may stand before it",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "read": "a GET route"
    },
    "spellings": {
      "plain": "a route without any guard beside routes with one",
      "router": "several routes of one router",
      "ignored-name": "a dependency with the name of a guard that refuses nobody",
      "exempt": "a path that the guarding middleware lets through",
      "decorated": "under a decorator that only says what a failure becomes",
      "application": "an application that asks nobody anything",
      "command": "a route that runs a command"
    },
    "passed": "Every route that is seen to change something asks who is there.",
    "example": {
      "before": "router = APIRouter(prefix=\"/words\")\n",
      "after": "router = APIRouter(prefix=\"/words\", dependencies=[Depends(get_current_user)])\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/306.html",
      "https://fastapi.tiangolo.com/tutorial/bigger-applications/"
    ],
    "measured": {
      "right": 18,
      "wrong": 4,
      "arguable": 3,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "OpenBMB/ChatDev",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "hngprojects/hng_boilerplate_python_fastapi_web",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "testdrivenio/fastapi-celery",
        "theHdd4/TrinityFastAPIDjangoReact"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/open-redirect": {
    "id": "sec/open-redirect",
    "title": "Request data chooses where a redirect leads",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-601",
    "securitySeverity": 6.1,
    "messages": {
      "part": "`{hole}` decides the host of the redirect and comes from {source}",
      "whole": "the redirect leads to an address that comes from {source}"
    },
    "why": "A link to your own host then leads anywhere: the client trusts the page that asks for its password, and tokens in the address are handed on.",
    "remedy": "Redirect to paths of your own, or compare the host with a list that you wrote.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches the front of the address of a redirect, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. What follows a written host or a leading path segment is no finding. A test of the address that is not understood leaves it undecided. Every hop of the way is evidence.",
    "silent": {
      "constant": "the host is written in the code, or checked against or chosen from what is written there",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs"
    },
    "spellings": {
      "parameter": "`RedirectResponse(next)`",
      "formatted": "`f\"https://{host}/x\"`"
    },
    "passed": "Redirects lead to known places.",
    "example": {
      "before": "return RedirectResponse(next)\n",
      "after": "return RedirectResponse(f\"/{next.lstrip('/')}\")\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/601.html",
      "https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html"
    ],
    "measured": {
      "right": 1,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "fief-dev/fief"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/path-traversal": {
    "id": "sec/path-traversal",
    "title": "Request data chooses a file",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-22",
    "securitySeverity": 9.1,
    "messages": {
      "part": "`{hole}` becomes part of a path, `{sink}` {act} that file, and it comes from {source}",
      "whole": "`{sink}` {act} a file whose path comes from {source}"
    },
    "why": "A name with `..` in it leaves the folder, and an absolute one replaces it: `base / name` is `name` if that begins with a slash. The client then reads, overwrites or deletes whatever the service may.",
    "remedy": "Resolve the path and refuse it unless `path.is_relative_to(base)`, or take only `Path(name).name`.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches the path of a file that is opened, served, written or deleted, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. A comparison with the base folder before the use cleans, as do `Path(x).name`, an enum, a number and a UUID; another test of the path leaves it undecided. What follows a written beginning of a file name (`img_…`) leads nowhere else. Reading is major, serving and changing blocker. Every hop of the way is evidence.",
    "silent": {
      "constant": "the path is written in the code, confined to a folder, or chosen from names that are written in the code",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "division": "a division of numbers"
    },
    "spellings": {
      "open": "`open(f\"{base}/{name}\")`",
      "path-operator": "`base / name`",
      "path-method": "`Path(name).read_text()`",
      "join": "`os.path.join(base, name)`",
      "upload-name": "the file name of an upload",
      "served": "`FileResponse`",
      "deleted": "`os.remove`, `shutil.rmtree`"
    },
    "passed": "No request data leaves the folder it is meant for.",
    "example": {
      "before": "return FileResponse(DATA / name)\n",
      "after": "path = (DATA / name).resolve()\nif not path.is_relative_to(DATA):\n    raise HTTPException(404)\nreturn FileResponse(path)\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/22.html",
      "https://docs.python.org/3/library/pathlib.html#pathlib.PurePath.is_relative_to"
    ],
    "measured": {
      "right": 32,
      "wrong": 3,
      "arguable": 5,
      "on": [
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "OpenBMB/ChatDev",
        "TransformerOptimus/SuperAGI",
        "assafelovic/gpt-researcher",
        "chatchat-space/Langchain-Chatchat",
        "eosphoros-ai/DB-GPT",
        "h2oai/h2ogpt",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "permitio/opal",
        "stanmart1/readnwin-fastapi",
        "theHdd4/TrinityFastAPIDjangoReact",
        "zylon-ai/private-gpt"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/sensitive-field-exposed": {
    "id": "sec/sensitive-field-exposed",
    "title": "Secret in the model of an answer",
    "severity": "blocker",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-200",
    "securitySeverity": 7.5,
    "messages": {
      "field": "`{field}` is part of what `{route}` answers ({count}): clients, their logs and every cache between get it as it is stored"
    },
    "why": "What is in the model of an answer is sent, whether a client needs it or not. A hash can be broken at home, a key can be used, and what has been sent once is in logs and caches that nobody clears.",
    "remedy": "Take `{field}` out of the model of the answer, or give the answer a model of its own without it; `SecretStr` shows asterisks.",
    "decides": "The declared response of a route (`response_model` or the annotation), with the models of its fields, containers, generics and bases, has a field of text by the name of a password, a hash of one, a secret, a token, a key or a card. One finding for each field, with the routes. Routes that are there to hand it over by their path or name, and models with validators or serializers, are left alone.",
    "silent": {
      "issued": "the routes make or hand over credentials by their nature",
      "masked": "`SecretStr` is shown as asterisks",
      "excluded": "`Field(exclude=True)`",
      "treated": "a validator or serializer of the model looks at its values",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "flag": "a field that says whether there is one",
      "input": "a model that only requests fill"
    },
    "spellings": {
      "hash": "the hash of a password",
      "nested": "in a model within the model of the answer",
      "key": "a key or a token"
    },
    "passed": "No model of an answer holds a secret.",
    "example": {
      "before": "class UserOut(BaseModel):\n    name: str\n    hashed_password: str\n",
      "after": "class UserOut(BaseModel):\n    name: str\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/200.html",
      "https://fastapi.tiangolo.com/tutorial/response-model/"
    ],
    "measured": {
      "right": 7,
      "wrong": 13,
      "arguable": 5,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "AndriyKostenko/React-FastAPI_E-Commerce_App",
        "Harmeet10000/AgentNexus-LangChain-FastAPI",
        "LAION-AI/Open-Assistant",
        "PeterTakahashi/service-base-fastapi",
        "SciPhi-AI/R2R",
        "TransformerOptimus/SuperAGI",
        "dstackai/dstack",
        "fief-dev/fief",
        "kongnakornna/fastapicleanarchitectureddd",
        "lnbits/lnbits",
        "naughtyfruit53/FastApiv1.6",
        "nsidnev/fastapi-realworld-example-app",
        "onyx-dot-app/onyx",
        "topoteretes/cognee"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/sql-injection": {
    "id": "sec/sql-injection",
    "title": "Request data in SQL text",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no raw SQL string formatting",
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-89",
    "securitySeverity": 9.8,
    "messages": {
      "formatted": "`{hole}` is formatted into the SQL text of `{sink}` and comes from {source}",
      "quoted": "`{hole}` stands between quotes in the SQL text of `{sink}` and comes from {source}",
      "whole": "`{sink}` runs a statement that comes whole from {source}"
    },
    "why": "What a client sends becomes part of the statement, so it can end the value it stands in and add clauses, subqueries or further statements: read other people's rows, change them, or take the database's own rights.",
    "remedy": "Bind values as parameters; look up identifiers in a mapping of columns that you wrote.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches the SQL-text argument of a SQLAlchemy construct or of a database driver, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. Every hop of the way is evidence; a way of more than eight hops, or one that ends nowhere, decides nothing.",
    "silent": {
      "constant": "all that reaches the text is written in the code, checked against or chosen from what is written there, or bound",
      "configuration": "what is formatted in comes from settings or the environment",
      "not-external": "what is formatted in does not come from a request, has a type that cannot break out, or is known to the database's catalog; or its quotes are doubled. sec/sql-string-formatting judges it",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "own-text": "a function of another library, or of the project, that is also called `text` or `execute`"
    },
    "spellings": {
      "f-string": "`text(f\"… {x}\")`",
      "percent": "`\"… %s\" % x`",
      "format-method": "`\"… {}\".format(x)`",
      "concatenation": "`\"… \" + x`, `+=`",
      "joined": "clauses collected in a list and joined",
      "fragment": "`text()` in `order_by` or `where`, `literal_column`",
      "driver": "a cursor or connection of a database driver",
      "statement-text": "`session.execute` with plain text",
      "across-files": "the request's data and the statement stand in different files",
      "model-field": "a field of a request model",
      "request-object": "`request.query_params`",
      "returned": "a helper builds the clause and returns it",
      "whole": "the statement itself is what the client sends"
    },
    "passed": "No request data reaches SQL text.",
    "example": {
      "before": "rows = await session.execute(text(f\"SELECT * FROM job WHERE name = '{name}'\"))\n",
      "after": "rows = await session.execute(text(\"SELECT * FROM job WHERE name = :name\"), {\"name\": name})\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/89.html",
      "https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text"
    ],
    "measured": {
      "right": 17,
      "wrong": 21,
      "arguable": 2,
      "on": [
        "DeepStacker/fastapi-hft-engine",
        "capicruz28/base_multi_tenant_fastapi",
        "chatchat-space/Langchain-Chatchat",
        "keephq/keep",
        "mrveiss/AutoBot-AI",
        "openai/chatgpt-retrieval-plugin",
        "theHdd4/TrinityFastAPIDjangoReact",
        "topoteretes/cognee"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/sql-string-formatting": {
    "id": "sec/sql-string-formatting",
    "title": "SQL text put together from values",
    "severity": "major",
    "confidence": "medium",
    "stage": "stable",
    "standard": "no raw SQL string formatting",
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-89",
    "securitySeverity": 7.5,
    "messages": {
      "open": "`{hole}` is formatted into the SQL text of `{sink}`, and what it holds is open: {source}",
      "stored": "`{hole}` is formatted into the SQL text of `{sink}` and was read from the database: {source}",
      "catalog": "`{hole}` is formatted into the SQL text of `{sink}` and names what the database's own catalog told",
      "typed": "`{hole}` is formatted into the SQL text of `{sink}`; only its type keeps it harmless"
    },
    "why": "A statement that is put together from text is as safe as the least careful caller. Stored values come back as code (second order), and a type or a caller that changes later opens the hole without anybody touching the statement.",
    "remedy": "Bind {hole} as a parameter; where it is an identifier, take it from a mapping of names you wrote.",
    "decides": "Each part that is formatted into SQL text is followed to where it comes from; the worst decides. Parameters are followed to every call of their function. Open: a parameter of a public function whose callers are not all known. Stored: a row or an entity. Catalog and types that cannot break out are minor. Literals, constants, placeholders and settings are no finding.",
    "silent": {
      "constant": "all that is formatted in is written in the code, checked against or chosen from what is written there, or a list of placeholders",
      "configuration": "what is formatted in comes from settings, the environment or a command line",
      "checked": "a pattern, a test, doubled quotes or a function that quotes names holds for the text",
      "external": "it comes from a request or a language model; sec/sql-injection reports it",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "own-text": "a function of another library, or of the project, that is also called `text` or `execute`"
    },
    "spellings": {
      "open-parameter": "a parameter of a function that nobody is known to call",
      "row-value": "a value of a row",
      "entity-value": "an attribute of an entity",
      "catalog-name": "a name from the database's catalog",
      "number": "a number, a UUID, an enum or a time zone",
      "clause-key": "a column name from a mapping that somebody else fills"
    },
    "passed": "SQL text is assembled from constants only.",
    "example": {
      "before": "cursor.execute(f\"SELECT count(*) FROM {table_name}\")\n",
      "after": "session.scalar(select(func.count()).select_from(TABLES[table_name]))\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/89.html",
      "https://www.postgresql.org/docs/current/sql-prepare.html"
    ],
    "measured": {
      "right": 51,
      "wrong": 0,
      "arguable": 3,
      "on": [
        "Arize-ai/phoenix",
        "DeepStacker/fastapi-hft-engine",
        "IBM/mcp-context-forge",
        "SciPhi-AI/R2R",
        "TracecatHQ/tracecat",
        "eosphoros-ai/DB-GPT",
        "lnbits/lnbits",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "polarsource/polar",
        "topoteretes/cognee"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/ssrf": {
    "id": "sec/ssrf",
    "title": "Request data chooses where a request goes",
    "severity": "blocker",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-918",
    "securitySeverity": 8.6,
    "messages": {
      "part": "`{hole}` decides the host that `{sink}` talks to and comes from {source}",
      "whole": "`{sink}` sends a request to an address that comes from {source}"
    },
    "why": "The service stands inside the network: through it a client reaches metadata services, databases and admin interfaces that are closed to it, and reads what they answer.",
    "remedy": "Compare scheme and host with a list that you wrote, refuse private addresses at connect time, and follow no redirects.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches the scheme or host of an outgoing request, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name. Only the front of the address counts: what follows a host that is written, or configured, is no finding. A test of the address that is not understood leaves it undecided, as does a client with a transport of its own, or a way of more than eight hops. Blocker where the route is known to refuse nobody, else major. Every hop of the way is evidence.",
    "silent": {
      "constant": "the host is written in the code, or checked against or chosen from what is written there",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "operators": "a dependency that asks for a role or a permission lets in only those who set the service up",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "other-get": "`get` of something that is no HTTP client"
    },
    "spellings": {
      "whole": "the address is what the client sends",
      "host": "`f\"https://{host}/x\"`",
      "client-method": "a method of a client or session",
      "model-field": "a field of a request model",
      "across-files": "the request's data and the call stand in different functions"
    },
    "passed": "Outgoing hosts are fixed or checked.",
    "example": {
      "before": "return (await client.get(body.url)).text\n",
      "after": "if urlsplit(body.url).hostname not in ALLOWED_HOSTS:\n    raise HTTPException(422)\nreturn (await client.get(body.url)).text\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/918.html",
      "https://owasp.org/www-community/attacks/Server_Side_Request_Forgery"
    ],
    "measured": {
      "right": 8,
      "wrong": 3,
      "arguable": 0,
      "on": [
        "LAION-AI/Open-Assistant",
        "Skyvern-AI/skyvern",
        "TransformerOptimus/SuperAGI",
        "lm-sys/FastChat",
        "lnbits/lnbits",
        "mwwoodworth/fastapi-operator-env",
        "reworkd/AgentGPT",
        "xorbitsai/inference"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/tls-verification-disabled": {
    "id": "sec/tls-verification-disabled",
    "title": "Connection to a server that proves nothing",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "privilege",
    "category": "Configuration",
    "cwe": "CWE-295",
    "securitySeverity": 7.4,
    "messages": {
      "certificate": "`{callee}` is called with `{setting}`: any server that answers is believed",
      "assigned": "`{callee}` is set to `{value}`: any server that answers is believed",
      "host-name": "`{callee}` is turned off: a certificate for any other name is believed",
      "host-key": "`{callee}` takes the key of whatever host answers first",
      "context": "`{callee}` makes connections whose certificates nobody checks"
    },
    "why": "Encryption without a check of the other end keeps nothing from whoever stands in between: passwords, tokens and answers can be read and changed on the way, and nothing in the logs tells.",
    "remedy": "Leave the check on. For a server with an own authority pass its certificate: `verify=ssl.create_default_context(cafile=CA)`.",
    "decides": "A call of an HTTP, Redis, Mongo, search, cloud or SSH client, an `ssl` context or a `requests` session is told, whichever way the code goes, not to check certificate, host name or host key. The callee and the class are known by type. A value that a caller, a setting or a test decides is not reported.",
    "silent": {
      "checked": "the check stays on, or what is passed is not known",
      "chosen": "a test that speaks of it decides, or its name says it, so that it is left to whoever runs the service",
      "local": "it talks to its own machine",
      "said-already": "the same function turns the check of the certificate off, and that is reported",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "other-verify": "`verify` of something that opens no connection"
    },
    "spellings": {
      "call": "`verify=False` of a call",
      "client": "`verify=False` of a client",
      "connector": "`ssl=False` of aiohttp",
      "mode": "`context.verify_mode = ssl.CERT_NONE`",
      "name": "`context.check_hostname = False`",
      "session": "`session.verify = False`",
      "unverified": "`ssl._create_unverified_context()`",
      "default": "every HTTPS connection of the process",
      "redis": "`ssl_cert_reqs` of a Redis client",
      "ssh": "`AutoAddPolicy` of an SSH client"
    },
    "passed": "Connections check who answers.",
    "example": {
      "before": "requests.get(f\"https://{host}/health\", verify=False, timeout=3)\n",
      "after": "requests.get(f\"https://{host}/health\", verify=settings.ca_file, timeout=3)\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/295.html",
      "https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification"
    ],
    "measured": {
      "right": 25,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "keephq/keep",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/unbounded-upload": {
    "id": "sec/unbounded-upload",
    "title": "Upload of any size read into memory",
    "severity": "major",
    "confidence": "high",
    "stage": "stable",
    "standard": null,
    "cause": "unvalidated-input",
    "predicate": "upload-read-whole",
    "category": "Input Validation",
    "cwe": "CWE-770",
    "securitySeverity": 6.5,
    "messages": {
      "unbounded": "`{name}.read()` takes an upload of any size into memory: {entry}, called a few times with large files, ends the process",
      "late": "`{name}.read()` takes the whole upload into memory before its length is looked at ({entry})"
    },
    "why": "Starlette keeps a large upload on disk; `read()` without a size copies all of it into the memory of the process. The client decides how much that is, and a few requests at once are enough for the kernel to kill the process, with every other request in it.",
    "remedy": "Look at `file.size` first and refuse with 413, or read in pieces and stop at the limit; limit the body in the proxy or in a middleware as well.",
    "decides": "`read()` without a size of an `UploadFile`, known by type, in code that a request reaches, where neither the size of the upload nor the announced length of the request is looked at before, and no middleware of the project looks at that length. What a proxy in front limits is not seen. Minor where the length is looked at afterwards.",
    "silent": {
      "in-parts": "a piece of a given size is read",
      "size-checked": "`size` of the upload, or the announced length, is looked at before",
      "limited": "a middleware looks at the announced length of every request",
      "not-reached": "no request is seen to come here",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "other-read": "`read` of a file that no client sent"
    },
    "spellings": {
      "handler": "in the handler",
      "helper": "in a function that is given the upload",
      "file": "`upload.file.read()`",
      "late": "the length is looked at afterwards"
    },
    "passed": "Uploads are bounded before they are read.",
    "example": {
      "before": "content = await file.read()\n",
      "after": "if file.size is None or file.size > MAX_BYTES:\n    raise HTTPException(413)\ncontent = await file.read()\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/request-files/",
      "https://cwe.mitre.org/data/definitions/770.html"
    ],
    "measured": {
      "right": 25,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "Arize-ai/phoenix",
        "Chainlit/chainlit",
        "Skyvern-AI/skyvern",
        "h2oai/h2ogpt",
        "keephq/keep",
        "khoj-ai/khoj",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/unsafe-deserialization": {
    "id": "sec/unsafe-deserialization",
    "title": "Request data turned into any object",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "injection",
    "category": "Injection",
    "cwe": "CWE-502",
    "securitySeverity": 9.8,
    "messages": {
      "part": "`{hole}` is part of what `{sink}` builds objects from and comes from {source}",
      "whole": "`{sink}` builds objects from what comes from {source}"
    },
    "why": "A pickle names the functions that are called while it is loaded, and so does YAML with a loader that builds objects: loading is running the sender's code.",
    "remedy": "Take JSON and validate it with a model, or load YAML with `yaml.safe_load`.",
    "decides": "Content that a route, socket, dependency or resolver receives, or that a language model wrote, reaches `pickle`, `dill`, `cloudpickle`, `joblib`, `jsonpickle` or YAML with a loader that builds objects, through assignments, calls, returns, attributes and containers across files. The callee is known by type, never by its name.  Every hop of the way is evidence.",
    "silent": {
      "constant": "what is loaded is written in the code or cannot be chosen by a client",
      "configuration": "it comes from settings, the environment or a command line",
      "not-external": "it comes from no request and no language model, or has a type that cannot break out",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code, and other code that no deployment runs",
      "safe-loader": "`yaml.safe_load`, `yaml.load(…, Loader=SafeLoader)`, `json.loads`"
    },
    "spellings": {
      "pickle": "`pickle.loads`",
      "yaml-load": "`yaml.load` with the full or the unsafe loader",
      "upload": "bytes of an uploaded file"
    },
    "passed": "No request data is loaded with a deserialiser that builds any object.",
    "example": {
      "before": "state = pickle.loads(await file.read())\n",
      "after": "state = State.model_validate_json(await file.read())\n",
      "safe": false
    },
    "references": [
      "https://cwe.mitre.org/data/definitions/502.html",
      "https://docs.python.org/3/library/pickle.html"
    ],
    "measured": null,
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/vulnerable-dependency": {
    "id": "sec/vulnerable-dependency",
    "title": "Pinned package with a known vulnerability",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "privilege",
    "category": "Dependency",
    "cwe": "CWE-1395",
    "securitySeverity": 9.8,
    "messages": {
      "pinned": "`{name}` {version} is pinned, and {advisories} {verb} against it ({rating}; records up to {day}): {end}"
    },
    "why": "What is published about a version is read by those who look for services that run it. A lock file brings the same version back with every build until somebody moves it.",
    "remedy": "Move the package to the version named, with all that is locked beside it (`uv lock --upgrade-package NAME`, `poetry update NAME`), and run the tests.",
    "decides": "Every version of a lock file (uv, poetry, pdm, pipenv), and every `==` of a requirements file or pyproject.toml without one, is held against the records of the export given with `--osv`, as their schema says and with versions compared as PEP 440 has it. One finding a package; records that name each other are one. The severity is that of the gravest: 9 and above a blocker, 7 major, 4 minor; what only development needs is minor. Whether the code uses what is vulnerable is not looked at.",
    "silent": {
      "no-advisory": "nothing in the export is about this version",
      "test": "files of tests",
      "script": "files of documentation and examples"
    },
    "lookalikes": {
      "range": "a requirement without a version, of which nothing is known",
      "own": "a package of the repository itself"
    },
    "spellings": {
      "range": "a version below the one that fixes it",
      "last": "a version up to the last one affected",
      "listed": "a version that a record lists",
      "pin": "`==` in a requirements file",
      "through": "a package that another one needs",
      "development": "a package of the development group",
      "several": "more than one record",
      "unrated": "a record without a score"
    },
    "passed": "No record of the export given is about a locked version.",
    "example": {
      "before": "requests==2.19.0\n",
      "after": "requests==2.32.4\n",
      "safe": false
    },
    "references": [
      "https://ossf.github.io/osv-schema/",
      "https://google.github.io/osv.dev/data/"
    ],
    "measured": null,
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/weak-random-or-compare": {
    "id": "sec/weak-random-or-compare",
    "title": "Secret that can be guessed or measured",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-338",
    "securitySeverity": 7.4,
    "messages": {
      "drawn": "`{name}` is drawn by `{callee}`: whoever sees a few of them can compute the next",
      "compared": "`{given}` of a request is compared with the secret `{secret}` by an operator that stops at the first difference: how long it takes tells how much was right"
    },
    "why": "`random` is a generator for simulations: its state follows from what it gave out, so the next token does too. And `==` on texts returns sooner the earlier they differ; with enough requests a secret can be found character by character.",
    "remedy": "Draw with `secrets.token_urlsafe(32)`, compare with `hmac.compare_digest(given.encode(), secret.encode())`.",
    "decides": "A draw of the module `random` that is bound, passed, stored or returned under a name of something issued (token, code, password, salt); and `==` or `!=` between what a request brings, followed through parameters, headers and helpers, and a setting or a variable of the environment whose name says secret. The comparison is minor.",
    "silent": {
      "no-secret": "it is no secret by its name",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "column": "a condition of a query",
      "digest": "`hmac.compare_digest`",
      "system": "`random.SystemRandom`, `secrets`"
    },
    "spellings": {
      "drawn": "a token that is drawn",
      "joined": "characters that are joined",
      "returned": "a function that returns it",
      "header": "a header against a setting",
      "environment": "a parameter against a variable of the environment",
      "helper": "a helper that compares"
    },
    "passed": "Secrets are drawn by `secrets` and compared in constant time.",
    "example": {
      "before": "if x_api_key != settings.api_key:\n    raise HTTPException(403)\n",
      "after": "if not hmac.compare_digest(x_api_key, settings.api_key):\n    raise HTTPException(403)\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/secrets.html",
      "https://docs.python.org/3/library/hmac.html#hmac.compare_digest"
    ],
    "measured": {
      "right": 6,
      "wrong": 0,
      "arguable": 2,
      "on": [
        "AlbanAndrieu/fastapi-sample",
        "LAION-AI/Open-Assistant",
        "TransformerOptimus/SuperAGI",
        "lnbits/lnbits",
        "morphik-org/morphik-core",
        "mrveiss/AutoBot-AI",
        "naughtyfruit53/FastApiv1.6",
        "openai/chatgpt-retrieval-plugin"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  },
  "sec/webhook-unsigned": {
    "id": "sec/webhook-unsigned",
    "title": "Webhook that believes every sender",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-345",
    "securitySeverity": 7.5,
    "messages": {
      "unsigned": "{route} takes events from whoever posts them: neither `{handler}` nor what it calls looks at a signature, a secret or a credential"
    },
    "why": "The address of a webhook is no secret: it stands in dashboards, logs and documentation. Whoever knows it can tell the service that an order was paid, a build has passed or an account was closed, in the very form the real sender uses.",
    "remedy": "Check the sender's signature over the raw body (`await request.body()`) before it is parsed, with the sender's own library or `hmac.compare_digest`, and refuse everything else.",
    "decides": "POST routes that are named a hook and take the raw request, a body without a model, or events of a service known by name; nobody is refused without credentials, and in the handler, its dependencies and what they call down to the fourth call, no call, header, parameter or setting is about a signature, a secret, a token or a verification. A route of which not every guard is understood is left alone.",
    "silent": {
      "looked-at": "a signature, a secret or a credential is looked at",
      "handed-on": "the request is handed to a library, which may look",
      "guarded": "requests without credentials are refused",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "managed": "a route by which users manage webhooks of their own"
    },
    "spellings": {
      "raw": "the raw body is parsed",
      "open-body": "a body without a model",
      "named": "events of a known service"
    },
    "passed": "Routes that receive events of other services check who sent them.",
    "example": {
      "before": "event = json.loads(await request.body())\n",
      "after": "event = stripe.Webhook.construct_event(await request.body(), signature, settings.webhook_secret)\n",
      "safe": false
    },
    "references": [
      "https://docs.stripe.com/webhooks#verify-official-libraries",
      "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
      "https://cwe.mitre.org/data/definitions/345.html"
    ],
    "measured": {
      "right": 0,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "TracecatHQ/tracecat"
      ]
    },
    "pack": "sec",
    "also": [],
    "aliases": []
  }
}
