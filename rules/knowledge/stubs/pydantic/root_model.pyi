from typing import Any
from .main import BaseModel

class RootModel[T](BaseModel):
    root: T
    def __init__(self, root: T = ..., **data: Any) -> None: ...
