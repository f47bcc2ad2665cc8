from typing import Any

class ChromaVectorStore:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
