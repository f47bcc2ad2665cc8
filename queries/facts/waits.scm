; Calls that wait for somebody else: a queue, an event, a process, a socket.
(call
  function: [(identifier) (attribute)] @wait
  (#names? @wait "get" "wait" "communicate" "open_connection" "open_unix_connection" "connect" "read" "readline" "readexactly" "readuntil")) @call
