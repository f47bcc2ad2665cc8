from typing import Any

class SlowAPIMiddleware:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
