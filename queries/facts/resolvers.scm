; Strawberry resolvers: `@strawberry.field`, `@strawberry.mutation(...)`, `strawberry.field(resolver=f)`.
(decorated_definition
  (decorator [(identifier) (attribute)] @registration)
  definition: (function_definition) @handler
  (#names? @registration "field" "mutation" "subscription"))

(decorated_definition
  (decorator
    (call
      function: [(identifier) (attribute)] @verb) @registration)
  definition: (function_definition) @handler
  (#names? @verb "field" "mutation" "subscription"))

(call
  function: [(identifier) (attribute)] @verb
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @option
      value: (_) @value))
  (#names? @verb "field" "mutation" "subscription")
  (#eq? @option "resolver")) @registration
