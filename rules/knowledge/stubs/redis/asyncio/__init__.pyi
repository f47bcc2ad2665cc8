from .client import Redis as Redis, StrictRedis as StrictRedis
from .cluster import RedisCluster as RedisCluster
from .connection import BlockingConnectionPool as BlockingConnectionPool, Connection as Connection, ConnectionPool as ConnectionPool, SSLConnection as SSLConnection
from .sentinel import Sentinel as Sentinel
from .utils import from_url as from_url
from ..exceptions import AuthenticationError as AuthenticationError, BusyLoadingError as BusyLoadingError, ConnectionError as ConnectionError, DataError as DataError, InvalidResponse as InvalidResponse, OutOfMemoryError as OutOfMemoryError, PubSubError as PubSubError, ReadOnlyError as ReadOnlyError, RedisError as RedisError, ResponseError as ResponseError, TimeoutError as TimeoutError, WatchError as WatchError
