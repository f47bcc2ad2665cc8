from typing import Any

class DateTrigger:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
