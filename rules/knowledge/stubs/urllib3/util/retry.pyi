from typing import Any

class Retry:
    def __init__(self, total: Any = ..., connect: int | None = ..., read: int | None = ..., redirect: Any = ..., status: int | None = ..., other: int | None = ..., allowed_methods: Any = ..., status_forcelist: Any = ..., backoff_factor: float = ..., **kw: Any) -> None: ...
