from typing import Any
from starlette.responses import Response

class ServerSentEvent:
    def __init__(self, data: Any = ..., *, event: str | None = ..., id: Any = ..., retry: int | None = ..., comment: str | None = ..., sep: str | None = ...) -> None: ...
class EventSourceResponse(Response):
    def __init__(self, content: Any, status_code: int = ..., headers: Any = ..., media_type: str = ..., background: Any = ..., ping: int | None = ..., **kw: Any) -> None: ...
