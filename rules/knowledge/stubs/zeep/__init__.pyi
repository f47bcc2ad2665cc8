from typing import Any

class Client:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    service: Any
    wsdl: Any
