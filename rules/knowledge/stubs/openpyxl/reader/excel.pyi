from typing import Any
from ..workbook.workbook import Workbook

def load_workbook(*args: Any, **kwargs: Any) -> Workbook: ...
