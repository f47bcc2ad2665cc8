; Functions of a pydantic model that run while a body is validated.
(decorated_definition
  (decorator
    (call
      function: [(identifier) (attribute)] @verb) @registration)
  definition: (function_definition) @handler
  (#names? @verb "field_validator" "model_validator" "validator" "root_validator" "model_serializer" "field_serializer"))

(decorated_definition
  (decorator [(identifier) (attribute)] @registration)
  definition: (function_definition) @handler
  (#names? @registration "root_validator" "computed_field" "model_serializer"))

(call
  function: [(identifier) (attribute)] @verb
  (#names? @verb "BeforeValidator" "AfterValidator" "PlainValidator" "WrapValidator")) @registration
