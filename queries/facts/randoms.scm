; Draws from the generator that is not meant for secrets.
(call
  function: [(identifier) (attribute)] @callee
  (#names? @callee "choice" "choices" "randint" "randrange" "sample" "getrandbits" "random" "randbytes" "uniform")) @draw
