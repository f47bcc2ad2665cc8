; Routers joined to an application or to another router: `app.include_router(users.router, prefix="/users")`.
(call
  function: (attribute attribute: (identifier) @verb)
  (#any-of? @verb "include_router" "mount")) @inclusion
