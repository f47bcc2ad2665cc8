from typing import Any
from .models import AsyncModels, Models

class AsyncClient:
    models: AsyncModels
    chats: Any
    files: Any
class Client:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    models: Models
    aio: AsyncClient
    chats: Any
    files: Any
