from typing import Any

class RedisVectorStore:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
