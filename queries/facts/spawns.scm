; Tasks: `asyncio.create_task(work())`, `loop.create_task(work())`.
(call
  function: [(identifier) (attribute)] @maker
  (#names? @maker "create_task" "ensure_future")) @call
