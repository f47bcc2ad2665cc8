from typing import Any

class Document:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    text: str
    metadata: dict[str, Any]
class NodeWithScore:
    node: Any
    score: float | None
class TextNode:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
