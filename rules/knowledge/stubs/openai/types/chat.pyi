from typing import Any

class ChatCompletionMessage:
    content: str | None
    role: str
    tool_calls: Any
    refusal: str | None
class Choice:
    message: ChatCompletionMessage
    finish_reason: str
    index: int
    delta: Any
class ChatCompletion:
    id: str
    choices: list[Choice]
    model: str
    created: int
    usage: Any
class ChatCompletionChunk:
    id: str
    choices: list[Any]
    usage: Any
class ChatCompletionMessageParam(dict[str, Any]): ...
class ChatCompletionToolParam(dict[str, Any]): ...
