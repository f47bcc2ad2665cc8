from typing import Any, Awaitable, Callable
from ..requests import Request
from ..responses import Response

RequestResponseEndpoint = Callable[[Request], Awaitable[Response]]
DispatchFunction = Callable[[Request, RequestResponseEndpoint], Awaitable[Response]]
class BaseHTTPMiddleware:
    app: Any
    def __init__(self, app: Any, dispatch: DispatchFunction | None = ...) -> None: ...
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response: ...
