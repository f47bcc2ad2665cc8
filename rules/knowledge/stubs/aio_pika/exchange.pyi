from typing import Any

class ExchangeType:
    FANOUT: Any
    DIRECT: Any
    TOPIC: Any
    HEADERS: Any
