from typing import Any

class AsyncIOExecutor:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
