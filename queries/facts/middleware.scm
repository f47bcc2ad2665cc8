; `@app.middleware("http")` and `@app.exception_handler(E)`.
(decorated_definition
  (decorator
    (call
      function: (attribute attribute: (identifier) @verb)) @registration)
  definition: (function_definition) @handler
  (#any-of? @verb "middleware" "exception_handler"))

; `app.middleware("http")(f)`.
(call
  function: (call
    function: (attribute attribute: (identifier) @verb)) @registration
  arguments: (argument_list . (_) @given)
  (#eq? @verb "middleware"))

; `app.add_middleware(M)`, `app.add_exception_handler(E, f)`.
(call
  function: (attribute attribute: (identifier) @verb)
  (#any-of? @verb "add_middleware" "add_exception_handler")) @registration

; `Middleware(M)` in the application's list.
(call
  function: [(identifier) (attribute)] @verb
  (#names? @verb "Middleware" "BaseHTTPMiddleware")) @registration

; `class M(BaseHTTPMiddleware)`.
(class_definition
  superclasses: (argument_list [(identifier) (attribute)] @base)
  (#names? @base "BaseHTTPMiddleware" "HTTPEndpoint" "WebSocketEndpoint")) @class
