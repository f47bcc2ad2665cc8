from typing import Any

class Context:
    message: Any
    broker: Any
    state: Any
