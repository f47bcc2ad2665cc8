; Names of Pydantic 1 that Pydantic 2 keeps for a while: methods of models, decorators, functions.
(call
  function: (attribute attribute: (identifier) @name)
  (#any-of? @name
    "dict" "json" "copy" "parse_obj" "parse_raw" "parse_file" "from_orm" "construct" "schema" "schema_json" "update_forward_refs")) @call

(call
  function: [(identifier) (attribute)] @name
  (#names? @name "validator" "root_validator" "parse_obj_as")) @call

; The settings of a model as a class inside it.
(class_definition
  name: (identifier) @name
  (#eq? @name "Config")) @config

; Arguments that have been renamed: `Field(regex=...)`, `Query(example=...)`.
(call
  function: [(identifier) (attribute)] @callee
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @keyword) @passed)
  (#names? @callee "Field" "Query" "Path" "Header" "Cookie" "Body" "Form" "File")
  (#any-of? @keyword "regex" "min_items" "max_items" "allow_mutation" "example")) @call
