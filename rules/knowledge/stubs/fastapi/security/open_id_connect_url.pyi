from typing import Any
from starlette.requests import Request
from .base import SecurityBase

class OpenIdConnect(SecurityBase):
    def __init__(self, *, openIdConnectUrl: str, **kw: Any) -> None: ...
    async def __call__(self, request: Request) -> str | None: ...
