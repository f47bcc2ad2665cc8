// Written by `npm run generate`; do not edit.
import type { QueryProgram } from '../parse/query-program.ts'

/** Paths below `queries/` without `.scm`; a candidate holds the index. */
export const queryIds = [
  'async/endpoint-shape',
  'facts/apps',
  'facts/commands',
  'facts/comparisons',
  'facts/dependencies',
  'facts/engines',
  'facts/environment',
  'facts/fan-outs',
  'facts/handlers',
  'facts/includes',
  'facts/lifecycle',
  'facts/middleware',
  'facts/migrations',
  'facts/models',
  'facts/naive-times',
  'facts/origins',
  'facts/outdated',
  'facts/pauses',
  'facts/prints',
  'facts/protections',
  'facts/randoms',
  'facts/resolvers',
  'facts/routes',
  'facts/sends',
  'facts/session-factories',
  'facts/sinks',
  'facts/spawns',
  'facts/streams',
  'facts/tables',
  'facts/tasks',
  'facts/uploads',
  'facts/validators',
  'facts/waits',
  'infra/on-event-lifecycle',
  'prod/create-all',
] as const

/** What each query captures in at least one of its patterns. */
export interface QueryCaptures {
  'async/endpoint-shape': 'getter' | 'call'
  'facts/apps': 'class' | 'application' | 'base'
  'facts/commands': 'registration' | 'handler' | 'verb'
  'facts/comparisons': 'comparison'
  'facts/dependencies': 'marker' | 'dependency'
  'facts/engines': 'call' | 'maker'
  'facts/environment': 'name' | 'read' | 'environment'
  'facts/fan-outs': 'call' | 'maker'
  'facts/handlers': 'handler' | 'manager' | 'suppress' | 'comment' | 'explained'
  'facts/includes': 'verb' | 'inclusion'
  'facts/lifecycle': 'application' | 'registration' | 'handler' | 'verb' | 'option' | 'value' | 'construction'
  'facts/middleware': 'class' | 'base' | 'registration' | 'handler' | 'verb' | 'given'
  'facts/migrations': 'call' | 'operations' | 'operation'
  'facts/models': 'class' | 'base' | 'mapping'
  'facts/naive-times': 'name' | 'naive'
  'facts/origins': 'read' | 'method' | 'header'
  'facts/outdated': 'call' | 'name' | 'config' | 'callee' | 'keyword' | 'passed'
  'facts/pauses': 'call' | 'pause'
  'facts/prints': 'call' | 'name'
  'facts/protections': 'call' | 'callee' | 'keyword' | 'attribute' | 'store'
  'facts/randoms': 'callee' | 'draw'
  'facts/resolvers': 'registration' | 'handler' | 'verb' | 'option' | 'value'
  'facts/routes': 'registration' | 'handler' | 'verb'
  'facts/sends': 'call' | 'send'
  'facts/session-factories': 'call' | 'maker'
  'facts/sinks': 'callee' | 'sink'
  'facts/spawns': 'call' | 'maker'
  'facts/streams': 'construction' | 'response'
  'facts/tables': 'class' | 'maker' | 'table' | 'declaration' | 'index'
  'facts/tasks': 'class' | 'registration' | 'handler' | 'verb' | 'option' | 'value'
  'facts/uploads': 'read' | 'method'
  'facts/validators': 'registration' | 'handler' | 'verb'
  'facts/waits': 'call' | 'wait'
  'infra/on-event-lifecycle': 'application' | 'registration' | 'verb'
  'prod/create-all': 'method' | 'metadata' | 'reference'
}

/** A candidate holds the index. */
export const captureNames = [
  'getter',
  'call',
  'class',
  'application',
  'base',
  'registration',
  'handler',
  'verb',
  'comparison',
  'marker',
  'dependency',
  'maker',
  'name',
  'read',
  'environment',
  'manager',
  'suppress',
  'comment',
  'explained',
  'inclusion',
  'option',
  'value',
  'construction',
  'given',
  'operations',
  'operation',
  'mapping',
  'naive',
  'method',
  'header',
  'config',
  'callee',
  'keyword',
  'passed',
  'pause',
  'attribute',
  'store',
  'draw',
  'send',
  'sink',
  'response',
  'table',
  'declaration',
  'index',
  'wait',
  'metadata',
  'reference',
] as const

/** Part of the version of every summary: other queries find other candidates. */
export const queriesHash = '0f40c7d92faef3dc'

export const programs: readonly QueryProgram[] = [
  {"query":0,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[0],"tests":[{"is":"names","values":["get_event_loop"]}]}]}},
  {"query":1,"pattern":0,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[2],"tests":[{"is":"names","values":["FastAPI","Starlette","Celery","Taskiq","AsyncIOScheduler","BackgroundScheduler","BlockingScheduler"]}]}]}},
  {"query":1,"pattern":1,"root":{"kinds":["class_definition"],"captures":[2],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["identifier","attribute"],"captures":[4],"tests":[{"is":"names","values":["FastAPI","Starlette","Celery"]}]}]}]}},
  {"query":2,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[5],"tests":[{"is":"names","values":["command","group","callback"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":2,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["command","group","callback"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":3,"pattern":0,"root":{"kinds":["comparison_operator"],"captures":[8],"children":[{"kinds":["\"==\"","\"!=\""],"field":"operators"}]}},
  {"query":4,"pattern":0,"root":{"kinds":["call"],"captures":[10],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[9],"tests":[{"is":"names","values":["Depends","Security"]}]}]}},
  {"query":5,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[11],"tests":[{"is":"names","values":["create_engine","create_async_engine","engine_from_config","async_engine_from_config"]}]}]}},
  {"query":6,"pattern":0,"root":{"kinds":["call"],"captures":[13],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[12],"tests":[{"is":"names","values":["getenv"]}]}]}},
  {"query":6,"pattern":1,"root":{"kinds":["call"],"captures":[13],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier","attribute"],"field":"object","captures":[14],"tests":[{"is":"names","values":["environ"]}]},{"kinds":["identifier"],"field":"attribute","captures":[12],"tests":[{"is":"equals","values":["get"]}]}]}]}},
  {"query":6,"pattern":2,"root":{"kinds":["subscript"],"captures":[13],"children":[{"kinds":["identifier","attribute"],"field":"value","captures":[14],"tests":[{"is":"names","values":["environ"]}]}]}},
  {"query":7,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[11],"tests":[{"is":"names","values":["gather","wait","as_completed"]}]}]}},
  {"query":8,"pattern":0,"root":{"kinds":["except_clause"],"captures":[6]}},
  {"query":8,"pattern":1,"root":{"kinds":["with_item"],"children":[{"kinds":["call"],"field":"value","captures":[16],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[15],"tests":[{"is":"names","values":["suppress"]}]}]}]}},
  {"query":8,"pattern":2,"root":{"kinds":["except_clause"],"captures":[18],"children":[{"kinds":["comment"],"captures":[17],"tests":[{"is":"matches","not":true,"values":["^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])"]}]}]}},
  {"query":8,"pattern":3,"root":{"kinds":["except_clause"],"captures":[18],"children":[{"kinds":["block"],"children":[{"kinds":["comment"],"captures":[17],"tests":[{"is":"matches","not":true,"values":["^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])"]}]}]}]}},
  {"query":9,"pattern":0,"root":{"kinds":["call"],"captures":[19],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["include_router","mount"]}]}]}]}},
  {"query":10,"pattern":0,"root":{"kinds":["call"],"captures":[22],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[3]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"children":[{"kinds":["identifier"],"field":"name","captures":[20],"tests":[{"is":"equals","values":["lifespan","on_startup","on_shutdown","exception_handlers"]}]},{"kinds":["(_)"],"field":"value","captures":[21]}]}]}]}},
  {"query":10,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["on_event"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":10,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["add_event_handler"]}]}]}]}},
  {"query":10,"pattern":3,"root":{"kinds":["assignment"],"captures":[5],"children":[{"kinds":["attribute"],"field":"left","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["lifespan_context"]}]}]},{"kinds":["(_)"],"field":"right","captures":[21]}]}},
  {"query":11,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["middleware","exception_handler"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":11,"pattern":1,"root":{"kinds":["call"],"children":[{"kinds":["call"],"field":"function","captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["middleware"]}]}]}]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["(_)"],"captures":[23],"adjacent":true}]}]}},
  {"query":11,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["add_middleware","add_exception_handler"]}]}]}]}},
  {"query":11,"pattern":3,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["Middleware","BaseHTTPMiddleware"]}]}]}},
  {"query":11,"pattern":4,"root":{"kinds":["class_definition"],"captures":[2],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["identifier","attribute"],"captures":[4],"tests":[{"is":"names","values":["BaseHTTPMiddleware","HTTPEndpoint","WebSocketEndpoint"]}]}]}]}},
  {"query":12,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["(_)"],"field":"object","captures":[24]},{"kinds":["identifier"],"field":"attribute","captures":[25],"tests":[{"is":"equals","values":["create_table","drop_table","rename_table","add_column","drop_column","alter_column","create_index","drop_index","create_foreign_key","create_primary_key","create_unique_constraint","create_exclude_constraint","create_check_constraint","drop_constraint","execute","batch_alter_table"]}]}]}]}},
  {"query":13,"pattern":0,"root":{"kinds":["class_definition"],"captures":[2],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["(_)"],"captures":[4]}]}]}},
  {"query":13,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["(_)"],"captures":[26]}]},{"kinds":["class_definition"],"field":"definition","captures":[2]}]}},
  {"query":14,"pattern":0,"root":{"kinds":["attribute"],"captures":[27],"children":[{"kinds":["identifier"],"field":"attribute","captures":[12],"tests":[{"is":"equals","values":["utcnow","utcfromtimestamp"]}]}]}},
  {"query":15,"pattern":0,"root":{"kinds":["call"],"captures":[13],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[28],"tests":[{"is":"equals","values":["get"]}]}]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["string"],"captures":[29],"tests":[{"is":"matches","values":["^[\"']([Oo]rigin|ORIGIN|[Rr]eferer|[Ss]ec-[Ff]etch-[Ss]ite)[\"']$"]}],"adjacent":true}]}]}},
  {"query":15,"pattern":1,"root":{"kinds":["subscript"],"captures":[13],"children":[{"kinds":["string"],"field":"subscript","captures":[29],"tests":[{"is":"matches","values":["^[\"']([Oo]rigin|ORIGIN|[Rr]eferer|[Ss]ec-[Ff]etch-[Ss]ite)[\"']$"]}]}]}},
  {"query":16,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[12],"tests":[{"is":"equals","values":["dict","json","copy","parse_obj","parse_raw","parse_file","from_orm","construct","schema","schema_json","update_forward_refs"]}]}]}]}},
  {"query":16,"pattern":1,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[12],"tests":[{"is":"names","values":["validator","root_validator","parse_obj_as"]}]}]}},
  {"query":16,"pattern":2,"root":{"kinds":["class_definition"],"captures":[30],"children":[{"kinds":["identifier"],"field":"name","captures":[12],"tests":[{"is":"equals","values":["Config"]}]}]}},
  {"query":16,"pattern":3,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[31],"tests":[{"is":"names","values":["Field","Query","Path","Header","Cookie","Body","Form","File"]}]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"captures":[33],"children":[{"kinds":["identifier"],"field":"name","captures":[32],"tests":[{"is":"equals","values":["regex","min_items","max_items","allow_mutation","example"]}]}]}]}]}},
  {"query":17,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[34],"tests":[{"is":"names","values":["sleep"]}]}]}},
  {"query":18,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[12],"tests":[{"is":"names","values":["print","pprint","print_exc"]}]}]}},
  {"query":19,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[31],"tests":[{"is":"names","values":["set_cookie","add_middleware","Middleware","CORSMiddleware","SessionMiddleware","decode","encode","_create_unverified_context","set_missing_host_key_policy","init"]}]}]}},
  {"query":19,"pattern":1,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"children":[{"kinds":["identifier"],"field":"name","captures":[32],"tests":[{"is":"equals","values":["verify","ssl","verify_ssl","verify_certs","cert_reqs","ssl_cert_reqs","tlsAllowInvalidCertificates","tlsInsecure","ssl_verify","validate_certs","known_hosts"]}]}]}]}]}},
  {"query":19,"pattern":2,"root":{"kinds":["assignment"],"captures":[36],"children":[{"kinds":["attribute"],"field":"left","children":[{"kinds":["identifier"],"field":"attribute","captures":[35],"tests":[{"is":"equals","values":["verify","verify_mode","check_hostname","_create_default_https_context"]}]}]}]}},
  {"query":20,"pattern":0,"root":{"kinds":["call"],"captures":[37],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[31],"tests":[{"is":"names","values":["choice","choices","randint","randrange","sample","getrandbits","random","randbytes","uniform"]}]}]}},
  {"query":21,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[5],"tests":[{"is":"names","values":["field","mutation","subscription"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":21,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["field","mutation","subscription"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":21,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["field","mutation","subscription"]}]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"children":[{"kinds":["identifier"],"field":"name","captures":[20],"tests":[{"is":"equals","values":["resolver"]}]},{"kinds":["(_)"],"field":"value","captures":[21]}]}]}]}},
  {"query":22,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["get","post","put","patch","delete","head","options","trace","api_route","route","websocket","websocket_route"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":22,"pattern":1,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["add_api_route","add_route","add_api_websocket_route","add_websocket_route"]}]}]}]}},
  {"query":22,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["Route","WebSocketRoute","APIRoute","APIWebSocketRoute"]}]}]}},
  {"query":23,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["attribute"],"field":"function","captures":[38],"tests":[{"is":"names","values":["send_text","send_json","send_bytes"]}]}]}},
  {"query":24,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[11],"tests":[{"is":"names","values":["async_sessionmaker","sessionmaker","AsyncSession"]}]}]}},
  {"query":25,"pattern":0,"root":{"kinds":["call"],"captures":[39],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[31],"tests":[{"is":"names","values":["text","literal_column","DDL","exec_driver_sql","execute","exec","scalar","scalars","stream_scalars","executemany","executescript","execute_insert","execute_fetchall","fetch","fetchrow","fetchval","prepare","cursor","copy_expert","execute_many","fetch_all","fetch_one","fetch_val","iterate","execute_values","execute_batch","execute_iter","query","query_df","query_dataframe","command","sql","system","popen","run","call","check_call","check_output","Popen","getoutput","getstatusoutput","create_subprocess_shell","create_subprocess_exec","exec_command","sudo","eval","__import__","import_module","Template","from_string","loads","load","load_all","unsafe_load","unsafe_load_all","decode","read_pickle","open","read_text","read_bytes","write_text","write_bytes","unlink","rmdir","iterdir","rename","replace","touch","remove","listdir","scandir","makedirs","rmtree","copy","copy2","copyfile","copytree","move","FileResponse","get","post","put","patch","delete","head","options","request","stream","ws_connect","urlopen","urlretrieve","connect","goto","RedirectResponse"]}]}]}},
  {"query":26,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[11],"tests":[{"is":"names","values":["create_task","ensure_future"]}]}]}},
  {"query":27,"pattern":0,"root":{"kinds":["call"],"captures":[22],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[40],"tests":[{"is":"names","values":["StreamingResponse","EventSourceResponse"]}]}]}},
  {"query":28,"pattern":0,"root":{"kinds":["call"],"captures":[42],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[41],"tests":[{"is":"names","values":["Table"]}]}]}},
  {"query":28,"pattern":1,"root":{"kinds":["call"],"captures":[42],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[43],"tests":[{"is":"names","values":["Index"]}]}]}},
  {"query":28,"pattern":2,"root":{"kinds":["assignment"],"captures":[42],"children":[{"kinds":["attribute"],"field":"left","children":[{"kinds":["(_)"],"field":"object","captures":[2]}]},{"kinds":["call"],"field":"right","children":[{"kinds":["identifier","attribute"],"field":"function","captures":[11],"tests":[{"is":"names","values":["relationship","column_property","deferred","association_proxy"]}]}]}]}},
  {"query":29,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[5],"tests":[{"is":"names","values":["task","shared_task","actor","job","periodic_task","on_after_configure"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":29,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["task","shared_task","actor","job","periodic_task","scheduled_job","cron","repeat_every"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":29,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["add_job","enqueue","enqueue_call","enqueue_at","enqueue_in","add_periodic_task"]}]}]}]}},
  {"query":29,"pattern":3,"root":{"kinds":["class_definition"],"captures":[2],"children":[{"kinds":["block"],"field":"body","children":[{"kinds":["expression_statement"],"children":[{"kinds":["assignment"],"children":[{"kinds":["identifier"],"field":"left","captures":[20],"tests":[{"is":"equals","values":["functions","cron_jobs","on_startup","on_shutdown","on_job_start","on_job_end"]}]},{"kinds":["(_)"],"field":"right","captures":[21]}]}]}]}]}},
  {"query":30,"pattern":0,"root":{"kinds":["call"],"captures":[13],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[28],"tests":[{"is":"equals","values":["read"]}]}]}]}},
  {"query":31,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["field_validator","model_validator","validator","root_validator","model_serializer","field_serializer"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":31,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[5],"tests":[{"is":"names","values":["root_validator","computed_field","model_serializer"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[6]}]}},
  {"query":31,"pattern":2,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[7],"tests":[{"is":"names","values":["BeforeValidator","AfterValidator","PlainValidator","WrapValidator"]}]}]}},
  {"query":32,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[44],"tests":[{"is":"names","values":["get","wait","communicate","open_connection","open_unix_connection","connect","read","readline","readexactly","readuntil"]}]}]}},
  {"query":33,"pattern":0,"root":{"kinds":["call"],"captures":[5],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["(_)"],"field":"object","captures":[3]},{"kinds":["identifier"],"field":"attribute","captures":[7],"tests":[{"is":"equals","values":["on_event","add_event_handler"]}]}]}]}},
  {"query":34,"pattern":0,"root":{"kinds":["attribute"],"captures":[46],"children":[{"kinds":["(_)"],"field":"object","captures":[45]},{"kinds":["identifier"],"field":"attribute","captures":[28],"tests":[{"is":"equals","values":["create_all","drop_all"]}]}]}},
]
