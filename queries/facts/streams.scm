; Bodies that are produced while the response is sent: `StreamingResponse(g())`.
(call
  function: [(identifier) (attribute)] @response
  (#names? @response "StreamingResponse" "EventSourceResponse")) @construction
