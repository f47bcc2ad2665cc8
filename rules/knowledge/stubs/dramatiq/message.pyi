from typing import Any

class Message:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    message_id: str
    args: Any
    kwargs: Any
    actor_name: str
    queue_name: str
    options: dict[str, Any]
    def get_result(self, *args: Any, **kwargs: Any) -> Any: ...
    def copy(self, *args: Any, **kwargs: Any) -> Message: ...
    def encode(self, *args: Any, **kwargs: Any) -> bytes: ...
    @classmethod
    def decode(cls, *args: Any, **kwargs: Any) -> Message: ...
class MessageProxy:
    message_id: str
    args: Any
    kwargs: Any
    options: dict[str, Any]
    def fail(self, *args: Any, **kwargs: Any) -> None: ...
