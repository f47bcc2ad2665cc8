; Times without a zone: `datetime.utcnow()`, and the function itself as a default factory.
(attribute
  attribute: (identifier) @name
  (#any-of? @name "utcnow" "utcfromtimestamp")) @naive
