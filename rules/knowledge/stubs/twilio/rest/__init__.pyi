from typing import Any
from .api import CallList, MessageList

class Client:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    messages: MessageList
    calls: CallList
    verify: Any
    account_sid: str
