; Calls that may run SQL text: statements, fragments and drivers, by the last name of what is called.
(call
  function: [(identifier) (attribute)] @callee
  (#names? @callee
    "text" "literal_column" "DDL" "exec_driver_sql" "execute" "exec" "scalar" "scalars" "stream" "stream_scalars" "executemany"
    "executescript" "execute_insert" "execute_fetchall" "fetch" "fetchrow" "fetchval" "prepare" "cursor" "copy" "copy_expert"
    "execute_many" "fetch_all" "fetch_one" "fetch_val" "iterate" "execute_values" "execute_batch" "execute_iter" "query" "query_df" "query_dataframe" "command" "sql")) @sink
