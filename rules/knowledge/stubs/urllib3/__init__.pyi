from typing import Any
from . import exceptions as exceptions
from .connectionpool import HTTPConnectionPool as HTTPConnectionPool, HTTPSConnectionPool as HTTPSConnectionPool, connection_from_url as connection_from_url
from .poolmanager import PoolManager as PoolManager, ProxyManager as ProxyManager
from .response import BaseHTTPResponse as BaseHTTPResponse, HTTPResponse as HTTPResponse
from .util import Retry as Retry, Timeout as Timeout

def request(*args: Any, **kwargs: Any) -> BaseHTTPResponse: ...
def disable_warnings(*args: Any, **kwargs: Any) -> None: ...
