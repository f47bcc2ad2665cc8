; Reads of the process environment: `os.getenv("X")`, `os.environ.get("X")`, `os.environ["X"]`.
(call
  function: [(identifier) (attribute)] @name
  (#names? @name "getenv")) @read

(call
  function: (attribute
    object: [(identifier) (attribute)] @environment
    attribute: (identifier) @name)
  (#names? @environment "environ")
  (#eq? @name "get")) @read

(subscript
  value: [(identifier) (attribute)] @environment
  (#names? @environment "environ")) @read
