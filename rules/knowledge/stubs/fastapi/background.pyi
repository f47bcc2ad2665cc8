from typing import Any, Callable
from starlette.background import BackgroundTasks as _BackgroundTasks

class BackgroundTasks(_BackgroundTasks):
    def add_task(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> None: ...
