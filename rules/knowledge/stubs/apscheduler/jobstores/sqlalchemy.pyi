from typing import Any

class SQLAlchemyJobStore:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
