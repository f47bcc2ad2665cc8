// Written by `npm run generate`; do not edit.
import type { QueryProgram } from '../parse/query-program.ts'

/** Paths below `queries/` without `.scm`; a candidate holds the index. */
export const queryIds = [
  'facts/apps',
  'facts/commands',
  'facts/dependencies',
  'facts/engines',
  'facts/handlers',
  'facts/includes',
  'facts/lifecycle',
  'facts/middleware',
  'facts/migrations',
  'facts/models',
  'facts/resolvers',
  'facts/routes',
  'facts/sinks',
  'facts/streams',
  'facts/tables',
  'facts/tasks',
  'facts/validators',
  'prod/create-all',
] as const

/** What each query captures in at least one of its patterns. */
export interface QueryCaptures {
  'facts/apps': 'class' | 'application' | 'base'
  'facts/commands': 'registration' | 'handler' | 'verb'
  'facts/dependencies': 'marker' | 'dependency'
  'facts/engines': 'maker' | 'call'
  'facts/handlers': 'handler' | 'manager' | 'suppress' | 'comment' | 'explained'
  'facts/includes': 'verb' | 'inclusion'
  'facts/lifecycle': 'application' | 'registration' | 'handler' | 'verb' | 'option' | 'value' | 'construction'
  'facts/middleware': 'class' | 'base' | 'registration' | 'handler' | 'verb'
  'facts/migrations': 'call' | 'operations' | 'operation'
  'facts/models': 'class' | 'base' | 'mapping'
  'facts/resolvers': 'registration' | 'handler' | 'verb' | 'option' | 'value'
  'facts/routes': 'registration' | 'handler' | 'verb'
  'facts/sinks': 'callee' | 'sink'
  'facts/streams': 'construction' | 'response'
  'facts/tables': 'class' | 'maker' | 'table' | 'declaration' | 'index'
  'facts/tasks': 'class' | 'registration' | 'handler' | 'verb' | 'option' | 'value'
  'facts/validators': 'registration' | 'handler' | 'verb'
  'prod/create-all': 'metadata' | 'method' | 'reference'
}

/** A candidate holds the index. */
export const captureNames = [
  'class',
  'application',
  'base',
  'registration',
  'handler',
  'verb',
  'marker',
  'dependency',
  'maker',
  'call',
  'manager',
  'suppress',
  'comment',
  'explained',
  'inclusion',
  'option',
  'value',
  'construction',
  'operations',
  'operation',
  'mapping',
  'callee',
  'sink',
  'response',
  'table',
  'declaration',
  'index',
  'metadata',
  'method',
  'reference',
] as const

/** Part of the version of every summary: other queries find other candidates. */
export const queriesHash = '7ca16b9133538436'

export const programs: readonly QueryProgram[] = [
  {"query":0,"pattern":0,"root":{"kinds":["call"],"captures":[1],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[0],"tests":[{"is":"names","values":["FastAPI","Starlette","Celery","Taskiq","AsyncIOScheduler","BackgroundScheduler","BlockingScheduler"]}]}]}},
  {"query":0,"pattern":1,"root":{"kinds":["class_definition"],"captures":[0],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["identifier","attribute"],"captures":[2],"tests":[{"is":"names","values":["FastAPI","Starlette","Celery"]}]}]}]}},
  {"query":1,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[3],"tests":[{"is":"names","values":["command","group","callback"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":1,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["command","group","callback"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":2,"pattern":0,"root":{"kinds":["call"],"captures":[7],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[6],"tests":[{"is":"names","values":["Depends","Security"]}]}]}},
  {"query":3,"pattern":0,"root":{"kinds":["call"],"captures":[9],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[8],"tests":[{"is":"names","values":["create_engine","create_async_engine","engine_from_config","async_engine_from_config"]}]}]}},
  {"query":4,"pattern":0,"root":{"kinds":["except_clause"],"captures":[4]}},
  {"query":4,"pattern":1,"root":{"kinds":["with_item"],"children":[{"kinds":["call"],"field":"value","captures":[11],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[10],"tests":[{"is":"names","values":["suppress"]}]}]}]}},
  {"query":4,"pattern":2,"root":{"kinds":["except_clause"],"captures":[13],"children":[{"kinds":["comment"],"captures":[12],"tests":[{"is":"matches","not":true,"values":["^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])"]}]}]}},
  {"query":4,"pattern":3,"root":{"kinds":["except_clause"],"captures":[13],"children":[{"kinds":["block"],"children":[{"kinds":["comment"],"captures":[12],"tests":[{"is":"matches","not":true,"values":["^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])"]}]}]}]}},
  {"query":5,"pattern":0,"root":{"kinds":["call"],"captures":[14],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["include_router","mount"]}]}]}]}},
  {"query":6,"pattern":0,"root":{"kinds":["call"],"captures":[17],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[1]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"children":[{"kinds":["identifier"],"field":"name","captures":[15],"tests":[{"is":"equals","values":["lifespan","on_startup","on_shutdown","exception_handlers"]}]},{"kinds":["(_)"],"field":"value","captures":[16]}]}]}]}},
  {"query":6,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["on_event"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":6,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["add_event_handler"]}]}]}]}},
  {"query":6,"pattern":3,"root":{"kinds":["assignment"],"captures":[3],"children":[{"kinds":["attribute"],"field":"left","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["lifespan_context"]}]}]},{"kinds":["(_)"],"field":"right","captures":[16]}]}},
  {"query":7,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["middleware","exception_handler"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":7,"pattern":1,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["add_middleware","add_exception_handler"]}]}]}]}},
  {"query":7,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["Middleware","BaseHTTPMiddleware"]}]}]}},
  {"query":7,"pattern":3,"root":{"kinds":["class_definition"],"captures":[0],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["identifier","attribute"],"captures":[2],"tests":[{"is":"names","values":["BaseHTTPMiddleware","HTTPEndpoint","WebSocketEndpoint"]}]}]}]}},
  {"query":8,"pattern":0,"root":{"kinds":["call"],"captures":[9],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["(_)"],"field":"object","captures":[18]},{"kinds":["identifier"],"field":"attribute","captures":[19],"tests":[{"is":"equals","values":["create_table","drop_table","rename_table","add_column","drop_column","alter_column","create_index","drop_index","create_foreign_key","create_primary_key","create_unique_constraint","create_exclude_constraint","drop_constraint","execute","batch_alter_table"]}]}]}]}},
  {"query":9,"pattern":0,"root":{"kinds":["class_definition"],"captures":[0],"children":[{"kinds":["argument_list"],"field":"superclasses","children":[{"kinds":["(_)"],"captures":[2]}]}]}},
  {"query":9,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["(_)"],"captures":[20]}]},{"kinds":["class_definition"],"field":"definition","captures":[0]}]}},
  {"query":10,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[3],"tests":[{"is":"names","values":["field","mutation","subscription"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":10,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["field","mutation","subscription"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":10,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["field","mutation","subscription"]}]},{"kinds":["argument_list"],"field":"arguments","children":[{"kinds":["keyword_argument"],"children":[{"kinds":["identifier"],"field":"name","captures":[15],"tests":[{"is":"equals","values":["resolver"]}]},{"kinds":["(_)"],"field":"value","captures":[16]}]}]}]}},
  {"query":11,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["get","post","put","patch","delete","head","options","trace","api_route","route","websocket","websocket_route"]}]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":11,"pattern":1,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["add_api_route","add_route","add_api_websocket_route","add_websocket_route"]}]}]}]}},
  {"query":11,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["Route","WebSocketRoute","APIRoute","APIWebSocketRoute"]}]}]}},
  {"query":12,"pattern":0,"root":{"kinds":["call"],"captures":[22],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[21],"tests":[{"is":"names","values":["text","literal_column","DDL","exec_driver_sql","execute","exec","scalar","scalars","stream_scalars","executemany","executescript","execute_insert","execute_fetchall","fetch","fetchrow","fetchval","prepare","cursor","copy_expert","execute_many","fetch_all","fetch_one","fetch_val","iterate","execute_values","execute_batch","execute_iter","query","query_df","query_dataframe","command","sql","system","popen","run","call","check_call","check_output","Popen","getoutput","getstatusoutput","create_subprocess_shell","create_subprocess_exec","exec_command","sudo","eval","__import__","import_module","Template","from_string","loads","load","load_all","unsafe_load","unsafe_load_all","decode","read_pickle","open","read_text","read_bytes","write_text","write_bytes","unlink","rmdir","iterdir","rename","replace","touch","remove","listdir","scandir","makedirs","rmtree","copy","copy2","copyfile","copytree","move","FileResponse","get","post","put","patch","delete","head","options","request","stream","ws_connect","urlopen","urlretrieve","connect","goto","RedirectResponse"]}]}]}},
  {"query":13,"pattern":0,"root":{"kinds":["call"],"captures":[17],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[23],"tests":[{"is":"names","values":["StreamingResponse","EventSourceResponse"]}]}]}},
  {"query":14,"pattern":0,"root":{"kinds":["call"],"captures":[25],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[24],"tests":[{"is":"names","values":["Table"]}]}]}},
  {"query":14,"pattern":1,"root":{"kinds":["call"],"captures":[25],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[26],"tests":[{"is":"names","values":["Index"]}]}]}},
  {"query":14,"pattern":2,"root":{"kinds":["assignment"],"captures":[25],"children":[{"kinds":["attribute"],"field":"left","children":[{"kinds":["(_)"],"field":"object","captures":[0]}]},{"kinds":["call"],"field":"right","children":[{"kinds":["identifier","attribute"],"field":"function","captures":[8],"tests":[{"is":"names","values":["relationship","column_property","deferred","association_proxy"]}]}]}]}},
  {"query":15,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[3],"tests":[{"is":"names","values":["task","shared_task","actor","job","periodic_task","on_after_configure"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":15,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["task","shared_task","actor","job","periodic_task","scheduled_job","cron","repeat_every"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":15,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["attribute"],"field":"function","children":[{"kinds":["identifier"],"field":"attribute","captures":[5],"tests":[{"is":"equals","values":["add_job","enqueue","enqueue_call","enqueue_at","enqueue_in","add_periodic_task"]}]}]}]}},
  {"query":15,"pattern":3,"root":{"kinds":["class_definition"],"captures":[0],"children":[{"kinds":["block"],"field":"body","children":[{"kinds":["expression_statement"],"children":[{"kinds":["assignment"],"children":[{"kinds":["identifier"],"field":"left","captures":[15],"tests":[{"is":"equals","values":["functions","cron_jobs","on_startup","on_shutdown","on_job_start","on_job_end"]}]},{"kinds":["(_)"],"field":"right","captures":[16]}]}]}]}]}},
  {"query":16,"pattern":0,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["field_validator","model_validator","validator","root_validator","model_serializer","field_serializer"]}]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":16,"pattern":1,"root":{"kinds":["decorated_definition"],"children":[{"kinds":["decorator"],"children":[{"kinds":["identifier","attribute"],"captures":[3],"tests":[{"is":"names","values":["root_validator","computed_field","model_serializer"]}]}]},{"kinds":["function_definition"],"field":"definition","captures":[4]}]}},
  {"query":16,"pattern":2,"root":{"kinds":["call"],"captures":[3],"children":[{"kinds":["identifier","attribute"],"field":"function","captures":[5],"tests":[{"is":"names","values":["BeforeValidator","AfterValidator","PlainValidator","WrapValidator"]}]}]}},
  {"query":17,"pattern":0,"root":{"kinds":["attribute"],"captures":[29],"children":[{"kinds":["(_)"],"field":"object","captures":[27]},{"kinds":["identifier"],"field":"attribute","captures":[28],"tests":[{"is":"equals","values":["create_all","drop_all"]}]}]}},
]
