from typing import Any
from . import errors as errors, extensions as extensions, extras as extras, pool as pool, sql as sql
from ._errors import DataError as DataError, DatabaseError as DatabaseError, Error as Error, IntegrityError as IntegrityError, InterfaceError as InterfaceError, InternalError as InternalError, OperationalError as OperationalError, ProgrammingError as ProgrammingError
from .extensions import connection

def connect(dsn: str | None = ..., connection_factory: Any = ..., cursor_factory: Any = ..., **kwargs: Any) -> connection: ...
