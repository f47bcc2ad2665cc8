from ._api import delete as delete, get as get, head as head, options as options, patch as patch, post as post, put as put, request as request, stream as stream
from ._auth import Auth as Auth, BasicAuth as BasicAuth, DigestAuth as DigestAuth
from ._client import AsyncClient as AsyncClient, Client as Client
from ._config import Limits as Limits, Proxy as Proxy, Timeout as Timeout, create_ssl_context as create_ssl_context
from ._exceptions import (
    CloseError as CloseError, ConnectError as ConnectError, ConnectTimeout as ConnectTimeout, DecodingError as DecodingError,
    HTTPError as HTTPError, HTTPStatusError as HTTPStatusError, InvalidURL as InvalidURL, LocalProtocolError as LocalProtocolError,
    NetworkError as NetworkError, PoolTimeout as PoolTimeout, ProtocolError as ProtocolError, ProxyError as ProxyError,
    ReadError as ReadError, ReadTimeout as ReadTimeout, RemoteProtocolError as RemoteProtocolError, RequestError as RequestError,
    StreamError as StreamError, TimeoutException as TimeoutException, TooManyRedirects as TooManyRedirects,
    TransportError as TransportError, UnsupportedProtocol as UnsupportedProtocol, WriteError as WriteError, WriteTimeout as WriteTimeout,
)
from ._models import Cookies as Cookies, Headers as Headers, Request as Request, Response as Response, URL as URL
from ._transports import (
    ASGITransport as ASGITransport, AsyncBaseTransport as AsyncBaseTransport, AsyncHTTPTransport as AsyncHTTPTransport,
    BaseTransport as BaseTransport, HTTPTransport as HTTPTransport, MockTransport as MockTransport, WSGITransport as WSGITransport,
)
