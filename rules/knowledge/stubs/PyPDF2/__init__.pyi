from typing import Any
from pypdf._reader import PageObject

class PdfReader:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    pages: list[PageObject]
    metadata: Any
