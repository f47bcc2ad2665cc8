from typing import Any
from ._default import client as client, resource as resource
from .resources.base import ServiceResource
from .session import Session as Session

def setup_default_session(*args: Any, **kwargs: Any) -> None: ...
