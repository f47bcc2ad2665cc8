from typing import Any

class Message:
    id: str
    content: list[Any]
    model: str
    role: str
    stop_reason: str | None
    usage: Any
class MessageParam(dict[str, Any]): ...
class TextBlock:
    text: str
    type: str
class ToolUseBlock:
    id: str
    name: str
    input: Any
    type: str
