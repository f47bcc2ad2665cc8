from typing import Any

class Settings:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
