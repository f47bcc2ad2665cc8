from typing import Any

class Argon2Hasher:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
