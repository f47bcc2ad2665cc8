from typing import Any

class Middleware:
    cls: Any
    def __init__(self, cls: Any, *args: Any, **kwargs: Any) -> None: ...
