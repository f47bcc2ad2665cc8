from typing import Any
from .base import BaseScheduler

class BlockingScheduler(BaseScheduler):
    def start(self, *args: Any, **kwargs: Any) -> None: ...
