from typing import Any
from .model import Whisper as Whisper

def load_model(*args: Any, **kwargs: Any) -> Whisper: ...
