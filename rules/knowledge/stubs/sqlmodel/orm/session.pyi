from typing import Any, overload
from sqlalchemy.engine.cursor import CursorResult
from sqlalchemy.engine.result import Result, ScalarResult
from sqlalchemy.orm.session import Session as _Session
from sqlalchemy.sql.selectable import Select as _Select
from ..sql.expression import SelectOfScalar

class Session(_Session):
    """`exec(select(User))` gives users; with several columns it gives rows. The stub answers the first, the common one."""
    def exec[T](self, statement: SelectOfScalar[T], *, params: Any = ..., execution_options: Any = ..., bind_arguments: Any = ..., **kw: Any) -> ScalarResult[T]: ...
    def execute[T, R](self, statement: _Select[T, R], params: Any = ..., *, execution_options: Any = ..., bind_arguments: Any = ..., **kw: Any) -> CursorResult[T, R]: ...
