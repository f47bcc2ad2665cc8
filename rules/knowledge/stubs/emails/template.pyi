from typing import Any

class JinjaTemplate:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
