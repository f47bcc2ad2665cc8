from typing import Any

class Document:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    page_content: str
    metadata: dict[str, Any]
