from ._app import WebSocketApp as WebSocketApp
from ._core import WebSocket as WebSocket, create_connection as create_connection
