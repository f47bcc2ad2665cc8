from typing import Any

class Server:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
