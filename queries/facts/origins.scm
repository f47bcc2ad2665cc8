; Reads of the headers by which a browser says which site a request comes from.
(call
  function: (attribute
    attribute: (identifier) @method)
  arguments: (argument_list
    .
    (string) @header)
  (#eq? @method "get")
  (#match? @header "^[\"']([Oo]rigin|ORIGIN|[Rr]eferer|[Ss]ec-[Ff]etch-[Ss]ite)[\"']$")) @read

(subscript
  subscript: (string) @header
  (#match? @header "^[\"']([Oo]rigin|ORIGIN|[Rr]eferer|[Ss]ec-[Ff]etch-[Ss]ite)[\"']$")) @read
