from typing import Any, ContextManager
from ._generated import Browser as Browser, Page as Page, Playwright as Playwright

def sync_playwright(*args: Any, **kwargs: Any) -> ContextManager[Playwright]: ...
