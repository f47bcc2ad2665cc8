; Calls that make an engine: `create_engine(url)`, `sa.create_async_engine(url)`.
(call
  function: [(identifier) (attribute)] @maker
  (#names? @maker "create_engine" "create_async_engine" "engine_from_config" "async_engine_from_config")) @call
