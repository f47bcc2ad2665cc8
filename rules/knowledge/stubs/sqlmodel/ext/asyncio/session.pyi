from typing import Any
from sqlalchemy.engine.result import Result, ScalarResult
from sqlalchemy.ext.asyncio.session import AsyncSession as _AsyncSession
from sqlalchemy.sql.selectable import Select as _Select
from ...sql.expression import SelectOfScalar

class AsyncSession(_AsyncSession):
    async def exec[T](self, statement: SelectOfScalar[T], *, params: Any = ..., execution_options: Any = ..., bind_arguments: Any = ..., **kw: Any) -> ScalarResult[T]: ...
    async def execute[T, R](self, statement: _Select[T, R], params: Any = ..., *, execution_options: Any = ..., bind_arguments: Any = ..., **kw: Any) -> Result[T, R]: ...
