; `FastAPI(lifespan=f, on_startup=[f], exception_handlers={...}, dependencies=[...])` and routers.
(call
  function: [(identifier) (attribute)] @application
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @option
      value: (_) @value))
  (#any-of? @option "lifespan" "on_startup" "on_shutdown" "exception_handlers")) @construction

; `@app.on_event("startup")`.
(decorated_definition
  (decorator
    (call
      function: (attribute attribute: (identifier) @verb)) @registration)
  definition: (function_definition) @handler
  (#eq? @verb "on_event"))

; `app.add_event_handler("startup", f)`.
(call
  function: (attribute attribute: (identifier) @verb)
  (#eq? @verb "add_event_handler")) @registration

; `app.router.lifespan_context = f`.
(assignment
  left: (attribute attribute: (identifier) @verb)
  right: (_) @value
  (#eq? @verb "lifespan_context")) @registration
