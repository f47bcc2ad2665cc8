from typing import Any

class Whisper:
    def transcribe(self, *args: Any, **kwargs: Any) -> dict[str, Any]: ...
