from typing import Any
from typing_extensions import Self
from ..sql.dml import Insert as _Insert
from ..sql.sqltypes import *
from ..sql.sqltypes import TypeEngine

class Insert(_Insert):
    excluded: Any
    def on_conflict_do_nothing(self, constraint: Any = ..., index_elements: Any = ..., index_where: Any = ...) -> Self: ...
    def on_conflict_do_update(self, constraint: Any = ..., index_elements: Any = ..., index_where: Any = ..., set_: Any = ..., where: Any = ...) -> Self: ...

def insert(table: Any) -> Insert: ...
