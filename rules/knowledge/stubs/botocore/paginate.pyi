from typing import Any, Iterator

class Paginator:
    def paginate(self, *args: Any, **kwargs: Any) -> Iterator[dict[str, Any]]: ...
