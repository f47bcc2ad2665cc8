; What writes to the terminal: `print(...)`, `pprint(...)`, `traceback.print_exc()`.
(call
  function: [(identifier) (attribute)] @name
  (#names? @name "print" "pprint" "print_exc")) @call
