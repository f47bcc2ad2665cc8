; Path operations and sockets: `@router.get("/x") async def f()`.
(decorated_definition
  (decorator
    (call
      function: (attribute attribute: (identifier) @verb)) @registration)
  definition: (function_definition) @handler
  (#any-of? @verb
    "get" "post" "put" "patch" "delete" "head" "options" "trace" "api_route" "route" "websocket" "websocket_route"))

; The same by a call: `router.add_api_route("/x", f, methods=["GET"])`.
(call
  function: (attribute attribute: (identifier) @verb)
  (#any-of? @verb
    "add_api_route" "add_route" "add_api_websocket_route" "add_websocket_route")) @registration

; Starlette's table of routes: `Route("/x", f)`.
(call
  function: [(identifier) (attribute)] @verb
  (#names? @verb "Route" "WebSocketRoute" "APIRoute" "APIWebSocketRoute")) @registration
