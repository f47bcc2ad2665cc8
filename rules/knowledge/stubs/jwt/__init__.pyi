from typing import Any
from . import exceptions as exceptions
from .api_jwt import PyJWT as PyJWT, decode as decode, encode as encode
from .exceptions import DecodeError as DecodeError, ExpiredSignatureError as ExpiredSignatureError, InvalidSignatureError as InvalidSignatureError, InvalidTokenError as InvalidTokenError, PyJWTError as PyJWTError, InvalidAudienceError as InvalidAudienceError, InvalidIssuerError as InvalidIssuerError
from .jwks_client import PyJWKClient as PyJWKClient

def get_unverified_header(*args: Any, **kwargs: Any) -> dict[str, Any]: ...
class PyJWK:
    key: Any
