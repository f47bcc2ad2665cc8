; Calls that wait for many at once: `asyncio.gather(*work)`.
(call
  function: [(identifier) (attribute)] @maker
  (#names? @maker "gather" "wait" "as_completed")) @call
