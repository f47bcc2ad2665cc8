; Pauses of a loop: `await asyncio.sleep(60)`.
(call
  function: [(identifier) (attribute)] @pause
  (#names? @pause "sleep")) @call
