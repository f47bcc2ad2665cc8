from typing import Any
from starlette.requests import Request
from .base import SecurityBase

class OAuth2PasswordRequestForm:
    username: str
    password: str
    scopes: list[str]
    client_id: str | None
    client_secret: str | None
class OAuth2PasswordRequestFormStrict(OAuth2PasswordRequestForm): ...
class OAuth2(SecurityBase):
    async def __call__(self, request: Request) -> str | None: ...
class OAuth2PasswordBearer(OAuth2):
    def __init__(self, tokenUrl: str, scheme_name: str | None = ..., scopes: Any = ..., description: str | None = ..., auto_error: bool = ...) -> None: ...
    async def __call__(self, request: Request) -> str | None: ...
class OAuth2AuthorizationCodeBearer(OAuth2):
    def __init__(self, authorizationUrl: str, tokenUrl: str, **kw: Any) -> None: ...
class SecurityScopes:
    scopes: list[str]
    scope_str: str
    def __init__(self, scopes: Any = ...) -> None: ...
