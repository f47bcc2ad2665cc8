from typing import Any
import logging

def get_task_logger(*args: Any, **kwargs: Any) -> logging.Logger: ...
