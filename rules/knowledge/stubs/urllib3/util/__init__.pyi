from typing import Any
from .retry import Retry as Retry

class Timeout:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
