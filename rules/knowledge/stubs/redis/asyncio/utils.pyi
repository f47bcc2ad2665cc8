from typing import Any
from .client import Redis

def from_url(url: str, **kwargs: Any) -> Redis: ...
