from . import exceptions as exceptions
from .client import connect as connect
from .exceptions import ConnectionClosed as ConnectionClosed, ConnectionClosedError as ConnectionClosedError, ConnectionClosedOK as ConnectionClosedOK, WebSocketException as WebSocketException
from .server import serve as serve
