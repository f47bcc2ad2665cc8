from typing import Any

class WSMsgType:
    TEXT: Any
    BINARY: Any
    CLOSE: Any
    CLOSED: Any
    ERROR: Any
    PING: Any
    PONG: Any
class WSMessage:
    type: Any
    data: Any
    extra: Any
    def json(self, *args: Any, **kwargs: Any) -> Any: ...
