from typing import Any

class BasePermission:
    message: str | None
    def has_permission(self, *args: Any, **kwargs: Any) -> Any: ...
