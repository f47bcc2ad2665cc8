from typing import Any

class Waiter:
    def wait(self, *args: Any, **kwargs: Any) -> None: ...
