; click and typer: `@cli.command()`, `@click.command`, `@app.callback()`.
(decorated_definition
  (decorator [(identifier) (attribute)] @registration)
  definition: (function_definition) @handler
  (#names? @registration "command" "group" "callback"))

(decorated_definition
  (decorator
    (call
      function: [(identifier) (attribute)] @verb) @registration)
  definition: (function_definition) @handler
  (#names? @verb "command" "group" "callback"))
