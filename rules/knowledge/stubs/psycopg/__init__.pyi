from typing import Any
from . import errors as errors, rows as rows, sql as sql
from .connection import Connection as Connection
from .connection_async import AsyncConnection as AsyncConnection
from .cursor import Cursor as Cursor
from .cursor_async import AsyncCursor as AsyncCursor
from .errors import DatabaseError as DatabaseError, Error as Error, IntegrityError as IntegrityError, InterfaceError as InterfaceError, OperationalError as OperationalError, ProgrammingError as ProgrammingError

def connect(*args: Any, **kwargs: Any) -> Connection: ...
