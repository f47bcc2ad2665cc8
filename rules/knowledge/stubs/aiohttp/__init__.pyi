from . import web as web
from .client import ClientSession as ClientSession, request as request
from .client_exceptions import ClientConnectionError as ClientConnectionError, ClientConnectorError as ClientConnectorError, ClientError as ClientError, ClientPayloadError as ClientPayloadError, ClientResponseError as ClientResponseError, ContentTypeError as ContentTypeError, InvalidURL as InvalidURL, ServerDisconnectedError as ServerDisconnectedError, ServerTimeoutError as ServerTimeoutError
from .client_reqrep import ClientResponse as ClientResponse
from .client_ws import ClientWebSocketResponse as ClientWebSocketResponse
from .connector import BaseConnector as BaseConnector, TCPConnector as TCPConnector, UnixConnector as UnixConnector
from .formdata import FormData as FormData
from .helpers import BasicAuth as BasicAuth, ClientTimeout as ClientTimeout
from .http_websocket import WSMsgType as WSMsgType, WSMessage as WSMessage
