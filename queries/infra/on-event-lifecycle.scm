; `@app.on_event("startup")`, `app.add_event_handler("startup", f)`.
(call
  function: (attribute
    object: (_) @application
    attribute: (identifier) @verb)
  (#any-of? @verb "on_event" "add_event_handler")) @registration
