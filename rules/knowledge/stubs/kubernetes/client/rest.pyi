from typing import Any

class ApiException(Exception):
    status: int
    reason: str
    body: Any
