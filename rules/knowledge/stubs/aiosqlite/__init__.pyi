from sqlite3 import Error as Error, IntegrityError as IntegrityError, OperationalError as OperationalError, Row as Row
from .core import Connection as Connection, connect as connect
from .cursor import Cursor as Cursor
