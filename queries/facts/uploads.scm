; Reads of what a client uploads: `await upload.read()`, `upload.file.read()`.
(call
  function: (attribute attribute: (identifier) @method)
  (#eq? @method "read")) @read
