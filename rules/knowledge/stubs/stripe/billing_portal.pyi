from typing import Any

class Session:
    url: str
    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> Session: ...
    @classmethod
    async def create_async(cls, *args: Any, **kwargs: Any) -> Session: ...
