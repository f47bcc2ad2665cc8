from typing import Any
from langchain_core.language_models.chat_models import BaseChatModel

class ChatAnthropic(BaseChatModel):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
