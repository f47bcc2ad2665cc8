; Calls that make sessions or what makes them: `async_sessionmaker(engine)`, `sessionmaker(engine, class_=AsyncSession)`.
(call
  function: [(identifier) (attribute)] @maker
  (#names? @maker "async_sessionmaker" "sessionmaker" "AsyncSession")) @call
