from typing import Any

class PageObject:
    def extract_text(self, *args: Any, **kwargs: Any) -> str: ...
class PdfReader:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    pages: list[PageObject]
    metadata: Any
    is_encrypted: bool
