from .base import Connection as Connection, Engine as Engine, NestedTransaction as NestedTransaction, Transaction as Transaction
from .create import create_engine as create_engine, create_pool_from_url as create_pool_from_url, engine_from_config as engine_from_config
from .cursor import CursorResult as CursorResult
from .interfaces import AdaptedConnection as AdaptedConnection, Dialect as Dialect
from .reflection import Inspector as Inspector
from .result import (
    FrozenResult as FrozenResult, IteratorResult as IteratorResult, MappingResult as MappingResult, Result as Result,
    ScalarResult as ScalarResult,
)
from .row import Row as Row, RowMapping as RowMapping
from .url import URL as URL, make_url as make_url
