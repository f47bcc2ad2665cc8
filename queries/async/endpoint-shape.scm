; The loop, asked for by its old name.
(call
  function: [(identifier) (attribute)] @getter
  (#names? @getter "get_event_loop")) @call
