; `Depends(f)`, `Security(f, scopes=[...])`, wherever they stand: signature, annotation, router, application.
(call
  function: [(identifier) (attribute)] @marker
  (#names? @marker "Depends" "Security")) @dependency
