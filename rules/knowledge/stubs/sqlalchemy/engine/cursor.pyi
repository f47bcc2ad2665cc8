from typing import Any
from .result import Result

class CursorResult[T, R](Result[T, R]):
    rowcount: int
    returns_rows: bool
    is_insert: bool
    @property
    def inserted_primary_key(self) -> Any: ...
    @property
    def lastrowid(self) -> int: ...
