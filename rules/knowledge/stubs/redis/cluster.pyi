from typing import Any
from typing_extensions import Self
from .client import Redis

class ClusterNode:
    def __init__(self, host: str, port: int, **kw: Any) -> None: ...
class RedisCluster(Redis):
    def __init__(self, host: str | None = ..., port: int = ..., startup_nodes: Any = ..., **kwargs: Any) -> None: ...
