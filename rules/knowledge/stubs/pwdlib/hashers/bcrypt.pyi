from typing import Any

class BcryptHasher:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
