; Metadata methods that change the schema, called or passed on: `Base.metadata.create_all`.
(attribute
  object: (_) @metadata
  attribute: (identifier) @method
  (#any-of? @method "create_all" "drop_all")) @reference
