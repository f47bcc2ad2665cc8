; Every `except` clause, and `with suppress(...)`.
(except_clause) @handler

(with_item
  value: (call
    function: [(identifier) (attribute)] @manager
    (#names? @manager "suppress")) @suppress)

; A comment in the clause says why: not one that only speaks to a tool (`# noqa: BLE001 - reason` does both).
(except_clause
  (comment) @comment
  (#not-match? @comment "^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])")) @explained

(except_clause
  (block
    (comment) @comment
    (#not-match? @comment "^#[:! ]*(noqa|nosec|type:|pragma|pylint|pyright|ruff|mypy|flake8|fmt|isort|todo|fixme|xxx)(?!.* [-–—])"))) @explained
