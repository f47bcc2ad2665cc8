from typing import Any

class MemoryJobStore:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
