; Messages to a WebSocket: `await socket.send_text(text)`.
(call
  function: (attribute) @send
  (#names? @send "send_text" "send_json" "send_bytes")) @call
