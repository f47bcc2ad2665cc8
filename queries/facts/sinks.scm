; Calls that may run, open or follow what they are given: SQL, shells, code, pickles, paths, addresses; by the last name of what is called.
(call
  function: [(identifier) (attribute)] @callee
  (#names? @callee
    "text" "literal_column" "DDL" "exec_driver_sql" "execute" "exec" "scalar" "scalars" "stream_scalars" "executemany"
    "executescript" "execute_insert" "execute_fetchall" "fetch" "fetchrow" "fetchval" "prepare" "cursor" "copy_expert"
    "execute_many" "fetch_all" "fetch_one" "fetch_val" "iterate" "execute_values" "execute_batch" "execute_iter" "query" "query_df" "query_dataframe" "command" "sql"
    "system" "popen" "run" "call" "check_call" "check_output" "Popen" "getoutput" "getstatusoutput" "create_subprocess_shell"
    "create_subprocess_exec" "exec_command" "sudo" "eval" "__import__" "import_module" "Template" "from_string" "loads" "load" "load_all"
    "unsafe_load" "unsafe_load_all" "decode" "read_pickle" "open" "read_text" "read_bytes" "write_text"
    "write_bytes" "unlink" "rmdir" "iterdir" "rename" "replace" "touch" "remove" "listdir" "scandir" "makedirs" "rmtree" "copy" "copy2"
    "copyfile" "copytree" "move" "FileResponse" "get" "post" "put" "patch" "delete" "head" "options" "request" "stream" "ws_connect" "urlopen"
    "urlretrieve" "connect" "goto" "RedirectResponse")) @sink
