from pydantic import BaseModel
from starlette.requests import Request
from .base import SecurityBase

class HTTPBasicCredentials(BaseModel):
    username: str
    password: str
class HTTPAuthorizationCredentials(BaseModel):
    scheme: str
    credentials: str
class HTTPBase(SecurityBase):
    async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None: ...
class HTTPBasic(HTTPBase):
    def __init__(self, *, scheme_name: str | None = ..., realm: str | None = ..., description: str | None = ..., auto_error: bool = ...) -> None: ...
    async def __call__(self, request: Request) -> HTTPBasicCredentials | None: ...  # type: ignore[override]
class HTTPBearer(HTTPBase):
    def __init__(self, *, bearerFormat: str | None = ..., scheme_name: str | None = ..., description: str | None = ..., auto_error: bool = ...) -> None: ...
    async def __call__(self, request: Request) -> HTTPAuthorizationCredentials | None: ...
class HTTPDigest(HTTPBase): ...
