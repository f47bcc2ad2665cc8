from typing import Any, Callable
from .task import Task

def shared_task(*args: Any, **kwargs: Any) -> Callable[..., Task]: ...
