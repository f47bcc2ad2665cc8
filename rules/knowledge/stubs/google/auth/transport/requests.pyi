from typing import Any

class Request:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
