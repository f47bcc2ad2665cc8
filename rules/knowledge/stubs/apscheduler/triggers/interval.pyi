from typing import Any

class IntervalTrigger:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
