from typing import Any

class Response:
    response: str | None
    source_nodes: list[Any]
