from typing import Any

class Figure:
    def savefig(self, *args: Any, **kwargs: Any) -> None: ...
