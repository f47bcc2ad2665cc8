from typing import Any

class TransferConfig:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
