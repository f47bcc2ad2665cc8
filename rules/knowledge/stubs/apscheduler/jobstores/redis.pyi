from typing import Any

class RedisJobStore:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
