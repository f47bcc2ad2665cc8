from typing import Any

class create_memory_object_stream:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
