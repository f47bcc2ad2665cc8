; Tables without a class, and indexes declared outside of what they index.
(call
  function: [(identifier) (attribute)] @table
  (#names? @table "Table")) @declaration

(call
  function: [(identifier) (attribute)] @index
  (#names? @index "Index")) @declaration

; An attribute given to a class after its definition: `User.posts = relationship(...)`.
(assignment
  left: (attribute object: (_) @class)
  right: (call
    function: [(identifier) (attribute)] @maker
    (#names? @maker "relationship" "column_property" "deferred" "association_proxy"))) @declaration
