; Classes that may be mapped to a table: by a base, by `table=True`, or by a decorator of a registry.
(class_definition
  superclasses: (argument_list (_) @base)) @class

(decorated_definition
  (decorator (_) @mapping)
  definition: (class_definition) @class)
