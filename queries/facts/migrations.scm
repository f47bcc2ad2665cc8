; Operations of an Alembic revision: `op.create_index(...)`, `batch_op.drop_constraint(...)`, `op.execute(...)`.
(call
  function: (attribute object: (_) @operations attribute: (identifier) @operation)
  (#any-of? @operation
    "create_table" "drop_table" "rename_table" "add_column" "drop_column" "alter_column" "create_index" "drop_index"
    "create_foreign_key" "create_primary_key" "create_unique_constraint" "create_exclude_constraint" "create_check_constraint" "drop_constraint" "execute"
    "batch_alter_table")) @call
