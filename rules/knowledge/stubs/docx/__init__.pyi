from typing import Any
from .document import Document as _Document

def Document(*args: Any, **kwargs: Any) -> _Document: ...
