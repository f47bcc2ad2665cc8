from typing import Any, Callable, overload
from .task import Task

@overload
def shared_task(fun: Callable[..., Any], /) -> Task: ...
@overload
def shared_task(*, name: str = ..., bind: bool = ..., **opts: Any) -> Callable[[Callable[..., Any]], Task]: ...
