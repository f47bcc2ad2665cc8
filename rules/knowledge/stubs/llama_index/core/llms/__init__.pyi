from typing import Any
from .llm import LLM as LLM

class ChatMessage:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    role: Any
    content: str | None
class MessageRole:
    USER: Any
    SYSTEM: Any
    ASSISTANT: Any
